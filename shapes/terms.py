"""Which shapes speak of which terms of the vocabulary."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from rdflib import BNode, Graph, Node, URIRef

from shisaku.ontology.terms import NAMESPACE
from shisaku.shapes.findings import SHAPES
from shisaku.shapes.validator import message, shape_numbers, shapes_graph

_IN_SPARQL = re.compile(r"\bshisaku:(\w+)")


@dataclass(frozen=True, slots=True)
class ShapeNote:
    """A shape's number (``S06``), and what it says of what breaks it, by language."""

    number: str
    message: Mapping[str, str]


@cache
def shapes_by_term() -> Mapping[str, tuple[ShapeNote, ...]]:
    """Give the shapes that name each term's IRI, as a target, in a path or in SPARQL; by number."""
    graph = shapes_graph()
    found: dict[str, tuple[ShapeNote, ...]] = {}
    for number in shape_numbers():
        note = ShapeNote(number, {lang: message(number, lang) for lang in ("ja", "en")})
        for iri in set(_named_under(graph, URIRef(SHAPES + number))):
            found[iri] = (*found.get(iri, ()), note)
    return found


def _named_under(graph: Graph, node: Node) -> Iterator[str]:
    """Give the IRIs of terms that a shape names, in its unnamed parts too."""
    for value in graph.objects(node):
        if isinstance(value, BNode):
            yield from _named_under(graph, value)
        elif isinstance(value, URIRef) and value.startswith(NAMESPACE):
            yield str(value)
        else:
            yield from (NAMESPACE + name for name in _IN_SPARQL.findall(str(value)))
