"""Refuse, before it is parsed, what must not reach an evaluator: updates, SERVICE, deep nesting."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise

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


@dataclass(frozen=True, slots=True)
class Look:
    """What a query is by its words.

    form: one of FORMS; None where it has none. names_dataset: it says FROM (SPARQL 1.1 §13.2).
    """

    form: str | None
    names_dataset: bool


def refuse_unsafe(text: str) -> Look:
    """Refuse what must not reach the evaluator: updates, SERVICE, too deep nesting.

    Strings, comments and IRIs are left out of the look. Raises QueryRefused.
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
    return Look(form, has_dataset)


def refuse_other_graphs(text: str, allowed: Collection[str]) -> None:
    """Refuse a query whose FROM names other graphs than some; raises NotAllowed.

    A store may hold other people's graphs, or fetch what it does not hold.
    """
    words = [found[0] for found in TOKEN.finditer(text) if not found[0].startswith("#")]
    words = [word for word in words if word.lower() != "named"]
    for word, graph in pairwise([*words, ""]):
        if word.lower() == "from" and graph.strip("<>") not in allowed:
            raise NotAllowed(
                f"FROM takes {', '.join(allowed)} only, by the whole IRI",
                f"FROM に書けるのは {', '.join(allowed)} だけです (IRI を省略せずに)",
            )
