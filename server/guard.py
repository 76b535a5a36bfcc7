"""Refuse, before it is parsed, what must not reach an evaluator: updates, SERVICE, deep nesting."""

import re

from shisaku.server.engine import NotAllowed, QueryRefused

MAX_DEPTH = 100
"""Brackets may nest this deep; the parser overflows its stack, and ends the process, at 1,000."""
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
                raise QueryRefused(f"brackets nest deeper than {MAX_DEPTH}: flatten the query")
        elif token in {")", "}", "]"}:
            depth -= 1
        elif token == "service":
            raise NotAllowed("SERVICE is not offered: queries do not leave this endpoint")
        elif token == "from" and depth == 0:
            has_dataset = True
        elif form is None and token in _UPDATES | FORMS:
            form = token
    if form in _UPDATES:
        raise QueryRefused("this endpoint is read-only: updates are not offered")
    return has_dataset
