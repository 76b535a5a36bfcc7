"""Whether a graph says what the printed source has: characters at places, words above rates.

A graph alone cannot tell. Where the source is at hand, each place that differs from it is marked,
and each rate that lacks the words it is printed under; the shapes S21, S22 and S66 report them.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Protocol

from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from shisaku.ontology.terms import NAMESPACE

MISPLACED = URIRef("https://w3id.org/shisaku/shape/misplaced")
UNREAD_ABOVE = URIRef("https://w3id.org/shisaku/shape/unreadAbove")
# A line that rows are indented under, and words before a row that limit it.
_ABOVE = re.compile(
    r"\s*(?:[-*+]\s+(?:[▶・●○◆■]\s*)?|[▶・●○◆■]\s*)(?P<head>[^。※]{2,60}[^。、※])\s*"
    r"|[^。]{2,80}(?:場合|において|場合に|に限り|について)は?[、,]\s*"
)
_REACH = 8  # lines from a row up to the line that it is indented under
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


def mark_unread(data: Graph, sources: Mapping[str, Source]) -> None:
    """Mark each rate in a graph that has none of the words of the line it is printed under.

    sources: SHA-256 → source; rates printed in other files stay as they are.
    """
    for file, checksum in list(data.subject_objects(_OURS.sha256)):
        source = sources.get(str(checksum))
        if source is None:
            continue
        rates = {
            int(str(line)): rate
            for rate in data.subjects(RDF.type, _OURS.SubsidyRate)
            for place in data.objects(rate, _OURS.printedAt)
            for line in data.objects(place, _OURS.startLine)
            if (place, _OURS.inFile, file) in data
        }
        lines = source.text.splitlines()
        for line, rate in rates.items():
            above = _words_above(lines, line, rates)
            if above and not any(_compared(words) in above for words in _said_of(data, rate)):
                data.add((rate, UNREAD_ABOVE, Literal(True)))


def _words_above(lines: list[str], row: int, rates: Mapping[int, Node]) -> str:
    """Give the words of the line that a row (from 1) is printed under, "" where there is none."""
    for line in range(row - 1, max(row - _REACH, 0), -1):
        text = lines[line - 1]
        if text.strip() and line not in rates:
            return _compared(text) if _ABOVE.fullmatch(text) else ""
    return ""


def _said_of(data: Graph, rate: Node) -> Iterator[str]:
    """Give the words that a rate has: recipient or case, what is subsidized, and conditions."""
    for name in ("rateTarget", "rateObject"):
        yield from map(str, data.objects(rate, _OURS[name]))
    for condition in data.objects(rate, _OURS.hasCondition):
        yield from map(str, data.objects(condition, _OURS.conditionText))


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
