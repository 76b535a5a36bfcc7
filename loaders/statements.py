"""Read the figures of one mention: role, year, phase, 内数, うち, predecessors, sources, marks."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import accumulate

from shisaku.loaders.amounts import parse_yen
from shisaku.loaders.bracketed_years import bracketed_years
from shisaku.loaders.document import Document
from shisaku.loaders.frames import Figures, Frame
from shisaku.loaders.names import former_name
from shisaku.loaders.places import LoadError
from shisaku.loaders.profile import Profile
from shisaku.loaders.records import FindingKind, Phase, Role, Statement
from shisaku.loaders.rows import is_reprint
from shisaku.loaders.tokens import NO_WORDS, Kind, Token, any_of, significant
from shisaku.loaders.years import prints_phase, read_phase, read_year

_LINE_BREAK = re.compile(r"(?<![ \t])[ \t]*+[\r\n]+\s*")
_FORMER = re.compile(r"[※\s]*旧")
_PLAUSIBLE_YEARS = 40
MAX_DEPTH = 10


def read_figures(document: Document, profile: Profile, tokens: Sequence[Token]) -> Figures:
    """Read the tokens of one mention after (or around) its name."""
    return _Reader(document, profile, significant(tokens)).read()


@cache
def _one_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Give the pattern of any of some words."""
    return re.compile(any_of(words))


@cache
def _asides(words: tuple[str, ...]) -> re.Pattern[str]:
    """Give the pattern of what begins a bracket beside the budget: words, +, a list's number."""
    return re.compile(rf"\s*(?:{any_of(words)}|[+①-⑳])")


def printed_words(text: str, start: int, end: int) -> str:
    """Give printed words between two offsets without the line breaks inside them."""
    return _LINE_BREAK.sub("", text[start:end]).replace("**", "").strip()


