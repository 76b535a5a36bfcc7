"""A graph as statements: its axioms, each with its unnamed parts, and its facts, one a triple."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from rdflib import OWL, RDF, RDFS, XSD, BNode, Graph, Literal, Node, URIRef
from rdflib.collection import Collection

Triple = tuple[Node, Node, Node]

OUTSIDE_OWL = {XSD.date, XSD.gYear, XSD.duration}
"""Datatypes that are not in OWL 2's map: HermiT refuses them (contract section 7)."""
_PAIRWISE = {
    OWL.members: OWL.disjointWith,
    OWL.distinctMembers: OWL.differentFrom,
    OWL.disjointUnionOf: OWL.disjointWith,
}
_KINDS_OF_PROPERTY = {
    OWL.FunctionalProperty,
    OWL.InverseFunctionalProperty,
    OWL.IrreflexiveProperty,
    OWL.AsymmetricProperty,
    OWL.SymmetricProperty,
    OWL.TransitiveProperty,
}
_AXIOMS = {
    RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.equivalentClass,
    OWL.disjointWith, OWL.inverseOf, OWL.propertyChainAxiom, OWL.hasKey, OWL.differentFrom,
    OWL.disjointUnionOf,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Statement:
    """One axiom or one fact: the triple that says it, and the triples of its unnamed parts."""

    triple: Triple
    parts: frozenset[Triple]


@dataclass(frozen=True, slots=True)
class Statements:
    """What a graph says: declarations, which no contradiction needs; axioms; facts."""

    declarations: frozenset[Triple]
    axioms: tuple[Statement, ...]
    facts: tuple[Statement, ...]

    def graph_of(self, some: Iterable[Statement]) -> Graph:
        """Give some of the statements, with all declarations, as a graph."""
        graph = Graph()
        for triple in (*self.declarations, *(part for one in some for part in one.parts)):
            graph.add(triple)
        return graph


def schema_of(graph: Graph) -> Graph:
    """Give what a graph says of classes, properties and named concepts, and not its data."""
    schema = Graph()
    ahead = {s for s, kind in graph.subject_objects(RDF.type) if _is_of_owl(kind)}
    ahead |= {s for axiom in _AXIOMS for s in graph.subjects(axiom)}
    done: set[Node] = set()
    while ahead:
        node = ahead.pop()
        done.add(node)
        for predicate, value in graph.predicate_objects(node):
            schema.add((node, predicate, value))
            if isinstance(value, BNode) and value not in done:
                ahead.add(value)
    return schema


def for_owl(graph: Graph) -> Graph:
    """Leave out the values whose datatypes OWL 2 does not know."""
    result = Graph()
    for triple in graph:
        value = triple[2]
        if not (isinstance(value, Literal) and value.datatype in OUTSIDE_OWL):
            result.add(triple)
    return result


def statements_of(graph: Graph) -> Statements:
    """Take a graph apart; axioms about many classes or individuals become one for each pair."""
    schema = schema_of(graph)
    axioms = {*_axioms(schema), *pairs_of(schema)}
    said = {part for axiom in axioms for part in axiom.parts}
    declared = {t for t in schema if t[1] == RDF.type and _is_of_owl(t[2]) and t not in said}
    unnamed = {t for t in schema if isinstance(t[0], BNode)}
    facts = (
        Statement(t, frozenset((t, *_below(schema, t[2]))))
        for t in {*graph} - said - declared - unnamed
    )
    return Statements(frozenset(declared), _in_order(axioms), _in_order(facts))


def _axioms(schema: Graph) -> Iterator[Statement]:
    """Give each axiom that is one triple, with the class expressions and lists it names."""
    for triple in schema:
        subject, predicate, value = triple
        if predicate in _AXIOMS or (predicate == RDF.type and value in _KINDS_OF_PROPERTY):
            parts = {triple, *_below(schema, subject), *_below(schema, value)}
            yield Statement(triple, frozenset(parts))


def _below(schema: Graph, node: Node) -> Iterator[Triple]:
    """Give the triples of an unnamed node and of all unnamed nodes it leads to."""
    if isinstance(node, BNode):
        for predicate, value in schema.predicate_objects(node):
            if predicate not in _AXIOMS - {OWL.inverseOf}:
                yield node, predicate, value
                yield from _below(schema, value)


def pairs_of(schema: Graph) -> Iterator[Statement]:
    """Write axioms about many classes or individuals out in pairs."""
    for predicate, says in _PAIRWISE.items():
        for _, members in schema.subject_objects(predicate):
            for one, other in combinations(sorted(Collection(schema, members), key=str), 2):
                triple = (one, says, other)
                yield Statement(triple, frozenset((triple,)))


def _is_of_owl(node: Node) -> bool:
    """Say whether a node is a term of OWL itself."""
    return str(node).startswith(str(OWL))


def _in_order(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Sort statements by what they say, whatever their unnamed nodes are called."""

    def words(statement: Statement) -> tuple[str, ...]:
        named = (str(n) for t in statement.parts for n in t if isinstance(n, URIRef | Literal))
        return *(("" if isinstance(n, BNode) else str(n)) for n in statement.triple), *sorted(named)

    return tuple(sorted(statements, key=words))
