"""The beginning of an answer, made where it is evaluated: for agents, who read no long ones."""

import json
from collections.abc import Iterable
from typing import IO, Any, TypeVar

import pyoxigraph as ox

from shisaku.ontology.terms import PREFIXES

BRIEF = "application/vnd.shisaku.brief+json"
"""Its media type, of rows, truth and graphs; offered to nobody over HTTP."""
T = TypeVar("T")
ROWS, TRIPLES = 500, 400
"""Rows and triples of one answer; a model that needs more asks more narrowly, or the endpoint."""
BYTES = 128 * 1024
"""So many the rows or triples of an answer have as JSON; what is past them is left out."""


def write_brief(
    results: ox.QuerySolutions | ox.QueryBoolean | Iterable[ox.Triple], out: IO[bytes]
) -> None:
    """Write ``truth``, or ``columns`` and ``rows``, or ``turtle``, as an object of JSON.

    The cells of a row are those of SPARQL 1.1 Query Results JSON. What is past the limits is
    evaluated and counted (``left_out``), but not kept.
    """
    if isinstance(results, ox.QueryBoolean):
        said: dict[str, Any] = {"truth": bool(results)}
    elif isinstance(results, ox.QuerySolutions):
        names = [variable.value for variable in results.variables]
        rows, left = _first((_row(names, one) for one in results), ROWS)
        said = {"columns": names, "rows": rows, "left_out": left}
    else:
        triples, left = _first(results, TRIPLES)
        turtle = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b""
        said = {"turtle": turtle.decode(), "left_out": left}
    out.write(json.dumps(said, ensure_ascii=False).encode())


def _first(found: Iterable[T], most: int) -> tuple[list[T], int]:
    """Give the first of what was found, and how many follow."""
    kept: list[T] = []
    room, left = BYTES, 0
    for one in found:
        if left == 0 and len(kept) < most and (room := room - _size(one)) > 0:
            kept.append(one)
        else:
            left += 1
    return kept, left


def _size(one: object) -> int:
    """Give the bytes of a row or a triple as JSON: what a control character takes, six of them."""
    return len(json.dumps(one, ensure_ascii=False, default=str).encode())


def _row(names: list[str], solution: ox.QuerySolution) -> dict[str, Any]:
    """Write a row: a cell by column, none where nothing is bound."""
    return {name: _cell(term) for name in names if (term := solution[name]) is not None}


def _cell(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> dict[str, str]:
    """Write a term; a triple term as it is written in Turtle."""
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        return {"type": "triple", "value": str(term)}
    told = {"xml:lang": term.language} if term.language else {"datatype": term.datatype.value}
    return {"type": "literal", "value": term.value, **told}
