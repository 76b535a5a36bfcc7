"""Each term's IRI leads to its place on the page about the vocabulary, and to its triples."""

import re
from collections import Counter
from functools import cache
from html import unescape
from pathlib import Path

import pyoxigraph as ox
import pytest

from shisaku.ontology.reasoning import ontology_graph
from shisaku.ontology.terms import BASE, NAMESPACE
from shisaku.server.pages import vocabulary_texts
from shisaku.server.pages.addresses import SUFFIXES
from shisaku.shapes.terms import shapes_by_term
from tests.served import serving
from tests.server.test_linked_data import get

TERMS = {
    str(term).removeprefix(NAMESPACE)
    for term in ontology_graph().subjects()
    if str(term).startswith(NAMESPACE)
}
LANGUAGES = ["ja", "en"]


@cache
def read_page(server: str, lang: str) -> str:
    """Give the page in a language."""
    return get(f"{server}/ns?lang={lang}", Accept="text/html")[2].decode()


def section(page: str, term: str) -> str:
    """Give what the page says of a term."""
    return page.partition(f'<section class="term" id="{term}">')[2].partition("</section>")[0]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_term_has_one_place_on_the_page(server: str, lang: str) -> None:
    places = Counter(re.findall('<section class="term" id="([^"]+)"', read_page(server, lang)))

    assert set(places) == TERMS
    assert set(places.values()) == {1}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_link_of_the_page_is_broken(server: str, lang: str) -> None:
    page = read_page(server, lang)
    places = Counter(re.findall(r'\bid="([^"]+)"', page))
    links = {unescape(link) for link in re.findall(r'\b(?:href|src)="([^"]+)"', page)}

    assert set(places.values()) == {1}
    assert {link[1:] for link in links if link.startswith("#")} <= set(places)
    here = {link for link in links if link.startswith("/")}
    assert len(here) > 100
    assert [link for link in here if get(server + link)[0] != 200] == []


@pytest.mark.parametrize("suffix", [suffix for suffix in SUFFIXES if suffix != "html"])
def test_each_format_has_every_triple_of_each_term(server: str, suffix: str) -> None:
    _, headers, body = get(f"{server}/ns.{suffix}")
    told = list(ox.parse(body, format=ox.RdfFormat.from_media_type(headers.get_content_type())))

    named = {
        (t.subject.value, t.predicate.value, str(t.object))
        for t in told
        if isinstance(t.subject, ox.NamedNode) and not isinstance(t.object, ox.BlankNode)
    }
    own = ox.parse(ontology_graph().serialize(format="nt"), format=ox.RdfFormat.N_TRIPLES)
    assert len(told) == len(ontology_graph())
    assert named == {
        (t.subject.value, t.predicate.value, str(t.object))
        for t in own
        if isinstance(t.subject, ox.NamedNode) and not isinstance(t.object, ox.BlankNode)
    }


def test_the_page_and_its_version_are_one_document(server: str) -> None:
    paths = ("/ns", "/ns/1.0.0")
    unversioned, versioned = (get(server + path, Accept="text/turtle") for path in paths)

    assert versioned[2] == unversioned[2]
    assert f"<{NAMESPACE[:-1]}/1.0.0>".encode() in versioned[2]
    assert get(f"{server}/ns/1.0.0?lang=en", Accept="text/html")[2].decode() == read_page(
        server, "en"
    )


def test_an_unknown_version_is_not_here(server: str) -> None:
    status, _, body = get(f"{server}/ns/9.9.9", Accept="text/html", Accept_Language="en")

    assert status == 404
    assert b"no version 9.9.9" in body


