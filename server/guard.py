"""Refuse, before it is parsed, what must not reach an evaluator: updates, SERVICE, deep nesting."""

import re

from shisaku.server.engine import NotAllowed, QueryRefused, UpdateRefused

MAX_DEPTH = 100
"""Brackets may nest this deep; the parser overflows its stack, and ends the process, at 1,000."""
READ_ONLY = (
    "this endpoint is read-only: send SELECT, ASK, CONSTRUCT or DESCRIBE",
    "読み取り専用です: SELECT、ASK、CONSTRUCT、DESCRIBE で尋ねてください",
)
TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'(?:[^'\\\n]|\\.)*'"
    r"|<[^<>\"{}|^`\\\s]*>|\#[^\n]*|[?$]\w+|\w*:[\w.%-]*|[\w]+|[({\[]|[)}\]]"
)
_UPDATES = {"insert", "delete", "load", "clear", "create", "drop", "copy", "move", "add"}
FORMS = {"select", "ask", "construct", "describe"}


def refuse_unsafe(text: str) -> bool:
    """Refuse what must not reach the evaluator: updates, SERVICE, too deep nesting.

    Strings, comments and IRIs are left out of the look. Says whether the query names its own
    dataset (FROM, SPARQL 1.1 Query §13.2). Raises QueryRefused.
    """
    depth = 0
    has_dataset = False
    form: str | None = None
    for found in TOKEN.finditer(text):
        token = found[0].lower()
        if token in {"(", "{", "["}:
            depth += 1
            if depth > MAX_DEPTH:
                raise QueryRefused(
                    f"brackets nest deeper than {MAX_DEPTH}: flatten the query",
                    f"括弧の入れ子が {MAX_DEPTH} を超えています: 浅くしてください",
                )
        elif token in {")", "}", "]"}:
            depth -= 1
        elif token == "service":
            raise NotAllowed(
                "SERVICE is not offered: ask the other endpoint itself",
                "SERVICE は使えません: 相手のエンドポイントに直接問い合わせてください",
            )
        elif token == "from" and depth == 0:
            has_dataset = True
        elif form is None and token in _UPDATES | FORMS:
            form = token
    if form in _UPDATES:
        raise UpdateRefused(*READ_ONLY)
    return has_dataset
