"""Printed sources: the file, line, column and characters behind what an answer names."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from flask import current_app

from shisaku.server.pages.asking import Cell, ask_rows

EACH, ALL = 4, 60
"""Places given of one thing, and in one answer."""
_ASKED = ("year", "phase", "instrument", "role")


@dataclass(frozen=True, slots=True)
class Source:
    """Characters as printed, and where they begin: line and column from 1."""

    file: str
    line: int
    column: int
    characters: str


@dataclass(frozen=True, slots=True)
class _Behind:
    """What is known of everything that is printed: each thing's sources.

    own: of what is printed itself, or is a figure counted from a statement. others: of what has
    mentions, headings or namings. figures: of what has money, each with what the figure is of.
    """

    own: Mapping[str, list[Source]]
    others: Mapping[str, list[Source]]
    figures: Mapping[str, list[tuple[Mapping[str, str], Source]]]


def printed_sources(iris: Iterable[str]) -> dict[str, Any]:
    """Give the sources of things that an answer names, in its order, and how many are left out.

    A counted figure has the statement it is counted from, a line its mentions. Raises EngineError.
    """
    known = _behind()
    return _told(
        [
            ({"of": iri}, [*known.own.get(iri, ()), *known.others.get(iri, ())])
            for iri in dict.fromkeys(iris)
        ]
    )


def money_sources(
    rows: Sequence[Mapping[str, Cell]], values: Mapping[str, str | None]
) -> dict[str, Any]:
    """Give where the figures behind rows of money are printed, and how many are left out.

    A row that names printed things (a figure, a cap) has theirs; another those figures of its line,
    part, year or organization that are of the row's year, phase, instrument and role, or else of
    those that are asked for (values). A name's own places are none of its money's. Each source
    tells its row, from 1. Raises EngineError.
    """
    known = _behind()
    named: list[tuple[Mapping[str, str | int], list[Source]]] = []
    for number, row in enumerate(rows, start=1):
        things = [cell["value"] for cell in row.values() if cell["type"] == "uri"]
        of = {name: row[name]["value"] if name in row else values.get(name) for name in _ASKED}
        if "forYear" in row:
            of["year"] = row["forYear"]["value"]
        named += [
            (
                {"of": thing, "row": number},
                known.own.get(thing) or _fitting(known.figures.get(thing, ()), of),
            )
            for thing in [thing for thing in things if thing in known.own] or things
        ]
    return _told(named)


def _fitting(
    figures: Sequence[tuple[Mapping[str, str], Source]], of: Mapping[str, str | None]
) -> list[Source]:
    """Give the sources of those figures that are of a year, phase, instrument and role, if any."""
    wanted = {name: value for name, value in of.items() if value}
    return [
        source
        for figure, source in figures
        if all(figure.get(name, value) == value for name, value in wanted.items())
    ]


def _told(named: Sequence[tuple[Mapping[str, str | int], Sequence[Source]]]) -> dict[str, Any]:
    """Tell sources with what they are of: the first of each, then the second, while there is room.

    They stand in the order of what they are of.
    """
    each = [(of, list(dict.fromkeys(sources))) for of, sources in named]
    ranked = [
        (rank, at) for at, (_, found) in enumerate(each) for rank in range(min(EACH, len(found)))
    ]
    kept = sorted(sorted(ranked)[:ALL], key=lambda place: place[::-1])
    told = [{**each[at][0], **asdict(each[at][1][rank])} for rank, at in kept]
    return {
        "sources": told,
        "sources_left_out": sum(len(found) for _, found in each) - len(told),
    }


def _behind() -> _Behind:
    """Ask for the sources of everything that is printed, once a release."""
    made: _Behind | None = current_app.extensions.get("shisaku-sources")
    if made is None:
        made = current_app.extensions["shisaku-sources"] = _ask_behind()
    return made


def _ask_behind() -> _Behind:
    """Ask for the sources of everything that is printed. Raises EngineError."""
    own, others = defaultdict[str, list[Source]](list), defaultdict[str, list[Source]](list)
    for row in ask_rows("printed-sources"):
        known = own if row["isOwn"]["value"] == "true" else others
        known[row["thing"]["value"]].append(_source(row))
    figures = defaultdict[str, list[tuple[Mapping[str, str], Source]]](list)
    for row in ask_rows("figure-sources"):
        of = {name: row[name]["value"] for name in _ASKED if name in row}
        figures[row["thing"]["value"]].append((of, _source(row)))
    return _Behind(own, others, figures)


def _source(row: Mapping[str, Cell]) -> Source:
    """Read a source."""
    file, line, column, text = (row[name]["value"] for name in ("source", "line", "column", "text"))
    return Source(file, int(line), int(column), text)
