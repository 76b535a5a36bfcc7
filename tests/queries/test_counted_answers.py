"""Questions about money counted once: totals of every kind, figures, changes, relations.

Lines are those of the source; sums were added up from the figures printed there.
"""

import pytest

from shisaku.ontology.terms import BASE
from tests.queries.conftest import Ask

JICT = "株式会社海外通信・放送・郵便事業支援機構 (JICT) を活用した我が国企業の海外展開支援"


def test_pillars_add_up_to_what_chapters_add_up_to(ask: Ask) -> None:
    pillars, chapters = ask("pillar-totals"), ask("chapter-totals")

    assert [r["number"] for r in pillars] == [1, 2, 3, 4, 5]
    assert sum(r["total"] for r in pillars) == sum(r["total"] for r in chapters)


def test_the_measure_with_most_money_comes_first(ask: Ask) -> None:
    rows = ask("measure-totals", lang="en")

    assert [r["total"] for r in rows[:5]] == [
        18_700_000_000_000,  # L165
        70_550_000_000,  # L3078
        61_120_000_000,  # L191
        25_390_000_000 + 20_040_000_000,  # L219 L220
        37_540_000_000,  # L179
    ]
    assert rows[0]["measureLabel"].isascii()


def test_the_money_of_sections_without_measures_completes_the_total(ask: Ask) -> None:
    rows = ask("measure-totals", year="2024", instrument="instrument:appropriation")
    sections = {r["measure"]: r["lower"] for r in rows if r["classLabel"] == "節"}

    assert sections == {
        f"{BASE}2024/ch/12/s/2": 90_000_000,  # 12[2]
        f"{BASE}2024/ch/13/s/1": 100_000_000,  # 13[1]
    }
    assert sum(r["lower"] for r in rows) == sum(r["lower"] for r in ask("chapter-totals"))


def test_a_part_has_totals_by_year_and_phase(ask: Ask) -> None:
    rows = ask("part-totals", part=f"{BASE}2024/ch/6/s/1/m/2")

    totals = {(r["year"], r["phaseLabel"]): r["lower"] for r in rows}
    assert totals == {  # L926 and L933; 2次補正 is part of the supplementary budget
        (2022, "補正予算"): 1_000_000_000,
        (2023, "当初予算"): 1_800_000_000 + 400_000_000,
        (2023, "補正予算"): 3_920_000_000,
        (2024, "当初予算"): 2_300_000_000 + 1_000_000_000,
    }


def test_a_year_has_a_total_for_each_phase_and_instrument(ask: Ask) -> None:
    rows = ask("year-totals", fiscalYear=f"{BASE}fy/2023", lang="en")

    totals = {
        (r["phaseLabel"], r["instrumentLabel"]): (r["lower"], r["upper"], r["contingent"])
        for r in rows
    }
    supplementary = totals["supplementary budget", "appropriation"]
    assert supplementary == (671_610_000_000, 696_860_000_000, 0)
    assert totals["initial budget", "government guarantee"] == (0, 0, 20_900_000_000)  # L3493
    assert {r["year"] for r in rows} == {2023}


def test_an_organization_has_totals_by_role(ask: Ask) -> None:
    rows = ask("organization-totals", organization=f"{BASE}org/jict")

    totals = {
        (r["roleLabel"], r["year"], r["instrumentLabel"]): (r["lower"], r["contingent"])
        for r in rows
    }
    assert totals == {
        ("実施主体", 2023, "産業投資"): (24_400_000_000, 0),  # L3493
        ("実施主体", 2023, "政府保証"): (0, 20_900_000_000),
        ("実施主体", 2024, "産業投資"): (36_000_000_000, 0),  # L3492
        ("実施主体", 2024, "政府保証"): (0, 24_000_000_000),
    }


