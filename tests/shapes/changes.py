"""Changes of a graph that are named, made, and undone."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from shisaku.ontology.terms import BASE, NAMESPACE

Value = str | int | bool | Node
_NS = Namespace(NAMESPACE)


@dataclass(frozen=True, slots=True)
class Change:
    """Values that a property gets, in place of those that it has or beside them."""

    subject: URIRef
    predicate: URIRef
    values: tuple[Node, ...]
    replace: bool


@dataclass(frozen=True, slots=True)
class Break:
    """What goes wrong in the graph, and the shape that has to report it of a focus node."""

    shape: str
    what: str
    focus: URIRef
    changes: tuple[Change, ...]

    def __str__(self) -> str:
        """Give shape and description, for the test's name."""
        return f"{self.shape} {self.what}"


def node(path: str) -> URIRef:
    """Give the IRI of a thing of the project, such as ``2024/ch/6``."""
    return URIRef(BASE + path)


def put(subject: URIRef, predicate: str | URIRef, *values: Value) -> Change:
    """Give a property these values and no other; none takes it away."""
    return Change(subject, _property(predicate), tuple(map(_term, values)), replace=True)


def add(subject: URIRef, predicate: str | URIRef, *values: Value) -> Change:
    """Give a property these values too."""
    return Change(subject, _property(predicate), tuple(map(_term, values)), replace=False)


def broken(shape: str, what: str, focus: URIRef, *changes: Change) -> Break:
    """Give a break made of some changes."""
    return Break(shape, what, focus, changes)


@contextmanager
def changed(graph: Graph, changes: Sequence[Change]) -> Iterator[Graph]:
    """Make changes for as long as the block runs."""
    subjects = {change.subject for change in changes}
    before = {triple for subject in subjects for triple in graph.triples((subject, None, None))}
    try:
        for change in changes:
            if change.replace:
                graph.remove((change.subject, change.predicate, None))
            for value in change.values:
                graph.add((change.subject, change.predicate, value))
        yield graph
    finally:
        for subject in subjects:
            graph.remove((subject, None, None))
        for triple in before:
            graph.add(triple)


def _property(name: str | URIRef) -> URIRef:
    """Give a property of the vocabulary by its name; others are given as they are."""
    return name if isinstance(name, URIRef) else _NS[name]


def _term(value: Value) -> Node:
    """Give the literal of a Python value."""
    return value if isinstance(value, Node) else Literal(value)
