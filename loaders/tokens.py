"""Cut the characters of a budget block into tokens: figures, years, brackets, marks, words."""

import re
from collections.abc import Iterator, Sequence
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
    ACCOUNT = auto()
    ABOUT = auto()
    RANGE = auto()
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

    __hash__ = object.__hash__  # members are looked up for each token: a hash of names costs


_NEVER = r"(?!)"
_FIXED = {
    Kind.RATE: r"\(\s*(?:補助率|交付率|負担率)(?:[^()\n]++|\([^()\n]*+\))*+\)"
    r"|(?<=\s)(?:補助率|交付率|負担率)[ \t]*:?[ \t]*\d{1,2}/\d{1,2}(?=\s)",
    Kind.WITHIN: r"(?:(?<![ \t])[ \t]*+の\s*+|(?<!\s)\s++|)内数"
    r"|(?:※[ \t]*|いずれも|全て|すべて|ともに)の?内数"
    r"|内数(?=\d)"
    r"|(?<=円)[ \t]*の[ \t]*(?:うち数|一部)(?=[\s()、,]|$)",
    Kind.NOTE: r"(?:^|(?<=[\s円数】)\]]))"  # figures that end the line are no part of a note
    rf"(?:※[^\s|]++(?=[ \t]+(?:{YEAR})?[ \t]*{PRINTED}(?:の?内数)?\s*(?:\([^\n]*\))?[ \t]*$)"
    r"|※[^\n|]*)",
    Kind.RANGE: r"(?<![\d,.])\d[\d,.]*+[ \t]*+(?:兆|億|百万|万|千)?円?[ \t]*+[~〜][ \t]*" + PRINTED,
    Kind.AMOUNT: PRINTED,
    Kind.ABOUT: r"約(?=[ \t]*[\d▲△])|(?<=円)[ \t]*(?:程度|前後|弱|強)(?=[\s()、,]|$)",
    Kind.YEAR: rf"【\s*(?:{YEAR}|補正予算額?|当初予算額?)\s*】|{YEAR}",
    Kind.PHASE: PHASE,
    Kind.INSTRUMENT: _NEVER,
    Kind.PART: r"(?:^|(?<=[\s(〔])|(?<=円)の?)うち(?!数)",
    Kind.DASH: r"\(\s*[-－ー—―‐−皆]+減?\s*(?:億円|円)?\s*\)|(?<=\s)皆[増減](?=[\s(]|$)"
    r"|(?<=[^\S\n])(?:[-ー—―‐−]|廃止)(?=[ \t]*(?:\(|$))",
    Kind.OPEN: r"[(〔]",
    Kind.CLOSE: r"[)〕]",
    Kind.CELL: r"[\t|]",
    Kind.SPACE: r"\*\*|[^\S\t]+",
}
_BEFORE_FIGURES = {Kind.YEAR, Kind.PHASE, Kind.INSTRUMENT}
_FIGURE = {Kind.AMOUNT, Kind.RANGE, Kind.ABOUT, Kind.ACCOUNT, *_BEFORE_FIGURES}
_FIGURE_AHEAD = re.compile(rf"\s*{PRINTED}")
NO_WORDS = re.compile(
    r"[\s、,・/:;。約等\-…★|*+]*"
    r"(?:(?:及び?|並びに|と|の|このほか|そのほか|別途|加えて)[\s、,]*)?"
)
"""What stands between words and figures and says nothing."""
_BLANK = {Kind.SPACE, Kind.CELL}
_NAMED_IN_BRACKETS = [Kind.YEAR, Kind.TEXT, Kind.AMOUNT, Kind.CLOSE]
_GLUE = re.compile("[:約、,]+")
_DATED = re.compile("年度|補正|当初|予備費|[RHS元\\d]")


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
        r"|【\s*再掲\s*[:(][^】\n]{0,30}】"
        r"|(?:(?<=[\s円数】)])(?:再掲|新規)|※[ \t]*再掲)(?=[\s()]|$)|(?<![^\s】])再掲(?=[ \t]*:)",
        **_FIXED,
        Kind.INSTRUMENT: any_of([word for word, _ in conventions.instruments]),
        Kind.ACCOUNT: rf"(?<=[\s(〔])[一-龠々ァ-ヶー]{{0,20}}{any_of(conventions.accounts)}"
        r"(?=[ \t:]*[\d▲△])",
    }
    return re.compile("|".join(f"(?P<{kind.name}>{p})" for kind, p in patterns.items()), re.M)


def any_of(words: Sequence[str]) -> str:
    """Give a pattern for one of some words, the longest first; for none, one that never fits."""
    ordered = sorted(words, key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, ordered))})" if ordered else _NEVER


def tokens_of(folded: str, start: int, end: int, conventions: Conventions) -> list[Token]:
    """Cut the folded text between two offsets; everything between tokens is TEXT.

    A year, phase or instrument is one only where a figure follows, on the next line if need be;
    else it is part of a name.
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
    last = next((token for token in reversed(found) if token.kind not in _BLANK), None)
    ends_dated = last is not None and last.kind in _BEFORE_FIGURES
    return _words(found, ends_dated and bool(_FIGURE_AHEAD.match(folded, end)))


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


def _words(tokens: list[Token], figure_follows: bool) -> list[Token]:
    """Turn years, phases and instruments before which no figure follows into text."""
    result: list[Token] = []
    after: Token | None = None
    is_dated = any(token.kind is Kind.YEAR for token in tokens)
    opening = {token.start for token in _opening_years(tokens)} if is_dated else set()
    for token, is_behind in reversed(list(zip(tokens, _behind_figures(tokens), strict=True))):
        if token.kind in _BLANK or _GLUE.fullmatch(token.text.strip()):
            result.append(token)
            continue
        if token.kind in _BEFORE_FIGURES:
            closes = after is not None and after.kind is Kind.CLOSE and _DATED.search(token.text)
            is_label = is_behind and token.text.startswith("【")
            if not (figure_follows or closes or is_label or token.start in opening):
                after = replace(token, kind=Kind.TEXT)
                result.append(after)
                figure_follows = False
                continue
        is_between = token.kind is Kind.WITHIN and figure_follows  # 7年度 内数1億円
        figure_follows = is_between or token.kind in _FIGURE or token.kind in {
            Kind.PART, Kind.DASH, Kind.REQUEST,
        }  # fmt: skip
        after = token
        result.append(token)
    return result[::-1]


def _opening_years(tokens: Sequence[Token]) -> Iterator[Token]:
    """Give the years that open a bracket with a name and its figure: （6年度 丙費 1.0億円）."""
    words = significant(tokens)
    kinds = [token.kind for token in words]
    for index, kind in enumerate(kinds):
        if kind is Kind.OPEN and kinds[index + 1 : index + 5] == _NAMED_IN_BRACKETS:
            yield words[index + 1]


def _behind_figures(tokens: Sequence[Token]) -> Iterator[bool]:
    """Say of each token whether a figure stands right before it, white space apart."""
    is_behind = False
    for token in tokens:
        yield is_behind
        if token.kind not in _BLANK:
            is_behind = token.kind in {Kind.AMOUNT, Kind.WITHIN, Kind.ABOUT}
