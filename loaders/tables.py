"""Budget items in tables: columns of years in any order, bare numbers with a unit.

A table is a row of titles and rows of cells, in Markdown or parted by tabs. What a column's title
says of year and phase holds for its figures; each row with a name becomes one item.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from shisaku.loaders.document import Document, fold
from shisaku.loaders.drafts import Draft
from shisaku.loaders.names import name_key
from shisaku.loaders.profile import Profile
from shisaku.loaders.records import Finding, FindingKind, Phase
from shisaku.loaders.rows import FIGURES, row_of, split
from shisaku.loaders.tokens import Kind, Token, cells_of, significant, text_of
from shisaku.loaders.years import PHASE, YEAR, prints_phase, read_phase, read_year

_DASHES = re.compile(r"\|?\s*+:?-{2,}+:?\s*+(?:\|\s*+:?-{2,}+:?\s*+)*+\|?")
_NAMES = re.compile(r"事業|項目|施策|事項|名称|区分|件名")
_GROUPS = re.compile(r"区分|分野|項目")
_REMARKS = re.compile(r"備考|摘要|特記")
_NO_FIGURES = re.compile(r"増減|比較|対前|差引|率|伸")
_FIGURES = re.compile(rf"{YEAR}|{PHASE}|金額")
_YEAR = re.compile(YEAR)
_UNIT = r"(?:兆|億|百万|万|千)?円"
_UNIT_NOTE = re.compile(rf"単位\s{{0,4}}[:は]?\s{{0,4}}({_UNIT})")
_UNIT_CELL = re.compile(rf"[(\[]\s{{0,4}}({_UNIT})\s{{0,4}}[)\]]")
_BARE = re.compile(
    r"(?:^|[\s(])([▲△−]?\d{1,3}(?:,\d{3})+)[\s)]*$"
    r"|(?<=\S)(?:[ \u3000]{2,}|\t)([▲△−]?\d[\d,.]*+)\s*$"
)
_NUMBER = re.compile(
    r"\s*+(?:[*※]\s?)?([▲△−-]?\s*+\d[\d,]*+(?:\.\d++)?+)\s*+(?:[*※]\s?\d*|注\s?\d*)?\s*"
)  # with or without the sign of a footnote
_SIGN = re.compile(r"\s*[▲△−-]\s*")
_SHORT = 20  # characters of a remark that is kept as a note
_PHASES = {
    Phase.INITIAL: "当初",
    Phase.SUPPLEMENTARY: "補正",
    Phase.SUPPLEMENTARY_1: "1次補正",
    Phase.SUPPLEMENTARY_2: "2次補正",
    Phase.SUPPLEMENTARY_3: "3次補正",
    Phase.RESERVE: "予備費",
    Phase.REQUEST: "要求額",
    Phase.EXECUTED: "決算額",
    Phase.CARRIED_OVER: "翌年度繰越額",
    Phase.UNUSED: "不用額",
}
_PLANNED = {Phase.INITIAL, Phase.REQUEST, Phase.PROPOSAL}
_STROKE, _TAB, _GAP = re.compile(r"\|"), re.compile(r"\t"), re.compile(r"[ \u3000]{2,}")
_IN_CELL = re.compile(r"[▲△−-]?[\d,.]+%?|[-－ー—―‐−]|皆[増減]|事項要求")
_SEVERAL = 2
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures: its position, year and phase, whether it is there for comparison."""

    index: int
    year: int | None
    phase: Phase
    is_comparison: bool
    unit: Place | None


