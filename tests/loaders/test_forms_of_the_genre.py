"""Forms that other ministries print: shares, reprints, parts, ceilings, former names, headings."""

import pytest

from shisaku.loaders.document import decode
from shisaku.loaders.reader import read_printed
from shisaku.loaders.records import FindingKind, Mention, Reading

HEAD = "令和7年度灯台庁予算\n※予算額は、令和7年度予算による。\n"
BODY = "## 1 灯台\n[1]灯台\n(1) 光\n"


def read(block: str) -> Reading:
    """Read a document that prints one block."""
    return read_printed(decode(f"{HEAD}{BODY}【予算】 {block}\n".encode(), "x.txt"))


def one(block: str) -> Mention:
    """Read a block of one item of which nothing is left unplaced."""
    reading = read(block)
    assert [f for f in reading.findings if f.kind is FindingKind.UNPLACED] == []
    (mention,) = reading.mentions
    assert mention.name == "霧笛費"
    return mention


def report(reading: Reading) -> list[str]:
    """Give what the report says of the block."""
    return [finding.what for finding in reading.findings]


@pytest.mark.parametrize(
    ("block", "within"),
    [
        ("霧笛費 内数5億円", [True]),
        ("霧笛費 5億円 ※内数", [True]),
        ("霧笛費 5億円（内数）", [True]),
        ("霧笛費 5億円のうち数", [True]),
        ("霧笛費 5億円の一部", [True]),
        ("霧笛費 6年度補正 8億円 7年度 1億円（いずれも内数）", [True, True]),
        ("霧笛費 6年度補正 8億円の内数、7年度 1億円", [True, False]),
        ("霧笛費 6年度補正 8億円 7年度 内数1億円", [False, True]),
    ],
)
def test_the_forms_of_a_share_of_a_larger_whole(block: str, within: list[bool]) -> None:
    assert [s.is_within for s in one(block).statements] == within


@pytest.mark.parametrize(
    "block",
    [
        "霧笛費 5億円 ※再掲",
        "再掲：霧笛費 5億円",
        "＜再掲＞霧笛費 5億円",
        "霧笛費（一部再掲） 5億円",
        "霧笛費 5億円（1[1](5)再掲）",
        "霧笛費（1[1](5)再掲） 5億円",
    ],
)
def test_the_forms_of_a_reprint(block: str) -> None:
    mention = one(block)

    assert mention.is_reprint
    assert [s.yen for s in mention.statements] == [500_000_000]


@pytest.mark.parametrize(
    ("block", "parts"),
    [
        ("霧笛費 9億円〔うち特別会計 4億円〕", [None, 1]),
        ("霧笛費 9億円（うち、笛分 2億円、霧分 3億円）", [None, 1, 1]),
        ("霧笛費 9億円\n（内訳）\n笛の部 4億円\n霧の部 5億円", [None, 1, 1]),
        ("霧笛費 9億円\n（内訳）笛の部 4億円\n霧の部 5億円\n計 9億円", [None, 1, 1]),
        ("霧笛費 9億円（6年度 8億円）\n内訳：笛の部 4億円（3億円）", [None, None, 1, 2]),
        ("霧笛費 6年度補正 2億円 7年度 9億円\n（内訳）\n笛 7年度 4億円", [None, None, 2]),
    ],
)
def test_parts_are_of_their_whole_and_no_items(block: str, parts: list[int | None]) -> None:
    assert [s.part_of for s in one(block).statements] == parts


def test_items_go_on_below_a_breakdown() -> None:
    reading = read("霧笛費 9億円\n（内訳）\n笛の部 4億円\n\n灯台費 2億円")

    assert [m.name for m in reading.mentions] == ["霧笛費", "灯台費"]
    assert [s.is_part for m in reading.mentions for s in m.statements] == [False, True, False]


@pytest.mark.parametrize(
    "line",
    [
        "1件当たりの補助上限額：1,000万円",
        "一灯につき上限300万円",
        "1基当たり 200万円",
        "上限2,500万円",
    ],
)
def test_a_ceiling_or_an_amount_for_one_is_no_item(line: str) -> None:
    reading = read(f"霧笛費 1億円\n{line}")

    assert [(m.name, len(m.statements)) for m in reading.mentions] == [("霧笛費", 1)]


@pytest.mark.parametrize(
    "aside", ["最大300万円/年", "対前年度 +1億円", "事業費 9億円", "+1億円", "①笛 1億円、②霧 2億円"]
)
def test_a_bracket_beside_the_budget_is_a_note_and_reported(aside: str) -> None:
    reading = read(f"霧笛費 2億円（{aside}）")

    (mention,) = reading.mentions
    assert [s.yen for s in mention.statements] == [200_000_000]
    assert [note.replace("＋", "+") for note in mention.notes] == [aside]
    assert f"an amount beside the budget: {aside}" in report(reading)


