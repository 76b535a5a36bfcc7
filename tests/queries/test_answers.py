"""The questions of the catalogue over HTTP, by SPARQLWrapper, with answers checked by hand.

Numbers of lines are those of the source; amounts are compared with the printed ones.
"""

import subprocess
import sys

import pytest

from shisaku.ontology.terms import BASE, NAMESPACE
from shisaku.queries.client import run_remote


def test_measures_share_lines(ask) -> None:  # type: ignore[no-untyped-def]
    rows = ask("shared-lines")

    assert len(rows) == 43
    assert [r["measures"] for r in rows] == sorted((r["measures"] for r in rows), reverse=True)
    pairs = {
        (str(r["measure"]), str(r["other"])) for r in rows if r["lineLabel"] == "競争的研究費の拡充"
    }
    assert pairs == {
        (f"{BASE}2024/ch/10/s/1/m/5", f"{BASE}2024/ch/10/s/8/m/1"),  # L1918, L2552
        (f"{BASE}2024/ch/10/s/1/m/5", f"{BASE}2024/ch/2/s/3/m/5"),  # L430
        (f"{BASE}2024/ch/10/s/8/m/1", f"{BASE}2024/ch/2/s/3/m/5"),
    }


def test_a_shared_line_can_be_asked_for(ask) -> None:  # type: ignore[no-untyped-def]
    line = ask("shared-lines")[0]["line"]

    assert {row["line"] for row in ask("shared-lines", line=line)} == {line}


def test_chapters_add_up_to_the_grand_total(ask) -> None:  # type: ignore[no-untyped-def]
    rows = ask("chapter-totals")

    assert [row["number"] for row in rows] == list(range(1, 19))
    assert (
        rows[0]["total"] == 18_700_000_000_000 + 37_540_000_000 + 61_120_000_000
    )  # L165 L179 L191
    assert rows[4]["total"] == 30_000_000  # L883
    assert rows[14]["total"] == 70_550_000_000  # L3078
    assert sum(row["total"] for row in rows) == 19_035_641_000_000


def test_chapter_totals_take_another_year(ask) -> None:  # type: ignore[no-untyped-def]
    assert ask("chapter-totals", year="2023")[0]["total"] == 18_503_000_000_000 - 60_000_000


def test_the_largest_changes_come_first(ask) -> None:  # type: ignore[no-untyped-def]
    rows = ask("largest-changes")

    assert [(r["lineLabel"], r["change"]) for r in rows[:3]] == [
        ("地方交付税（地方公共団体交付ベース）", 300_000_000_000),  # L165 18.7 − 18.4 兆円
        ("恩給支給事業", -19_190_000_000),  # L3078 705.5 − 897.4 億円
        ("経済センサス経費", 6_820_000_000),  # L2828 80.5 − 12.3 億円
    ]
    loans = ask("largest-changes", instrument="instrument:filp", lang="en")
    assert [(r["instrumentLabel"], r["change"]) for r in loans] == [
        ("industrial investment", 11_600_000_000),  # L3492 360 − L3493 244 億円
        ("government guarantee", 3_100_000_000),
    ]


def test_each_line_changes_from_one_year_to_another(ask) -> None:  # type: ignore[no-untyped-def]
    rows = ask("changes-across-years", **{"from": "2023", "to": "2024"})
    changes = {
        (r["lineLabel"], r["phaseLabel"]): (r["before"], r["after"], r["change"]) for r in rows
    }

    assert changes["恩給支給事業", "当初予算"] == (89_740_000_000, 70_550_000_000, -19_190_000_000)
    assert changes["地域デジタル基盤活用推進事業", "補正予算"] == (4_750_000_000, None, None)
    assert rows[0]["change"] == 300_000_000_000  # L165
    # what no year prints is unknown, not zero
    (fund,) = [
        r
        for r in rows
        if r["lineLabel"] == "地域デジタル基盤活用推進事業" and r["afterLower"] is None
    ]
    assert (fund["beforeLower"], fund["beforeUpper"]) == (4_750_000_000, 4_750_000_000)
    assert fund["afterUpper"] is None
    past = ask("changes-across-years", **{"from": "2022", "to": "2023"})
    assert not [r for r in (*rows, *past) if 0 in {r["beforeUpper"], r["afterUpper"]}]


