"""What the parser says of a query that is no SPARQL, in words and with its place."""

import re
from contextlib import suppress

from shisaku.server.engine import QueryUnreadable, Spot
from shisaku.server.lexer import Kind, Token, spot_of, tokens

# The parser's message: a place, and all that may stand there, classes of characters too.
_EXPECTED = re.compile(
    r"error at (?P<line>\d+):(?P<column>\d+): expected (?:one of )?(?P<words>.*)", re.DOTALL
)
_EXPECTED_WORD = re.compile(r'("(?:\\.|[^"\\])+"|\b[A-Z][A-Za-z]+\b)|\[.*?\]', re.DOTALL)
_MOST_EXPECTED = 8
_REASONS = {
    "The SELECT contains a variable that is unbound": (
        "SELECT names a variable that GROUP BY does not: aggregate it, or group by it",
        "SELECT に GROUP BY していない変数があります: 集計するか、GROUP BY に加えてください",
    ),
    "IRI parsing failed": (
        'this is no IRI: it may have no space and none of <>"{}|^`\\',
        'IRI として読めません: 空白や <>"{}|^`\\ は書けません',
    ),
}
"""Reasons that the parser gives among what it expected, with what to do."""


def explain_unreadable(problem: str, text: str) -> QueryUnreadable:
    """Put the parser's problem with a query into words, with its line and column.

    An undeclared prefix is placed where it stands, not at what follows it.
    """
    found = _EXPECTED.fullmatch(problem)
    if found is None:
        return QueryUnreadable(problem, f"構文の誤り: {problem}")
    spot = Spot(int(found["line"]), int(found["column"]))
    if undeclared := _find_undeclared(text):  # of some the parser only says that it cannot go on
        prefix = undeclared.text.partition(":")[0]
        return _placed(spot_of(text, undeclared.start), *_no_prefix(prefix))
    for reason, (en, ja) in _REASONS.items():
        if reason in found["words"]:
            return _placed(spot, en, ja)
    words = [word for word in _EXPECTED_WORD.findall(found["words"]) if word][:_MOST_EXPECTED]
    if not words:
        return _placed(spot, "this may not stand here", "ここには書けません")
    wanted = ", ".join(words)
    return _placed(spot, f"expected {wanted}", f"ここに書けるのは {wanted}")


def _placed(spot: Spot, en: str, ja: str) -> QueryUnreadable:
    """Write the place before the words."""
    return QueryUnreadable(
        f"line {spot.line}, column {spot.column}: {en}",
        f"{spot.line} 行 {spot.column} 文字目: {ja}",
        spot,
    )


def _no_prefix(prefix: str) -> tuple[str, str]:
    """Say that a prefix is not declared, in English and Japanese."""
    line = f"PREFIX {prefix}: <…>"
    return (
        f"the prefix {prefix}: is not declared: begin with {line}",
        f"接頭辞 {prefix}: が宣言されていません: 初めに {line} と書いてください",
    )


def _find_undeclared(text: str) -> Token | None:
    """Find the first name whose prefix no PREFIX before it declares."""
    declared: set[str] = set()
    before = ""
    with suppress(QueryUnreadable):  # it was read that far, and the parser says more
        for token in tokens(text):
            prefix = token.text.partition(":")[0]
            if token.kind is Kind.NAME and before == "prefix":
                declared.add(prefix)
            elif token.kind is Kind.NAME and prefix not in declared:
                return token
            before = token.word
    return None
