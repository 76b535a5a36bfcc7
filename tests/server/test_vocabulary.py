"""Each term's IRI leads to its place on the page about the vocabulary, and to its triples."""

import re

import pyoxigraph as ox
import pytest

from shisaku.ontology.reasoning import ontology_graph
from shisaku.ontology.terms import NAMESPACE
from tests.server.test_linked_data import get

TERMS = {
    str(term).removeprefix(NAMESPACE)
    for term in ontology_graph().subjects()
    if str(term).startswith(NAMESPACE)
}


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_each_term_has_a_place_on_the_page(server: str, lang: str) -> None:
    status, headers, body = get(f"{server}/ns?lang={lang}", Accept="text/html")
    page = body.decode()

    assert (status, headers["Content-Language"]) == (200, lang)
    assert set(re.findall('<section class="term" id="([^"]+)"', page)) == TERMS
    assert set(re.findall('href="#([^"]+)"', page)) <= TERMS


def test_the_page_speaks_either_language(server: str) -> None:
    ja, en = (
        get(f"{server}/ns?lang={lang}", Accept="text/html")[2].decode() for lang in ["ja", "en"]
    )

    assert "予算項目" in ja
    assert "「再録先」" in ja or "である" in ja
    assert "every budget observation" in en
    assert re.search(r"[0-9]+ in this release", en)
    assert not [said for said in re.findall("<li>(.*?)</li>", en) if not said.isascii()]


@pytest.mark.parametrize("path", ["/ns.ttl", "/ns.nt", "/ns", "/ns/1.0.0"])
def test_the_rdf_has_each_term(server: str, path: str) -> None:
    _, headers, body = get(server + path, Accept="text/turtle")
    triples = ox.parse(body, format=ox.RdfFormat.from_media_type(headers.get_content_type()))

    subjects = {quad.subject.value for quad in triples if isinstance(quad.subject, ox.NamedNode)}
    assert {NAMESPACE + term for term in TERMS} <= subjects


def test_an_unknown_version_is_not_here(server: str) -> None:
    status, _, body = get(f"{server}/ns/9.9.9", Accept="text/html", Accept_Language="en")

    assert status == 404
    assert b"no version 9.9.9" in body
