"""SPARQL's own tokens (SPARQL 1.1 §19.8, with language tags of 1.2), read in one linear pass.

No repetition gives back what it took, and nothing unclosed goes on: each character is looked at
a bounded number of times. The parser takes keywords that are written together, also with a name or
a full stop (``ASKFROM<urn:g>``, ``SERVICEex:a``, ``true.SERVICE``): a word here is a run of letters
with all that may be glued to it, of which to ask what it contains.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from shisaku.server.engine import QueryUnreadable, Spot

_BASE = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_MORE = f"{_BASE}_0-9\u00b7\u0300-\u036f\u203f\u2040"
_RUN = rf"[{_BASE}][{_MORE}-]*+(?:\.++[{_MORE}-]++)*+"
_ESCAPED = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_CODE = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"


class Kind(StrEnum):
    """The kinds of tokens; a mark is a bracket, or a run of any other characters."""

    STRING = "string"
    IRI = "iri"
    VARIABLE = "variable"
    NODE = "node"
    TAG = "tag"
    NAME = "name"
    WORD = "word"
    NUMBER = "number"
    MARK = "mark"


_FORMS = {
    "blank": r"[ \t\r\n]++|#[^\r\n]*+",
    Kind.STRING: r'"""(?:[^"\\]++|\\.|"(?!""))*+"""'
    r"|'''(?:[^'\\]++|\\.|'(?!''))*+'''"
    r'|"(?!"")(?:[^"\\\r\n]++|\\[^\r\n])*+"'
    r"|'(?!'')(?:[^'\\\r\n]++|\\[^\r\n])*+'",
    "open": "[\"']",
    Kind.IRI: rf'<(?:[^<>"{{}}|^`\\\x00-\x20]++|{_CODE})*+>',
    Kind.VARIABLE: rf"[?$][{_BASE}_0-9][{_MORE}]*+",
    Kind.NODE: rf"_:[{_BASE}_0-9][{_MORE}-]*+(?:\.++[{_MORE}-]++)*+",
    Kind.TAG: "@[A-Za-z]++(?:--?[A-Za-z0-9]++)*+",
    Kind.NAME: rf"(?:{_RUN})?+:(?:(?:[{_BASE}_0-9:]|{_ESCAPED})"
    rf"(?:\.*+(?:[{_MORE}:-]|{_ESCAPED}))*+)?+",
    Kind.WORD: _RUN,
    Kind.NUMBER: r"(?:[0-9]++(?:\.[0-9]*+)?+|\.[0-9]++)(?:[eE][+-]?[0-9]++)?+",
    Kind.MARK: r"[(){}\[\]<?$:_@]|[^(){}\[\]<?$:_@\"'#A-Za-z0-9\s\u0080-\U0010ffff]++|.",
}
_TOKEN = re.compile("|".join(f"(?P<{name}>{form})" for name, form in _FORMS.items()), re.DOTALL)
_BREAK = re.compile(r"[\r\n]")
_CALLS = re.compile("service|from", re.IGNORECASE)
_KINDS = {str(kind): kind for kind in Kind}


class Token(NamedTuple):
    """One token: its kind, how it is written, and where it begins in the text."""

    kind: Kind
    text: str
    start: int

    @property
    def end(self) -> int:
        """Give where it ends."""
        return self.start + len(self.text)

    @property
    def word(self) -> str:
        """Give a word or a mark in small letters; nothing for what means the same everywhere."""
        return self.text.lower() if self.kind in {Kind.WORD, Kind.MARK} else ""


def tokens(text: str) -> Iterator[Token]:
    """Give the tokens of a query, comments and blanks left out.

    Raises QueryUnreadable at a string that does not end, and at one that the parser may take for
    the lines below a comment: behind ``<2#>``, an IRI by the longest match and a comparison before
    a comment by the grammar, only its first line is sure to be words.
    """
    is_behind_sharp = False  # an IRI with #, on the same line
    for found in _TOKEN.finditer(text):
        name = found.lastgroup
        ends_line = _BREAK.search(found[0]) if is_behind_sharp else None
        is_behind_sharp |= name == Kind.IRI and "#" in found[0]
        if ends_line:
            is_behind_sharp = False
        if ends_line and name == Kind.STRING and _CALLS.search(found[0], ends_line.start()):
            spot = spot_of(text, found.start())
            raise QueryUnreadable(
                f"line {spot.line}, column {spot.column}: begin this string on a line below",
                f"{spot.line} 行 {spot.column} 文字目: この文字列は次の行から始めてください",
                spot,
            )
        if name == "open":
            spot = spot_of(text, found.start())
            raise QueryUnreadable(
                f"line {spot.line}, column {spot.column}: this string does not end",
                f"{spot.line} 行 {spot.column} 文字目: 文字列が閉じていません",
                spot,
            )
        if name != "blank" and name:
            yield Token(_KINDS[name], found[0], found.start())


def spot_of(text: str, offset: int) -> Spot:
    """Give the line and column of a character."""
    before = text[:offset]
    return Spot(before.count("\n") + 1, offset - before.rfind("\n"))