def test_commitments_of_later_years_are_no_appropriations() -> None:
    figures = one("霧笛費 1億円 国庫債務負担行為 8億円").statements

    assert [s.instrument for s in figures] == ["appropriation", "contract-authorization"]


def test_two_accounts_of_one_item_are_reported_since_the_sum_is_not_printed() -> None:
    reading = read("霧笛費 一般会計 1億円 航路標識特別会計 2億円")

    (mention,) = reading.mentions
    assert [s.note for s in mention.statements] == ["一般会計", "航路標識特別会計"]
    assert "a second figure of the same year and phase: 2億円" in report(reading)


@pytest.mark.parametrize(
    ("block", "predecessor"),
    [
        ("霧笛費 3億円（6年度 2億円（旧：霧鐘費））", "霧鐘費"),
        ("霧笛費 3億円（6年度 2億円）（旧：霧鐘費）", "霧鐘費"),
        ("霧笛費 3億円（6年度 2億円）\n（旧：霧鐘費）", "霧鐘費"),
        ("霧笛費 3億円（6年度 2億円） ※旧：霧鐘費", "霧鐘費"),
    ],
)
def test_the_forms_of_a_predecessor(block: str, predecessor: str) -> None:
    assert [s.predecessor for s in one(block).statements] == [None, predecessor]


@pytest.mark.parametrize("words", [" ※旧霧鐘費", "（旧霧鐘費）"])
def test_a_former_name_without_a_colon_is_reported_not_guessed(words: str) -> None:
    reading = read(f"霧笛費 3億円（6年度 2億円）{words}")

    assert [s.predecessor for m in reading.mentions for s in m.statements] == [None, None]
    assert "a former name of no figure that can be told: 旧霧鐘費" in report(reading)


@pytest.mark.parametrize(
    ("printed", "yen"),
    [
        ("１億２千万円", 120_000_000),
        ("2千億円", 200_000_000_000),
        ("5億3百万円", 503_000_000),
    ],
)
def test_amounts_with_thousands_of_a_unit(printed: str, yen: int) -> None:
    assert [s.yen for s in one(f"霧笛費 {printed}").statements] == [yen]


def test_units_that_rise_are_no_amount() -> None:
    assert any("do not fall" in what for what in report(read("霧笛費 2千3百万円")))


def test_a_range_is_reported_and_no_figure() -> None:
    reading = read("霧笛費 5～10億円")

    assert reading.mentions == ()
    assert "a range is no figure: 5～10億円" in report(reading)


@pytest.mark.parametrize(("printed", "note"), [("約5億円", "約"), ("5億円程度", "程度")])
def test_a_figure_that_is_not_exact_says_so(printed: str, note: str) -> None:
    reading = read(f"霧笛費 {printed}")

    (figure,) = reading.mentions[0].statements
    assert (figure.yen, figure.note) == (500_000_000, note)
    assert f"a figure that is not exact: {note}" in report(reading)


def test_figures_behind_a_note_are_figures() -> None:
    mention = one("霧笛費 ※港湾庁計上 10億円（6年度 12億円）")

    assert mention.notes == ("※港湾庁計上",)
    assert [s.yen for s in mention.statements] == [1_000_000_000, 1_200_000_000]


def test_a_name_behind_figures_is_of_the_figures_on_the_next_line() -> None:
    reading = read("霧笛費 17億円（6年度 18億円）、灯台費\n　3億円（6年度 2億円）")

    assert [(m.name, len(m.statements)) for m in reading.mentions] == [("霧笛費", 2), ("灯台費", 2)]


def test_a_label_without_brackets_or_colon_is_reported() -> None:
    reading = read("霧笛費 1億円\n予算額 灯台費 2億円")

    assert "a label without brackets or colon: 予算額 灯台費" in report(reading)


@pytest.mark.parametrize(
    ("body", "levels"),
    [
        ("第1章 海\n1. 灯台\n(1) 光\n", ["ch1", "s1", "m1"]),
        ("第1章 海\n第1節 灯台\n1. 光\n(1) 電球\n", ["ch1", "s1", "m1", "i1"]),
        ("第1章 海\n第1節 灯台\n(1) 光\nア　電球\n", ["ch1", "s1", "m1", "i1"]),
        ("1 海\n(1) 灯台\n① 光\n", ["ch1", "s1", "i1"]),
    ],
)
def test_a_heading_has_the_level_of_its_style_in_the_document(body: str, levels: list[str]) -> None:
    reading = read_printed(decode(f"{HEAD}{body}【予算】 霧笛費 1億円\n".encode(), "x.txt"))

    assert ["".join(step) for step in reading.mentions[0].part] == levels


def test_a_title_beside_its_number_is_no_part_of_the_name_below() -> None:
    text = f"{HEAD}1 海\n(1) 灯台の輸出\n　灯ろう輸出費【新規】\n　　3億円\n(2) 浮標\n　2億円\n"

    mentions = read_printed(decode(text.encode(), "x.txt")).mentions

    assert [mention.name for mention in mentions] == ["灯ろう輸出費", "浮標"]
