"""Take the rows of one budget block and form its items: which names, which figures."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from shisaku.loaders.document import Document
from shisaku.loaders.drafts import Blocks, Draft
from shisaku.loaders.items import no_item_patterns, take_items, words_of
from shisaku.loaders.names import name_key
from shisaku.loaders.profile import Profile
from shisaku.loaders.records import Finding, FindingKind
from shisaku.loaders.rows import (
    FIGURES,
    Row,
    depth_after,
    mentions_in,
    name_after,
    row_of,
    split,
)
from shisaku.loaders.tokens import Kind, Token, significant

MAX_NAME_ROWS = 8
CEILING = "a ceiling is no budget item"
_BESIDE = {
    Kind.MARK, Kind.WITHIN, Kind.DASH, Kind.YEAR, Kind.PHASE, Kind.INSTRUMENT, Kind.OPEN, Kind.CLOSE
}  # fmt: skip
_ABOUT_BUDGET = re.compile(r"予算|計上|会計|財源|国費|経費|交付税|移替|執行|所要額|要求額")
_ABOUT_FIGURES = re.compile(rf"{_ABOUT_BUDGET.pattern}|\(\s*旧\s*:|内数")
_PAGE_NUMBER = re.compile(r"\s*+[-–—―]?\s*+\d{1,3}(?:\s*+/\s*+\d{1,3})?\s*+[-–—―]?\s*+")
_BREAKDOWN = re.compile(r"[\s(〔]*内訳[\s)〕:]*")


class BlockReader:
    """Takes the rows of one block and forms drafts."""

    def __init__(
        self, document: Document, number: int, profile: Profile, is_labelled: bool = True
    ) -> None:
        """Begin with nothing read."""
        self.is_labelled = is_labelled
        self.total, self.ceiling = no_item_patterns(document.conventions)
        self.document, self.number, self.profile = document, number, profile
        self.drafts: list[Draft] = []
        self.names: list[Row] = []
        self.depth = 0
        self.blanks = 0
        self.is_over = False
        self.is_bulleted = False
        self.awaits_part = False
        self.in_breakdown = False
        self.nameless = False
        self.are_names_last = False
        self.aside: list[Token] = []
        self.findings: list[Finding] = []

    def take(self, row: Row) -> None:
        """Take the next row of the region; the number of a page is none."""
        if row.is_blank:
            self.blanks += 1
            return
        if _PAGE_NUMBER.fullmatch(row.text) and not row.has_amount:
            return
        if self.drafts and (title := _BREAKDOWN.match(row.text)):
            start, end = row.tokens[0].start + title.end(), row.tokens[-1].end
            row = row_of(self.document, row.line, start, end)
            self.in_breakdown, self.blanks = True, 0
        if self.in_breakdown and self._part_of_breakdown(row):
            pass
        elif self.ceiling.match(row.text):
            self._report(row, CEILING, FindingKind.REMARK)
        elif self.is_over:
            self._after(row)
        elif not self._goes_on(row):
            self._word_or_figures(row)
        self.blanks = 0

    def _part_of_breakdown(self, row: Row) -> bool:
        """Let the rows below 内訳 go on with the figures of their whole, each as a part (うち)."""
        total = row.words and self.total.fullmatch(name_key(words_of(split(row.tokens)[0])))
        if self.blanks or row.is_stop or (row.words and not row.has_amount):
            self.in_breakdown = False
            return False
        if row.words and not total:
            self._extend(list(_as_parts(row)))
        return True

    def _after(self, row: Row) -> None:
        """Report figures that stand alone after the block's end."""
        if row.has_amount and row.begins_with_figures and row.ends_with_figures:
            self._report(row, "a figure after the end of the budget block")

    def _goes_on(self, row: Row) -> bool:
        """Let a row go on with the last draft: in an open bracket, or うち, marks, 内数, notes."""
        if self.drafts and not self.names and (self.depth or self.awaits_part):
            closes = depth_after(row.tokens, self.depth) < self.depth
            if self.awaits_part or closes or row.begins_with_figures:
                self._extend(row.tokens)
                return True
            self.depth = 0  # the bracket was never closed: a new name begins
        if row.words[0].kind is Kind.NOTE:
            self._note(row)
            return True
        if self.names or not self.drafts:
            return self._beside_name(row)
        return self._beside_figures(row)

    def _beside_name(self, row: Row) -> bool:
        """Keep a bracketed remark between name and figures for the figures that follow."""
        if row.is_side_note and self.names and not row.has_amount:
            self.aside += row.tokens
            return True
        return False

    def _beside_figures(self, row: Row) -> bool:
        """Let marks, 内数, a year, a remark on the budget, or うち go on with the last figures."""
        is_mark = all(w.kind in _BESIDE for w in row.words)
        is_part = row.words[0].kind is Kind.PART
        if is_mark or is_part or (row.is_side_note and _ABOUT_FIGURES.search(row.text)):
            self._extend(row.tokens)
            self.awaits_part = is_part and not row.has_amount
            return True
        return False

    def _extend(self, tokens: Sequence[Token]) -> None:
        """Add a row to the figures of the last draft."""
        last = self.drafts[-1]
        self.drafts[-1] = replace(last, figures=(*last.figures, tuple(tokens)))
        self.depth = depth_after(tokens, self.depth)
        if any(token.kind in FIGURES for token in tokens):
            self.awaits_part = False

    def _note(self, row: Row) -> None:
        """Keep a ※ note that is about the budget; another one is prose and ends the block."""
        text = row.words[0].text
        about = _ABOUT_BUDGET.search(text) and "。" not in text
        if about and self.drafts and not self.names and self.blanks <= 1:
            self._extend(row.tokens)
        elif self.drafts:
            self.is_over = True

    def _word_or_figures(self, row: Row) -> None:
        """Take a row that begins a name or prints the figures of one, or end the block."""
        is_first = not self.drafts and not self.names
        if row.is_stop or (row.bullet and not self._is_listed(row)):
            self.is_over = True
        elif not row.has_amount:
            self.is_bulleted = self.is_bulleted or bool(row.bullet)
            self._name(row)
        elif self._named_after(row, is_first):
            pass
        elif not is_first and not row.ends_with_figures:
            self.is_over = True  # prose that names an amount
        elif row.begins_with_figures:
            self._figures(row)
        else:
            self.is_bulleted = bool(row.bullet)
            self._named_figures(row)

    def _named_after(self, row: Row, is_first: bool) -> bool:
        """Take a row whose figures stand before their name, where the block begins so."""
        found = name_after(row.tokens) if row.begins_with_figures and self.is_labelled else None
        if found is None or not (is_first or self.are_names_last) or self.names:
            return False
        name, marks = split(found[1])
        self.are_names_last = True
        self._add((tuple(name),), (*found[0], *marks))
        return True

    def _is_listed(self, row: Row) -> bool:
        """Say whether a bulleted row is an item, or its name, of a block that lists items so."""
        begins = not self.drafts and not self.names
        is_item = row.ends_with_figures if row.has_amount else "。" not in row.text
        return (begins or self.is_bulleted) and is_item

    def _name(self, row: Row) -> None:
        """Keep a row as (part of) a name; too many rows are no name."""
        if self.nameless:
            self._name_below(row)
            return
        self.names.append(row)
        limit = MAX_NAME_ROWS if not self.drafts else MAX_NAME_ROWS // 2
        if len(self.names) > limit:
            if not self.drafts:
                self._report(self.names[0], f"a name of more than {limit} lines without a figure")
            self.is_over, self.names = True, []

    def _name_below(self, row: Row) -> None:
        """Take the title printed under figures that have no name before them (L634)."""
        self.drafts[-1] = replace(self.drafts[-1], names=(tuple(split(row.tokens)[0]),))
        self.nameless = False

    def _figures(self, row: Row) -> None:
        """Take a row of figures alone: of the names before it, or of the last draft."""
        if self.names or not self.drafts:
            self.nameless = not self.names
            names = tuple(tuple(split(name.tokens)[0]) for name in self.names)
            marks = tuple(t for name in self.names for t in split(name.tokens)[1])
            self._add(names, (*marks, *row.tokens))
        elif name := self._name_behind_figures():
            self._add((name,), row.tokens)
        else:
            self._extend(row.tokens)

    def _name_behind_figures(self) -> tuple[Token, ...]:
        """Take back the words behind the last row of figures: the name of those that follow."""
        last = self.drafts[-1]
        found = name_after(last.figures[-1])
        if found is None or significant(found[0])[-1].kind is Kind.PART:
            return ()
        self.drafts[-1] = replace(last, figures=(*last.figures[:-1], tuple(found[0])))
        return tuple(found[1])

    def _named_figures(self, row: Row) -> None:
        """Take a row that prints name and figures, of one item or of several."""
        for tokens in mentions_in(row.tokens):
            name, figures = split(tokens)
            before = tuple(tuple(split(kept.tokens)[0]) for kept in self.names)
            marks = tuple(t for kept in self.names for t in split(kept.tokens)[1])
            self._add((*before, tuple(name)), (*marks, *figures))

    def _add(self, names: tuple[tuple[Token, ...], ...], figures: tuple[Token, ...]) -> None:
        """Add a draft."""
        figures = (*self.aside, *figures)
        self.drafts.append(Draft(self.number, self.profile, names, (figures,), self.is_labelled))
        self.names, self.aside = [], []
        self.depth = depth_after(figures, 0)

    def _report(self, row: Row, what: str, kind: FindingKind = FindingKind.UNPLACED) -> None:
        """Add a line to the report."""
        self.findings.append(Finding(row.line, kind, what))

    def finish(self, blocks: Blocks, label_line: int) -> None:
        """Hand over the drafts; a label without a figure is reported."""
        if not self.drafts and not self.findings:
            self.findings.append(
                Finding(label_line, FindingKind.UNPLACED, "no figure after this budget label")
            )
        blocks.drafts += take_items(self.document, self.drafts, blocks)
        blocks.findings += self.findings


def _as_parts(row: Row) -> Iterator[Token]:
    """Give the tokens of a row with うち before its name and before each year outside brackets."""
    first = row.words[0].start
    yield Token(Kind.PART, first, first, "うち")
    depth = 0
    for token in row.tokens:
        if token.kind is Kind.YEAR and depth == 0:
            yield Token(Kind.PART, token.start, token.start, "うち")
        depth = depth_after([token], depth)
        yield token
