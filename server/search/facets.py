"""Facets: what a search is narrowed by, and how many of what is found each value would leave.

Year, phase and amount speak of one counted figure: ``year=2023&phase=…initial`` keeps what has an
initial figure of 2023, not what has some figure of 2023 and some initial one. Amounts are yen of
figures counted once; they are compared one by one, never summed.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from shisaku.server.search.index import Entry, Figure

FACETS = ("type", "pillar", "chapter", "year", "phase", "amount")
OF_FIGURES = frozenset({"year", "phase", "amount"})
BANDS = ("-100000000", "100000000-1000000000", "1000000000-10000000000", "10000000000-")
"""Ranges of yen that are offered: from (inclusive) to (exclusive), either left out at will."""
_RANGE = re.compile(r"(\d{0,15})-(\d{0,15})")


class SearchError(Exception):
    """A search that cannot be done as it was put; the message says what can.

    ja: the same in Japanese.
    """

    def __init__(self, en: str, ja: str) -> None:
        """Keep the Japanese beside the English."""
        super().__init__(en)
        self.ja = ja


@dataclass(frozen=True, slots=True)
class Filters:
    """The value that each facet is narrowed to, as it stands in a URL; IRIs, years, yen."""

    values: Mapping[str, str]

    def __post_init__(self) -> None:
        """Refuse what no entry can have by its form. Raises SearchError."""
        if not self.values.get("year", "0").isdecimal():
            year = self.values["year"]
            raise SearchError(
                f"year: {year!r} is no year; give one like 2023",
                f"year: {year!r} は年度ではありません。2023 のように",
            )
        if "amount" in self.values and not _RANGE.fullmatch(self.values["amount"]):
            amount = self.values["amount"]
            raise SearchError(
                f"amount: {amount!r} is no range of yen; give one like {BANDS[1]}",
                f"amount: {amount!r} は円の範囲ではありません。{BANDS[1]} のように",
            )

    def keep(self, entry: Entry) -> bool:
        """Say whether an entry has all the values."""
        asks_figures = bool(OF_FIGURES & self.values.keys())
        return (
            self.values.get("type", entry.kind) == entry.kind
            and all(
                self.values[name] in entry.divisions
                for name in ("pillar", "chapter")
                if name in self.values
            )
            and (not asks_figures or bool(self.figures(entry)))
        )

    def figures(self, entry: Entry) -> tuple[Figure, ...]:
        """Give those of an entry's figures that have the values."""
        return tuple(
            figure
            for figure in entry.figures
            if self.values.get("year", str(figure.year)) == str(figure.year)
            and self.values.get("phase", figure.phase) == figure.phase
            and ("amount" not in self.values or within(figure.yen, self.values["amount"]))
        )


def within(yen: int | None, band: str) -> bool:
    """Say whether yen lie in a range like ``100000000-1000000000``."""
    low, high = band.split("-")
    return yen is not None and int(low or 0) <= yen and (not high or yen < int(high))


def count_values(
    entries: Iterable[Entry], filters: Filters, divisions: Mapping[str, Sequence[str]]
) -> dict[str, dict[str, int]]:
    """Give, by facet, how many entries have each value; in the order to show, none that is 0.

    divisions: the IRIs of pillars and of chapters, in the order of the document.
    """
    counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    for entry in entries:
        figures = filters.figures(entry)
        counts["type"][entry.kind] += 1
        for name, all_of_kind in divisions.items():
            counts[name].update(entry.divisions.intersection(all_of_kind))
        counts["year"].update({str(figure.year) for figure in figures})
        counts["phase"].update({figure.phase for figure in figures})
        counts["amount"].update(b for b in BANDS if any(within(f.yen, b) for f in figures))
    order = {**divisions, "year": sorted(counts["year"]), "amount": BANDS}
    return {
        name: {
            value: counted[value]
            for value in order.get(name, _most_first(counted))
            if counted[value]
        }
        for name, counted in counts.items()
    }


def _most_first(counted: Mapping[str, int]) -> list[str]:
    """Give values by falling count; the same counts by name, so that answers never differ."""
    return sorted(counted, key=lambda value: (-counted[value], value))
