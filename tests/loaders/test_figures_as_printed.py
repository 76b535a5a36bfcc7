"""Printed forms of budget blocks become the mentions and figures that a reader sees."""

import pytest

from shisaku.loaders.document import decode
from shisaku.loaders.reader import read_printed
from shisaku.loaders.records import FindingKind, Mention, Reading

HEAD = "※予算額は、令和6年度予算による。\n## 1 章\n[1]節\n(1) 施策\n"
MAIN, COMPARISON = "main", "comparison"


def read(block: str) -> Reading:
    """Read a document that prints one block."""
    return read_printed(decode((HEAD + block).encode(), "x.txt"))


def figures(mention: Mention) -> list[tuple[str, int | None, str, str]]:
    """Give each figure's print, year, phase and role."""
    return [(s.text, s.fiscal_year, s.phase.value, s.role.value) for s in mention.statements]


def test_a_name_and_its_comparison_stand_on_one_line() -> None:
    (mention,) = read("【予算】甲（乙） 18.7兆円（5年度 18.4兆円）").mentions

    assert mention.name == "甲（乙）"
    assert figures(mention) == [
        ("18.7兆円", 2024, "initial", MAIN),
        ("18.4兆円", 2023, "initial", COMPARISON),
    ]


@pytest.mark.parametrize(
    ("printed", "year", "phase"),
    [
        ("5年度補正 1億円", 2023, "supplementary"),
        ("5年度1次補正 1億円", 2023, "supplementary-1"),
        ("5年度 2次補正 1億円", 2023, "supplementary-2"),
        ("令和６年度当初 1億円", 2024, "initial"),
        ("令和元年度 1億円", 2019, "initial"),
        ("平成31年度 1億円", 2019, "initial"),
        ("30年度補正 1億円", 2018, "supplementary"),
        ("2023年度 1億円", 2023, "initial"),
        ("1億円", 2024, "initial"),
    ],
)
def test_year_and_phase_are_as_printed_or_by_default(printed: str, year: int, phase: str) -> None:
    (mention,) = read(f"【予算】 甲事業 {printed}").mentions

    assert figures(mention) == [("1億円", year, phase, MAIN)]


@pytest.mark.parametrize(
    ("block", "names"),
    [
        ("【予算】 甲を活用した  \n乙の構築  \n1億円", ["甲を活用した乙の構築"]),
        ("【予算】 甲事業\n\n1億円", ["甲事業"]),
        ("【予算】 甲費\n 乙費\n 丙費\n\n1億円\n5年度補正 2億円\n3億円", ["甲費", "乙費", "丙費"]),
        ("【予算】 甲事業 1億円\n乙事業 2億円", ["甲事業", "乙事業"]),
        ("【予算】\n\n甲事業\t1億円\n乙事業\t2億円", ["甲事業", "乙事業"]),
        ("【予算】 甲事業\t乙事業\n1億円\t2億円", ["甲事業", "乙事業"]),
        ("【予算】 1億円\n\n甲事業", ["甲事業"]),
        ("【予算】 甲 うち乙 等  \n1億円", ["甲 うち乙 等"]),
        ("【予算】 甲事業（補助率 1 / 2）\n\n1億円", ["甲事業"]),
        ("【予算】 甲事業 1億円（5年度 2億円\n【予算】 乙事業 3億円", ["甲事業", "乙事業"]),
        ("【予算額】 甲事業 1億円", ["甲事業"]),
        ("予算： 甲事業 1億円", ["甲事業"]),
        ("【予算】 甲事業 1億円\n図の題\n\n- 説明 9億円", ["甲事業"]),
        ("【予算】 A|B 1億円", ["A|B"]),
        ("【予算】 甲事業 1億円 乙事業 2億円", ["甲事業", "乙事業"]),
    ],
)  # fmt: skip
def test_names_are_found_wherever_they_stand(block: str, names: list[str]) -> None:
    reading = read(block)

    assert [mention.name for mention in reading.mentions] == names
    assert not [f for f in reading.findings if f.kind is FindingKind.UNPLACED]


@pytest.mark.parametrize(
    ("printed", "within"),
    [
        ("1億円の内数", [True]),
        ("5年度補正 1億円 6年度 2億円の内数", [False, True]),
        ("5年度補正 1億円 6年度 2億円 の内数(再掲)", [True, True]),
        ("1億円（5年度 2億円の内数）", [False, True]),
    ],
)
def test_within_belongs_to_the_last_figure_or_after_a_blank_to_all(
    printed: str, within: list[bool]
) -> None:
    (mention,) = read(f"【予算】 甲事業 {printed}").mentions

    assert [s.is_within for s in mention.statements] == within
    assert mention.is_reprint == ("再掲" in printed)


def test_a_part_names_its_whole_and_its_source() -> None:
    (mention,) = read("【予算】 甲基金 6年度当初 159.4億円 (うち電波利用料財源150.0億円)").mentions

    part = mention.statements[1]

    assert (part.is_part, part.part_of, part.funding) == (True, 1, "radio-use-fee")


def test_instruments_are_told_apart() -> None:
    block = (
        "【予算 (財投等)】 甲機構\n 産業投資 360.0億円 政府保証 240.0億円\n"
        " (5年度 産業投資 2億円 政府保証 1億円)"
    )

    (mention,) = read(block).mentions

    assert [s.instrument for s in mention.statements] == [
        "industrial-investment", "government-guarantee",
    ] * 2  # fmt: skip
    assert [s.fiscal_year for s in mention.statements] == [2024, 2024, 2023, 2023]


def test_predecessors_own_the_figures_before_their_names() -> None:
    block = (
        "【予算】 甲支援 5年度補正 28億円\n（4年度補正 10億円 5年度 1.3億円（旧甲）\n"
        "4年度補正 12.2億円（旧乙））"
    )

    (mention,) = read(block).mentions

    assert [s.predecessor for s in mention.statements] == [None, "旧甲", "旧甲", "旧乙"]


def test_a_year_alone_in_brackets_makes_the_next_figure_the_comparison() -> None:
    (mention,) = read("【予算】 甲経費\t80.5億円 (5年度)\t12.3億円").mentions

    assert figures(mention)[1] == ("12.3億円", 2023, "initial", COMPARISON)


@pytest.mark.parametrize(
    ("block", "what"),
    [
        ("【予算】 甲拠出金 3.5百万ドル", "no figure"),
        ("【予算】 甲事業 0.000000001億円", "not a whole number of yen"),
        ("【予算】 甲事業 1億円 その他いろいろ", "words among the figures"),
        ("【予算】 " + "長い名\n" * 20, "a name of more than 8 lines"),
    ],
)
def test_what_no_rule_places_is_reported_with_its_line(block: str, what: str) -> None:
    found = [f for f in read(block).findings if f.kind is FindingKind.UNPLACED]

    assert any(what in finding.what and finding.line >= 5 for finding in found)


@pytest.mark.parametrize(
    "bomb",
    [
        "（" * 30_000,
        "1," * 50_000,
        "(5年度 " * 20_000,
        "億" * 50_000,
        "\n" + "　" * 100_000 + "5億円",
        "（5年度補正）" * 5_000,
        " 1～" * 20_000,
        "\n（内訳）" + "\n乙 1億円" * 2_000,
    ],
)
def test_hostile_print_takes_no_long_time_and_loses_no_neighbour(bomb: str) -> None:
    reading = read(f"【予算】 甲事業 1億円{bomb}\n【予算】 乙事業 2億円")

    assert reading.mentions[-1].name == "乙事業"