class _Reader:
    """Goes once over the tokens of a mention with a stack of brackets."""

    def __init__(self, document: Document, profile: Profile, tokens: list[Token]) -> None:
        """Begin outside all brackets."""
        self.document, self.profile, self.tokens = document, profile, tokens
        self.instruments = dict(document.conventions.instruments)
        self.funding_words = _one_of(document.conventions.funding_words)
        self.asides = _asides((*document.conventions.asides, *document.conventions.ceilings))
        self.partners = self._partners()
        self.amounts_before = list(
            accumulate((token.kind is Kind.AMOUNT for token in tokens), initial=0)
        )
        self.frames = [Frame()]
        self.closed = Frame()
        self.figures = Figures()
        self.instrument: str | None = None
        self.years = bracketed_years(document, tokens, profile.fiscal_year)
        self.funding: str | None = None
        self.note: str | None = None
        self.account = profile.account
        self.period: tuple[int, int] | None = None
        self.is_within = False
        self.wholes: dict[tuple[Role, tuple[int | None, Phase] | None], int] = {}
        self.line = 0
        for position in self.years.unplaced:
            token = self.tokens[position]
            self._report(token, f"a year in brackets of no figure: {token.text}")

    def read(self) -> Figures:
        """Read all tokens."""
        for index, token in enumerate(self.tokens):
            self._new_line(index, token)
            match token.kind:
                case Kind.OPEN:
                    self._open(index)
                case Kind.CLOSE:
                    self._close(token)
                case Kind.YEAR | Kind.PHASE:
                    self._year(index, token)
                case Kind.INSTRUMENT:
                    self.instrument = self.instruments[token.text]
                case Kind.AMOUNT:
                    self._amount(index, token)
                case Kind.WITHIN:
                    self._within(index, token)
                case Kind.PART:
                    self.frames[-1].is_part = True
                case _:
                    self._words(token)
        return self.figures

    def _words(self, token: Token) -> None:
        """Take what is printed beside the figures."""
        match token.kind:
            case Kind.MARK:
                self._mark(token)
            case Kind.NOTE:
                self._note(token)
            case Kind.ABOUT:
                self._about(token)
            case Kind.ACCOUNT:
                self.note = self._printed(token)
                self.account = self.document.conventions.account_in(self.note) or self.account
            case Kind.RANGE:
                self._report(token, f"a range is no figure: {self._printed(token)}")
            case Kind.REQUEST:
                self.figures.notes.append(self._printed(token).strip("+＋()（） "))
            case Kind.TEXT:
                self._text(token)

    def _printed(self, token: Token) -> str:
        """Give the characters of a token as printed."""
        return self.document.text[token.start : token.end].strip()

    def _new_line(self, index: int, token: Token) -> None:
        """Forget the year of the figures before, outside brackets, unless an instrument goes on."""
        line = self.document.line_at(token.start)
        goes_on = token.kind is Kind.INSTRUMENT or self.period is not None
        if line != self.line and len(self.frames) == 1 and not goes_on:
            self.frames[0].year = self.frames[0].phase = None
        self.line = line if index >= 0 else self.line

    def _partners(self) -> dict[int, int]:
        """Give, for each opening bracket, the index of its partner, or the end."""
        partners, opened = {}, []
        for index, token in enumerate(self.tokens):
            if token.kind is Kind.OPEN:
                opened.append(index)
            elif token.kind is Kind.CLOSE and opened:
                partners[opened.pop()] = index
        return partners | dict.fromkeys(opened, len(self.tokens))

    def _open(self, index: int) -> None:
        """Say what a bracket is: a comparison, a part, a year alone, or words."""
        outer, end = self.frames[-1], self.partners[index]
        if len(self.frames) == MAX_DEPTH:
            what = f"brackets nest deeper than {MAX_DEPTH}"
            self._report(self.tokens[index], what, FindingKind.REMARK)
        if outer.is_text:
            self.frames.append(outer)  # a bracket inside words
            return
        has_amount = self.amounts_before[end] > self.amounts_before[index]
        is_aside = has_amount and bool(
            self.asides.match(self.document.folded, self.tokens[index].end)
        )
        first = self.tokens[index + 1] if end > index + 1 else None
        frame = replace(
            outer, first=len(self.figures.statements), named_until=len(self.figures.statements)
        )
        inside = self.tokens[index + 1 : end] if is_aside or not has_amount else []
        if first is None or is_aside or not has_amount:
            frame.is_text = True
        elif first.kind is Kind.PART or (
            first.kind is Kind.TEXT and self.funding_words.search(first.text)
        ):
            frame.is_part = True
        elif outer.role is Role.MAIN:
            frame.role, frame.year, frame.phase = Role.COMPARISON, None, None
        self.frames.append(frame)
        if is_aside:
            self._aside(inside)
        elif frame.is_text and any(token.kind is Kind.TEXT for token in inside):
            self._bracketed(inside)

    def _close(self, token: Token) -> None:
        """Leave a bracket; one that was never opened is reported."""
        if len(self.frames) == 1:
            self._report(token, "a bracket closes here that was never opened", FindingKind.REMARK)
        else:
            self.closed = self.frames.pop()

    def _compares(self, frame: Frame) -> bool:
        """Say whether a bracket held a comparison figure."""
        has_figure = frame.first < len(self.figures.statements)
        return has_figure and frame.role is Role.COMPARISON and not frame.is_text

    def _read_year(self, token: Token) -> tuple[int | None, Phase]:
        """Read a year or a label that the head notes explain (``【補正予算】``)."""
        if known := self.profile.labels.get(token.text.strip()):
            return known
        year, phase = read_year(token.text, self.profile.fiscal_year)
        if year == self.profile.fiscal_year and not prints_phase(token.text):
            return year, self.profile.phase  # in a 概算要求 its own year is a request
        return year, phase

    def _year(self, index: int, token: Token) -> None:
        """Take the year and phase of the figures that follow in this bracket."""
        frame = self.frames[-1]
        if frame.is_text or index in self.years.behind:
            return
        self.period = (self.period[0] if self.period else token.start, token.end)
        if token.kind is Kind.PHASE:
            frame.phase = read_phase(token.text)
            return
        frame.year, frame.phase = self._read_year(token)
        if index and self.tokens[index - 1].kind is not Kind.PART and len(self.frames) == 1:
            frame.is_part = False

    def _dated(self, frame: Frame) -> tuple[int | None, Phase]:
        """Give year and phase of a figure: printed, of its whole, or by default (R11)."""
        position = self._whole(frame.role) if frame.is_part else None
        if position is not None and frame.year is None:
            whole = self.figures.statements[position - 1]
            return whole.fiscal_year, frame.phase or whole.phase
        if frame.role is Role.COMPARISON and frame.year is None and frame.phase is None:
            return self.profile.bracket
        if frame.year is None and frame.phase is None:
            return self.profile.fiscal_year, self.profile.phase
        return frame.year or self.profile.fiscal_year, frame.phase or Phase.INITIAL

    def _whole(self, role: Role, dated: tuple[int | None, Phase] | None = None) -> int | None:
        """Give the position, from 1, of a role's last whole figure: of a year and phase if any."""
        return self.wholes.get((role, dated), self.wholes.get((role, None)))

    def _amount(self, index: int, token: Token) -> None:
        """Add a figure; one that cannot be read as whole yen is reported."""
        frame = self.frames[-1]
        if frame.is_text:
            return  # an aside
        place = self.document.place(token.start)
        try:
            yen = parse_yen(token.text, place)
        except LoadError as error:
            self._report(token, f"{error.problem}; {error.remedy}")
            return
        role, (year, phase) = frame.role, self._dated(frame)
        if (dated := self.years.of.get(index)) is not None:
            printed = self.tokens[dated]
            year, phase = self._read_year(printed)
            role = Role.COMPARISON if index in self.years.earlier else role
            self.period = (printed.start, printed.end)
        whole = self._whole(role, (year, phase)) if frame.is_part else None
        if frame.is_part and whole is None and role is Role.COMPARISON:
            what = "a comparison of a part (うち) before any of its whole"
            self._report(token, f"{what}: {self._printed(token)}")
            return
        unit = token.text[token.end - token.start :] if token.unit else None
        self.figures.statements.append(
            Statement(
                text=self._printed(token) + (unit or ""),
                yen=yen,
                fiscal_year=year,
                phase=phase,
                role=role,
                instrument=self.instrument or "appropriation",
                span=self.document.span(token.start, token.end),
                is_within=self.is_within,
                is_part=whole is not None,
                part_of=whole,
                funding=self.funding,
                note=self.note,
                account=self.account,
                predecessor=frame.predecessor,
                period=printed_words(self.document.text, *self.period) if self.period else None,
                unit=unit,
                unit_span=self.document.span(*token.unit)
                if token.unit and any(token.unit)
                else None,
            )
        )
        self.instrument = self.funding = self.note = self.period = None
        self.account = self.profile.account
        self.is_within = False
        if whole is None:
            position = len(self.figures.statements)
            self.wholes[role, None] = self.wholes[role, (year, phase)] = position
        self._check_year(token, year)

    def _check_year(self, token: Token, year: int | None) -> None:
        """Report a figure without a year and one far from the edition's."""
        near = self.profile.fiscal_year
        if year is None:
            self._report(token, "the fiscal year of this figure is not printed", FindingKind.REMARK)
        elif near is not None and abs(year - near) > _PLAUSIBLE_YEARS:
            self._report(token, f"fiscal year {year} is far from {near}", FindingKind.REMARK)

    def _within(self, index: int, token: Token) -> None:
        """Mark the last figure as 内数; after a space, all figures of the bracket (L3573).

        いずれも means all figures of the mention; before a figure, 内数 is of that one; behind a
        comparison in brackets, of that and of the figure that it is compared with.
        """
        statements = self.figures.statements
        is_behind = index > 0 and self.tokens[index - 1].kind is Kind.AMOUNT
        after = next(iter(self.tokens[index + 1 : index + 2]), token)
        is_joined = after.start == token.end and "の" not in token.text
        if after.kind is Kind.AMOUNT and (is_joined or not is_behind):
            self.is_within = True
        elif token.text[0] in "い全すと":
            self.figures.mark_within(0, None)
        elif index and self.tokens[index - 1].kind is Kind.CLOSE and self._compares(self.closed):
            self.figures.mark_within(self.closed.first - 1, None)
        elif statements:
            first = self.frames[-1].first if token.text[0] in " \t※" else len(statements) - 1
            self.figures.mark_within(first, statements[-1].role)

    def _about(self, token: Token) -> None:
        """Keep that a figure is printed as about so much: it is not exact."""
        words = token.text.strip()
        self._report(token, f"a figure that is not exact: {words}", FindingKind.REMARK)
        if words == "約":
            self.note = words
        else:
            self.figures.note(words)

    def _note(self, token: Token) -> None:
        """Keep a ※ note; one that begins with 旧 names the predecessor."""
        words = self._printed(token).rstrip("* ")
        if _FORMER.match(words):
            self._former(token, words.lstrip("※ 　"))
        self.figures.notes.append(words)

    def _former(self, token: Token, words: str) -> None:
        """Take ``旧：…`` behind the figures: the name under which the earlier ones were printed.

        Without a colon 旧 may be part of a name.
        """
        if former_name(words) == words or not self.figures.name_earlier(words):
            what = f"a former name of no figure that can be told: {words}"
            self._report(token, what, FindingKind.REMARK)

    def _mark(self, token: Token) -> None:
        """Take 再掲 and 新規; other marks (拡充, 公共) say nothing about the figures."""
        self.figures.is_reprint = self.figures.is_reprint or "再掲" in token.text
        self.figures.is_new = self.figures.is_new or "新規" in token.text

    def _text(self, token: Token) -> None:
        """Take words among the figures; those of a bracket were taken where it opened."""
        frame = self.frames[-1]
        if frame.is_text or NO_WORDS.fullmatch(token.text):
            return
        words = self._printed(token).strip("、,・ 　")
        if is_reprint(words):
            self.figures.is_reprint = True
        elif frame.is_part:
            self._source(words, frame)
        elif frame.role is Role.COMPARISON and len(self.figures.statements) == frame.first:
            frame.predecessor = former_name(words)  # L3230: the name opens the bracket
        else:
            self._report(token, f"words among the figures that no rule places: {words}")

    def _bracketed(self, inside: list[Token]) -> None:
        """Take the words of a bracket without figures: predecessor, source or note."""
        frame = self.frames[-1]
        words = printed_words(self.document.text, inside[0].start, inside[-1].end)
        if words in self.instruments and self.figures.statements:
            last = self.figures.statements[-1]
            self.figures.statements[-1] = replace(last, instrument=self.instruments[words])
        if is_reprint(words):
            self.figures.is_reprint = True
            self.figures.notes.append(words)
        elif _FORMER.match(words) and frame.role is Role.MAIN:
            self._former(inside[0], words)
            self.figures.note(words)
        elif self.funding_words.search(words):
            self._source(words, frame)
        elif frame.role is Role.COMPARISON:  # R4a, L3469: since the last such name
            around = self.frames[-2]
            self.figures.name_earlier(words, around.named_until)
            around.named_until = len(self.figures.statements)
        else:
            self.figures.note(words)

    def _aside(self, inside: list[Token]) -> None:
        """Keep a bracket about something beside the budget as a note, and report its amount."""
        words = printed_words(self.document.text, inside[0].start, inside[-1].end)
        self.figures.notes.append(words)
        self._report(inside[0], f"an amount beside the budget: {words}", FindingKind.REMARK)

    def _source(self, words: str, frame: Frame) -> None:
        """Take the printed source of a figure: of the part that follows, or of the last figure."""
        funding = self.document.conventions.funding
        source = next((slug for name, slug in funding if name in words), None)
        if frame.is_part and not frame.is_text:
            self.funding, self.note = source, words
        elif self.figures.statements:
            last = self.figures.statements[-1]
            self.figures.statements[-1] = replace(last, funding=source, note=words)

    def _report(self, token: Token, what: str, kind: FindingKind = FindingKind.UNPLACED) -> None:
        """Add a line to the report."""
        self.figures.report(self.document.line_at(token.start), what, kind)
