"""Forms of other ministries' summaries: brackets, dashes, lists, page numbers, shared rates."""

import pytest

from shisaku.loaders.document import decode
from shisaku.loaders.reader import read_printed
from shisaku.loaders.records import Mention, Reading

HEAD = "令和7年度灯台庁予算\n※予算額は、令和7年度予算による。\n## 1 灯台\n[1]灯台\n(1) 光\n"
MAIN, EARLIER = "main", "comparison"


def read(body: str) -> Reading:
    """Read a document with a body."""
    return read_printed(decode(f"{HEAD}{body}\n".encode(), "x.txt"))


def figures(mention: Mention) -> list[tuple[str, int | None, str]]:
    """Give each figure's print, year and role."""
    return [(s.text, s.fiscal_year, s.role.value) for s in mention.statements]


def named(reading: Reading) -> dict[str, list[str]]:
    """Give the printed figures of each item."""
    return {m.name: [s.text for s in m.statements] for m in reading.mentions}


def report(reading: Reading) -> list[str]:
    """Give what the report says."""
    return [finding.what for finding in reading.findings]


def test_a_remark_on_a_name_does_not_hide_an_amount() -> None:
    reading = read("- 国立研究開発法人霧笛機構に40億円を出資する。\n\n【予算】 灯台費 1億円")

    assert "no budget item, cap or target holds 40億円" in report(reading)


@pytest.mark.parametrize("form", ["の内数", "内数", " 内数"])
def test_a_share_behind_a_comparison_is_of_both(form: str) -> None:
    (mention,) = read(f"【予算】 霧笛費 6年度補正 2億円 7年度 9億円（6年度 8億円）{form}").mentions

    assert [s.is_within for s in mention.statements] == [False, True, True]


@pytest.mark.parametrize(
    "block",
    [
        "霧笛費\n灯台費（再掲）\n鐘楼費【新規】\n1億円\n2億円\n3億円",
        "霧笛費\t灯台費（再掲）\t鐘楼費【新規】\n1億円\t2億円\t3億円",
    ],
)
def test_a_mark_is_of_the_name_that_it_is_printed_on(block: str) -> None:
    mentions = read(f"【予算】 {block}").mentions

    assert [(m.name, m.is_reprint, m.is_new) for m in mentions] == [
        ("霧笛費", False, False),
        ("灯台費", True, False),
        ("鐘楼費", False, True),
    ]


def test_a_rate_is_of_the_name_that_it_is_printed_on() -> None:
    reading = read("【予算】 浮標費\n検潮費（補助率 1/2）\n1億円\n2億円")

    (rate,) = reading.rates
    around = reading.mention_around(rate.span.start)
    assert around is not None
    assert reading.mentions[around].name == "検潮費"


@pytest.mark.parametrize("brackets", ["［］", "〈〉", "《》", "｛｝", "【】", "〔〕", "（）"])
def test_brackets_of_any_form_hold_a_comparison_or_a_part(brackets: str) -> None:
    opened, closed = brackets[0], brackets[1]
    compared, parted = read(
        f"【予算】 霧笛費 4億円{opened}6年度 3億円{closed}\n"
        f"【予算】 灯台費 4億円{opened}うち離島分 1億円{closed}"
    ).mentions

    assert figures(compared) == [("4億円", 2025, MAIN), ("3億円", 2024, EARLIER)]
    assert [s.part_of for s in parted.statements] == [None, 1]


@pytest.mark.parametrize(
    ("block", "figure", "is_part"),
    [
        ("霧笛費 14億円のうち10億円", ("10億円", 2025, MAIN), True),
        ("霧笛費 14億円\nこのほか、6年度補正 22億円", ("22億円", 2024, MAIN), False),
        ("霧笛費 14億円\n別途、6年度補正 22億円", ("22億円", 2024, MAIN), False),
    ],
)
def test_words_that_join_figures_are_no_name(
    block: str, figure: tuple[str, int, str], is_part: bool
) -> None:
    (mention,) = read(f"【予算】 {block}").mentions

    assert mention.name == "霧笛費"
    assert figures(mention) == [("14億円", 2025, MAIN), figure]
    assert mention.statements[1].is_part is is_part


def test_the_national_share_is_the_figure_and_the_project_cost_is_none() -> None:
    reading = read("【予算】 霧笛費 国費50億円、事業費 100億円\n【予算】 灯台費 事業費 300億円")

    assert named(reading) == {"霧笛費": ["50億円"], "灯台費 事業費": ["300億円"]}
    assert reading.mentions[0].statements[0].note == "国費"
    assert "no name of a budget item: 、事業費" in report(reading)
    assert "the end of this name may be of its figure: 灯台費 事業費" in report(reading)


def test_an_instrument_may_stand_in_brackets_behind_its_figure() -> None:
    (mention,) = read("【予算】 霧笛費 4億円（産業投資）").mentions

    assert mention.statements[0].instrument == "industrial-investment"


@pytest.mark.parametrize("dash", ["－", "―", "-", "廃止"])
def test_a_dash_stands_for_no_figure(dash: str) -> None:
    (mention,) = read(f"【予算】 霧笛費 6年度補正 2億円 7年度 {dash}（6年度 9億円）").mentions

    assert mention.name == "霧笛費"
    assert figures(mention) == [("2億円", 2024, MAIN), ("9億円", 2024, EARLIER)]


