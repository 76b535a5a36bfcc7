"""Answers about money as the rows of tables: each figure with the way to its printed place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from shisaku.server.pages.addresses import Addresses
from shisaku.server.pages.asking import Cell
from shisaku.server.pages.printed import Extent

Row = Mapping[str, Cell]
_USUAL = "/instrument/appropriation"
_PHASES = "/concept/phase"


@dataclass(frozen=True, slots=True)
class Thing:
    """What has a name: the end of its IRI, the name, the path of its page."""

    key: str
    name: str
    page: str


@dataclass(frozen=True, slots=True)
class Figure:
    """The money of a line in a phase, in yen, exact or at most; place: of its characters.

    phase: as printed. top: the phase that holds it, as supplementary its rounds.
    """

    line: Thing
    phase: Thing
    top: Thing
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


@dataclass(frozen=True, slots=True)
class Total:
    """What one year, phase and instrument have in a part, each yen counted once; all in yen.

    part: None for the whole, of which also the plain sum of printed figures is known. phase: its
    rounds together; phases: the names of those that have a figure. lower: what is printed as an
    amount; upper: with the wholes of which only a share is printed. contingent: guarantees, in
    neither bound. error: what rounding may make of it. ceilings: figures without an amount.
    """

    year: int
    phase: Thing
    part: Thing | None
    lower: int
    upper: int
    contingent: int
    error: int
    figures: int
    ceilings: int
    phases: tuple[str, ...]
    printed: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """A line's money, with that of the lines it succeeds, in the year before and in the year.

    In yen; error: what rounding may make of the change. earlier, later: where the figures are
    printed, or the line's page.
    """

    line: Thing
    phase: Thing
    before: int
    after: int
    error: int
    is_distinguishable: bool
    joins: bool
    earlier: str
    later: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A fiscal year and the key of an instrument; empty where any will do."""

    year: str
    instrument: str

    def settled(self, rows: Sequence[Row], latest: str) -> "Asked | None":
        """Give the usual instrument's IRI and a year, where none is asked for.

        rows: of money-by-part. latest: the year of the latest edition, which is preferred, else the
        last there is. None where there is nothing of what is asked for.
        """
        fitting = [
            (instrument.endswith(_USUAL), year == latest, year, instrument)
            for row in rows
            for instrument, year in [(row["instrument"]["value"], row["year"]["value"])]
            if self.instrument in {"", _key(instrument)} and self.year in {"", year}
        ]
        if not fitting:
            return None
        *_, year, instrument = max(fitting)
        return Asked(year, instrument)


@dataclass(frozen=True, slots=True)
class Money:
    """What the page tells of one year and instrument.

    lines: the figures of each pillar, by chapter. wholes, by_part: the totals of all years and
    phases. is_contingent: whether the instrument is a promise to pay, which is no money.
    uncompared: how many lines have money in either year that no change can be told of.
    """

    year: int
    instrument: Thing
    is_contingent: bool
    years: tuple[int, ...]
    instruments: tuple[Thing, ...]
    lines: Mapping[Thing, Sequence[Share]]
    wholes: Sequence[Total]
    by_part: Sequence[Total]
    pillars: tuple[Thing, ...]
    changes: Sequence[Change]
    uncompared: int

    def sums_of(self, part: Thing) -> list[Total | None]:
        """Give a part's totals beside the wholes; None where it has no money then."""
        sums = {(total.year, total.phase): total for total in self.by_part if total.part == part}
        return [sums.get((whole.year, whole.phase)) for whole in self.wholes]

    def totals_of(self, part: Thing) -> list[Total]:
        """Give a part's totals of the year, one for each phase."""
        return [one for one in self.sums_of(part) if one and one.year == self.year]


def offered_values(rows: Sequence[Row]) -> str:
    """Name the instruments there is money of, each with its years; rows: of money-by-part."""
    years: dict[str, set[str]] = {}
    for row in rows:
        years.setdefault(_key(row["instrument"]["value"]), set()).add(row["year"]["value"])
    return "; ".join(f"{name} {', '.join(sorted(found))}" for name, found in sorted(years.items()))


