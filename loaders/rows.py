"""Printed lines of a budget block as rows: what is a name in them, what are figures."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from shisaku.loaders.document import Document
from shisaku.loaders.tokens import NO_WORDS, Kind, Token, is_figure, significant, text_of, tokens_of

_SIGN = r"[・●○◆■◇▶►□◎•]"
_BULLET = re.compile(rf"[\s>]*(?P<sign>[-+](?=\s)|\*(?=\s)|{_SIGN})\s?")
_BULLET_INSIDE = re.compile(rf"\s*(?P<sign>{_SIGN})\s?")
_STOP = re.compile(r"\s*+(?:#|<(?![\s/]*[公非新再])|【|\\\*|(?:\|\s*+)?:?-{3,})")
_SIDE_NOTE = re.compile(r"\s*\([^()]*\)\s*")
_REPRINT = re.compile(r"^\s*再掲(?=$|[\s、,:(（])|(?<!に)(?<!にも)再掲\s*$")
_ENDS = {
    Kind.AMOUNT,
    Kind.CLOSE,
    Kind.MARK,
    Kind.WITHIN,
    Kind.NOTE,
    Kind.DASH,
    Kind.RATE,
    Kind.REQUEST,
    Kind.RANGE,
    Kind.ABOUT,
}
FIGURES = {Kind.AMOUNT, Kind.RANGE, Kind.REQUEST}
_STEPS = {Kind.OPEN: 1, Kind.CLOSE: -1}


@dataclass(frozen=True, slots=True)
class Row:
    """One printed line: its number, tokens, and how it begins; bullet: its sign, or empty."""

    line: int
    tokens: tuple[Token, ...]
    bullet: str = ""
    is_stop: bool = False

    @property
    def words(self) -> list[Token]:
        """The tokens without white space."""
        return significant(self.tokens)

    @property
    def is_blank(self) -> bool:
        """Say whether nothing is printed."""
        return not self.words

    @property
    def has_amount(self) -> bool:
        """Say whether a figure, or a request for one, is printed."""
        return any(token.kind in FIGURES for token in self.tokens)

    @property
    def begins_with_figures(self) -> bool:
        """Say whether no name stands before the first figure."""
        name = significant(split(self.tokens)[0])
        return bool(self.words) and all(NO_WORDS.fullmatch(token.text) for token in name)

    @property
    def ends_with_figures(self) -> bool:
        """Say whether nothing follows the figures: prose that names an amount goes on."""
        words = [t for t in self.words if not NO_WORDS.fullmatch(t.text)]
        return bool(words) and words[-1].kind in _ENDS

    @property
    def text(self) -> str:
        """The folded text."""
        return text_of(self.tokens)

    @property
    def is_side_note(self) -> bool:
        """Say whether only a bracketed remark is printed, such as (所要額)."""
        return bool(self.tokens) and bool(_SIDE_NOTE.fullmatch(self.text))


def row_of(document: Document, line: int, start: int | None = None, end: int | None = None) -> Row:
    """Make the row of a line, or of its characters between two offsets."""
    begin = document.start_of(line) if start is None else start
    stop = document.start_of(line) + len(document.lines[line - 1]) if end is None else end
    text = document.folded[begin:stop]
    bullet = (_BULLET if start is None else _BULLET_INSIDE).match(text)
    tokens = tokens_of(
        document.folded, begin + (bullet.end() if bullet else 0), stop, document.conventions
    )
    if not text.lstrip().startswith("|"):  # no Markdown table: the stroke is a character
        tokens = [replace(t, kind=Kind.TEXT) if t.text == "|" else t for t in tokens]
    first = next(iter(significant(tokens)), None)
    is_mark = first is not None and first.kind in {Kind.MARK, Kind.YEAR}
    return Row(
        line=line,
        tokens=tuple(tokens),
        bullet=bullet["sign"] if bullet else "",
        is_stop=start is None and bool(_STOP.match(text)) and not is_mark,
    )


def is_reprint(words: str) -> bool:
    """Say whether words in brackets say 再掲; …にも再掲 says where the item is printed again."""
    return bool(_REPRINT.search(words))


def is_words(token: Token) -> bool:
    """Say whether a token is a word: text that is no punctuation."""
    return token.kind is Kind.TEXT and not NO_WORDS.fullmatch(token.text)


def inside(tokens: Sequence[Token], index: int) -> int:
    """Give the index of the bracket that closes the one at an index, or the length."""
    depth = 0
    for position in range(index, len(tokens)):
        depth += _STEPS.get(tokens[position].kind, 0)
        if depth == 0:
            return position
    return len(tokens)


def split(tokens: Sequence[Token]) -> tuple[list[Token], list[Token]]:
    """Split tokens into those of the name and those of the figures, marks and notes.

    A bracket is of the name unless a figure, or a year alone, stands in it.
    """
    name: list[Token] = []
    marks: list[Token] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.kind in {Kind.MARK, Kind.NOTE}:
            marks.append(token)
        elif token.kind is Kind.OPEN:
            end = inside(tokens, index)
            within = significant(tokens[index + 1 : end])
            if any(map(is_figure, within)):
                break
            if is_reprint(text_of(within)):
                marks += tokens[index : end + 1]
                index = end + 1
                continue
            name += tokens[index : end + 1]
            index = end
        elif is_figure(token) or token.kind in {Kind.DASH, Kind.WITHIN, Kind.REQUEST}:
            break
        elif token.kind is not Kind.RATE:
            name.append(token)
        index += 1
    return name, [*marks, *tokens[index:]]


def mentions_in(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Split a row that prints several items: words between figures begin the next one."""
    current: list[Token] = []
    depth, has_amount, is_part = 0, False, False
    last = max((i for i, token in enumerate(tokens) if token.kind in FIGURES), default=-1)
    for index, token in enumerate(tokens):
        depth = depth_after([token], depth)
        is_part = token.kind is Kind.PART or (is_part and token.kind is not Kind.AMOUNT)
        begins = depth == 0 and has_amount and not is_part and is_words(token)
        if begins and index <= last:
            yield current
            current, has_amount = [], False
        has_amount = has_amount or token.kind in FIGURES
        current.append(token)
    yield current


def name_after(tokens: Sequence[Token]) -> tuple[list[Token], list[Token]] | None:
    """Split a row that prints figures and then the name they are of, else None."""
    depth, has_amount = 0, False
    for index, token in enumerate(tokens):
        depth = depth_after([token], depth)
        if depth == 0 and has_amount and is_words(token):
            tail = tokens[index:]
            is_name = not any(t.kind in FIGURES or "。" in t.text for t in tail)
            return (list(tokens[:index]), list(tail)) if is_name else None
        has_amount = has_amount or token.kind in FIGURES
    return None


def depth_after(tokens: Sequence[Token], depth: int) -> int:
    """Give the number of brackets open after some tokens."""
    for token in tokens:
        depth = max(0, depth + _STEPS.get(token.kind, 0))
    return depth
