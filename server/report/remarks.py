"""What the loaders remark in English, said in Japanese (``remarks.csv``: pattern, sentence)."""

import re
from functools import cache

from shisaku.loaders.registers import read_rows
from shisaku.server.report.records import Words


@cache
def _sentences() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Read the patterns of remarks and their sentences; the first that fits is taken."""
    rows = read_rows("shisaku.server.report", "remarks.csv")
    return tuple((re.compile(row["pattern"], re.DOTALL), row["ja"]) for row in rows)


def in_both_languages(what: str) -> Words:
    """Give a remark in both languages; the words it quotes from print stay as they are.

    One that the table does not know is English in both.
    """
    for pattern, sentence in _sentences():
        if found := pattern.fullmatch(what):
            return Words(sentence.format(*(word or "" for word in found.groups())), what)
    return Words(what, what)
