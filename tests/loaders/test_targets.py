"""Targets: a number, its unit, and the year to reach it in."""

import pytest

from shisaku.loaders.document import decode
from shisaku.loaders.facts import blanked
from shisaku.loaders.headings import read_outline
from shisaku.loaders.milestones import read_milestones
from shisaku.loaders.progress import read_progress
from shisaku.loaders.records import Milestone, Progress, Reading, Target
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
        ("令和7年3月までに苗木を5千本にする", ("苗木", "5000", "本", 2024)),
        ("令和6～8年度までに苗木を1万5千本にする", ("苗木", "15000", "本", 2026)),
        ("会員数1万人を目標とする", ("会員数", "10000", "人", None)),
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
        (t.span.line, t.indicator, t.value, t.unit, t.time or t.within, t.fiscal_year)
        for t in reading.targets
    ]

    assert found == [
        (621, "現役隊員数", "10000", "人", "令和8年度", 2026),
        (3211, None, "6", "TRL", "4", None),
        (3211, None, "7", "TRL", "5", None),
        (3466, "インフラシステム受注額", "34000000000000", "円", "2025年", None),
    ]
    assert [(t.is_approximate, t.is_own) for t in reading.targets] == [
        (False, True),
        (True, True),
        (True, True),
        (False, False),  # the government's
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3年以内に苗木を約500本にする", ("500", "本", "3", True)),
        ("5年間で苗木を500本程度に増やす", ("500", "本", "5", True)),
        ("一定の水準（※1）に達することを目指す。\n※1 2年以内にARLが4", ("4", "ARL", "2", False)),
    ],
)
def test_a_target_is_to_be_reached_within_years(
    text: str, expected: tuple[str, str, str, bool]
) -> None:
    (target,) = targets_in(text)

    assert (target.value, target.unit, target.within, target.is_approximate) == expected


@pytest.mark.parametrize(
    "text",
    [
        "3年以内に500本が枯れた",
        "水準（※1）を測る。\n※1 2年以内にARLが4",
        "達することを目指す（※2）。\n※1 2年以内にARLが4",
    ],
)
def test_a_number_of_years_makes_no_target(text: str) -> None:
    assert targets_in(text) == ()


def test_a_part_may_only_contribute_to_a_target() -> None:
    own, others = "令和8年度までに会員数を1万人にする", "目標（令和8年度の会員数1万人）の達成に貢献"

    assert [target.is_own for target in targets_in(f"{own}\n{others}")] == [True, False]


def milestones_in(text: str) -> tuple[Milestone, ...]:
    """Read the milestones of a few lines under a measure of FY2024."""
    document = decode(f"[1] 果樹\n(1) 接ぎ木\n{text}\n".encode(), "lines.txt")
    return read_milestones(document, read_outline(document), 2024)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "令和7年度（2025年度）末頃までの導入を目指し、試す",
            ("導入", "令和7年度（2025年度）末頃", 2025),
        ),
        ("令和7年度までの「苗木台帳」の導入を目標", ("「苗木台帳」の導入", "令和7年度", 2025)),
        ("令和3～7年度での台木への移行を目指す", ("台木への移行", "令和3～7年度", 2025)),
        ("2025年度以降の早期国内展開等に向け、試す", ("早期国内展開等", "2025年度以降", 2025)),
        ("令和7年1月から「苗木統計」を創設。", ("「苗木統計」を創設", "令和7年1月", 2024)),
        (
            "令和8年度までに全ての園で新しい台木への移行を目指す",
            ("台木への移行", "令和8年度", 2026),
        ),
        ("2030年までの実用化を目標", ("実用化", "2030年", None)),
    ],
)
def test_a_milestone_is_what_is_to_be_done_and_when(
    text: str, expected: tuple[str, str, int | None]
) -> None:
    (found,) = milestones_in(text)

    assert (found.text, found.time, found.fiscal_year) == expected


@pytest.mark.parametrize(
    "text",
    [
        "令和5年6月より「苗木統計」を創設",  # before the edition's fiscal year
        "令和3年度から全国の園で実施",
        "令和6年3月には視察を予定",
        "2030年代の導入が見込まれる",
        "令和3～7年度の5年間での植樹を想定",  # assumed
        "令和8年度までの果樹博覧会に向け、講習を実施",
        "2025年果樹博覧会に向けて講習を実施",
        "令和7年1月から「苗木統計」を創設した",
        "令和8年度までに会員数を1万人にする",  # a target
    ],
)
def test_what_is_past_or_no_aim_is_no_milestone(text: str) -> None:
    assert milestones_in(text) == ()


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("「共同苗床」の実現に向け、話し合う。令和7年度末までの導入を目指す", "共同苗床"),
        ("苗木台帳の整備に向けて話し合い、令和7年度末までの導入を目指す", "苗木台帳"),
        ("接ぎ木台帳の整備に向けて話し合い、令和7年度末までの導入を目指す", None),  # not in part
        ("苗床の実現に向け、棚の整備に向け、令和7年度末までの導入を目指す", None),  # which?
        ("苗床の実現に向け話し合う。\n令和7年度末までの導入を目指す", None),  # another paragraph
        ("苗床の実現に向け、令和7年度末までの棚の導入を目指す", None),  # it says of what itself
    ],
)
def test_a_bare_act_is_done_to_what_its_line_aims_at(text: str, thing: str | None) -> None:
    (found,) = milestones_in(text)

    assert (found.object, "導入" in found.text) == (thing, True)


