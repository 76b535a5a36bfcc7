"""Answers about money as the rows of tables: each figure with the way to its printed place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shisaku.server.pages.addresses import Addresses
from shisaku.server.pages.asking import Cell
from shisaku.server.pages.printed import Extent

Row = Mapping[str, Cell]
_USUAL = "/instrument/appropriation"


@dataclass(frozen=True, slots=True)
class Thing:
    """What has a name: the end of its IRI, the name, the path of its page."""

    key: str
    name: str
    page: str


@dataclass(frozen=True, slots=True)
class Figure:
    """The money of a line in a phase, in yen, exact or at most; place: of its characters."""

    line: Thing
    phase: Thing
    holder: str
    yen: int
    is_ceiling: bool
    place: str
    source_line: int


@dataclass(frozen=True, slots=True)
class Share:
    """The figures of a pillar that stand in one of its chapters, or (None) in no chapter."""

    chapter: Thing | None
    figures: Sequence[Figure]

    @property
    def sums(self) -> dict[Thing, int]:
        """Give the yen of each phase, ceilings left out."""
        found: dict[Thing, int] = {}
        for figure in self.figures:
            if not figure.is_ceiling:
                found[figure.phase] = found.get(figure.phase, 0) + figure.yen
        return found


@dataclass(frozen=True, slots=True)
class Change:
    """A line's money in the year before and in the year, in yen, with their places."""

    line: Thing
    phase: Thing
    before: int
    after: int
    earlier: str
    place: str


@dataclass(frozen=True, slots=True)
class Total:
    """The sums of one year and phase, in yen: counted once, and of ceilings, apart.

    pillar: None for the whole, of which also the plain sum of printed figures is known.
    """

    year: int
    phase: Thing
    pillar: Thing | None
    counted: int
    ceilings: int
    printed: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """A fiscal year and the key of an instrument; empty where any will do."""

    year: str
    instrument: str

    def settled(self, rows: Sequence[Row]) -> "Asked | None":
        """Give the usual instrument's IRI and the latest year where none is asked for.

        rows: of money-by-pillar. None where they hold nothing of what is asked for.
        """
        fitting = [
            (row["instrument"]["value"].endswith(_USUAL), row["year"]["value"], row)
            for row in rows
            if self.instrument in {"", _key(row["instrument"]["value"])}
            and self.year in {"", row["year"]["value"]}
        ]
        if not fitting:
            return None
        _, year, row = max(fitting, key=lambda found: found[:2])
        return Asked(year, row["instrument"]["value"])


@dataclass(frozen=True, slots=True)
class Money:
    """What the page tells of one year and instrument.

    lines: the figures of each pillar, by chapter. wholes, by_pillar: the sums of all years and
    phases.
    """

    year: int
    instrument: Thing
    years: tuple[int, ...]
    instruments: tuple[Thing, ...]
    lines: Mapping[Thing, Sequence[Share]]
    wholes: Sequence[Total]
    by_pillar: Sequence[Total]
    changes: Sequence[Change]

    @property
    def pillars(self) -> tuple[Thing, ...]:
        """Give the pillars in the order of the document."""
        found = {total.pillar for total in self.by_pillar if total.pillar}
        return tuple(sorted(found, key=lambda pillar: (len(pillar.key), pillar.key, pillar.page)))

    def sums_of(self, pillar: Thing) -> list[Total | None]:
        """Give a pillar's sums beside the wholes; None where it has no money then."""
        sums = {(sum_.year, sum_.phase): sum_ for sum_ in self.by_pillar if sum_.pillar == pillar}
        return [sums.get((whole.year, whole.phase)) for whole in self.wholes]


def make_money(asked: Asked, rows: Mapping[str, Sequence[Row]], addresses: Addresses) -> Money:
    """Arrange the answers of the questions about money, by name."""
    reader = _Reader(addresses)
    offered = rows["money-by-pillar"]
    by_pillar, wholes = (
        [row for row in rows[name] if row["instrument"]["value"] == asked.instrument]
        for name in ("money-by-pillar", "overcount")
    )
    pillars = {row["pillar"]["value"]: reader.thing(row, "pillar") for row in by_pillar}
    figures: dict[Thing, dict[Thing | None, list[Figure]]] = {}
    for row in rows["money-by-line"]:
        chapter = reader.thing(row, "chapter") if "chapter" in row else None
        shares = figures.setdefault(pillars[row["pillar"]["value"]], {})
        shares.setdefault(chapter, []).append(reader.figure(row))
    return Money(
        year=int(asked.year),
        instrument=reader.thing(by_pillar[0], "instrument"),
        years=tuple(sorted({int(row["year"]["value"]) for row in by_pillar})),
        instruments=tuple(dict.fromkeys(reader.thing(row, "instrument") for row in offered)),
        lines={
            pillar: [Share(chapter, found) for chapter, found in shares.items()]
            for pillar, shares in figures.items()
        },
        wholes=[reader.total(row) for row in wholes],
        by_pillar=[reader.total(row) for row in by_pillar],
        changes=[reader.change(row) for row in rows["money-changes"]],
    )


def _key(iri: str) -> str:
    """Give the last segment of an IRI, which tells it from its kind."""
    return iri.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class _Reader:
    """Makes records of rows; addresses: where the pages of their things are."""

    addresses: Addresses

    def thing(self, row: Row, name: str) -> Thing:
        """Read a thing and its name, which its IRI stands in for."""
        iri = row[name]["value"]
        label = row.get(f"{name}Label", row[name])["value"]
        return Thing(_key(iri), label, self.addresses.document(iri) or iri)

    def figure(self, row: Row) -> Figure:
        """Read a row of money-by-line."""
        is_ceiling = "amount" not in row
        return Figure(
            self.thing(row, "line"),
            self.thing(row, "phase"),
            row["holderLabel"]["value"] if "holderLabel" in row else "",
            int(row["ceiling" if is_ceiling else "amount"]["value"]),
            is_ceiling,
            self._place(row),
            int(row["startLine"]["value"]),
        )

    def change(self, row: Row) -> Change:
        """Read a row of money-changes."""
        return Change(
            self.thing(row, "line"),
            self.thing(row, "phase"),
            int(row["before"]["value"]),
            int(row["after"]["value"]),
            self.addresses.document(row["earlier"]["value"]) or "",
            self._place(row),
        )

    def total(self, row: Row) -> Total:
        """Read a row of money-by-pillar or overcount."""
        return Total(
            int(row["year"]["value"]),
            self.thing(row, "phase"),
            self.thing(row, "pillar") if "pillar" in row else None,
            int(row["total"]["value"]),
            int(row["ceilingTotal"]["value"]),
            int(row["printedTotal"]["value"]) if "printedTotal" in row else 0,
        )

    def _place(self, row: Row) -> str:
        """Give where a figure's characters are shown: highlighted, or else its own page."""
        numbers = (row[name]["value"] for name in ("startLine", "startColumn"))
        ends = (row[name]["value"] for name in ("endLine", "endColumn"))
        extent = Extent(*map(int, (*numbers, *ends)))
        found = self.addresses.printed(row["source"]["value"], extent)
        return found or self.addresses.document(row["observation"]["value"]) or ""