def test_what_an_organization_has_only_in_part_is_in_the_upper_bound_alone(ask: Ask) -> None:
    def money(slug: str, role: str) -> dict[tuple[int, str], tuple[int, int]]:
        rows = ask("organization-totals", organization=f"{BASE}org/{slug}", lang="en")
        return {
            (r["year"], r["phaseLabel"]): (r["lower"], r["upper"])
            for r in rows
            if r["roleLabel"] == role
        }

    assert money("digital-agency", "budgeting body") == {
        (2022, "supplementary budget"): (50_000_000, 50_000_000),
        (2023, "initial budget"): (0, 470_000_000),  # ※一部デジタル庁: L2030, L2095, L2461
        (2024, "initial budget"): (30_000_000, 520_000_000),  # L368, whole
    }
    assert money("upu", "recipient") == {  # L3585: 万国郵便連合拠出金等
        (2023, "initial budget"): (0, 700_000_000),
        (2024, "initial budget"): (0, 760_000_000),
    }
    assert money("oecd", "recipient") == {  # L2696, L3448
        (2023, "initial budget"): (110_000_000, 110_000_000),
        (2024, "initial budget"): (140_000_000, 140_000_000),
    }
    assert money("nict", "fund keeper")[2024, "initial budget"] == (0, 15_940_000_000)  # L3192
    assert money("nict", "implementing body") == {
        # whole: L473 (L513, L3741), L3306; a bullet does not name it: L3120; only 内数: L514, L3684
        (2023, "initial budget"): (1_270_000_000 + 28_770_000_000, 31_240_000_000),
        (2023, "supplementary budget"): (0, 11_250_000_000),
        (2024, "initial budget"): (1_740_000_000 + 30_320_000_000, 33_640_000_000),
    }


def test_the_money_of_a_year_says_which_lines_another_budget_has_in_part(ask: Ask) -> None:
    rows = ask("money-by-line", year="2024", lang="en")
    held = [r["holderLabel"] for r in rows if r["holderLabel"].startswith("Digital Agency")]

    assert sorted(held) == ["Digital Agency", *["Digital Agency (in part)"] * 3]


def test_observations_come_with_the_line_they_are_counted_from(ask: Ask) -> None:
    rows = ask("observations")

    assert [(r["amount"], r["sourceLine"]) for r in rows[:4]] == [
        (18_700_000_000_000, 165),
        (70_550_000_000, 3078),
        (61_120_000_000, 191),
        (37_540_000_000, 179),
    ]
    assert {r["year"] for r in rows} == {2024}


def test_a_part_says_which_of_its_money_counts_elsewhere(ask: Ask) -> None:
    first = ask("part-observations", part=f"{BASE}2024/ch/6/s/1/m/2")
    again = ask("part-observations", part=f"{BASE}2024/ch/6/s/2/m/1")

    name = "携帯電話等エリア整備事業"
    assert {r["countedHere"] for r in first} == {True}  # L926
    assert {r["countedHere"] for r in again if r["lineLabel"] == name} == {False}  # L1022: 再掲


def test_investments_and_guarantees_are_no_appropriations(ask: Ask) -> None:
    rows = ask("other-instruments")

    assert {r["lineLabel"] for r in rows} == {JICT}  # L3491
    assert {(r["year"], r["instrumentLabel"], r["amount"], r["sourceLine"]) for r in rows} == {
        (2024, "産業投資", 36_000_000_000, 3492),
        (2024, "政府保証", 24_000_000_000, 3492),
        (2023, "産業投資", 24_400_000_000, 3493),
        (2023, "政府保証", 20_900_000_000, 3493),
    }


def test_earmarked_money_names_its_source(ask: Ask) -> None:
    rows = ask("funding-sources")

    assert [(r["year"], r["amount"], r["isPart"], r["sourceLine"]) for r in rows] == [
        (2024, 15_000_000_000, True, 3192),
        (2022, 3_500_000_000, True, 3193),
        (2023, 15_000_000_000, False, 3193),  # wholly from it
    ]


def test_lines_of_one_year_only_are_found_both_ways(ask: Ask) -> None:
    rows = ask("lines-in-one-year-only")
    found = {r["lineLabel"]: (r["year"], r["lower"], r["upper"]) for r in rows}

    assert found["Lアラートによる災害情報の確実な伝達の推進"][:2] == (2024, 100_000_000)  # L1806
    assert found["AIを活用した救急隊運用最適化"] == (2023, 40_000_000, 40_000_000)  # L443
    assert "携帯電話等エリア整備事業" not in found
    assert "ICT海外展開パッケージ支援事業" not in found  # L3469: another took its place
    assert {(r["year"], r["otherYear"]) for r in rows} == {(2024, 2023), (2023, 2024)}


