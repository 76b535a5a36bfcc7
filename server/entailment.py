"""What follows from a graph by OWL 2 RL and what contradicts it, computed in a store."""

from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox
from rdflib import Graph, URIRef

from shisaku.ontology.axioms import pairs_of
from shisaku.ontology.reasoning import Verdict
from shisaku.ontology.rules import CLASHES, CLOSURE, ROLL_UPS


def find_clash(graph: Graph) -> URIRef | None:
    """Give a thing that contradicts the axioms of a graph, by OWL 2 RL; None if there is none.

    It is one that shows after as few steps as possible: nearest to its cause.
    """
    for store, _ in _rounds(_read(graph), CLOSURE):
        for question in CLASHES.values():
            if found := _first(store, question):
                return found
    return None


def is_consistent(graph: Graph) -> bool:
    """Say whether no contradiction in a graph (ontology included) is found by OWL 2 RL."""
    return find_clash(graph) is None


def reason(graph: Graph) -> Verdict:
    """Give the verdict of OWL 2 RL on a graph; it knows nothing of impossible classes."""
    return Verdict(is_consistent(graph))


def roll_ups(quads: Iterable[str]) -> list[str]:
    """Give what questions use of what follows from some lines of N-Quads: sorted N-Triples.

    It says nothing of classes and properties, and not of a thing that it is related to itself.
    """
    text = "".join(f"{quad}\n" for quad in quads).encode()
    triples = [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.N_QUADS)]
    *_, (_, inferred) = _rounds(triples, ROLL_UPS)
    return sorted(
        f"{triple} ."
        for triple in inferred
        if triple.subject != triple.object
        and not isinstance(triple.subject, ox.BlankNode)
        and not isinstance(triple.object, ox.BlankNode)
    )


def _rounds(
    triples: Iterable[ox.Triple], rules: Mapping[str, str]
) -> Iterator[tuple[ox.Store, set[ox.Triple]]]:
    """Give a store of triples and what was inferred, at first and after each round of rules."""
    store = ox.Store()
    store.bulk_extend(map(_quad, triples))
    inferred: set[ox.Triple] = set()
    size = -1
    while size < len(inferred):
        yield store, inferred
        size = len(inferred)
        for rule in rules.values():
            found = store.query(rule)
            new = set(found) if isinstance(found, ox.QueryTriples) else set()
            store.bulk_extend(map(_quad, new))
            inferred |= new


def _first(store: ox.Store, question: str) -> URIRef | None:
    """Give the first thing that a question finds."""
    found = store.query(question)
    row = next(found, None) if isinstance(found, ox.QuerySolutions) else None
    return None if row is None else URIRef(row[0].value)


def _read(graph: Graph) -> Iterator[ox.Triple]:
    """Give the triples of a graph, and what its axioms about many things say of each pair."""
    pairs = Graph()
    for statement in pairs_of(graph):
        pairs.add(statement.triple)
    for part in (graph, pairs):
        text = part.serialize(format="nt", encoding="utf-8")
        yield from (quad.triple for quad in ox.parse(text, format=ox.RdfFormat.N_TRIPLES))


def _quad(triple: ox.Triple) -> ox.Quad:
    """Put a triple into the default graph."""
    return ox.Quad(triple.subject, triple.predicate, triple.object)
