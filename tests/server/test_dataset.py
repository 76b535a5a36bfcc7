"""What a release says of itself: valid DCAT-AP, counts that are counted, and how to cite it."""

import json
import re
import warnings
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
import yaml
from pyshacl import validate
from rdflib import DCAT, DCTERMS, PROV, RDF, VOID, Graph, Literal, Namespace, URIRef

from shisaku.ontology.terms import BASE
from shisaku.server.pages.addresses import Addresses
from shisaku.server.release import open_release
from tests.conftest import ROOT
from tests.server.test_linked_data import LINE, get

SHAPES = Path(__file__).parent / "data" / "dcat-ap.ttl"
DATASET = URIRef(f"{BASE}dataset")
SPDX = Namespace("http://spdx.org/rdf/terms#")
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module")
def described(server: str) -> Graph:
    """Give the description that the server gives."""
    return Graph().parse(data=get(f"{server}/.well-known/void")[2], format="turtle")


def conforms(graph: Graph) -> tuple[bool, str]:
    """Validate against what DCAT-AP and VoID ask for."""
    with warnings.catch_warnings():  # pySHACL 0.40 uses names that rdflib 7.6 calls deprecated
        warnings.simplefilter("ignore", DeprecationWarning)
        is_valid, _, text = validate(graph, shacl_graph=str(SHAPES))
    return bool(is_valid), str(text)


def test_the_description_is_valid_dcat_ap(described: Graph) -> None:
    is_valid, text = conforms(described)

    assert is_valid, text


@pytest.mark.parametrize(
    ("predicate", "focus"),
    [
        (DCTERMS.publisher, "catalogue"),
        (DCTERMS.description, "dataset"),
        (DCAT.accessURL, "dataset/distribution/lines-csv"),
        (SPDX.checksum, "dataset/distribution/lines-csv"),
        (DCAT.endpointURL, "service"),
        (VOID.triples, "dataset"),
    ],
)
def test_what_it_lacks_is_found(described: Graph, predicate: URIRef, focus: str) -> None:
    lacking = Graph() + described
    lacking.remove((None, predicate, None))

    is_valid, text = conforms(lacking)

    assert not is_valid
    assert f"Less than 1 values on <{BASE}{focus}>" in text


def test_its_counts_are_those_of_the_graph(described: Graph, release: Path) -> None:
    store = ox.Store()
    store.load(path=str(release / "graph.nt"))
    (triples,) = described.objects(DATASET, VOID.triples)
    partitions = list(described.objects(DATASET, VOID.classPartition))

    assert triples == Literal(len(store))
    for partition in partitions:
        (kind,) = described.objects(partition, VOID["class"])
        found = store.quads_for_pattern(None, ox.NamedNode(RDF.type), ox.NamedNode(str(kind)))
        assert described.value(partition, VOID.entities) == Literal(len(set(found))), kind
    assert len(partitions) > 40


def test_a_download_has_the_size_and_checksum_of_its_file(described: Graph, server: str) -> None:
    lines = get(f"{server}/dumps/SHA256SUMS")[2].decode().splitlines()
    listed = {file: checksum for checksum, file in (line.split("  ", 1) for line in lines)}

    for distribution in described.objects(DATASET, DCAT.distribution):
        address = str(described.value(distribution, DCAT.downloadURL))
        checksum = described.value(described.value(distribution, SPDX.checksum), SPDX.checksumValue)
        file = address.removeprefix(f"{server}/dumps/")
        assert str(checksum) == listed.pop(file)
    assert not listed


def test_it_names_source_software_and_the_sources_day(described: Graph, release: Path) -> None:
    record = open_release(release).record
    (version,) = described.objects(DATASET, URIRef(f"{DCAT}hasCurrentVersion"))
    (source,) = described.objects(version, PROV.wasDerivedFrom)

    assert str(version) == f"{BASE}dataset/release/{record['release']}"
    assert str(source) == f"{BASE}source/{record['editions'][0]['sha256'][:12]}"
    (build,) = described.objects(version, PROV.wasGeneratedBy)
    assert described.value(build, PROV.wasAssociatedWith)
    assert described.value(version, DCTERMS.issued) == described.value(DATASET, DCTERMS.issued)