def progress_in(text: str) -> tuple[Progress, ...]:
    """Read the progress figures of a few lines under a measure of FY2024."""
    document = decode(f"[1] 果樹\n(1) 接ぎ木\n{text}\n".encode(), "lines.txt")
    return read_progress(document, read_outline(document), 2024)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("組織（7,207団体：令和4年度調査）", ("7207", "団体", "令和4年度", False)),
        ("契約数は合計で約6,340万（2023年12月末時点）", ("63400000", "契約", "2023年12月末", True)),
        ("令和5年3月末現在、1,741団体が参加", ("1741", "団体", "令和5年3月末", False)),
        ("昭和62年以降、累計で約7万7千人を招く", ("77000", "人", None, True)),
        (
            "園が少ない村（12団体※2）を助ける。 ※2 令和6年3月1日集計",
            ("12", "団体", "令和6年3月1日", False),
        ),
        ("令和5年度は1学年分（約112万部）を配布", ("1120000", "部", "令和5年度", True)),
    ],
)
def test_a_number_reached_has_its_unit_and_time(
    text: str, expected: tuple[str, str, str | None, bool]
) -> None:
    (found,) = progress_in(text)

    assert (found.value, found.unit, found.as_of, found.is_approximate) == expected


@pytest.mark.parametrize(
    "text",
    [
        "全国24,000局の網を使う",  # of no time
        "令和7年度は112万部を配布",  # still to come
        "苗木費 3億円（4年度実績 2億円）",  # money
        "園（12団体※2）。\n※1 令和6年3月1日集計",  # another note
        "園がない村（12団体※2）を助ける。 ※2 令和6年3月1日集計",  # a lack
        "令和5年3月末現在、講習の未実施団体は12団体",
        "空白地域数は30（令和5年3月末時点）",
        "指導者のいない園（約12件：令和4年度調査）",
    ],
)
def test_what_has_no_time_or_is_money_is_no_progress(text: str) -> None:
    assert progress_in(text) == ()


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        (
            "昭和62年以降、累計で78か国から約7万人を招致する",
            [("78", "か国", "招致"), ("70000", "人", "招致")],
        ),
        ("令和5年度は12園と30人を支援した", [("30", "人", "支援")]),  # 園 is no unit
        ("令和5年3月末現在、2県の延べ30件を視察", [("30", "件", "視察")]),
        ("令和5年3月末現在、2社・30人を表彰。", [("2", "社", "表彰"), ("30", "人", "表彰")]),
        ("植える組織（7団体：令和4年度調査）", [("7", "団体", "組織")]),
        ("接ぎ木組合（7団体：令和4年度調査）", [("7", "団体", None)]),  # its name not in part
        ("契約数は約6,340万（2023年12月末時点）", [("63400000", "契約", "契約数")]),
        ("令和5年度は1学年分（約112万部）を作成・配布", [("1120000", "部", "作成・配布")]),
        ("令和5年度は12団体を対象に話す", [("12", "団体", None)]),
    ],
)
def test_all_numbers_of_a_clause_say_what_they_count(
    text: str, counted: list[tuple[str, str, str | None]]
) -> None:
    assert [(p.value, p.unit, p.indicator) for p in progress_in(text)] == counted


def test_the_documents_milestones_and_progress(reading: Reading) -> None:
    milestones = [(m.span.line, m.text, m.fiscal_year) for m in reading.milestones]
    progress = [(p.span.line, p.value, p.unit) for p in reading.progress]

    assert milestones == [
        (973, "早期国内展開等", 2025),
        (1786, "導入", 2025),
        (2880, "「サービス産業動態統計」を創設", 2024),
    ]
    assert progress == [
        (652, "78", "か国"),
        (652, "77000", "人"),
        (855, "7207", "団体"),
        (1062, "63400000", "契約"),
        (3045, "1120000", "部"),
    ]


def test_a_level_that_stands_for_others_keeps_its_word() -> None:
    text = "水準（※1）を目指す。\n※1 2年以内にARLが4、3年以内にARLが6など"

    assert [target.span.text for target in targets_in(text)] == ["ARLが4", "ARLが6など"]