def test_a_single_edition_disagrees_with_none(ask) -> None:  # type: ignore[no-untyped-def]
    assert ask("edition-disagreements") == []


def test_reprints_lead_to_their_originals(ask) -> None:  # type: ignore[no-untyped-def]
    rows = ask("reprints")

    assert len(rows) == 25
    lines = {(row["reprintLine"], row["originalLine"]): row["agrees"] for row in rows}
    assert lines[1022, 926] is True
    assert lines[3289, 3190] is True
    assert {pair for pair, agrees in lines.items() if not agrees} == {(3507, 1311), (3515, 1319)}


def test_one_reprint_has_no_original(ask) -> None:  # type: ignore[no-untyped-def]
    (row,) = ask("reprints-without-original")

    assert (row["sourceLine"], row["name"], row["statusLabel"]) == (
        2982,
        "統計基盤のデジタル化推進",
        "欠落",
    )


def test_measures_within_two_hops_of_the_fire_corps_measure(ask) -> None:  # type: ignore[no-untyped-def]
    hops = {
        str(r["reached"]).removeprefix(f"{BASE}2024/ch/"): r["hops"]
        for r in ask("measures-within-two-hops", start=f"{BASE}2024/ch/2/s/3/m/3")
    }

    assert hops == {
        "10/s/1/m/3": 1,  # 消防団災害対応高度化推進事業, L379 L1873
        "10/s/4/m/1": 1,  # the same line, L2179
        "10/s/7/m/2": 2,  # 消防団加入促進広報の実施, L2148 L2525; …の力向上モデル事業, L2118 L2532
    }


def test_the_lines_printed_in_most_places(ask) -> None:  # type: ignore[no-untyped-def]
    rows = ask("most-printed-lines")
    places = {row["lineLabel"]: (row["places"], row["printedLines"]) for row in rows}

    assert places["周波数ひっ迫対策技術試験事務"] == (3, "990 1103 1789")
    assert places["統計データ利活用の推進"] == (3, "2997 3006 3032")
    assert len([row for row in rows if row["places"] >= 3]) == 9


def test_unmarked_repeats_lead_to_the_printing_that_counts(ask) -> None:  # type: ignore[no-untyped-def]
    pairs = {(row["sourceLine"], row["firstLine"]) for row in ask("unmarked-repeats")}

    assert {(754, 733), (989, 1095), (1789, 1103), (317, 1416), (3809, 531)} <= pairs
    assert len(pairs) == 12


def test_shares_lead_to_wholes_or_to_none(ask) -> None:  # type: ignore[no-untyped-def]
    rows = ask("within-wholes")
    wholes = {(row["sourceLine"], row["printedAmount"]): row["wholeLine"] for row in rows}

    assert len(rows) == 26
    assert wholes[317, "47.5億円"] == 1418
    assert wholes[1789, "42億円"] == 1105
    assert wholes[514, "12.5 億円"] is None
    assert wholes[3684, "15.8億円"] is None


def test_ceilings_whose_whole_is_never_printed_are_listed(ask) -> None:  # type: ignore[no-untyped-def]
    rows = {(row["sourceLine"], row["year"]): row["ceiling"] for row in ask("wholes-never-printed")}

    assert rows[514, 2023] == 1_250_000_000  # printed again at L3742 and L3755, always as 内数
    assert rows[416, 2023] == 60_000_000  # only as a comparison
    assert (317, 2023) not in rows  # its whole is printed at L1418
    assert rows[3684, 2024] == 1_580_000_000


