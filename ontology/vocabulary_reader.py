"""Arrange a graph that holds the ontology and its concepts as records for readers."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, Literal, Node, URIRef
from rdflib.collection import Collection

from shisaku.ontology.axioms import Statement, statements_of
from shisaku.ontology.terms import NAMESPACE
from shisaku.ontology.vocabulary import Concept, Scheme, Term, Texts, Vocabulary
from shisaku.ontology.words import Words

KINDS: Final = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
_LINKED: Final = {RDFS.domain, RDFS.range, RDFS.subClassOf, RDFS.subPropertyOf}
"""Axioms that are shown as links, not in words, where they lead to a named term."""


def read_vocabulary(graph: Graph) -> Vocabulary:
    """Arrange a graph that holds the ontology and its concepts."""
    iri = URIRef(NAMESPACE.removesuffix("#"))
    told = (DCTERMS.license, DCTERMS.modified, OWL.versionIRI, OWL.versionInfo, OWL.priorVersion)
    head = {str(p): str(value) for p in told for value in graph.objects(iri, p)}
    said = _axioms_by_term(graph)
    terms = {
        str(term): _term(graph, term, kind, said)
        for kind in KINDS
        for term in sorted(set(graph.subjects(RDF.type, kind)), key=str)
        if isinstance(term, URIRef) and term.startswith(NAMESPACE)
    }
    is_class = str(OWL.Class)
    return Vocabulary(
        _texts(graph, iri, DCTERMS.title),
        _texts(graph, iri, RDFS.comment),
        {name.rpartition("/")[2].rpartition("#")[2]: value for name, value in head.items()},
        {name: term for name, term in terms.items() if term.kind == is_class},
        {name: term for name, term in terms.items() if term.kind != is_class},
        tuple(_scheme(graph, s) for s in _named(graph.subjects(RDF.type, SKOS.ConceptScheme))),
    )


def _term(
    graph: Graph, iri: URIRef, kind: URIRef, said: Mapping[str, tuple[Statement, ...]]
) -> Term:
    """Arrange what a graph says of one term."""
    upward = RDFS.subClassOf if kind == OWL.Class else RDFS.subPropertyOf
    other = graph.value(iri, OWL.inverseOf)
    statements = said.get(str(iri), ())
    disjoint = {n for s in statements if s.triple[1] == OWL.disjointWith for n in s.triple[::2]}
    return Term(
        str(iri),
        str(kind),
        _texts(graph, iri, RDFS.label),
        _texts(graph, iri, RDFS.comment),
        _strings(_named(graph.objects(iri, upward))),
        _strings(_named(graph.subjects(upward, iri))),
        _strings(_members(graph, iri, RDFS.domain) or _members(graph, other, RDFS.range)),
        _strings(_members(graph, iri, RDFS.range) or _members(graph, other, RDFS.domain)),
        _strings(_named(disjoint - {iri})),
        _strings(_named(graph.objects(iri, SKOS.closeMatch))),
        {lang: _sentences(Words(graph, lang), statements) for lang in ("ja", "en")},
    )


def _axioms_by_term(graph: Graph) -> Mapping[str, tuple[Statement, ...]]:
    """Give the axioms that name each term, in whatever place of them."""
    found: dict[str, tuple[Statement, ...]] = {}
    for axiom in statements_of(graph).axioms:
        for name in {str(n) for part in axiom.parts for n in part if str(n).startswith(NAMESPACE)}:
            found[name] = (*found.get(name, ()), axiom)
    return found


def _sentences(words: Words, statements: Iterable[Statement]) -> tuple[str, ...]:
    """Say axioms in words, without those that are shown as links."""
    told = (
        s
        for s in statements
        if s.triple[1] not in {RDFS.domain, RDFS.range, OWL.disjointWith}
        and not (s.triple[1] in _LINKED and all(isinstance(n, URIRef) for n in s.triple))
    )
    return tuple(sorted({words.sentence(statement) for statement in told}))


def _members(graph: Graph, iri: Node | None, predicate: URIRef) -> list[URIRef]:
    """Give the classes that a domain or range names, one or a union of several."""
    found: list[URIRef] = []
    for node in graph.objects(iri, predicate) if iri is not None else ():
        union = graph.value(node, OWL.unionOf)
        found += _named([node] if union is None else Collection(graph, union))
    return found


def _scheme(graph: Graph, iri: URIRef) -> Scheme:
    """Arrange a concept scheme; phases in their order, concepts without one by IRI."""
    order = URIRef(f"{NAMESPACE}phaseOrder")
    concepts = sorted(
        _named(graph.subjects(SKOS.inScheme, iri)),
        key=lambda c: (int(str(graph.value(c, order) or 0)), str(c)),
    )
    return Scheme(str(iri), _texts(graph, iri, RDFS.label), tuple(_concepts(graph, concepts)))


def _concepts(graph: Graph, concepts: Iterable[URIRef]) -> Iterator[Concept]:
    """Arrange some concepts."""
    for iri in concepts:
        yield Concept(
            str(iri),
            _texts(graph, iri, SKOS.prefLabel),
            str(graph.value(iri, SKOS.notation) or ""),
            _strings(_named(graph.objects(iri, SKOS.broader))),
        )


def _texts(graph: Graph, iri: Node, predicate: URIRef) -> Texts:
    """Give a thing's texts by language."""
    found = [v for v in graph.objects(iri, predicate) if isinstance(v, Literal) and v.language]
    return {str(text.language): str(text) for text in found}


def _named(nodes: Iterable[Node]) -> list[URIRef]:
    """Give the named ones among nodes, each once, by IRI."""
    return sorted({node for node in nodes if isinstance(node, URIRef)}, key=str)


def _strings(iris: Iterable[URIRef]) -> tuple[str, ...]:
    """Give IRIs as plain text."""
    return tuple(map(str, iris))