def test_a_release_is_dereferenced_by_its_version_iri(server: str, release: Path) -> None:
    name = f"dataset/release/{open_release(release).identifier}"

    assert get(f"{server}/id/{name}")[:1] == (303,)
    assert get(f"{server}/doc/id/{name}.ttl")[0] == 200


def test_the_start_page_leads_programs_to_the_description(server: str) -> None:
    status, headers, _ = get(f"{server}/", Accept="text/turtle")
    _, of_page, page = get(f"{server}/", Accept="text/html")

    assert (status, headers["Location"]) == (303, "/.well-known/void")
    assert of_page["Link"] == '</.well-known/void>; rel="describedby"'
    assert b'type="text/turtle" href="/.well-known/void"' in page
    assert get(f"{server}/", Accept="text/html", If_None_Match=of_page["ETag"])[0] == 304


def test_the_sitemap_lists_pages_that_answer(server: str) -> None:
    root = ElementTree.fromstring(get(f"{server}/sitemap.xml")[2])  # noqa: S314  (our own)
    pages = [str(loc.text) for loc in root.iter(f"{SITEMAP}loc")]

    assert f"Sitemap: {server}/sitemap.xml" in get(f"{server}/robots.txt")[2].decode()
    assert f"{server}{Addresses().document(BASE + LINE)}" in pages
    assert len(pages) == len(set(pages)) > 500
    assert {get(page)[0] for page in pages[::40]} == {200}


def test_the_citation_names_the_release(server: str, release: Path) -> None:
    name = open_release(release).identifier
    text = get(f"{server}/cite")[2].decode()
    cff = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))

    assert re.search(rf"^@misc{{shisaku-{name},$", text, re.MULTILINE)
    assert text.count("{") == text.count("}")
    assert {"cff-version", "message", "title", "authors", "license", "type"} <= cff.keys()


class _Embedded(HTMLParser):
    """The JSON-LD in a page."""

    def __init__(self, body: bytes) -> None:
        """Read a page."""
        super().__init__()
        self._inside, self.found = False, ""
        self.feed(body.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notice where data begin."""
        self._inside = tag == "script" and ("type", "application/ld+json") in attrs

    def handle_data(self, data: str) -> None:
        """Keep data."""
        self.found += data if self._inside else ""

    def handle_endtag(self, tag: str) -> None:
        """Notice where data end."""
        del tag
        self._inside = False


def embedded(server: str, path: str) -> Graph:
    """Give the schema.org of a page as RDF; its context is put here, none is fetched."""
    data = json.loads(_Embedded(get(f"{server}{path}", Accept="text/html")[2]).found)
    assert data["@context"] == "https://schema.org"
    context = {"@vocab": "https://schema.org/", "url": {"@type": "@id"}, "item": {"@type": "@id"}}
    text = json.dumps({**data, "@context": context})
    triples = {quad.triple for quad in ox.parse(text, format=ox.RdfFormat.JSON_LD)}
    return Graph().parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")


def test_a_page_tells_search_engines_its_thing_its_figure_and_where_it_stands(
    server: str,
) -> None:
    schema = Namespace("https://schema.org/")
    thing = URIRef(f"{BASE}{LINE}/2023/supplementary")
    graph = embedded(server, f"/doc/id/{LINE}/2023/supplementary?lang=en")
    (page,) = graph.subjects(RDF.type, schema.WebPage)

    assert graph.value(page, schema.mainEntity) == thing
    assert (thing, RDF.type, schema.MonetaryAmount) in graph
    assert graph.value(thing, schema.value) == Literal(3_920_000_000)
    steps = [str(graph.value(step, schema.item)) for step in graph.subjects(schema.position)]
    assert f"{server}/doc/id/{LINE}" in steps


def test_the_downloads_tell_search_engines_the_data_set(server: str) -> None:
    schema = Namespace("https://schema.org/")
    graph = embedded(server, "/dumps/?lang=ja")

    assert (DATASET, RDF.type, schema.Dataset) in graph
    files = {
        str(graph.value(d, schema.contentUrl)) for d in graph.objects(DATASET, schema.distribution)
    }
    assert f"{server}/dumps/graph.ttl.gz" in files
