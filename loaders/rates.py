"""Subsidy rates (補助率, 交付率, 国費 …): printed fractions, recipients, conditions, qualifiers.

A fraction is a rate where its clause says so (``補助率：4/5、2/3等``, ``費用の1/2補助``), or where
it stands in a row under a line that ends in 補助率 (L1200-1208, L1724-1740).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from shisaku.loaders.document import Document
from shisaku.loaders.headings import Outline, Path
from shisaku.loaders.rate_terms import (
    RateTable,
    clause_terms,
    condition,
    leads,
    read_table,
    remarks,
    row_terms,
)
from shisaku.loaders.records import Level, Rate
from shisaku.loaders.subsidised import Subsidised, recipient_groups, said_of

_FRACTION = re.compile(
    r"(?<![\d/.,])(?:(?P<n>\d{1,3}(?:\.\d)?)\s{0,2}/\s{0,2}(?P<d>\d{1,3})(?![\d/])"
    r"|(?P<of>\d{1,3})\s?分の\s?(?P<share>\d{1,3}(?:\.\d)?)(?!\d)"
    r"|(?P<percent>\d{1,3}(?:\.\d)?)\s?%)"
)
_WORDS = r"補助率|交付率|負担率|充当率|措置率|国費|定額|補助|助成|交付税措置"
_BEFORE = re.compile(rf"(?:{_WORDS})[^。\n【】]{{0,24}}$")
_BEFORE_PERCENT = re.compile(r"(?:補助率|交付率|負担率|充当率|措置率|国費)[^。\n【】]{0,8}$")
_AFTER = re.compile(
    r"(?:\s?\([^()]{0,30}\)|\))?\s{0,2}"
    r"(?:以内|(?:を|の)?\s{0,2}(?:補助|助成|負担|交付|措置))"
)
_TITLE = re.compile(r"(?:補助率|交付率|負担率)[\s>〉》】)」＞）]*$")
_ROW_LENGTH = 60
_REACH = 200  # characters of a clause before its fraction: long lines stay cheap
_HEAD = re.compile(  # of rows: a bullet, or words that end in a colon or as a case
    r"[ \t]*(?:(?:[-*+][ \t]+)?[・●○◆◇■□▶►◎•➢✓][ \t]*|[-*+][ \t]+)(?P<bullet>\S.*?)\s*$"
    r"|[ \t]*(?P<words>\S.*?(?:場合|[:：]))\s*$"
)
_GAP = 8  # lines from the title of a table of rates, or its last row, to the next row

# What the fraction is a rate of; 国費…補助 is the national share.
_KINDS = (
    ("交付税措置|措置率", "local-allocation-tax"),
    ("充当率", "bond-allocation"),
    ("国費", "national-share"),
    ("交付率", "grant"),
    ("補助|助成|以内", "subsidy"),
)
_CLOSE = re.compile("[)）]")
_NOTE = re.compile(r"(?:^|(?<=[\s)）。]))※")  # elsewhere it is the mark of one
_LABEL = re.compile(r"\s*【予算[^】]*】")


@dataclass(frozen=True, slots=True)
class _Site:
    """A fraction that is a rate, with the run of its clause.

    table: the one that it is a row of, with what is printed above its rows; named: what the
    sentence around it says.
    """

    fraction: re.Match[str]
    start: int
    end: int
    table: RateTable | None
    named: Subsidised | None
    above: tuple[int, ...]  # the lines that the row is indented under, or that lead to it


def read_rates(document: Document, outline: Outline) -> tuple[Rate, ...]:
    """Give all rates in the order of printing."""
    return tuple(_rate(document, outline, site) for site in _sites(document, outline))


def rate_runs(document: Document, outline: Outline) -> Iterator[tuple[int, int]]:
    """Give the runs of characters that rates are read from: facts that redaction keeps."""
    for site in _sites(document, outline):
        yield site.start, max(site.end, site.fraction.end())
        if site.named:
            yield from site.named.kept
        yield from (_run(document, line) for line in site.above)
    for line in _titles(document, outline):
        yield _run(document, line)


def _run(document: Document, line: int) -> tuple[int, int]:
    """Give start and end of a line."""
    start = document.start_of(line)
    return start, start + len(document.lines[line - 1])


def _titles(document: Document, outline: Outline) -> Iterator[int]:
    """Give the lines that open a table of rates."""
    for line, text in enumerate(document.lines, start=1):
        if line not in outline.heading_lines and len(text) < _ROW_LENGTH and _TITLE.search(text):
            yield line


def _sites(document: Document, outline: Outline) -> Iterator[_Site]:
    """Give the fractions that are rates."""
    titles, rows = set(_titles(document, outline)), _Rows()
    for line, printed in enumerate(document.lines, start=1):
        if line in outline.heading_lines or "【予算" in printed:
            rows.table = None
        if line in titles:
            rows = _Rows(read_table(printed, document.start_of(line)), line)
        start = document.start_of(line)
        text = document.folded[start : start + len(printed)]
        is_row = rows.reach(line) and len(text) <= _REACH and "。" not in text
        table, above = rows.table if is_row else None, rows.above if is_row else ()
        found = False
        for fraction in _FRACTION.finditer(text):
            numerator, denominator = _numbers(fraction)
            if not 0 < numerator <= denominator:
                continue
            clause = _row(text, fraction) if is_row else _clause(text, fraction)
            if clause is not None:
                found = True
                begin, end = clause
                yield _Site(
                    _FRACTION.match(document.folded, start + fraction.start()) or fraction,
                    start + begin, start + end, table,
                    None if is_row else said_of(document, start + fraction.start(), start + begin),
                    above,
                )  # fmt: skip
        if found:
            rows.end_row(line)
        elif is_row and text.strip():
            rows.read_above(line, printed)


@dataclass(slots=True)
class _Rows:
    """The table whose rows are being read: its title's or last row's line, the lines above a row.

    A head holds for all rows until the next head, a lead for the row that follows it.
    """

    table: RateTable | None = None
    last: int = 0
    head: int = 0
    lead: int = 0

    @property
    def above(self) -> tuple[int, ...]:
        """Give the lines of the head and the lead of the next row."""
        return tuple(line for line in (self.head, self.lead) if line)

    def reach(self, line: int) -> bool:
        """Say whether a line is near enough to be a row."""
        return self.table is not None and line - self.last <= _GAP

    def end_row(self, line: int) -> None:
        """Go on behind a row: its lead limits no other."""
        self.last, self.lead = line, 0
        if self.table:
            self.table = replace(self.table, lead="")

    def read_above(self, line: int, text: str) -> None:
        """Read a line without a rate: the head of the rows below it, or the lead of the next."""
        if self.table is None or line == self.last:
            return
        if leads(text):
            self.lead, self.table = line, replace(self.table, lead=text)
        elif head := _HEAD.match(text):
            words = head["bullet"] or head["words"]
            self.head, self.lead = line, 0
            self.table = replace(self.table, head=words, lead="")


def _numbers(fraction: re.Match[str]) -> tuple[int, int]:
    """Give numerator and denominator of ``1/2``, ``3分の2``, ``10分の5.5`` or ``90%``."""
    share = fraction["percent"] or fraction["share"] or fraction["n"]
    whole = int(fraction["of"] or fraction["d"] or 100)
    scale = 10 if "." in share else 1  # 10分の5.5 is 55/100
    return int(Decimal(share) * scale), whole * scale


def _row(text: str, fraction: re.Match[str]) -> tuple[int, int]:
    """Give the run of one case in a row of a table: from the fraction before it, or the start."""
    before = [found.end() for found in _FRACTION.finditer(text, 0, fraction.start())]
    return (before[-1] if before else 0), fraction.end()


def _clause(text: str, fraction: re.Match[str]) -> tuple[int, int] | None:
    """Give the run of a clause that calls a fraction a rate, else None."""
    left = max(0, fraction.start() - _REACH)
    before = text[left : fraction.start()]
    named_by = _BEFORE_PERCENT if fraction["percent"] else _BEFORE
    named, after = named_by.search(before), _AFTER.match(text, fraction.end())
    if not named and not after:
        return None
    opened = max(before.rfind("("), before.rfind("（"))
    if opened > max(before.rfind(")"), before.rfind("）")):
        closed = _CLOSE.search(text, fraction.end(), fraction.end() + _REACH)
        return left + opened, closed.end() if closed else fraction.end()
    if len(text.strip()) <= _ROW_LENGTH and "。" not in text:
        note = max((n.start() for n in _NOTE.finditer(text, 0, fraction.start())), default=0)
        label = _LABEL.match(text, note)
        return label.end() if label else note, len(text)
    start = left + named.start() if named else max(0, fraction.start() - 3)
    return start, after.end() if after else fraction.end()


def _rate(document: Document, outline: Outline, site: _Site) -> Rate:
    """Make the record of a rate."""
    start, end = site.fraction.span()
    before = document.text[site.start : start]
    after = document.text[end : site.end]
    numerator, denominator = _numbers(site.fraction)
    terms = row_terms(before, site.table) if site.table else clause_terms(before)
    what, who, limits = (
        (site.named.what, site.named.who, site.named.limits) if site.named else (None, None, ())
    )
    target = terms.target or (document.text[slice(*who)] if who else None)
    titled = site.table.title if site.table else ""
    line = document.start_of(document.line_at(start))
    on_line = document.text[max(line, start - _REACH) : start]
    behind = document.text[end : end + _REACH].partition("\n")[0]  # 1/2（離島は2/3）を補助
    base = re.search(r"[:：]\s*([^、。:：()（）\d]{2,12})の\s*$", before)
    return Rate(
        text=document.text[start:end],
        numerator=numerator,
        denominator=denominator,
        kind=_kind(titled + before, after) or _kind(on_line, behind) or "other",
        qualifiers=_qualifiers(before, after),
        base=base[1] if base else None,
        target=target,
        subsidised=terms.subsidised or (document.text[slice(*what)] if what else None),
        recipients=recipient_groups(target or ""),
        conditions=(
            *(condition(document.text[slice(*limit)]) for limit in limits),
            *terms.conditions,
            *remarks(after),
        ),
        part=_part(outline, start, site.table),
        span=document.span(start, end),
        group=site.table.start if site.table else line,
        is_exception=terms.is_exception,
    )


def _part(outline: Outline, start: int, table: RateTable | None) -> Path:
    """Give the part that a rate is of: the item of its measure that its table's title numbers."""
    path = outline.in_force(start)
    if table is None or table.item is None:
        return path
    above = path[:-1] if path and path[-1][0] == Level.ITEM else path
    item = (*above, (str(Level.ITEM), str(table.item)))
    return item if item in outline.all_paths else path


def _kind(before: str, after: str) -> str | None:
    """Give what the fraction is a rate of: the word that is printed nearest to it decides."""
    near = [
        (len(before) - found.end() if text is before else found.start(), order, kind)
        for order, (words, kind) in enumerate(_KINDS)
        for text in (before, after)
        for found in re.finditer(words, text)
    ]
    return min(near)[2] if near else None


def _qualifiers(before: str, after: str) -> tuple[str, ...]:
    """Give what is printed about a fraction: 最大, 以内, 原則, 以上, 等, 一部嵩上げ; else exact."""
    found = []
    if re.search(r"最大\s*$", before) or re.match(r"\s*以内", after):
        found.append("maximum")
    if re.search(r"原則\s*(?:として)?\s*$", before):
        found.append("in-principle")
    if re.match(r"\s*以上", after):
        found.append("minimum")
    if re.match(r"(?:\s*[、,]\s*\d+\s*[/／]\s*\d+)*\s*等", after):
        found.append("and-others")
    if re.search(r"一部.{0,4}嵩上げ", after):
        found.append("raised-in-part")
    return tuple(found) or ("exact",)
