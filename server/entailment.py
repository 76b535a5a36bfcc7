"""What follows from a graph by OWL 2 RL and what contradicts it, computed in a store."""

from collections.abc import Iterator, Mapping
from itertools import islice

import pyoxigraph as ox
from rdflib import Graph, URIRef

from shisaku.ontology.axioms import pairs_of
from shisaku.ontology.reasoning import Verdict
from shisaku.ontology.rules import CLASHES, CLOSURE, ROLL_UPS

Name = ox.NamedNode | ox.DefaultGraph
_AT_ONCE = 5_000
"""Triples added together: no more are held, however large the graph is."""


def find_clash(graph: Graph) -> URIRef | None:
    """Give a thing that contradicts the axioms of a graph, by OWL 2 RL; None if there is none.

    It is one that shows after as few steps as possible: nearest to its cause.
    """
    store = ox.Store()
    own = ox.DefaultGraph()
    store.bulk_extend(_quad(triple, own) for triple in _read(graph))
    for _ in _rounds(store, CLOSURE, own):
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


def roll_up(store: ox.Store, graph: ox.NamedNode) -> None:
    """Put what questions use of what follows from a store into a graph of it.

    It says nothing of classes and properties, and not of a thing that it is related to itself.
    """
    for _ in _rounds(store, ROLL_UPS, graph):
        pass
    for quad in store.quads_for_pattern(None, None, None, graph):
        if _is_of_no_use(quad):
            store.remove(quad)


def _is_of_no_use(quad: ox.Quad) -> bool:
    """Say whether it relates a thing to itself, or is about a node without a name."""
    ends = (quad.subject, quad.object)
    return ends[0] == ends[1] or any(isinstance(end, ox.BlankNode) for end in ends)


def _rounds(store: ox.Store, rules: Mapping[str, str], graph: Name) -> Iterator[None]:
    """Add what rules infer to a graph of a store; gives way at first and after each round."""
    grows = True
    while grows:
        yield
        grows = False
        for rule in rules.values():
            found = store.query(rule, use_default_graph_as_union=True)
            triples = iter(found) if isinstance(found, ox.QueryTriples) else iter(())
            while new := [_quad(triple, graph) for triple in islice(triples, _AT_ONCE)]:
                store.bulk_extend(new)
                grows = True


def _first(store: ox.Store, question: str) -> URIRef | None:
    """Give the first thing that a question finds."""
    found = store.query(question, use_default_graph_as_union=True)
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


def _quad(triple: ox.Triple, graph: Name) -> ox.Quad:
    """Put a triple into a graph."""
    return ox.Quad(triple.subject, triple.predicate, triple.object, graph)