def test_data_without_the_vocabulary_has_no_page_of_it(tmp_path: Path) -> None:
    (tmp_path / "other.ttl").write_text("<urn:x-a> <urn:x-b> <urn:x-c> .", encoding="utf-8")

    with serving(["--data", str(tmp_path / "other.ttl")]) as served:
        answers = [
            get(f"{served.address}/ns", Accept=accept) for accept in ("text/html", "text/turtle")
        ]

    assert [status for status, _, _ in answers] == [404, 404]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_says_all_in_its_language(server: str, lang: str) -> None:
    page = read_page(server, lang)
    unfolded = re.sub("<details>.*?</details>", "", page, flags=re.DOTALL)
    said = re.findall(r"<(?:li|dt|h2|h3)>(.*?)</", unfolded)

    assert re.search(r"<(p|dd|dt|h[1-6]|title|desc|figcaption|text)[^>]*>\s*</\1>", page) is None
    assert len(said) > 500
    is_other = re.compile("[ぁ-ヿ一-龠]" if lang == "en" else "^[a-z ]+$")
    assert [words for words in said if is_other.search(words)] == []


def test_both_languages_tell_the_same_terms_properties_and_examples(server: str) -> None:
    def outline(page: str) -> list[str]:
        return re.findall(r'<section[^>]*id="[^"]+"|<pre>[^<]+|<rect|<dt>|href="#[^"]+"', page)

    ja, en = (outline(read_page(server, lang)) for lang in LANGUAGES)

    assert Counter(ja) == Counter(en)


def test_every_text_of_the_page_is_in_both_languages() -> None:
    ja, en = (vocabulary_texts.texts(lang) for lang in LANGUAGES)

    assert all(ja[key] and en[key] and ja[key] != en[key] for key in ja)


def test_every_example_is_in_the_store(server: str, release: Path) -> None:
    declared, *examples = _turtle(read_page(server, "ja"))
    quads = ox.parse(path=str(release / "graph.nq"), format=ox.RdfFormat.N_QUADS)
    store = {quad.triple for quad in quads}

    found = [_triples(declared, example) for example in examples]

    assert len(found) > 40
    assert [triple for triples in found for triple in triples if triple not in store] == []


def test_an_example_that_is_not_in_the_store_is_seen(server: str, release: Path) -> None:
    declared, *_ = _turtle(read_page(server, "ja"))
    quads = ox.parse(path=str(release / "graph.nq"), format=ox.RdfFormat.N_QUADS)

    (triple,) = _triples(declared, "<2024> a shisaku:BudgetLine .")

    assert triple.subject == ox.NamedNode(f"{BASE}2024")
    assert triple not in {quad.triple for quad in quads}


def _turtle(page: str) -> list[str]:
    """Give the declarations of a page, then its examples."""
    *examples, declared = map(unescape, re.findall("<pre>(.*?)</pre>", page, re.DOTALL))
    return [declared, *examples]


def _triples(declared: str, example: str) -> list[ox.Triple]:
    """Read an example as a reader does who copies it."""
    parsed = ox.parse(f"{declared}\n{example}", format=ox.RdfFormat.TURTLE)
    named = (quad.triple for quad in parsed if not isinstance(quad.subject, ox.BlankNode))
    return [triple for triple in named if not isinstance(triple.object, ox.BlankNode)]


def test_a_class_tells_its_number_its_properties_its_axioms_and_its_shapes(server: str) -> None:
    told = section(read_page(server, "en"), "BudgetObservation")

    assert "347 in this release" in told
    assert '<a href="#BudgetFigure">budget figure</a>' in told
    assert "every budget observation is a thing with at most 0" in told
    assert "a shisaku:BudgetObservation" in told.partition("<pre>")[2]


def test_a_property_tells_domain_range_and_characteristics(server: str) -> None:
    told = section(read_page(server, "ja"), "countedFrom")

    assert '<dt>主語のクラス</dt><dd><a href="#BudgetFigure">予算値</a>' in told
    assert '<dt>値のクラス・型</dt><dd><a href="#AmountStatement">金額記載</a>' in told
    assert "「計上元」の値は一つまでである" in told
    assert "S08" in told


def test_shapes_name_only_terms_of_the_vocabulary() -> None:
    named = {iri.removeprefix(NAMESPACE) for iri in shapes_by_term()}

    assert len(named) > 80
    assert named <= TERMS
