"""Targets: a number, its unit, and the year to reach it in."""

import pytest

from shisaku.loaders.document import decode
from shisaku.loaders.facts import blanked
from shisaku.loaders.headings import read_outline
from shisaku.loaders.records import Reading, Target
from shisaku.loaders.targets import read_targets, target_runs


def targets_in(text: str) -> tuple[Target, ...]:
    """Read the targets of a few lines under a measure of FY2024."""
    document = decode(f"[1] 果樹\n(1) 接ぎ木\n{text}\n".encode(), "lines.txt")
    return read_targets(document, read_outline(document), 2024)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("令和8年度までに会員数を1万人にする", ("会員数", "10000", "人", 2026)),
        (
            "2027年度までに果樹園の灌水率を99.9%とすることを目指す",
            ("果樹園の灌水率", "99.9", "%", 2027),
        ),
        ("令和１２年度末までに 苗木を１，２００ 本にする", ("苗木", "1200", "本", 2030)),
        ("8年度までに約3割、りんご園を2.5万か所を目標に", (None, "25000", "か所", 2026)),
        ("目標（2025年の苗木受注額「34兆円」）", ("苗木受注額", "34000000000000", "円", None)),
        ("目標：令和7年度までに300件", (None, "300", "件", 2025)),
        ("2030年までに輸出額を5兆円に拡大", ("輸出額", "5000000000000", "円", None)),
    ],
)
def test_a_target_is_a_number_by_a_year(
    text: str, expected: tuple[str | None, str, str, int | None]
) -> None:
    (target,) = targets_in(text)

    assert (target.indicator, target.value, target.unit, target.fiscal_year) == expected


@pytest.mark.parametrize(
    "text",
    [
        "令和8年度までに果樹を植える",
        "申請から提供までに3人が関わる目標",
        "令和5年度までに3人が植えた。目標は無い",
        "令和8年度の苗木は3本",
        "令和8年度までに第6世代へ拡大",
    ],
)
def test_without_year_number_and_goal_there_is_no_target(text: str) -> None:
    assert targets_in(text) == ()


def test_the_kept_runs_of_a_target_read_as_the_whole_text() -> None:
    text = "令和8年度までに新しく会員数を1万人にするという目標に向け植える"
    document = decode(f"[1] 果樹\n(1) 接ぎ木\n{text}\n".encode(), "lines.txt")
    runs = target_runs(document, read_outline(document))
    kept = blanked(document.text, [(0, document.start_of(3)), *runs])

    again = decode(kept.encode(), "lines.txt")

    assert read_targets(again, read_outline(again), 2024) == targets_in(text)
    assert "植える" not in kept


def test_the_documents_targets(reading: Reading) -> None:
    found = [
        (t.span.line, t.indicator, t.value, t.unit, t.time, t.fiscal_year) for t in reading.targets
    ]

    assert found == [
        (621, "現役隊員数", "10000", "人", "令和8年度", 2026),
        (3211, None, "6", "TRL", None, None),  # within four and five years
        (3211, None, "7", "TRL", None, None),
        (3466, "インフラシステム受注額", "34000000000000", "円", "2025年", None),
    ]
