"""Laws and plans: read where the register or the form of the print leaves no doubt."""

import pytest

from shisaku.loaders.cited import known_citations
from shisaku.loaders.dates import read_date
from shisaku.loaders.document import decode
from shisaku.loaders.facts import blanked
from shisaku.loaders.headings import read_outline
from shisaku.loaders.laws import law_runs, read_laws
from shisaku.loaders.names import name_key, unregistered_slug
from shisaku.loaders.records import Citation, Reading


def laws_in(text: str) -> tuple[Citation, ...]:
    """Read the laws and plans of a few lines under a measure."""
    document = decode(f"[1] 果樹\n(1) 接ぎ木\n{text}\n".encode(), "lines.txt")
    return read_laws(document, read_outline(document))


@pytest.mark.parametrize(
    ("text", "key", "number"),
    [
        ("改正電波法の果樹", "電波法", None),
        ("りんご園は果樹園法第3条による", "果樹園法", None),
        ("果樹振興法の規定を踏まえ植える", "果樹振興法", None),
        ("果樹法（平成十二年法律第百号）", "果樹法", "平成十二年法律第百号"),
        (
            "植えるため、苗木の接ぎ木に関する法律（令和元年法律第６４号）に基づき",
            "苗木の接ぎ木に関する法律",
            "令和元年法律第64号",
        ),
        ("「苗木の保存に関する特別措置法」第2条", "苗木の保存に関する特別措置法", None),
        ("果樹・苗木対策推進法に基づき", "果樹・苗木対策推進法", None),
    ],
)  # fmt: skip
def test_a_law_is_read_with_its_number(text: str, key: str, number: str | None) -> None:
    (law,) = laws_in(text)

    assert (law.key, law.number, law.kind) == (key, number, "LegalResource")


@pytest.mark.parametrize(
    "text",
    [
        "剪定の手法に基づき植える",
        "接ぎ木の方法の規定",
        "振興を図るため接ぎ木に関する法律（令和元年法律第64号）",
        "電波法施行規則の果樹",
        "放送法制の果樹",
        "果樹園法を読む",
        "全国果樹操法大会",
        "独立行政法人の苗木",
        "「苗木」に基づく計画",
        "「計画」の果樹",
        "剪定計画を立てる",
    ],
)
def test_what_is_not_clearly_a_law_or_plan_is_left(text: str) -> None:
    assert laws_in(text) == ()


@pytest.mark.parametrize(
    ("text", "key", "issued", "decision"),
    [
        (
            "「果樹振興基本計画」（令和5年6月16日閣議決定）に基づき",
            "果樹振興基本計画",
            "2023-06-16",
            "閣議決定",
        ),
        (
            "「りんごの夢」（2022年12月1日 果樹会議決定）",
            "りんごの夢",
            "2022-12-01",
            "果樹会議決定",
        ),
        (
            "(根拠：果樹基本指針 (H17.3.25 閣議決定))",
            "果樹基本指針",
            "2005-03-25",
            "閣議決定",
        ),
        (
            "【参考】果樹総合戦略(令和元年5月1日閣議決定)(抄)",
            "果樹総合戦略",
            "2019-05-01",
            "閣議決定",
        ),
        (
            "- ①「苗木ガイドライン Ver.1.1」平成29年7月28日",
            "苗木ガイドラインVer.1.1",
            "2017-07-28",
            None,
        ),
        ("「苗木海外展開戦略2025」で", "苗木海外展開戦略2025", None, None),
        ("「果樹計画」（令和5年6月31日閣議決定）", "果樹計画", None, "閣議決定"),
    ],
)  # fmt: skip
def test_a_plan_is_read_with_the_day_of_its_decision(
    text: str, key: str, issued: str | None, decision: str | None
) -> None:
    (plan,) = laws_in(text)

    assert (plan.key, plan.kind) == (key, "PolicyDocument")
    assert (plan.issued, plan.decision) == (issued, decision)


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("令和5年6月16日", "2023-06-16"),
        ("令和 元 年 8 月 9 日", "2019-08-09"),
        ("H17.3.25", "2005-03-25"),
        ("2024年4月1日", "2024-04-01"),
        ("令和5年2月30日", None),
        ("近日", None),
    ],
)
def test_days_are_read_in_any_era(printed: str, day: str | None) -> None:
    assert read_date(printed) == day


def test_the_kept_runs_of_a_law_read_as_the_whole_text() -> None:
    text = "「果樹計画」（令和5年6月16日閣議決定）と果樹園法第3条と電波法で植える"
    document = decode(f"[1] 果樹\n(1) 接ぎ木\n{text}\n".encode(), "lines.txt")
    runs = law_runs(document, read_outline(document))
    kept = blanked(document.text, [(0, document.start_of(3)), *runs])

    again = decode(kept.encode(), "lines.txt")

    assert read_laws(again, read_outline(again)) == laws_in(text)
    assert "植える" not in kept


def test_the_documents_law_numbers_and_decisions(reading: Reading) -> None:
    numbers = {c.span.line: c.number for c in reading.citations if c.number}
    days = {c.span.line: (c.issued, c.decision) for c in reading.citations if c.issued}

    assert numbers == {663: "令和元年法律第64号", 2646: "平成13年法律第120号"}
    assert days == {
        1537: ("2022-12-23", "閣議決定"),
        1541: ("2022-12-26", "孤独・孤立対策推進会議決定"),
        1546: ("2023-06-16", "閣議決定"),
        2438: ("2005-03-25", "閣議決定"),
        2702: ("2023-06-09", "閣議決定"),
        2715: ("2023-06-09", "閣議決定"),
        2880: ("2023-03-28", "閣議決定"),
        3096: ("2017-07-28", None),
        3097: ("2019-08-09", None),
        3101: ("2022-01-28", None),
    }


def test_the_documents_laws_are_found_at_their_lines(reading: Reading) -> None:
    lines = [c.span.line for c in reading.citations if c.kind == "LegalResource"]

    assert lines == [
        663, 1060, 1513, 1549, 1609, 2329, 2437, 2632, 2646,
        2675, 2675, 2675, 2675, 2675, 2715, 3208, 3552,
    ]  # fmt: skip


def test_two_names_of_one_plan_are_one_thing(reading: Reading) -> None:
    lines = [c.span.line for c in reading.citations if c.key == "経済財政運営と改革の基本方針2023"]

    assert lines == [158, 162, 875, 1534, 1546]  # L875: its other name


def test_keys_of_the_register_are_name_keys_and_an_unknown_name_has_a_slug() -> None:
    assert [key for key in known_citations() if key != name_key(key)] == []
    assert unregistered_slug("果樹園法").startswith("n-")
    assert len(unregistered_slug("果樹園法")) == len("n-") + 10
