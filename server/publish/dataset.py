"""The description of a release in RDF: DCAT, VoID and PROV, in a named graph of its own.

It is part of the release, so that page, download and endpoint say the same; what depends on the
bytes of the downloads (sizes, checksums) is added where it is served.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files
from itertools import chain
from typing import Final
from urllib.parse import urljoin

import pyoxigraph as ox
import yaml

from shisaku.loaders.records import Reading
from shisaku.queries.catalogue import bind, find_query
from shisaku.server.evaluation import triples_of
from shisaku.server.publish.dumps import read_dumps
from shisaku.server.publish.records import Dump
from shisaku.server.publish.texts import LICENCE, source_statement
from shisaku.server.publish.triples import Object, Said, both, name, said
from shisaku.server.report.records import Words

GRAPH: Final = "graph/dataset"
_UNNAMED: Final = "unnamed-release"
"""Stands for the release's name while its checksum, which names it, is computed."""
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
_SAMPLES = ("Measure", "BudgetLine", "BudgetObservation")


@dataclass(frozen=True, slots=True)
class Described:
    """A release's name (digits of its checksum), and its description as lines of N-Quads."""

    identifier: str
    quads: list[str]


def describe(
    store: ox.Store, lines: Iterable[str], readings: Sequence[Reading], base: str
) -> Described:
    """Describe a release, in its store too.

    store, lines: all else that it says, and the same as N-Quads. base: of instance IRIs.
    """
    graph = ox.NamedNode(base + GRAPH)
    description = _Description(store, readings, base)
    store.extend(_quads(description.triples(), graph))
    question = bind(find_query("void-counts"), {"dataset": f"{base}dataset"})
    counted: set[ox.Quad] = set()
    while (found := set(_quads(triples_of(store, question), graph))) != counted:
        for quad in counted:  # the counts are of all that is said, themselves included
            store.remove(quad)
        store.extend(found)
        counted = found
    told = sorted(f"{quad} ." for quad in store.quads_for_pattern(None, None, None, graph))
    digest = hashlib.sha256()
    for line in chain(lines, told):
        digest.update(line.encode())
    identifier = digest.hexdigest()[:12]
    quads = sorted(line.replace(_UNNAMED, identifier) for line in told)
    store.remove_graph(graph)
    store.load("\n".join(quads).encode(), format=ox.RdfFormat.N_QUADS)
    return Described(identifier, quads)


def _quads(triples: Iterable[ox.Triple], graph: ox.NamedNode) -> Iterator[ox.Quad]:
    """Put triples into a graph."""
    return (ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples)


