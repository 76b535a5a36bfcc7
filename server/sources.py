"""Printed sources: the file, line, column and characters behind what an answer names."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from flask import current_app

from shisaku.server.pages.asking import ask_rows

EACH, ALL = 4, 60
"""Places given of one thing, and in one answer."""


@dataclass(frozen=True, slots=True)
class Source:
    """Characters as printed, and where they begin: line and column from 1."""

    file: str
    line: int
    column: int
    characters: str


def printed_sources(iris: Iterable[str]) -> dict[str, Any]:
    """Give the sources of things that an answer names, in its order, and how many are left out.

    A counted figure has the statement it is counted from, a line its mentions. Raises EngineError.
    """
    known = _all_sources()
    named = [(iri, source) for iri in dict.fromkeys(iris) for source in known.get(iri, ())[:EACH]]
    return {
        "sources": [{"of": iri, **asdict(source)} for iri, source in named[:ALL]],
        "sources_left_out": max(0, len(named) - ALL),
    }


def _all_sources() -> Mapping[str, list[Source]]:
    """Ask for the sources of everything that is printed, once a release."""
    made: dict[str, list[Source]] | None = current_app.extensions.get("shisaku-sources")
    if made is None:
        made = defaultdict(list)
        for row in ask_rows("printed-sources"):
            file, line, column, text = (
                row[name]["value"] for name in ("source", "line", "column", "text")
            )
            made[row["thing"]["value"]].append(Source(file, int(line), int(column), text))
        current_app.extensions["shisaku-sources"] = made
    return made
