"""No single changed character of the document's facts passes unnoticed."""

from pathlib import Path

import pytest

from shisaku.loaders.document import Document, decode
from shisaku.loaders.reader import read_printed
from shisaku.loaders.records import Reading

CHANGES = [  # line, character as printed (its first on the line), another
    (611, "0.03", "0.04"),  # a digit of a decimal
    (611, "5年度", "4年度"),  # a year
    (611, "億", "兆"),  # a unit
    (611, "（", "　"),  # an opening bracket
    (611, "）", "　"),  # a closing bracket
    (621, "1万", "2万"),  # a target
    (621, "8年度", "9年度"),
    (739, "2,500", "2,600"),  # a digit of a cap
    (739, "1.5倍", "1.6倍"),  # a bound of a condition
    (895, "等", "　"),  # 等 of a rate
    (947, "3年度", "4年度"),
    (947, "補", "　"),  # a phase
    (1187, "【", "　"),  # the label's bracket
    (1204, "1/3", "1/4"),  # a denominator
    (1204, "超", "　"),
    (1546, "16日", "17日"),  # the day of a decision
    (1730, "以下", "未下"),
    (2118, "デ", "テ"),  # a character of a name
    (2646, "120", "121"),  # the number of a law
    (2982, "再", "　"),  # a mark
    (3229, "内", "　"),
    (3229, "新", "　"),
    (3468, "28", "29"),
    (3486, "において", "についき"),  # who carries out
    (3507, "掲", "　"),
]


def changed(facts: Path, change: tuple[int, str, str]) -> Document:
    """Give the document with one run of characters of a line replaced by one as long."""
    line, old, new = change
    lines = facts.read_text(encoding="utf-8").split("\n")
    assert old in lines[line - 1]
    lines[line - 1] = lines[line - 1].replace(old, new, 1)
    return decode("\n".join(lines).encode(), facts.name)


def facts_of(reading: Reading) -> tuple[object, ...]:
    """Give all that reaches the graph or the report, the file's checksum apart."""
    r = reading
    return r.parts, r.mentions, r.rates, r.caps, r.findings, r.citations, r.targets


@pytest.mark.slow
@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_character_changes_what_is_read_or_reported(
    change: tuple[int, str, str], facts: Path, reading: Reading
) -> None:
    assert facts_of(read_printed(changed(facts, change))) != facts_of(reading)
