"""Tables with footnotes, remarks and groups; lists in sentences; references in other words."""

import pytest

from shisaku.loaders.conclude.records import ReferenceKind, Status
from shisaku.loaders.conclude.together import conclude
from shisaku.loaders.document import decode
from shisaku.loaders.reader import read_printed
from shisaku.loaders.records import Level, Mention, Reading

HEAD = "令和7年度灯台庁予算\n※予算額は、令和7年度予算による。\n## 1 灯台\n"
SECTION = "[1]灯台\n(1) 光\n"


def read(body: str, name: str = "x.txt") -> Reading:
    """Read a document with a body."""
    return read_printed(decode(body.encode(), name))


def table(titles: str, *rows: str) -> Reading:
    """Read a document that prints one table."""
    dashes = "|" + "---|" * (titles.count("|") - 1)
    lines = "\n".join([titles, dashes, *rows])
    return read(f"{HEAD}{SECTION}（単位：百万円）\n\n{lines}\n")


def report(reading: Reading) -> list[str]:
    """Give what the report says."""
    return [finding.what for finding in reading.findings]


def figures(mention: Mention) -> list[tuple[str, int, int | None, str]]:
    """Give each figure's print, yen, year and role."""
    return [(s.text, s.yen, s.fiscal_year, s.role.value) for s in mention.statements]


@pytest.mark.parametrize("cell", ["300※1", "*300", "300 ※", "300注1", "300*"])
def test_the_sign_of_a_footnote_is_no_part_of_a_figure(cell: str) -> None:
    (mention,) = table("| 事業名 | 7年度 | 6年度 |", f"| 霧笛費 | {cell} | 280 |").mentions

    assert figures(mention) == [
        ("300百万円", 300_000_000, 2025, "main"),
        ("280百万円", 280_000_000, 2024, "comparison"),
    ]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (
            "60１）",
            "the sign of a footnote and the figure are not apart: 601)",
        ),
        ("約60程", "no figure can be read here: 約60程"),
    ],
)
def test_a_cell_that_cannot_be_read_is_reported(cell: str, said: str) -> None:
    reading = table("| 事業名 | 7年度 | 6年度 |", f"| 霧笛費 | {cell} | 280 |")

    assert said in report(reading)
    assert [s.fiscal_year for m in reading.mentions for s in m.statements] == [2024]


@pytest.mark.parametrize("sign", ["△", "▲", "△ ", "▲ ", "－ "])
def test_a_sign_takes_away_with_a_space_behind_it_too(sign: str) -> None:
    (mention,) = table("| 事業名 | 7年度 | 6年度 |", f"| 霧笛費 | 90 | {sign}50 |").mentions

    assert figures(mention)[1] == (f"{sign}50百万円", -50_000_000, 2024, "comparison")


def test_names_stand_in_the_column_of_names_and_not_in_that_of_groups() -> None:
    reading = table(
        "| 区分 | 事業名 | 7年度 | 6年度 |",
        "| 観測 | 霧笛費 | 300 | 280 |",
        "| | 灯台費 | 60 | 50 |",
    )

    assert [mention.name for mention in reading.mentions] == ["霧笛費", "灯台費"]


def test_a_remark_counts_as_it_would_behind_the_figures_of_its_row() -> None:
    within, again, more, noted = table(
        "| 事業名 | 7年度予算額 | 6年度予算額 | 備考 |",
        "| 霧笛費 | 80 | 50 | 内数 |",
        "| 灯台費 | 60 | 50 | 一部再掲 |",
        "| 鐘楼費 | 60 | 50 | 6年度補正 30百万円 |",
        "| 浮標費 | 60 | 50 | デジタル庁一括計上 |",
    ).mentions

    assert [s.is_within for s in within.statements] == [True, True]
    assert again.is_reprint
    assert figures(more)[2] == ("30百万円", 30_000_000, 2024, "main")
    assert noted.notes == ("デジタル庁一括計上",)


@pytest.mark.parametrize(
    ("title", "said"),
    [
        (
            "6年度補正予算額＋7年度予算額",
            "a column of several years is of none: 6年度補正予算額+7年度予算額",
        ),
        ("うち推進枠", "no rule reads this column: うち推進枠"),
    ],
)
def test_a_column_that_no_rule_reads_is_reported(title: str, said: str) -> None:
    reading = table(f"| 事業名 | {title} | 6年度予算額 |", "| 霧笛費 | 300 | 280 |")

    assert said in report(reading)
    assert [s.yen for m in reading.mentions for s in m.statements] == [280_000_000]


def test_a_named_total_is_no_item() -> None:
    reading = table("| 事業名 | 7年度 |", "| 霧笛費 | 300 |", "| 一般会計合計 | 300 |")

    assert [mention.name for mention in reading.mentions] == ["霧笛費"]
    assert "a total is no budget item: 一般会計合計" in report(reading)