@pytest.mark.parametrize("minus", ["－", "-", "▲", "△", "−"])
def test_a_sign_before_digits_takes_away(minus: str) -> None:
    (mention,) = read(f"【予算】 霧笛費 {minus}4億円").mentions

    assert (mention.name, mention.statements[0].yen) == ("霧笛費", -400_000_000)


@pytest.mark.parametrize("number", ["6", "- 6 -", "― １２ ―"])
def test_the_number_of_a_page_is_no_name(number: str) -> None:
    reading = read(
        f"【予算】 霧笛費\n\n{number}\n\n4億円\n"
        f"【予算】 灯台費 3億円\n\n{number}\n\n（6年度 2億円）"
    )

    assert named(reading) == {"霧笛費": ["4億円"], "灯台費": ["3億円", "2億円"]}


@pytest.mark.parametrize("border", ["\t", "|"])
def test_the_years_of_a_table_are_one_to_a_cell(border: str) -> None:
    rows = [["事業名", "7年度", "6年度補正", "6年度"], ["霧笛費", "1.5", "2.0", "0.8"]]
    lines = [border.join(row) for row in rows]
    if border == "|":
        lines = [f"|{lines[0]}|", "|---|---|---|---|", f"|{lines[1]}|"]

    (mention,) = read("（単位：億円）\n" + "\n".join(lines)).mentions

    assert [(s.yen, s.fiscal_year, s.phase.value, s.role.value) for s in mention.statements] == [
        (150_000_000, 2025, "initial", MAIN),
        (200_000_000, 2024, "supplementary", MAIN),
        (80_000_000, 2024, "initial", EARLIER),
    ]


@pytest.mark.parametrize(
    "block",
    [
        "霧笛費 10億円\nうち離島分 2億円（6年度 1億円）",
        "霧笛費 10億円（うち離島分 2億円（6年度 1億円））",
    ],
)
def test_a_comparison_of_a_part_is_not_of_its_whole(block: str) -> None:
    reading = read(f"【予算】 {block}")

    (mention,) = reading.mentions
    assert [(s.text, s.is_part) for s in mention.statements] == [("10億円", False), ("2億円", True)]
    assert "a comparison of a part (うち) before any of its whole: 1億円" in report(reading)


@pytest.mark.parametrize(
    "block",
    [
        "【予算】\n○ 霧笛費\n 2億円（6年度 1億円）\n○ 灯台費\n 3億円",
        "【予算】 ○霧笛費 2億円（6年度 1億円）\n○灯台費 3億円",
        "【予算】\n・霧笛費 2億円（6年度 1億円）\n・灯台費 3億円",
    ],
)
def test_a_block_may_list_its_items(block: str) -> None:
    assert named(read(block)) == {"霧笛費": ["2億円", "1億円"], "灯台費": ["3億円"]}


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ("霧笛費 3,\n500百万円", "the end of this name may be of its figure: 霧笛費 3"),
        ("霧笛費 7年度 8\n億円（6年度 7億円）", "a year or phase within a name: 霧笛費 7年度 8"),
    ],
)
def test_a_figure_broken_over_lines_is_reported(block: str, said: str) -> None:
    assert any(what.startswith(said) for what in report(read(f"【予算】 {block}")))


def test_a_mark_or_share_may_be_broken_over_lines() -> None:
    marked, shared = read(
        "【予算】 霧笛費（再\n掲） 5億円\n【予算】 灯台費 8億円の\n内数（6年度 7億円）"
    ).mentions

    assert (marked.name, marked.is_reprint) == ("霧笛費", True)
    assert [(s.text, s.is_within) for s in shared.statements] == [("8億円", True), ("7億円", False)]


@pytest.mark.parametrize(
    ("line", "rates"),
    [
        ("- 交付率：5.5/10", [(55, 100, "grant", None)]),
        ("- 離島の補助率は10分の5.5とする。", [(55, 100, "subsidy", None)]),
        ("- 補助率：62.5%", [(625, 1000, "subsidy", None)]),
        (
            "- 港の改修に要する費用の1/2（離島は2/3）を補助。",
            [(1, 2, "subsidy", None), (2, 3, "subsidy", "離島")],
        ),
        (
            "- 補助率：離島 2/3、その他の地域 1/2以内",
            [(2, 3, "subsidy", "離島"), (1, 2, "subsidy", "その他の地域")],
        ),
        ("【予算】 霧笛費 4億円 ※補助率：2/3", [(2, 3, "subsidy", None)]),
    ],
)
def test_a_rate_has_its_decimals_its_kind_and_its_case(
    line: str, rates: list[tuple[int, int, str, str | None]]
) -> None:
    found = read(f"{line}\n【予算】 灯台費 1億円").rates

    assert [
        (r.numerator, r.denominator, r.kind, " ".join(c.text for c in r.conditions) or None)
        for r in found
    ] == rates


def test_a_title_in_full_width_brackets_opens_a_table_of_rates() -> None:
    found = read("＜補助率＞\n市町村：1/2\n\n【予算】 灯台費 1億円").rates

    assert [(r.text, r.recipients) for r in found] == [("1/2", ("municipality",))]
