"""A line of a hundred thousand characters costs what its length is, whatever the characters are."""

import re
import time
from pathlib import Path

import pytest

from shisaku.loaders.document import decode
from shisaku.loaders.reader import read_printed

pytestmark = pytest.mark.slow
RIVER = (Path(__file__).parent.parent / "data" / "river-2026.txt").read_text(encoding="utf-8")
REPEATED = [
    "\t", " ", "\u3000", "\n", "\n\t", "（", "【", "１", "、", "再掲", "/", "・", "１億", "億１",
    "１億円", "令和5年度", "の", "※", "第1次", "に基づく）",
]  # fmt: skip
BEGUN = ["【", "〔令和7年度", "（補助率", "※", "1億", "第", "- "]


def seconds(hostile: str) -> float:
    """Give the least processor time, of two, of reading a document with a hostile line in it."""
    document = decode(f"{RIVER}\n{hostile}\nあ\n".encode(), "river-2026.txt")
    times = []
    for _ in range(2):
        began = time.process_time()
        read_printed(document, fiscal_year=2026)
        times.append(time.process_time() - began)
    return min(times)


@pytest.mark.parametrize("repeated", REPEATED, ids=repr)
def test_four_times_the_characters_cost_less_than_eight_times_the_work(repeated: str) -> None:
    once = seconds(repeated * 4_000)

    assert seconds(repeated * 16_000) < 8 * once


@pytest.mark.parametrize("blank", [" ", "\t", "\n"], ids=repr)
@pytest.mark.parametrize("begun", BEGUN)
def test_blanks_after_what_may_begin_something_cost_their_length(begun: str, blank: str) -> None:
    once = seconds(begun + blank * 4_000)

    assert seconds(begun + blank * 16_000) < 8 * once


def test_a_cost_that_grows_as_the_square_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shisaku.loaders.rows._STOP", re.compile(r"\s*\|?\s*:"))  # as it was

    once = seconds("\t" * 8_000)

    assert seconds("\t" * 64_000) > 16 * once
