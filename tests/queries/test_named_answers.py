"""Questions about rates, organizations, cited documents and names.

Lines are those of the source; answers were read there.
"""

from collections import Counter
from decimal import Decimal
from pathlib import Path

from shisaku.ontology.terms import BASE
from shisaku.queries.catalogue import read_catalogue
from tests.queries.conftest import Ask

HERE = Path(__file__).parent


def test_each_public_question_is_tried_here() -> None:
    text = "".join(file.read_text(encoding="utf-8") for file in HERE.glob("test_*answers.py"))
    public = [q.name for q in read_catalogue().values() if "internal" not in q.tags]

    untried = [n for n in public if f'ask("{n}"' not in text and f"/queries/{n}?" not in text]

    assert untried == []
    assert len(public) >= 40


def test_conditions_have_bounds_as_numbers(ask: Ask) -> None:
    rows = ask("rate-conditions", rate=f"{BASE}2024/ch/6/s/6/m/1/r/2", lang="en")
    caps = ask("rate-conditions", rate=f"{BASE}2024/ch/4/s/4/m/1/cap/2")

    (row,) = rows  # L1204
    assert row["restricts"] is True
    assert (row["above"], row["atMost"], row["atLeast"]) == (Decimal("0.5"), Decimal("0.8"), None)
    assert row["variableLabel"] == "fiscal capability index"
    assert [(r["atLeast"], r["below"]) for r in caps] == [(Decimal("1.5"), 2)]  # L739


def test_caps_are_in_yen_with_their_conditions(ask: Ask) -> None:
    rows = [r for r in ask("grant-caps") if r["sourceLine"] == 739]

    assert [(r["cap"], r["conditions"]) for r in rows] == [
        (25_000_000, None),
        (35_000_000, "1.5倍以上2倍未満"),
        (50_000_000, "2倍以上"),
    ]
    assert [r["overridingCaps"] for r in rows] == ["35000000 50000000", None, None]
    assert [r["capPeriod"] for r in ask("grant-caps") if r["sourceLine"] == 3268] == ["P1Y"] * 2
    assert {r["appliesToLabel"] for r in rows} == {"地域経済循環創造事業交付金"}


def test_rates_are_counted_by_recipient(ask: Ask) -> None:
    found = ask("rates-by-recipient", lang="en")
    counts = Counter[tuple[str, int, int]]()
    for r in found:
        counts[r["recipientLabel"], r["numerator"], r["denominator"]] += r["count"]
    local = {
        (r["qualifiers"], r["count"]) for r in found if r["recipientLabel"] == "local government"
    }

    assert counts["municipality", 2, 3] == 1
    assert {("exact", 3), ("and others", 2)} <= local  # L1736 repeats L1229
    every = [rate for rate in ask("subsidy-rates") if not rate["repeats"]]
    nameless = [r for r in found if r["recipientLabel"] is None]
    assert found[-len(nameless) :] == nameless
    assert sum(r["count"] for r in nameless) == 19 < len(every) == 36
    assert {r["conditional"] for r in nameless if r["qualifiers"] == "maximum"} == {0}  # L1570


def test_rates_of_a_recipient_are_those_of_wider_groups_and_what_overrides_them(ask: Ask) -> None:
    lines = {r["sourceLine"] for r in ask("subsidy-rates", recipient="recipient:municipality")}
    third = {r["sourceLine"] for r in ask("subsidy-rates", recipient="recipient:third-sector")}

    assert {897, 1202, 1204, 1206, 1730} <= lines  # 地方公共団体 L897; 自治体 L1204 over L1202
    assert third == {1208, 1235, 1740}


def test_money_of_funds_names_fund_and_keeper(ask: Ask) -> None:
    rows = {(r["year"], r["phaseLabel"], r["lineLabel"][:2]): r for r in ask("funds")}

    assert len(rows) == 5
    beyond, space = rows[2024, "当初予算", "革新"], rows[2023, "補正予算", "宇宙"]
    assert (beyond["keeperLabel"], beyond["sourceLine"]) == ("情報通信研究機構", 3186)
    assert beyond["lower"] == beyond["upper"] == 15_940_000_000  # L3192
    assert (space["fundLabel"], space["keeperLabel"]) == ("宇宙戦略基金", None)  # L3225
    assert (space["lower"], space["upper"]) == (0, 24_000_000_000)  # L3229


def test_local_finance_measures_without_a_rate_have_their_place(ask: Ask) -> None:
    (row,) = ask("local-finance-measures")

    assert (row["printed"], row["sourceLine"]) == ("地方交付税措置", 1665)
    assert row["part"] == f"{BASE}2024/ch/9/s/1/m/2"
    assert ask("local-finance-measures", within=f"{BASE}2024/ch/1") == []


def test_concepts_show_the_end_of_their_iri(ask: Ask) -> None:
    assert not [r for r in ask("concepts") if not r["concept"].endswith(f"/{r['notation']}")]


def test_organizations_have_a_kind(ask: Ask) -> None:
    kinds = {r["organizationLabel"]: r["classLabel"] for r in ask("organization-list")}

    assert (kinds["総務省"], kinds["情報通信研究機構"]) == ("府省庁", "公的法人")
    assert (kinds["万国郵便連合"], len(kinds)) == ("組織", 46)


def test_a_plan_is_cited_by_several_parts(ask: Ask) -> None:
    rows = {r["citedLabel"]: r for r in ask("cited-documents")}

    assert rows["経済財政運営と改革の基本方針2023"]["parts"] == 4  # L158 and L162 are one part
    assert rows["経済財政運営と改革の基本方針2023"]["issued"] == "2023-06-16"


def test_names_are_found_by_some_of_their_characters(ask: Ask) -> None:
    found = {r["label"] for r in ask("find-by-label", text="5g")}

    assert "5G等の携帯電話基地局の整備促進" in found  # L916
    assert "革新的情報通信技術 (Beyond 5G (6G)) 基金事業" in found  # L3190
    assert ask("find-by-label", text='"} { ?s ?p ?o } #') == []


def test_names_stand_side_by_side_in_both_languages(ask: Ask) -> None:
    rows = {r["japanese"]: r["english"] for r in ask("glossary", **{"class": "shisaku:Pillar"})}

    assert (
        rows["土台となる社会基盤の確保"]
        == "Securing the social infrastructure that serves as a foundation"
    )  # L101
    assert len(rows) == 5


def test_concepts_stand_in_schemes(ask: Ask) -> None:
    rows = ask("concepts", lang="en")

    phases = [r["notation"] for r in rows if r["schemeLabel"] == "budget phases"]
    assert {"initial", "reserve", "request", "supplementary"} < set(phases)


def test_no_name_is_missing(ask: Ask) -> None:
    assert ask("names-missing") == []
    assert ask("names-missing", language="ja") == []