@dataclass(frozen=True, slots=True)
class _Description:
    """Makes the triples that are no counts."""

    store: ox.Store
    readings: Sequence[Reading]
    base: str

    def triples(self) -> Said:
        """Give what is the same in each release, then dataset, release, graphs and downloads."""
        text = (files("shisaku.server.publish") / "dataset.ttl").read_bytes()
        for quad in ox.parse(text, format=ox.RdfFormat.TURTLE, base_iri=self.base):
            yield quad.triple
        yield from self._dataset()
        yield from self._release()
        yield from self._build()
        for graph in (*self.store.named_graphs(), self._iri(GRAPH)):
            yield from self._graph(graph.value)
        for dump in read_dumps():
            yield from self._distribution(dump)

    def _iri(self, path: str) -> ox.NamedNode:
        """Give an IRI under the base, or (``../``) one level above it."""
        return ox.NamedNode(urljoin(self.base, path))

    @property
    def _sources(self) -> list[ox.NamedNode]:
        return [self._iri(f"source/{reading.source.sha256[:12]}") for reading in self.readings]

    @property
    def _day(self) -> list[ox.Literal]:
        """Give the day of the newest source: a build knows no clock, its result has no other."""
        days = [reading.edition.issued for reading in self.readings if reading.edition.issued]
        return [ox.Literal(day, datatype=name("xsd:date")) for day in sorted(days)[-1:]]

    def _dataset(self) -> Said:
        """Give what follows from the sources of the dataset."""
        dumps = read_dumps()
        iri = f"{self.base}dataset"
        yield from said(
            iri,
            {
                "dcat:hasCurrentVersion": self._iri(f"dataset/release/{_UNNAMED}"),
                "dcat:version": ox.Literal(_UNNAMED),
                "dcterms:identifier": ox.Literal(iri),
                "dcterms:issued": self._day,
                "dcterms:source": self._sources,
                "prov:wasDerivedFrom": self._sources,
                "void:uriSpace": ox.Literal(self.base),
                "void:rootResource": [
                    *(self._iri(reading.edition.slug) for reading in self.readings),
                    *sorted(set(self._members("skos:ConceptScheme")), key=str),
                ],
                "void:exampleResource": list(self._samples()),
                "void:dataDump": [self._address(dump) for dump in dumps if dump.is_whole_graph],
                "dcat:distribution": [self._named(dump) for dump in dumps],
            },
        )
        editions = [
            {"title": reading.edition.title, "publisher": reading.edition.publisher}
            for reading in self.readings
        ]
        rights = Words(*(source_statement(editions, lang) for lang in ("ja", "en")))
        yield from said(f"{iri}/rights", {"rdfs:label": both(rights)})

    def _samples(self) -> Iterator[ox.NamedNode]:
        """Give one thing of each of the classes that people look for, the same every time."""
        for kind in _SAMPLES:
            first = min(self._members(f"shisaku:{kind}"), key=str, default=None)
            yield from [first] if first else ()

    def _members(self, kind: str) -> Iterator[ox.NamedNode]:
        """Give the things of a class, in any order."""
        quads = self.store.quads_for_pattern(None, name("rdf:type"), name(kind))
        return (q.subject for q in quads if isinstance(q.subject, ox.NamedNode))

    def _release(self) -> Said:
        """Give the version of the dataset that this release is."""
        labels = both(Words(f"公開版 {_UNNAMED}", f"Release {_UNNAMED}"))
        yield from said(
            f"{self.base}dataset/release/{_UNNAMED}",
            {
                "rdf:type": [name("dcat:Dataset"), name("prov:Entity")],
                "rdfs:label": labels,
                "dcterms:title": labels,
                "dcterms:description": both(
                    Words(
                        "データセットのこの時点の内容。名前はその検査和の先頭。",
                        "The data set as it is in this release, which its checksum names.",
                    )
                ),
                "dcterms:publisher": self._iri("publisher"),
                "dcat:version": ox.Literal(_UNNAMED),
                "dcat:isVersionOf": self._iri("dataset"),
                "prov:wasGeneratedBy": self._iri("dataset/build"),
                "prov:wasDerivedFrom": self._sources,
                "dcterms:issued": self._day,
            },
        )

    def _build(self) -> Said:
        """Give what made the release, from what."""
        software = f"shisaku {version('shisaku')}"
        yield from said(
            f"{self.base}dataset/build",
            {
                "rdf:type": name("prov:Activity"),
                "rdfs:label": both(Words("抽出と構築", "Extraction and build")),
                "prov:used": self._sources,
                "prov:wasAssociatedWith": self._iri("dataset/software"),
                "prov:generated": self._iri(f"dataset/release/{_UNNAMED}"),
            },
        )
        yield from said(
            f"{self.base}dataset/software",
            {
                "rdf:type": name("prov:SoftwareAgent"),
                "rdfs:label": ox.Literal(software),
                "dcat:version": ox.Literal(version("shisaku")),
            },
        )

    def _graph(self, graph: str) -> Said:
        """Give a named graph: what it holds, and what it comes from."""
        kind, _, edition = graph.removeprefix(f"{self.base}graph/").partition("/")
        table = yaml.safe_load(
            (files("shisaku.server.publish") / "graphs.yaml").read_text(encoding="utf-8")
        )
        words = Words(**{lang: text.format(name=edition) for lang, text in table[kind].items()})
        sources = [r.source.sha256[:12] for r in self.readings if r.edition.slug == edition]
        values: dict[str, Sequence[Object] | Object] = {
            "rdf:type": [name("void:Dataset"), name("prov:Entity")],
            "rdfs:label": both(words),
            "dcterms:title": both(words),
            "dcterms:isPartOf": self._iri("dataset"),
            "dcterms:license": ox.NamedNode(LICENCE),
            "prov:wasDerivedFrom": [self._iri(f"source/{source}") for source in sources],
            "prov:wasGeneratedBy": self._iri("dataset/build"),
        }
        yield from said(graph, values)

    def _named(self, dump: Dump) -> ox.NamedNode:
        """Give the IRI of a distribution."""
        return self._iri(f"dataset/distribution/{dump.slug}")

    def _address(self, dump: Dump) -> ox.NamedNode:
        """Give where a download is to be had."""
        return self._iri(f"../dumps/{dump.file}")

    def _distribution(self, dump: Dump) -> Said:
        """Give a download."""
        packed = [ox.NamedNode(f"{_MEDIA_TYPES}application/gzip")] if dump.is_compressed else []
        yield from said(
            self._named(dump).value,
            {
                "rdf:type": name("dcat:Distribution"),
                "rdfs:label": both(dump.title),
                "dcterms:title": both(dump.title),
                "dcterms:license": ox.NamedNode(LICENCE),
                "dcterms:rights": self._iri("dataset/rights"),
                "dcat:mediaType": ox.NamedNode(_MEDIA_TYPES + dump.media_type),
                "dcat:compressFormat": packed,
                "dcat:accessURL": self._iri("../dumps/"),
                "dcat:downloadURL": self._address(dump),
            },
        )