@pytest.mark.parametrize(("graph", "reprints"), [("printed/2024", 0), ("concluded", 25)])
def test_conclusions_can_be_left_out_of_a_query(server: str, graph: str, reprints: int) -> None:
    text = "SELECT ?a FROM <{}> WHERE {{ ?a <https://w3id.org/shisaku/ns#reprintOf> ?b }}"

    answer = run_remote(f"{server}/sparql", text.format(f"{BASE}graph/{graph}"))

    assert len(answer.rows) == reprints


def test_parts_have_wholes(ask) -> None:  # type: ignore[no-untyped-def]
    rows = ask("parts-and-wholes")
    parts = {
        (row["year"], row["phaseLabel"]): (row["wholeAmount"], row["componentAmount"])
        for row in rows
    }

    assert parts[2024, "当初予算"] == (15_940_000_000, 15_000_000_000)  # L3192
    assert parts[2022, "補正予算"] == (66_200_000_000, 3_500_000_000)  # L3193
    assert len([row for row in rows if row["componentAmount"] is None]) == 2  # L771, L780


def test_successors_follow_predecessors(ask) -> None:  # type: ignore[no-untyped-def]
    rows = ask("successions")
    pairs = {(row["sourceLine"], row["predecessorLabel"]) for row in rows}

    assert (3468, "ICT海外展開パッケージ支援事業") in pairs
    assert (3468, "デジタルインフラの安全性・信頼性確保推進事業") in pairs
    assert (
        len(rows) == len({label for _, label in pairs}) == 3
    )  # L3230 stands beside a new item: related


def test_a_naive_sum_overstates(ask) -> None:  # type: ignore[no-untyped-def]
    rows = {(r["year"], r["phaseLabel"], r["instrumentLabel"]): r for r in ask("overcount")}

    row = rows[2023, "補正予算", "歳出予算"]
    assert row["printedTotal"] == 738_880_000_000
    assert (row["lower"], row["upper"]) == (671_610_000_000, 696_860_000_000)
    assert row["phasesIncluded"] == "supplementary supplementary-1"  # L252 prints 1次補正
    guarantees = rows[2024, "当初予算", "政府保証"]  # no money: L3492
    assert (guarantees["lower"], guarantees["upper"]) == (0, 0)
    assert guarantees["contingent"] == guarantees["printedTotal"] == 24_000_000_000


def test_reprints_that_disagree_show_both_figures(ask) -> None:  # type: ignore[no-untyped-def]
    rows = ask("disagreeing-printings")

    assert [
        (
            r["sourceLine"],
            r["printedAmount"],
            r["phaseLabel"],
            r["otherLine"],
            r["otherAmount"],
            r["otherPhaseLabel"],
        )
        for r in rows
    ] == [
        (3509, "7.9億円", "2次補正予算", 1313, "7.9億円", "補正予算"),
        (3517, "2.6億円", "2次補正予算", 1321, "2.6億円", "補正予算"),
    ]


def test_one_figure_is_printed_under_two_phases(ask) -> None:  # type: ignore[no-untyped-def]
    rows = ask("phases-of-one-figure")

    assert [
        (r["sourceLine"], r["phaseLabel"], r["otherLine"], r["otherPhaseLabel"]) for r in rows
    ] == [
        (1313, "補正予算", 3509, "2次補正予算"),
        (1321, "補正予算", 3517, "2次補正予算"),
    ]


def test_no_figure_has_two_amounts(ask) -> None:  # type: ignore[no-untyped-def]
    assert ask("figures-printed-differently") == []  # 42億円 (L1789) is 42.0億円 (L1105)


def test_figures_without_the_year_before(ask) -> None:  # type: ignore[no-untyped-def]
    rows = ask("comparisons-missing")

    assert [row["sourceLine"] for row in rows] == [
        368,
        401,
        1862,
        1893,
        1990,
        2314,
        2603,
        2605,
        3772,
    ]


def test_one_index_is_printed_in_two_words(ask) -> None:  # type: ignore[no-untyped-def]
    rows = ask("variables-printed-differently")

    assert [(r["sourceLine"], r["words"]) for r in rows] == [
        (1204, "財力指数"),
        (1730, "財政力指数"),
    ]


