"""Cut the characters of a budget block into tokens: figures, years, brackets, marks, words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import cache

from shisaku.loaders.amounts import PRINTED
from shisaku.loaders.conventions import Conventions
from shisaku.loaders.years import PHASE, YEAR


class Kind(Enum):
    """What a token is."""

    AMOUNT = auto()
    YEAR = auto()
    PHASE = auto()
    INSTRUMENT = auto()
    MARK = auto()
    WITHIN = auto()
    PART = auto()
    OPEN = auto()
    CLOSE = auto()
    DASH = auto()
    REQUEST = auto()
    NOTE = auto()
    RATE = auto()
    CELL = auto()
    SPACE = auto()
    TEXT = auto()


_NEVER = r"(?!)"
_FIXED = {
    Kind.RATE: r"\(\s*(?:補助率|交付率|負担率)[^()\n]*\)",
    Kind.NOTE: r"(?:^|(?<=[\s円数】)\]]))※[^\n]*",
    Kind.AMOUNT: PRINTED,
    Kind.YEAR: rf"【\s*(?:{YEAR}|補正予算額?|当初予算額?)\s*】|{YEAR}",
    Kind.PHASE: PHASE,
    Kind.INSTRUMENT: _NEVER,
    Kind.WITHIN: r"(?:(?<![ \t])[ \t]*+の\s*+|(?<!\s)\s++|)内数",
    Kind.PART: r"(?:^|(?<=[\s(]))うち",
    Kind.DASH: r"\(\s*[-－ー—―‐−皆]+減?\s*(?:億円|円)?\s*\)",
    Kind.OPEN: r"\(",
    Kind.CLOSE: r"\)",
    Kind.CELL: r"[\t|]",
    Kind.SPACE: r"\*\*|[^\S\t]+",
}
_FIGURE = {Kind.AMOUNT, Kind.YEAR, Kind.PHASE, Kind.INSTRUMENT}
_BLANK = {Kind.SPACE, Kind.CELL}


@dataclass(frozen=True, slots=True)
class Token:
    """A token of folded text; offsets are the document's.

    unit: of an amount printed without its unit, where that stands; (0, 0) where it is not printed.
    """

    kind: Kind
    start: int
    end: int
    text: str
    unit: tuple[int, int] | None = None


@cache
def _pattern(conventions: Conventions) -> re.Pattern[str]:
    """Give the pattern of all tokens, with the marks and words of an edition profile."""
    mark = any_of(conventions.marks)
    request = any_of(conventions.requests)
    patterns = {
        Kind.REQUEST: rf"\(\s*{request}\s*\)|(?:\+[ \t]*)?{request}",
        Kind.MARK: rf"[【(<\[〔《]\s*{mark}(?:\s*[・、,/]\s*{mark})*\s*[】)>\]〕》]"
        r"|(?<=[\s円数】])(?:再掲|新規)(?=[\s)]|$)",
        **_FIXED,
        Kind.INSTRUMENT: any_of([word for word, _ in conventions.instruments]),
    }
    return re.compile("|".join(f"(?P<{kind.name}>{p})" for kind, p in patterns.items()), re.M)


def any_of(words: Sequence[str]) -> str:
    """Give a pattern for one of some words, the longest first; for none, one that never fits."""
    ordered = sorted(words, key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, ordered))})" if ordered else _NEVER


def tokens_of(folded: str, start: int, end: int, conventions: Conventions) -> list[Token]:
    """Cut the folded text between two offsets; everything between tokens is TEXT.

    A year, phase or instrument is one only where a figure follows; else it is part of a name.
    """
    found, position = [], start
    for match in _pattern(conventions).finditer(folded, start, end):
        if match.start() > position:
            found.append(
                Token(Kind.TEXT, position, match.start(), folded[position : match.start()])
            )
        kind = Kind[match.lastgroup or "TEXT"]
        found.append(Token(kind, match.start(), match.end(), match[0]))
        position = match.end()
    if position < end:
        found.append(Token(Kind.TEXT, position, end, folded[position:end]))
    return _words(found)


def significant(tokens: Sequence[Token]) -> list[Token]:
    """Leave out white space and cell borders."""
    return [token for token in tokens if token.kind not in _BLANK]


def text_of(tokens: Sequence[Token]) -> str:
    """Give the folded text of tokens."""
    return "".join(token.text for token in tokens)


def cells_of(tokens: Sequence[Token]) -> list[list[Token]]:
    """Split tokens at the borders of table cells; empty cells stay."""
    cells: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind is Kind.CELL:
            cells.append([])
        else:
            cells[-1].append(token)
    return cells


def is_figure(token: Token) -> bool:
    """Say whether a token belongs to a figure: an amount or what says of which year it is."""
    return token.kind in _FIGURE


def _words(tokens: list[Token]) -> list[Token]:
    """Turn years, phases and instruments before which no figure follows into text."""
    result: list[Token] = []
    figure_follows = False
    after: Token | None = None
    for token in reversed(tokens):
        if token.kind in _BLANK or re.fullmatch(r"[:約、,]+", token.text.strip()):
            result.append(token)
            continue
        if token.kind in {Kind.YEAR, Kind.PHASE, Kind.INSTRUMENT}:
            closes = token.kind is Kind.YEAR and after is not None and after.kind is Kind.CLOSE
            if not (figure_follows or closes):
                after = replace(token, kind=Kind.TEXT)
                result.append(after)
                figure_follows = False
                continue
        figure_follows = token.kind in _FIGURE or token.kind in {
            Kind.PART, Kind.DASH, Kind.REQUEST,
        }  # fmt: skip
        after = token
        result.append(token)
    return result[::-1]
