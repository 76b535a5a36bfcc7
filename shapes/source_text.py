"""Whether the places of a graph hold the characters they say, in the printed source itself.

A graph alone cannot tell. Where the source is at hand, each place that differs from it is marked,
and the shapes S21 and S22 report what is marked.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Protocol

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from shisaku.ontology.terms import NAMESPACE

MISPLACED = URIRef("https://w3id.org/shisaku/shape/misplaced")
_OURS = Namespace(NAMESPACE)
_OA = Namespace("http://www.w3.org/ns/oa#")


class Run(Protocol):
    """A run of characters of a source: its lines and columns from 1, the ends included."""

    @property
    def line(self) -> int: ...  # noqa: D102
    @property
    def column(self) -> int: ...  # noqa: D102
    @property
    def end_line(self) -> int: ...  # noqa: D102
    @property
    def end_column(self) -> int: ...  # noqa: D102
    @property
    def text(self) -> str: ...  # noqa: D102


class Source(Protocol):
    """A printed source or its facts edition, as the loaders read it."""

    @property
    def text(self) -> str: ...  # noqa: D102
    def span(self, start: int, end: int) -> Run:
        """Give a run of characters by its offsets, from 0, the end excluded."""


def mark_misplaced(data: Graph, sources: Mapping[str, Source]) -> None:
    """Mark each place in a graph that differs from its source.

    sources: SHA-256 → source; places in other files stay as they are.
    """
    for file, checksum in list(data.subject_objects(_OURS.sha256)):
        if source := sources.get(str(checksum)):
            for place in list(data.subjects(_OURS.inFile, file)):
                selectors = data.objects(place, _OA.hasSelector)
                if not all(_agrees(data, place, _run(source, data, s)) for s in selectors):
                    data.add((place, MISPLACED, Literal(True)))


def _run(source: Source, data: Graph, selector: Node) -> Run | None:
    """Give what a selector selects; None where it selects nothing of the source."""
    start, end = (str(data.value(selector, _OA[name])) for name in ("start", "end"))
    if not (start.isdecimal() and end.isdecimal()) or int(end) > len(source.text):
        return None
    return source.span(int(start), int(end)) if int(start) < int(end) else None


def _agrees(data: Graph, place: Node, run: Run | None) -> bool:
    """Say whether a place states the lines, columns and characters of a run, where it does."""
    if run is None:
        return False
    found = {
        _OURS.startLine: str(run.line),
        _OURS.startColumn: str(run.column),
        _OURS.endLine: str(run.end_line),
        _OURS.endColumn: str(run.end_column),
        _OA.exact: _compared(run.text),
    }
    return all(
        _compared(str(stated)) == found[name]
        for name in found
        for stated in data.objects(place, name)
    )


def _compared(text: str) -> str:
    """Give a text without white space and differences of width."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