def test_organizations_have_roles_and_places(ask) -> None:  # type: ignore[no-untyped-def]
    rows = ask("organizations")
    role = {(str(r["role"]).rsplit("#")[-1], r["organizationLabel"], r["sourceLine"]) for r in rows}

    assert ("mentions", "万国郵便連合", 3582) in role
    assert ("implementedBy", "海外通信・放送・郵便事業支援機構", 3486) in role
    assert {line for kind, _, line in role if kind == "budgetedBy"} == {367, 1861, 2026, 2092, 2459}
    assert ("partBudgetedBy", "内閣府", 665) in role
    assert ("grantedTo", "万国郵便連合", 3580) in role
    assert len([r for r in rows if r["role"] == f"{NAMESPACE}implementedBy"]) == 14
    assert ("keptBy", "情報通信研究機構", 3186) in role


def test_an_organization_can_be_asked_for(ask) -> None:  # type: ignore[no-untyped-def]
    rows = ask("organizations", organization=f"{BASE}org/jict")
    mentions = [r for r in rows if r["role"] == f"{NAMESPACE}mentions"]

    assert [(r["sourceLine"], r["printed"]) for r in mentions if r["sourceLine"] == 3487] == [
        (3487, "JICT")
    ]
    assert [r["sourceLine"] for r in mentions] == [3484, 3486, 3487, 3491]


def test_laws_and_plans_have_numbers_dates_and_places(ask) -> None:  # type: ignore[no-untyped-def]
    rows = ask("citations")
    cited = {(r["citedLabel"], r["sourceLine"]): r for r in rows}

    assert cited["国民保護基本指針", 2438]["issued"] == "2005-03-25"
    assert (
        cited["デジタル社会の実現に向けた重点計画", 281]["decision"] == "閣議決定"
    )  # dated on L2702
    law = cited["地方公共団体の特定の事務の郵便局における取扱いに関する法律", 2646]
    assert law["lawNumber"] == "平成13年法律第120号"
    assert law["part"] == f"{BASE}2024/ch/11/s/2/m/1"
    assert len({r["cited"] for r in rows if r["class"] == f"{NAMESPACE}LegalResource"}) == 13


def test_a_plan_can_be_asked_for(ask) -> None:  # type: ignore[no-untyped-def]
    rows = ask("citations", cited=f"{BASE}policy/basic-policy-2023")

    assert [r["sourceLine"] for r in rows] == [158, 162, 875, 1534, 1546]


def test_targets_are_typed(ask) -> None:  # type: ignore[no-untyped-def]
    rows = ask("targets")

    assert [(r["value"], r["unit"], r["targetTime"], r["year"], r["sourceLine"]) for r in rows] == [
        (10_000, "人", "令和8年度", 2026, 621),
        (6, "TRL", None, None, 3211),
        (7, "TRL", None, None, 3211),
        (34_000_000_000_000, "円", "2025年", None, 3466),  # a calendar year
    ]
    assert rows[0]["part"] == f"{BASE}2024/ch/4/s/1/m/1"
    assert [(r["withinYears"], r["isApproximate"], r["isOwn"]) for r in rows] == [
        (None, False, True),
        (4, True, True),
        (5, True, True),
        (None, False, False),  # the part only contributes to it
    ]


def test_milestones_and_progress_are_told_with_their_time(ask) -> None:  # type: ignore[no-untyped-def]
    milestones = ask("milestones", lang="en")
    progress = ask("progress-figures")

    assert [(r["sourceLine"], r["year"], r["milestoneLabel"]) for r in milestones] == [
        (973, 2025, "early deployment in Japan and others (from FY2025)"),
        (1786, 2025, "introduction of roaming between carriers (FY2025)"),
        (2880, 2024, "creation of the current statistics of service industries (FY2024)"),
    ]
    assert (855, 7_207, "団体", "令和4年度", False) in [
        (r["sourceLine"], r["value"], r["unit"], r["progressAsOf"], r["isApproximate"])
        for r in progress
    ]
    assert len(progress) == 5