def test_years_known_by_comparisons_alone_prove_no_absence(ask: Ask) -> None:
    assert ask("lines-in-one-year-only", **{"from": "2022", "to": "2023"}) == []
    past = ask("lines-in-one-year-only", **{"from": "2022", "to": "2024"})
    assert {r["year"] for r in past} <= {2022}  # of 2022 the edition compares few lines


@pytest.mark.parametrize("name", ["chapter-totals", "pillar-totals", "observations"])
@pytest.mark.parametrize("exact", ["true", "false"])
def test_what_has_figures_answers_without_a_year(ask: Ask, name: str, exact: str) -> None:
    found = {(r["phase"], r["instrument"]) for r in ask("statements")}

    for phase, instrument in found:
        rows = ask(name, phase=phase, instrument=instrument, asPrinted=exact)
        assert rows, (phase, instrument)
    late = ask(name, phase="phase:supplementary")
    assert {r.get("forYear", r.get("year")) for r in late} == {2023}
    assert {r.get("forYear", r.get("year")) for r in ask(name)} == {2024}


def test_each_sum_has_the_rounding_error_of_its_own(ask: Ask) -> None:
    (row,) = ask("chapter-totals", phase="phase:supplementary")[1:2]  # chapter 3

    assert (row["lower"], row["upper"]) == (20_000_000, 1_270_000_000)  # L465 0.2億, L514 12.5億
    assert (row["roundingError"], row["upperRoundingError"]) == (5_000_000, 10_000_000)
    loans = {r["instrumentLabel"]: r for r in ask("year-totals", lang="en") if r["year"] == 2023}
    assert loans["government guarantee"]["contingentRoundingError"] == 5_000_000  # L3493 209億


def test_cross_references_can_be_asked_for_by_kind_and_state(ask: Ask) -> None:
    parts = ask("cross-references", kind="kind:sub-line")
    missing = ask("cross-references", kind="kind:reprint", status="status:missing")

    assert [r["sourceLine"] for r in parts] == [771, 780]  # X うち Y
    assert [(r["sourceLine"], r["referenceTo"]) for r in missing] == [(2982, None)]


def test_each_rule_says_how_much_it_concluded(ask: Ask) -> None:
    counts = {
        (r["kindLabel"], r["statusLabel"]): r["count"]
        for r in ask("conclusions-by-rule", lang="en")
    }

    assert counts["marked reprint", "resolved"] + counts["marked reprint", "missing"] == 26
    assert counts["unmarked repeat", "resolved"] == 12
    assert counts["restated measure", "resolved"] == 8


def test_related_measures_say_why(ask: Ask) -> None:
    rows = ask("related-measures", measure=f"{BASE}2024/ch/2/s/3/m/3")

    reasons = {
        (r["other"].removeprefix(f"{BASE}2024/ch/"), r["reasonLabel"]): r["sourceLine"]
        for r in rows
    }
    assert reasons == {
        ("10/s/1/m/3", "再掲"): 1873,
        ("10/s/1/m/3", "施策の再録"): 1869,
        ("10/s/1/m/3", "予算項目を共有する"): 1873,
        ("10/s/4/m/1", "再掲"): 2179,
        ("10/s/4/m/1", "予算項目を共有する"): 2179,
    }


def test_a_line_comes_as_rdf_with_its_figures_and_places(server: str) -> None:
    from rdflib import Graph, Literal, URIRef  # noqa: PLC0415

    graph = Graph().parse(
        f"{server}/api/queries/line-graph?line={BASE}line/mobile-phone-area&format=nt"
    )

    line = URIRef(f"{BASE}line/mobile-phone-area")
    assert len(set(graph.subjects(URIRef("https://w3id.org/shisaku/ns#figureOf"), line))) == 4
    exact = URIRef("http://www.w3.org/ns/oa#exact")
    assert (None, exact, Literal("39.2億円")) in graph  # L926
