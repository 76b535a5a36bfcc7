"""A query as a store is sent it: written anew, so that what was looked at is what the store reads.

On one line, without comments, with one kind of strings, no escape that hides a character, and
prefixes that are no keywords: whatever a store takes for tokens otherwise, nothing becomes code
that was a string, a name or a comment here.
"""

import re
from collections.abc import Collection, Iterator
from itertools import pairwise

from shisaku.server.engine import NotAllowed, QueryUnreadable
from shisaku.server.guard import not_allowed
from shisaku.server.lexer import Kind, Token, spot_of, tokens

_ANYTHING = re.compile(r"^ *VALUES \?\w+ \{ UNDEF \}  # parameter\n", re.MULTILINE)
_LANGUAGE = re.compile(r'^ *VALUES \?lang \{ ("\w+") \}  # parameter$', re.MULTILINE)
_ESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_MEANT = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_WRITTEN = str.maketrans(
    {"\\": "\\\\", '"': '\\"', **{mark: f"\\{name}" for name, mark in _MEANT.items()}}
)
_NO_IRI = re.compile('[<>"{}|^`\\\\\x00-\x20\ud800-\udfff]')


def write_plainly(text: str, graphs: Collection[str]) -> str:
    """Write a query that can be read anew, in which FROM names some graphs only.

    Raises NotAllowed for SERVICE and for other graphs: a store may hold other people's, or fetch
    what it does not hold. Raises QueryUnreadable for words that are written together.
    """
    text = put_plainly(text)
    found = [*tokens(text)]
    _refuse_other_graphs(found, graphs)
    return "".join(_written(text, found)).strip()


def put_plainly(text: str) -> str:
    """Leave out a question's parameters that may be anything; ask for names in the language itself.

    Neither changes what SPARQL makes of it. Virtuoso 7 joins UNDEF with nothing, and sees no
    variable from outside in a FILTER inside OPTIONAL.
    """
    if language := _LANGUAGE.search(text):
        text = re.sub(r"= \?lang\b", f"= {language[1]}", text)
    return _ANYTHING.sub("", text)


def _refuse_other_graphs(found: list[Token], allowed: Collection[str]) -> None:
    """Refuse FROM with a graph that is not among some; raises NotAllowed."""
    words = [token for token in found if token.word != "named"]
    ends = [*words, Token(Kind.MARK, "", 0)]
    for token, graph in pairwise(ends):
        if token.word == "from" and graph.text.strip("<>") not in allowed:
            raise NotAllowed(
                f"FROM takes {', '.join(allowed)} only, by the whole IRI",
                f"FROM に書けるのは {', '.join(allowed)} だけです (IRI を省略せずに)",
            )


def _written(text: str, found: list[Token]) -> Iterator[str]:
    """Write the tokens of a text with a blank between them, but for marks that stood close."""
    prefixes: dict[str, str] = {}
    before = Token(Kind.MARK, "", 0)
    for token in found:
        is_close = before.end == token.start
        yield "" if is_close and {before.kind, token.kind} & {Kind.MARK, Kind.TAG} else " "
        if token.kind is Kind.NAME:
            prefix, _, local = token.text.partition(":")
            if before.word == "prefix":
                prefixes[prefix] = f"p{len(prefixes)}"
            if prefix not in prefixes:
                raise _written_together(text, token)
            yield f"{prefixes[prefix]}:{local}"
        elif token.kind is Kind.WORD:
            if "service" in token.word:
                raise not_allowed()
            if "from" in token.word and token.word != "from":
                raise _written_together(text, token)
            yield token.text
        elif token.kind is Kind.STRING:
            ends = 3 if token.text[:3] in {'"""', "'''"} else 1
            yield f'"{_meant(text, token, ends).translate(_WRITTEN)}"'
        elif token.kind is Kind.IRI:
            iri = _meant(text, token, 1)
            if _NO_IRI.search(iri):
                raise _written_together(text, token)
            yield f"<{iri}>"
        else:
            yield token.text
        before = token


def _meant(text: str, token: Token, ends: int) -> str:
    """Give what a string or an IRI means, its escapes read; ends: characters of a quotation mark.

    Raises QueryUnreadable for an escape that is no character.
    """

    def read(found: re.Match[str]) -> str:
        code = found[1] or found[2]
        meant = chr(int(code, 16)) if code and int(code, 16) <= 0x10FFFF else ""  # noqa: PLR2004
        meant = meant or _MEANT.get(found[3] or "", found[3] or "")
        if not meant or meant == "\0" or "\ud800" <= meant <= "\udfff":
            raise _written_together(text, token)
        return meant

    return _ESCAPED.sub(read, token.text[ends:-ends])


def _written_together(text: str, token: Token) -> QueryUnreadable:
    """Give the error of a token that may be read in more than one way."""
    spot, shown = spot_of(text, token.start), token.text[:100]
    return QueryUnreadable(
        f"line {spot.line}, column {spot.column}: {shown} may be read in two ways: "
        "put blanks between words, declare each prefix, and write characters themselves",
        f"{spot.line} 行 {spot.column} 文字目: {shown} は二通りに読めます: "
        "語の間に空白を入れ、接頭辞を宣言し、文字はそのまま書いてください",
        spot,
    )
