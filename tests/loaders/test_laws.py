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
        ("「果樹園法」を読む", "果樹園法", None),
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
        "「接ぎ木の方法」の図",
        "共同宣言や協定等に基づく",
        "剪定の緊急事態宣言",
        "令和6年度実施計画の剪定",
        "令和6年度果樹振興予算",
        "苗木の報告書とりまとめ",
        "果樹計画及び実施計画",
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
        ("令和4年8月に公表した「剪定の夢」等", "剪定の夢", "2022-08", None),
        ("令和4年7月公表の「苗木プラン」（※）", "苗木プラン", "2022-07", None),
        ("「苗木プラン」（2021年策定）", "苗木プラン", "2021", None),
        ("「苗木報告書」（R5.8公表）", "苗木報告書", "2023-08", None),
        ("令和5年5月の苗及び鋏に関する首脳声明、", "苗及び鋏に関する首脳声明", "2023-05", None),
        ("G7果樹・苗木閣僚宣言において", "G7果樹・苗木閣僚宣言", None, None),
        ("令和5年度果樹財政計画の水準", "令和5年度果樹財政計画", None, None),
        ("果樹庁の第2次報告を踏まえ", "果樹庁の第2次報告", None, None),
        ("NICTの中間とりまとめに基づき", "NICTの中間とりまとめ", None, None),
        ("「NICT報告書」において", "NICT報告書", None, None),
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
        ("令和4年7月", "2022-07"),
        ("R5.8", "2023-08"),
        ("2023年", "2023"),
        ("2023年13月", None),
    ],
)
def test_days_are_read_in_any_era(printed: str, day: str | None) -> None:
    assert read_date(printed) == day


@pytest.mark.parametrize(
    ("text", "provisions", "bases"),
    [
        ("(根拠: 果樹園法第61条)", ["第61条"], [True]),
        ("果樹園法第103条の2第4項第3号に規定する", ["第103条の2第4項第3号"], [False]),
        ("果樹園法の規定を踏まえ", [None], [False]),
        ("「果樹計画」（令和5年6月16日閣議決定）に基づき", [None], [True]),
        ("「果樹計画」、「苗木計画」等に基づく", [None, None], [True, True]),
        ("「果樹計画」を踏まえ「苗木計画」に基づく", [None, None], [False, True]),
        ("電波法、放送法に基づく剪定と消防法", [None, None, None], [True, True, False]),
    ],
)
def test_a_law_is_cited_for_an_article_and_as_a_basis(
    text: str, provisions: list[str | None], bases: list[bool]
) -> None:
    found = laws_in(text)

    assert [(c.provision, c.is_basis) for c in found] == list(zip(provisions, bases, strict=True))


def test_a_second_document_shares_the_first_words_of_the_first() -> None:
    first, second = laws_in("「果樹AI国際指針」及び行動規範の普及")

    assert (first.name, second.name) == ("果樹AI国際指針", "果樹AI行動規範")
    assert second.span.text == "行動規範"


def test_a_naming_without_a_date_dates_nothing() -> None:
    dated, undated = laws_in("「苗木計画」（令和5年6月9日閣議決定）と「苗木計画」")

    assert (dated.date, dated.issued) == ("令和5年6月9日", "2023-06-09")
    assert (undated.date, undated.issued) == (None, None)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2023年11月には、棚を広げるため、「果樹計画」を策定し、植える。", "2023年11月"),
        ("・令和5年6月に「果樹計画」を公表した。", "令和5年6月"),
        ("植える。令和5年6月16日、「果樹計画」を決定。", "令和5年6月16日"),
        (
            "2023年11月に台帳を改め、棚を広げて、「果樹計画」を策定し、植える。",
            None,
        ),  # another clause
        ("2023年11月に話し、令和6年に「果樹計画」を策定し、植える。", None),
        ("2023年11月に話す。「果樹計画」を策定し、植える。", None),  # another sentence
        ("2023年11月に「果樹計画」を策定予定。", None),
        ("棚は2023年11月に「果樹計画」を策定し、植える。", None),  # it opens no sentence
        ("2023年度に「果樹計画」を策定し、植える。", None),  # a fiscal year
    ],
)
def test_a_time_that_opens_the_sentence_dates_what_is_made_in_it(
    text: str, date: str | None
) -> None:
    (found,) = laws_in(text)

    assert found.date == date


def test_the_documents_bases_and_articles(reading: Reading) -> None:
    bases = [c.span.line for c in reading.citations if c.is_basis]
    articles = {c.span.line: c.provision for c in reading.citations if c.provision}

    assert bases == [
        663, 890, 1378, 1513, 1549, 2437, 2646, 2675, 2675, 2702, 2715, 2880, 3552,
    ]  # fmt: skip
    assert articles == {2437: "第61条", 3208: "第103条の2第4項第3号"}


def test_the_kept_runs_of_a_law_read_as_the_whole_text() -> None:
    text = (
        "「果樹計画」（令和5年6月16日閣議決定）と果樹園法第3条と電波法で植える。"
        "2023年11月には、広く植えるため、「苗木計画」を策定し、"
    )
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
        1060: ("2023-11", None),
        1295: ("2022-08", None),
        1380: ("2022-07", None),
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
        3464: ("2023-05", None),
    }


def test_reports_plans_and_declarations_of_the_document_are_named(reading: Reading) -> None:
    named = {(c.span.line, c.name) for c in reading.citations if c.kind == "PolicyDocument"}

    assert named >= {
        (162, "令和5年度地方財政計画"),
        (1001, "デジタルライフライン全国総合整備実現会議の中間とりまとめ"),
        (1156, "5Gビジネスデザインワーキンググループ報告書"),
        (1295, "デジタル時代における放送の将来像と制度の在り方に関する取りまとめ"),
        (3439, "広島AIプロセス国際指針"),
        (3439, "広島AIプロセス行動規範"),
        (3464, "経済的強靱性及び経済安全保障に関するG7首脳声明"),
        (3663, "G7デジタル・技術閣僚宣言"),
        (3663, "G7首脳コミュニケ"),
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
