"""The year and phase of a figure, wherever and however they are printed."""

import pytest

from shisaku.loaders.document import decode
from shisaku.loaders.reader import read_printed
from shisaku.loaders.records import FindingKind, Phase, Reading
from shisaku.loaders.years import read_year

HEAD = "令和7年度灯台庁予算\n※予算額は、令和7年度予算による。\n## 1 灯台\n[1]灯台\n(1) 光\n"
MAIN, EARLIER = "main", "comparison"
SUPPLEMENTARY = ("3億円", 2024, "supplementary", MAIN)
INITIAL = ("2億円", 2025, "initial", MAIN)


def read(block: str) -> Reading:
    """Read a document that prints one block."""
    return read_printed(decode(f"{HEAD}【予算】 {block}\n".encode(), "x.txt"))


@pytest.mark.parametrize(
    ("block", "figures"),
    [
        ("霧笛費 3億円（令和6年度補正）", [SUPPLEMENTARY]),
        ("霧笛費 3億円【令和6年度補正】", [SUPPLEMENTARY]),
        ("霧笛費 3億円（6年度補正）、2億円（7年度当初）", [SUPPLEMENTARY, INITIAL]),
        ("霧笛費 2億円＋3億円（6年度補正）", [INITIAL, SUPPLEMENTARY]),
        ("霧笛費 3億円（6年度補正）、2億円", [SUPPLEMENTARY, INITIAL]),
        ("霧笛費　（6年度補正）3億円　（7年度）2億円", [SUPPLEMENTARY, INITIAL]),
        ("霧笛費（令和6年度補正予算）\n3億円", [SUPPLEMENTARY]),
        ("霧笛費\n（6年度補正）\n3億円", [SUPPLEMENTARY]),
        ("霧笛費\n3億円\n（6年度補正）", [SUPPLEMENTARY]),
        ("霧笛費\n6年度補正\n3億円", [SUPPLEMENTARY]),
        ("霧笛費\n　6年度補正\n　　3億円\n　7年度\n　　2億円", [SUPPLEMENTARY, INITIAL]),
        ("霧笛費　令和6年度補正予算額\n　3億円", [SUPPLEMENTARY]),
        ("霧笛費 3億円【6年度補正】\n2億円", [SUPPLEMENTARY, INITIAL]),
        ("霧笛費\n2億円\n【6年度補正】3億円", [INITIAL, SUPPLEMENTARY]),
        ("霧笛費\n（6年度補正 3億円）", [("3億円", 2024, "supplementary", EARLIER)]),
        # contract R11: in a row of three the bracket was meant to hold the figure too
        ("霧笛費\t2億円 (6年度)\t3億円", [INITIAL, ("3億円", 2024, "initial", EARLIER)]),
    ],
)
def test_a_year_stands_before_or_behind_its_figure(
    block: str, figures: list[tuple[str, int, str, str]]
) -> None:
    reading = read(block)

    (mention,) = reading.mentions
    assert mention.name == "霧笛費"
    found = [(s.text, s.fiscal_year, s.phase.value, s.role.value) for s in mention.statements]
    assert found == figures
    assert [f for f in reading.findings if f.kind is FindingKind.UNPLACED] == []


@pytest.mark.parametrize("printed", ["2億円 (6年度補正) 3億円", "2億円（6年度）（5年度）"])
def test_a_year_between_two_figures_that_may_be_of_either_is_reported(printed: str) -> None:
    found = [f for f in read(f"霧笛費 {printed}").findings if f.kind is FindingKind.UNPLACED]

    assert [f.line for f in found if "a year in brackets of no figure" in f.what] == [6]


@pytest.mark.parametrize(
    ("printed", "year", "phase"),
    [
        ("R6補正", 2024, Phase.SUPPLEMENTARY),
        ("R7当初", 2025, Phase.INITIAL),
        ("令和6補正", 2024, Phase.SUPPLEMENTARY),
        ("6補正", 2024, Phase.SUPPLEMENTARY),
        ("7当初", 2025, Phase.INITIAL),
        ("令和6(2024)年度補正", 2024, Phase.SUPPLEMENTARY),
        ("2024年度(令和6年度)補正予算", 2024, Phase.SUPPLEMENTARY),
        ("6年度補正第2号", 2024, Phase.SUPPLEMENTARY_2),
        ("6年度補正予算（第１号）", 2024, Phase.SUPPLEMENTARY_1),
        ("6年度二次補正", 2024, Phase.SUPPLEMENTARY_2),
        ("令和2年度第三次補正予算", 2020, Phase.SUPPLEMENTARY_3),
        ("令和6年度予備費", 2024, Phase.RESERVE),
        ("R6予備費", 2024, Phase.RESERVE),
        ("前年度", 2024, Phase.INITIAL),
        ("前年度当初予算額", 2024, Phase.INITIAL),
        ("前年度補正", 2024, Phase.SUPPLEMENTARY),
    ],
)
def test_the_words_of_years_and_phases(printed: str, year: int, phase: Phase) -> None:
    (mention,) = read(f"霧笛費 {printed} 1億円").mentions

    (figure,) = mention.statements
    assert (mention.name, figure.fiscal_year, figure.phase) == ("霧笛費", year, phase)
    assert figure.period == printed


def test_a_reserve_at_the_end_of_a_name_is_no_phase() -> None:
    (mention,) = read("灯台復旧予備費 1億円").mentions

    assert (mention.name, mention.statements[0].phase) == ("灯台復旧予備費", Phase.INITIAL)


def test_the_year_before_cannot_be_told_without_the_year() -> None:
    assert read_year("前年度", None) == (None, Phase.INITIAL)
