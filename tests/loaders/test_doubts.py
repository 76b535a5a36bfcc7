"""What may be misread, or is not read at all, is in the report with its line."""

import pytest

from shisaku.loaders.document import decode
from shisaku.loaders.reader import read_printed
from shisaku.loaders.records import Finding, FindingKind, Reading

HEAD = "令和7年度灯台庁予算\n※予算額は、令和7年度予算による。\n## 1 灯台\n[1]灯台\n(1) 光\n"


def read(body: str) -> Reading:
    """Read a document that prints some lines, the first of them on line 6."""
    return read_printed(decode((HEAD + body).encode(), "x.txt"))


def found(reading: Reading, words: str) -> list[tuple[int, FindingKind]]:
    """Give line and kind of what the report says in some words."""
    return [(f.line, f.kind) for f in reading.findings if words in f.what]


@pytest.mark.parametrize(
    "body",
    [
        "霧笛の修理に3億円を充てる。\n",
        "【予算】 灯台点検費 1億円\n\n- 灯ろうの磨き直しに5,000万円を要する\n",
        "観測費の見込み 2億円程度とする\n【予算】 灯台点検費 1億円\n",
    ],
)
def test_each_amount_that_nothing_holds_is_reported_with_its_line(body: str) -> None:
    line = 6 + body[: body.index("円")].count("\n") if "【" not in body[:4] else 8

    assert (line, FindingKind.REMARK) in found(read(body), "no budget item, cap or target holds")


def test_amounts_that_are_read_or_reported_need_no_second_remark() -> None:
    reading = read("【予算】 灯台点検費 1億円\n総額 2億円\n上限500万円\n（1）円の値 95.21円\n")

    assert found(reading, "no budget item, cap or target holds") == []
    assert found(reading, "a total is no budget item") == [(7, FindingKind.REMARK)]


@pytest.mark.parametrize(
    "name",
    ["灯台点検費 令和の6年度分", "点検費 追加補正枠", "霧笛費R6枠", "霧笛費 令和6枠"],
)
def test_a_name_with_the_words_of_a_year_or_phase_is_reported(name: str) -> None:
    assert found(read(f"【予算】 {name} 1億円"), "within a name") == [(6, FindingKind.UNPLACED)]


def test_a_calendar_year_is_part_of_a_name() -> None:
    assert found(read("【予算】 令和7年灯台調査費 1億円"), "within a name") == []


def test_a_note_with_the_words_of_a_year_is_reported() -> None:
    reading = read("【予算】 灯台点検費 1億円 ※予算は6年度補正から移替え")

    assert found(reading, "within a note") == [(6, FindingKind.REMARK)]


@pytest.mark.parametrize("glue", ["→", "⇒", "から"])
def test_words_that_compare_figures_are_no_name(glue: str) -> None:
    reading = read(f"【予算】 灯台点検費 6年度補正 1億円 {glue} 2億円")

    assert [mention.name for mention in reading.mentions] == ["灯台点検費"]
    assert Finding(6, FindingKind.UNPLACED, f"no name of a budget item: {glue}") in reading.findings


def test_a_second_figure_of_one_year_and_phase_is_reported() -> None:
    reading = read("【予算】 灯台点検費 1億円 7年度当初 2億円（うち電波利用料財源 1億円）")

    assert found(reading, "a second figure of the same year and phase: 2億円") == [
        (6, FindingKind.UNPLACED)
    ]