@dataclass
class Tables:
    """The items of all tables, the lines they stand on, and what no rule placed.

    titles, units: where the titles of each table, and the lines that say a unit, are printed.
    notes: the lines that say nothing but a unit.
    """

    drafts: list[Draft] = field(default_factory=list)
    lines: set[int] = field(default_factory=set)
    notes: set[int] = field(default_factory=set)
    titles: list[Place] = field(default_factory=list)
    units: list[Place] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_tables(document: Document, first_line: int, profile: Profile) -> Tables:
    """Read the tables that have a column of names and a column of figures."""
    tables = Tables()
    unit: Place | None = None
    for line in range(1, len(document.lines) + 1):
        start = document.start_of(line)
        text = document.folded[start : start + len(document.lines[line - 1])]
        if note := _UNIT_NOTE.search(text):
            unit = (start + note.start(1), start + note.end(1))
            tables.units.append((start, start + len(text)))
            if name_key(text).strip("()[]【】※") == name_key(note[0]):
                tables.notes.add(line)
        if line < first_line or line in tables.lines:
            continue
        if first := _first_row(document, line):
            _Table(document, profile, unit, tables).read(line, first)
        if unit and line not in tables.lines and (bare := _BARE.search(text)):
            what = f"{bare[1] or bare[2]} stands in no table whose unit and year are printed"
            tables.findings.append(Finding(line, FindingKind.UNPLACED, what))
    return tables


def _first_row(document: Document, line: int) -> int | None:
    """Give the first row of cells below a row of titles, None where a line is no such row."""
    text, below = document.lines[line - 1], document.lines[line : line + 1]
    if not below:
        return None
    if _is_markdown(text) and _DASHES.fullmatch(below[0].strip()):
        return line + 2
    border = _border(text)
    counts = {len(border.split(row.strip(" \u3000"))) for row in (text, below[0])}
    if len(counts) > 1 or counts == {1}:
        return None
    if border is _GAP:  # no sign parts the cells: only figures in each show a table
        figures = border.split(fold(below[0]).strip())[1:]
        if len(figures) < _SEVERAL or not all(map(_IN_CELL.fullmatch, figures)):
            return None
    titles = fold(text)
    is_dated = _YEAR.search(name_key(titles)) and "円" not in _UNIT_CELL.sub("", titles)
    return line + 1 if is_dated else None


def _border(text: str) -> re.Pattern[str]:
    """Give what parts the cells of a row: strokes, tabs, else wide gaps."""
    return _STROKE if _is_markdown(text) else _TAB if "\t" in text else _GAP


def _is_markdown(text: str) -> bool:
    """Say whether a line is a row of a Markdown table."""
    return text.lstrip().startswith("|")


