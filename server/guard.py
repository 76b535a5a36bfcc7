"""Refuse, before it is evaluated, what must not reach an evaluator: updates, SERVICE, depth."""

from dataclasses import dataclass

from shisaku.server.engine import NotAllowed, QueryRefused, UpdateRefused
from shisaku.server.lexer import Kind, tokens

MAX_DEPTH = 100
"""Brackets may nest this deep; the parser overflows its stack, and ends the process, at 1,000."""
READ_ONLY = (
    "this endpoint is read-only: send SELECT, ASK, CONSTRUCT or DESCRIBE",
    "読み取り専用です: SELECT、ASK、CONSTRUCT、DESCRIBE で尋ねてください",
)
_UPDATES = ("insert", "delete", "load", "clear", "create", "drop", "copy", "move", "add")
FORMS = ("select", "ask", "construct", "describe")


@dataclass(frozen=True, slots=True)
class Look:
    """What a query is by its words.

    form: one of FORMS; None where it has none. names_dataset: it says FROM (SPARQL 1.1 §13.2).
    """

    form: str | None
    names_dataset: bool


def refuse_unsafe(text: str) -> Look:
    """Refuse what must not reach the evaluator: updates, SERVICE, too deep nesting.

    Raises QueryRefused, and QueryUnreadable where a string does not end.
    """
    depth = 0
    has_dataset = False
    form: str | None = None
    declared: set[str] = set()
    before = ""
    for token in tokens(text):
        if token.text in {"(", "{", "["}:
            depth += 1
            if depth > MAX_DEPTH:
                raise QueryRefused(
                    f"brackets nest deeper than {MAX_DEPTH}: flatten the query",
                    f"括弧の入れ子が {MAX_DEPTH} を超えています: 浅くしてください",
                )
        elif token.text in {")", "}", "]"}:
            depth -= 1
        elif token.kind is Kind.WORD:
            if "service" in token.word:
                raise not_allowed()
            has_dataset |= depth == 0 and "from" in token.word
            form = form or next(filter(token.word.startswith, (*_UPDATES, *FORMS)), None)
        elif token.kind is Kind.NAME and depth == 0:
            prefix = token.text.partition(":")[0]
            if before == "prefix":
                declared.add(prefix)
            has_dataset |= prefix not in declared and "from" in prefix.lower()
        before = token.word
    if form in _UPDATES:
        raise UpdateRefused(*READ_ONLY)
    return Look(form, has_dataset)


def not_allowed() -> NotAllowed:
    """Give the refusal of SERVICE."""
    return NotAllowed(
        "SERVICE is not offered: ask the other endpoint itself",
        "SERVICE は使えません: 相手のエンドポイントに直接問い合わせてください",
    )