def test_the_vocabulary_gives_each_term_once(ask) -> None:  # type: ignore[no-untyped-def]
    rows = ask("vocabulary")
    terms = {r["term"]: r for r in rows}

    assert len(terms) == len(rows)
    figure_of = terms[f"{NAMESPACE}figureOf"]
    assert (figure_of["label"], figure_of["labelEn"]) == ("値の項目", "figure of")
    assert figure_of["range"] == f"{NAMESPACE}BudgetLine"


def test_a_line_has_one_figure_for_each_year_and_phase(ask) -> None:  # type: ignore[no-untyped-def]
    rows = ask("line-observations", line=f"{BASE}line/mobile-phone-area")

    assert [(r["year"], r["phaseLabel"], r["amount"], r["ceiling"]) for r in rows] == [  # L926-927
        (2022, "2次補正予算", 1_000_000_000, None),
        (2023, "当初予算", 1_800_000_000, None),
        (2023, "補正予算", 3_920_000_000, None),
        (2024, "当初予算", 2_300_000_000, None),
    ]


def test_the_example_questions_have_their_expected_answers(server: str, shared) -> None:  # type: ignore[no-untyped-def]
    runner = shared / "contract" / "run_examples.py"
    command = [sys.executable, str(runner), f"{server}/sparql"]

    result = subprocess.run(command, capture_output=True, text=True, check=False)

    assert result.stdout.endswith("score 10/10 = 1.000\n"), result.stdout


def test_subsidy_rates_name_their_line_where_it_is_clear(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("subsidy-rates")
    rows = {(row["sourceLine"], row["rateTarget"]): row for row in answer}
    cable = rows[1204, "自治体"]

    assert len(answer) == 40
    said = {row["sourceLine"]: (row["rateKindLabel"], row["qualifiers"]) for row in answer}
    assert said[752] == ("補助率", "原則")
    assert said[1570] == ("補助率", "最大")
    assert (cable["numerator"], cable["denominator"]) == (1, 3)
    assert cable["conditions"] == "財力指数0.5超0.8以下"
    assert cable["appliesToLabel"] == "ケーブルテレビネットワーク光化等による耐災害性強化事業"
    mobile = rows[924, "地方公共団体や無線通信事業者等"]
    # the measure prints two lines, item ① this one
    assert mobile["appliesToLabel"] == "携帯電話等エリア整備事業"
    assert mobile["rateObject"] == "5G基地局等を整備"
    assert rows[897, "地方公共団体"]["rateBase"] == "収支赤字"


def test_rates_tell_what_holds_in_their_place_and_where_they_were_printed_first(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("subsidy-rates")

    assert {r["sourceLine"]: r["overriddenBy"] for r in answer if r["overriddenBy"]} == {
        1202: "1204 1206",
        1728: "1730",
    }
    assert {r["sourceLine"]: r["repeats"] for r in answer if r["repeats"]} == {
        1736: 1229,
        1737: 1230,
        1739: 1234,
        1740: 1235,
    }
    (special,) = (r for r in answer if r["sourceLine"] == 1730)
    assert special["conditions"] == (
        "受信障害対策用中継局に係る事業を実施する場合; 条件不利地域; 財政力指数0.5以下"
    )
    assert not [text for r in answer for text in r.values() if "…" in str(text)]


def test_rates_of_a_part_are_those_below_it(ask) -> None:  # type: ignore[no-untyped-def]
    rows = ask("subsidy-rates", within=f"{BASE}2024/ch/9")

    assert {r["sourceLine"] for r in rows} == {1725, 1728, 1730, 1736, 1737, 1739, 1740}
    assert len(rows) == 10


def test_the_lines_of_printings_stand_in_their_order(ask) -> None:  # type: ignore[no-untyped-def]
    rows = ask("most-printed-lines")

    lines = [[*map(int, row["printedLines"].split())] for row in rows]
    assert all(printed == sorted(printed) for printed in lines)
    assert [len(printed) for printed in lines] == [row["places"] for row in rows]