@pytest.mark.parametrize("sign", ["（注1）", "※1", " ＊２", "(注)"])
def test_the_sign_of_a_footnote_is_no_part_of_a_name(sign: str) -> None:
    reading = read(f"{HEAD}{SECTION}【予算】 霧笛費{sign} 1億円\n")

    (mention,) = reading.mentions
    assert (mention.name, mention.notes) == ("霧笛費", (sign.strip(),))


@pytest.mark.parametrize(
    "form",
    [
        "1億円（再掲　P.12）",
        "1億円（再掲、6年度 4億円）",
        "1億円（6年度 4億円、再掲）",
        "1億円（6年度 4億円）再掲",
        "1億円 ※再掲（(1)）",
        "【再掲：Ⅱ1(3)】 1億円",
    ],
)
def test_a_reprint_may_say_where_its_original_stands(form: str) -> None:
    reading = read(f"{HEAD}{SECTION}【予算】 霧笛費 1億円\n(2) 音\n【予算】 霧笛費 {form}\n")

    assert [(m.name, m.is_reprint) for m in reading.mentions] == [
        ("霧笛費", False),
        ("霧笛費", True),
    ]


def test_an_original_may_say_where_it_is_printed_again() -> None:
    reading = read(
        f"{HEAD}{SECTION}【予算】 霧笛費 1億円（(2)にも再掲）\n(2) 音\n"
        "【予算】 霧笛費【再掲】 1億円\n"
    )

    assert [m.is_reprint for m in reading.mentions] == [False, True]
    (reference,) = [r for r in conclude([reading]).references if r.kind is ReferenceKind.REPRINT]
    assert (reference.status, reference.target) == (Status.RESOLVED, (0, 0))


@pytest.mark.parametrize(
    "listed",
    [
        "- 次の二つを行う。\n(1) 井戸\n(2) 水位",
        "観測に当たっては、\n\n(1) 井戸\n\n(2) 水位\n\nに留意する。",
        "(1)及び(2)のほか、次による。",
        "(3)に掲げる分析機を用いる",
        "(2) 水位を測る。",
        "2 / 10",
    ],
)
def test_a_list_a_reference_or_a_page_is_no_heading(listed: str) -> None:
    reading = read(
        f"{HEAD}{SECTION}{listed}\n\n【予算】 霧笛費 1億円\n\n(2) 音\n【予算】 鐘費 2億円\n"
    )

    parts = [
        [part.number for part in reading.parts if part.level is level]
        for level in (Level.CHAPTER, Level.SECTION, Level.MEASURE)
    ]
    assert parts == [[1], [1], [1, 2]]
    assert [mention.part[-1] for mention in reading.mentions] == [("m", "1"), ("m", "2")]


def test_a_year_may_stand_before_the_name_of_a_predecessor() -> None:
    (mention,) = read(f"{HEAD}{SECTION}【予算】 霧笛費 8億円（6年度 霧鐘費 1億円）\n").mentions

    assert figures(mention)[1] == ("1億円", 100_000_000, 2024, "comparison")
    assert mention.statements[1].predecessor == "霧鐘費"


@pytest.mark.parametrize(
    "rows",
    [
        "区　　分　　　　　6年度当初　　7年度当初\n樹氷保護費　　　　　　10.5　　　　12.0",
        "事業名　　6年度　　7年度　　増減\n樹氷保護費　　10.5　　　　　　12.0",
    ],
)
def test_rows_of_no_table_that_can_be_read_are_reported(rows: str) -> None:
    reading = read(f"{HEAD}{SECTION}（単位：億円）\n{rows}\n\n【予算】 霧笛費 1億円\n")

    assert "12.0 stands in no table whose unit and year are printed" in report(reading)


def test_a_former_name_that_is_a_line_is_that_line() -> None:
    earlier = read(
        "令和6年度灯台庁予算\n※予算額は、令和6年度予算による。\n## 1 灯台\n"
        f"{SECTION}【予算】 霧鐘費 2億円\n",
        "a.txt",
    )
    later = read(f"{HEAD}{SECTION}【予算】 電鐘費 3億円（6年度 2億円（旧霧鐘費））\n", "b.txt")

    concluded = conclude([earlier, later])

    assert {line.label for line in concluded.lines.values()} == {"霧鐘費", "電鐘費"}
    (event,) = concluded.successions
    assert (event.successor, event.predecessors) == ("電鐘費", ("霧鐘費",))
    of_2024 = [figure for figure in concluded.figures if figure.fiscal_year == 2024]
    assert len(of_2024) == 1
