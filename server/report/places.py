"""What findings refer to: everything printed, with its place, and the names of things."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from shisaku.queries.client import Value
from shisaku.server.report.records import Ask, Printing, Words

Row = Mapping[str, Value]
NOWHERE = Words("見出しの外", "outside all parts")
_LAST_CIRCLED = 20
_STEPS = {
    "Pillar": Words("第{}柱", "Pillar {}"),
    "Chapter": Words("第{}章", "Chapter {}"),
    "Section": Words("[{}]", "[{}]"),
    "Measure": Words("({})", "({})"),
}


@dataclass(frozen=True)
class Places:
    """The printings and names of a release; each is asked for once, when first needed."""

    ask: Ask

    @cached_property
    def headings(self) -> Sequence[tuple[str, bool, Printing]]:
        """Give each printing of a title: IRI of its part, whether in the contents, its place."""
        return [
            (str(row["part"]), bool(row["inContents"]), self._printing(row))
            for row in self._rows
            if row["inContents"] is not None
        ]

    @cached_property
    def printings(self) -> Mapping[str, Printing]:
        """Give mentions, and mentions with the one figure in question, by IRI of the latter."""
        found = {str(r["thing"]): self._printing(r) for r in self._rows if r["inContents"] is None}
        homes = {str(r["thing"]): str(r["mention"]) for r in self._rows if r["mention"]}
        with_figure = {
            iri: replace(found[mention], figure=found[iri]) for iri, mention in homes.items()
        }
        return found | with_figure

    @cached_property
    def _rows(self) -> Sequence[Row]:
        """Ask what is printed where."""
        return self.ask("printed-places")

    def _printing(self, row: Row) -> Printing:
        """Make the record of a printed thing; a figure's text begins with its year and phase."""
        part = self.parts.get(str(row["part"]), NOWHERE)
        if row["inContents"]:
            part = Words(f"{part.ja}（目次）", f"{part.en} (contents)")
        text = " ".join(str(word) for word in (row["period"], row["text"]) if word)
        place = (str(row["source"]), int(str(row["line"])), int(str(row["column"])))
        return Printing(str(row["thing"]), text, *place, part)

    @cached_property
    def parts(self) -> Mapping[str, Words]:
        """Give each part's place in words: 第2章 [3] (1) ①, by IRI."""
        rows = {str(row["part"]): row for row in self.ask("part-tree")}
        chapters = Counter(
            (_edition(iri, rows), row["number"])
            for iri, row in rows.items()
            if row["kind"] == "Chapter"
        )
        numbers_restart = any(count > 1 for count in chapters.values())
        return {iri: _in_words(iri, rows, numbers_restart) for iri in rows}

    @cached_property
    def levels(self) -> Mapping[str, str]:
        """Give the class of each part, by IRI."""
        return {str(row["part"]): str(row["kind"]) for row in self.ask("part-tree")}

    @cached_property
    def names(self) -> Mapping[str, Words]:
        """Give the names of lines, parts, fiscal years and concepts, by IRI."""
        return {
            str(row["thing"]): Words(str(row["label"]), str(row["labelEn"] or row["label"]))
            for row in self.ask("names")
        }

    @cached_property
    def notations(self) -> Mapping[str, Value]:
        """Give the notation of concepts, and the number of fiscal years, by IRI."""
        return {str(row["thing"]): row["notation"] for row in self.ask("names")}

    @cached_property
    def lines(self) -> Mapping[str, str]:
        """Give the budget line of each mention and each figure, by IRI."""
        rows = self.ask("counting")
        of_figures = {str(row["statement"]): str(row["budgetLine"]) for row in rows}
        return of_figures | {str(row["mention"]): str(row["budgetLine"]) for row in rows}

    def name_of_line(self, thing: str) -> Words:
        """Give the name of the line of a mention or figure."""
        return self.names[self.lines[thing]]


def _edition(iri: str, rows: Mapping[str, Row]) -> str:
    """Give the IRI of the edition that a part is in."""
    while iri in rows:
        iri = str(rows[iri]["above"])
    return iri


def _in_words(iri: str, rows: Mapping[str, Row], numbers_restart: bool) -> Words:
    """Give a part's place in words; a pillar only where chapter numbers restart under each."""
    steps: list[Words] = []
    here = iri
    while here in rows:
        kind, number = str(rows[here]["kind"]), int(str(rows[here]["number"]))
        if kind != "Pillar" or numbers_restart or here == iri:
            steps.insert(0, _step(kind, number))
        here = str(rows[here]["above"])
    return Words(" ".join(step.ja for step in steps), " ".join(step.en for step in steps))


def _step(kind: str, number: int) -> Words:
    """Give one number as it is printed: 第2章, [3], (1), ①."""
    if kind in _STEPS:
        return Words(_STEPS[kind].ja.format(number), _STEPS[kind].en.format(number))
    mark = chr(0x245F + number) if number <= _LAST_CIRCLED else f"({number})"
    return Words(mark, mark)