def make_money(asked: Asked, rows: Mapping[str, Sequence[Row]], addresses: Addresses) -> Money:
    """Arrange the answers of the questions about money, by name.

    money-before: of money-by-line, of the year before.
    """
    phases = {
        row["notation"]["value"]: row["conceptLabel"]["value"]
        for row in rows["concepts"]
        if row["scheme"]["value"].endswith(_PHASES)
    }
    reader = _Reader(addresses, phases)
    offered = rows["money-by-part"]
    by_part, wholes, changes = (
        [row for row in rows[name] if row["instrument"]["value"] == asked.instrument]
        for name in ("money-by-part", "overcount", "changes-across-years")
    )
    pillars = {
        row["part"]["value"]: reader.thing(row, "part")
        for row in by_part
        if row["kind"]["value"] == "pillar"
    }
    figures: dict[Thing, dict[Thing | None, list[Figure]]] = {}
    for row in rows["money-by-line"]:
        chapter = reader.thing(row, "chapter") if "chapter" in row else None
        shares = figures.setdefault(pillars[row["pillar"]["value"]], {})
        shares.setdefault(chapter, []).append(reader.figure(row))
    places = [
        {(it.line.key, it.top.key, it.yen): it.place for it in map(reader.figure, rows[name])}
        for name in ("money-before", "money-by-line")
    ]
    compared = [row for row in changes if "change" in row]
    order = dict.fromkeys(reader.thing(row, "phase") for row in wholes)
    return Money(
        year=int(asked.year),
        instrument=reader.thing(by_part[0], "instrument"),
        is_contingent=by_part[0]["isContingent"]["value"] == "true",
        years=tuple(sorted({int(row["year"]["value"]) for row in by_part})),
        instruments=tuple(dict.fromkeys(reader.thing(row, "instrument") for row in offered)),
        lines={
            pillar: [Share(chapter, found) for chapter, found in shares.items()]
            for pillar, shares in figures.items()
        },
        wholes=[reader.total(row) for row in wholes],
        by_part=[reader.total(row) for row in by_part],
        pillars=tuple(sorted(pillars.values(), key=lambda it: (len(it.key), it.key, it.page))),
        changes=sorted(
            (reader.change(row, places) for row in compared),
            key=lambda change: list(order).index(change.phase),
        ),
        uncompared=len(changes) - len(compared),
    )


def _key(iri: str) -> str:
    """Give the last segment of an IRI, which tells it from its kind."""
    return iri.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class _Reader:
    """Makes records of rows; addresses: where the pages of their things are.

    phases: names of phases by their notations.
    """

    addresses: Addresses
    phases: Mapping[str, str]

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
            self.thing(row, "topPhase"),
            row["holderLabel"]["value"] if "holderLabel" in row else "",
            int(row["ceiling" if is_ceiling else "amount"]["value"]),
            is_ceiling,
            self._place(row),
            int(row["startLine"]["value"]),
        )

    def change(self, row: Row, places: Sequence[Mapping[tuple[str, str, int], str]]) -> Change:
        """Read a row of changes-across-years; places: of the figures of the two years."""
        line, phase = self.thing(row, "line"), self.thing(row, "phase")
        sums = [int(row[name]["value"]) for name in ("before", "after")]
        earlier, later = (
            known.get((line.key, phase.key, sum_), line.page)
            for known, sum_ in zip(places, sums, strict=True)
        )
        return Change(
            line,
            phase,
            sums[0],
            sums[1],
            _whole(row["changeError"]),
            row["isDistinguishable"]["value"] == "true",
            row["basis"]["value"] == "succession",
            earlier,
            later,
        )

    def total(self, row: Row) -> Total:
        """Read a row of money-by-part or overcount."""
        return Total(
            int(row["year"]["value"]),
            self.thing(row, "phase"),
            self.thing(row, "part") if "part" in row else None,
            _whole(row["lower"]),
            _whole(row["upper"]),
            _whole(row["contingent"]),
            _whole(row["roundingError"]),
            _whole(row["observations"]),
            _whole(row["ceilings"]),
            tuple(self.phases[name] for name in row["phasesIncluded"]["value"].split()),
            int(row["printedTotal"]["value"]) if "printedTotal" in row else 0,
        )

    def _place(self, row: Row) -> str:
        """Give where a figure's characters are shown: highlighted, or else its own page."""
        numbers = (row[name]["value"] for name in ("startLine", "startColumn"))
        ends = (row[name]["value"] for name in ("endLine", "endColumn"))
        extent = Extent(*map(int, (*numbers, *ends)))
        found = self.addresses.printed(row["source"]["value"], extent)
        return found or self.addresses.document(row["observation"]["value"]) or ""


def _whole(cell: Cell) -> int:
    """Read yen or a count; half a yen of rounding is a whole one."""
    return int(Decimal(cell["value"]).to_integral_value(ROUND_CEILING))