class _Table:
    """Reads one table."""

    def __init__(
        self, document: Document, profile: Profile, unit: Place | None, tables: Tables
    ) -> None:
        """Take the unit in force and where to put what is read."""
        self.document, self.profile, self.unit, self.tables = document, profile, unit, tables
        self.number = len(tables.titles) + 1
        self.border = _STROKE
        self.remarks: Sequence[int] = ()

    def read(self, line: int, first: int) -> None:
        """Read the table of a row of titles, unless it has no names or no figures."""
        self.border = _border(self.document.lines[line - 1])
        titles = self._cells(line)
        columns = list(self._columns(titles))
        figures = {column.index for column in columns}
        names = [i for i, cell in enumerate(titles) if i not in figures]
        named = [i for i in names if _NAMES.search(name_key(text_of(titles[i])))] or names[:1]
        named.sort(key=lambda i: bool(_GROUPS.search(name_key(text_of(titles[i])))))
        if not columns or not named:
            return
        self.remarks = [i for i in names if _REMARKS.search(name_key(text_of(titles[i])))]
        last = first - 1
        while last < len(self.document.lines) and self._has_cells(last + 1):
            last += 1
        self.tables.lines.update(range(line, last + 1))
        start = self.document.start_of(line)
        end = self.document.start_of(first - 1) + len(self.document.lines[first - 2])
        self.tables.titles.append((start, end))
        for row in range(first, last + 1):
            if self.border is _GAP and len(self._cells(row)) != len(titles):
                what = "the cells of this row are not as many as the titles of its table"
                self._report(row, what)
            else:
                self._row(row, named[0], columns)

    def _has_cells(self, line: int) -> bool:
        """Say whether a line goes on with the table."""
        return bool(self.border.search(self.document.lines[line - 1].strip(" \u3000")))

    def _cells(self, line: int) -> list[list[Token]]:
        """Give the cells of a row, the empty ones too."""
        tokens = list(row_of(self.document, line).tokens)
        if self.border is _GAP:
            while tokens and tokens[0].kind is Kind.SPACE:
                tokens.pop(0)
            while tokens and tokens[-1].kind is Kind.SPACE:
                tokens.pop()
            tokens = [replace(t, kind=Kind.CELL) if _GAP.fullmatch(t.text) else t for t in tokens]
        cells = cells_of(tokens)
        return cells[1:] if self.border is _STROKE and not significant(cells[0]) else cells

    def _columns(self, titles: Sequence[Sequence[Token]]) -> Iterator[Column]:
        """Give the columns of figures; an initial one before the latest is for comparison."""
        dated = {
            i: self._dated(text)
            for i, cell in enumerate(titles)
            if (text := name_key(text_of(cell)))
            and _FIGURES.search(text)
            and not _NO_FIGURES.search(text)
        }
        for i, cell in enumerate(titles):
            if i not in dated and (what := text_of(cell).strip()).startswith("うち"):
                self._report(
                    self.document.line_at(cell[0].start), f"no rule reads this column: {what}"
                )
        for i in [i for i in dated if len(_YEAR.findall(name_key(text_of(titles[i])))) > 1]:
            what = f"a column of several years is of none: {text_of(titles[i]).strip()}"
            self._report(self.document.line_at(titles[i][0].start), what)
            del dated[i]
        planned = [year for year, phase in dated.values() if year and phase in _PLANNED]
        for i, (year, phase) in dated.items():
            is_earlier = year is not None and year < max(planned, default=0)
            unit = _UNIT_CELL.search(text_of(titles[i]))
            start = titles[i][0].start
            yield Column(
                index=i,
                year=year,
                phase=phase,
                is_comparison=phase is Phase.INITIAL and is_earlier,
                unit=(start + unit.start(1), start + unit.end(1)) if unit else self.unit,
            )

    def _dated(self, title: str) -> tuple[int | None, Phase]:
        """Give year and phase that a column's title says."""
        found = _YEAR.search(title)
        year, phase = read_year(found[0] if found else "", self.profile.fiscal_year)
        if year == self.profile.fiscal_year and not prints_phase(title):
            return year, self.profile.phase
        return year, phase if phase is not Phase.INITIAL else read_phase(title)

    def _row(self, line: int, named: int, columns: Sequence[Column]) -> None:
        """Make an item of a row; うち goes on with the item before."""
        cells = self._cells(line)
        name = cells[named] if named < len(cells) else []
        figures = [
            token
            for column in columns
            if column.index < len(cells)
            for token in self._figures(cells[column.index], column, line)
        ]
        if not any(token.kind in FIGURES for token in figures):
            return
        words, marks = split(name)
        others = {column.index for column in columns} | {named, *self.remarks}
        marks = [t for t in marks if t.kind is Kind.MARK]
        for i, cell in enumerate(cells):
            marks += [t for t in cell if t.kind is Kind.MARK and i not in others]
        for i in self.remarks:
            before, behind = self._remark(cells[i] if i < len(cells) else ())
            marks, figures = [*marks, *before], [*figures, *behind]
        first = next(iter(significant(name)), None)
        if first and first.kind is Kind.PART and self.tables.drafts:
            self._part(first, [t for t in name if t is not first], figures)
            return
        self.tables.drafts.append(
            Draft(-self.number, self.profile, (tuple(words),), ((*marks, *figures),))
        )

    def _remark(self, cell: Sequence[Token]) -> tuple[list[Token], list[Token]]:
        """Give what a cell of remarks says as tokens before and behind the figures of its row."""
        words, text = significant(cell), name_key(text_of(cell))
        if not words:
            return [], []
        if text in self.document.conventions.marks:
            return [replace(words[0], kind=Kind.MARK, end=words[-1].end, text=text)], []
        if any(token.kind in FIGURES | {Kind.WITHIN, Kind.MARK} for token in words):
            return [], words
        if len(text) > _SHORT or "。" in text:
            return [], []
        start, end = words[0].start, words[-1].end
        opened = Token(Kind.OPEN, start, start, "(")
        return [opened, *words, Token(Kind.CLOSE, end, end, ")")], []

    def _report(self, line: int, what: str) -> None:
        """Add a line to the report."""
        self.tables.findings.append(Finding(line, FindingKind.UNPLACED, what))

    def _part(self, mark: Token, name: Sequence[Token], figures: Sequence[Token]) -> None:
        """Add a row that begins with うち to the figures of the item before."""
        tokens = [mark, *name]
        for before, token in zip((mark, *figures), figures, strict=False):
            is_main = token.kind is Kind.YEAR and before.kind is not Kind.OPEN
            tokens += [mark, token] if is_main else [token]
        last = self.tables.drafts[-1]
        self.tables.drafts[-1] = replace(last, figures=(*last.figures, tuple(tokens)))

    def _figures(self, cell: Sequence[Token], column: Column, line: int) -> Iterator[Token]:
        """Give the tokens of a cell of figures, after the year that its column says."""
        words = significant([*_signed(cell)])
        tokens = [self._amount(token, column, line) for token in words]
        is_bracketed = any(token.kind is Kind.OPEN for token in words)
        if words and words[-1].kind is Kind.CLOSE and not is_bracketed:
            what = f"the sign of a footnote and the figure are not apart: {text_of(cell).strip()}"
            self._report(line, what)
            return
        if not any(token.kind in FIGURES for token in tokens):
            is_told = any(_NUMBER.fullmatch(token.text) for token in words)  # its unit is missing
            if re.search(r"\d", text_of(cell)) and not is_told:
                self._report(line, f"no figure can be read here: {text_of(cell).strip()}")
            return
        start, end = tokens[0].start, tokens[-1].end
        if column.is_comparison:
            yield Token(Kind.OPEN, start, start, "(")
        if column.year is not None:
            yield Token(Kind.YEAR, start, start, f"{column.year}年度{_PHASES[column.phase]}")
        yield from tokens
        if column.is_comparison:
            yield Token(Kind.CLOSE, end, end, ")")

    def _amount(self, token: Token, column: Column, line: int) -> Token:
        """Make an amount of a bare number, in the unit printed for it; without one, report it."""
        found = _NUMBER.fullmatch(token.text) if token.kind is Kind.TEXT else None
        if found is None:
            return token
        unit = self.document.folded[slice(*column.unit)] if column.unit else None
        unit = unit or self.document.conventions.unit
        if unit is None:
            what = f"the unit of {found[1]} is not printed"
            self._report(line, what)
            return token
        start = token.start + found.start(1)
        return Token(
            Kind.AMOUNT, start, start + len(found[1]), f"{found[1]}{unit}", column.unit or (0, 0)
        )


def _signed(cell: Sequence[Token]) -> Iterator[Token]:
    """Give the tokens of a cell, a sign and the number behind it as one: ``△ 50``."""
    sign: Token | None = None
    for token in cell:
        if token.kind is Kind.TEXT and _SIGN.fullmatch(token.text):
            sign = token
        elif sign and token.kind is Kind.TEXT and _NUMBER.fullmatch(token.text):
            text = f"{sign.text}{' ' * (token.start - sign.end)}{token.text}"
            yield Token(Kind.TEXT, sign.start, token.end, text)
            sign = None
        elif token.kind is not Kind.SPACE:
            yield from [sign, token] if sign else [token]
            sign = None
    if sign:
        yield sign
