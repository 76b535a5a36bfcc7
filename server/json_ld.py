"""Triples as JSON-LD 1.1, expanded, their classes under ``@type``.

pyoxigraph writes a class as the value of a property, by which no client frames. The context that
makes it short is at ``/ns/context.jsonld``: to name it in each document, clients would have to
fetch it to read any.
"""

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, Final

import pyoxigraph as ox

from shisaku.ontology.terms import PREFIXES

RDF_TYPE: Final = PREFIXES["rdf"] + "type"
_TEXTS: Final = {PREFIXES["xsd"] + "string", PREFIXES["rdf"] + "langString"}


def written(triples: Iterable[ox.Triple | ox.Quad]) -> Iterator[str]:
    """Write triples piece by piece; those of a subject that follow each other are one object."""
    before = "["
    for subject, its in groupby(triples, key=lambda triple: triple.subject):
        node: dict[str, Any] = {"@id": _name(subject)}
        for triple in its:
            predicate, value = triple.predicate.value, triple.object
            if predicate == RDF_TYPE and not isinstance(value, ox.Literal):
                node.setdefault("@type", []).append(_name(value))
            else:
                node.setdefault(predicate, []).append(_value(value))
        yield before + json.dumps(node, ensure_ascii=False)
        before = ",\n"
    yield "[]\n" if before == "[" else "]\n"


def written_graphs(quads: Iterable[ox.Quad]) -> Iterator[str]:
    """Write the named graphs of quads that are sorted by them, as ``written`` does each."""
    before = "["
    for graph, its in groupby(quads, key=lambda quad: quad.graph_name):
        yield f'{before}{{"@id": {json.dumps(_name(graph))}, "@graph": '
        yield from written(its)
        before = "},\n"
    yield "[]\n" if before == "[" else "}]\n"


def _name(node: object) -> str:
    """Name a node: by its IRI, or as blank."""
    return node.value if isinstance(node, ox.NamedNode) else str(node)


def _value(value: object) -> dict[str, str]:
    """Write a value; numbers as text, so that none is rounded."""
    if not isinstance(value, ox.Literal):
        return {"@id": _name(value)}
    said = {"@value": value.value}
    if value.language:
        said["@language"] = value.language
        if value.direction:
            said["@direction"] = value.direction.value
    elif value.datatype.value not in _TEXTS:
        said["@type"] = value.datatype.value
    return said
