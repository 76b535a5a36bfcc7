"""Questions about what is printed: structure, mentions, figures, comparisons, places.

Lines are those of the source; answers were read there.
"""

from shisaku.ontology.terms import BASE, NAMESPACE
from tests.queries.conftest import Ask

SECTION, MEASURE = f"{BASE}2024/ch/6/s/1", f"{BASE}2024/ch/6/s/1/m/2"


def test_the_contents_come_in_the_order_of_the_document(ask: Ask) -> None:
    rows = ask("contents", edition=f"{BASE}2024")
    kinds = [r["classLabel"] for r in rows]

    assert [r["number"] for r in rows[:4]] == ["I", "1", "[1]", "[2]"]  # L15 L152 L154
    assert [r["sourceLine"] for r in rows[:4]] == [15, 152, 154, 154]
    assert (kinds.count("柱"), kinds.count("章"), kinds.count("節")) == (5, 18, 71)


def test_a_sections_parts_say_how_many_items_they_print(ask: Ask) -> None:
    rows = ask("parts", parent=SECTION)

    assert [(r["number"], r["partLabel"], r["mentions"]) for r in rows[:2]] == [
        ("(1)", "光ファイバの整備の推進", 1),  # L899
        ("(2)", "5G等の携帯電話基地局の整備促進", 2),  # L926 L933, in items ① and ②
    ]
    assert [r["mentions"] for r in rows[2:]] == [2, 2]  # L947 L959, L989 L990


def test_a_title_is_printed_again_where_its_part_goes_on(ask: Ask) -> None:
    (heading,) = ask("headings", part=MEASURE)
    chapter = ask("headings", part=f"{BASE}2024/ch/1")

    assert (heading["sourceLine"], heading["isContinuation"]) == (916, False)
    assert [r["sourceLine"] for r in chapter if not r["isContinuation"]] == [152]
    assert 17 in [r["sourceLine"] for r in chapter if r["isContinuation"]]  # in the contents


def test_measures_are_printed_again_in_other_sections(ask: Ask) -> None:
    pairs = {(r["sourceLine"], r["originalLine"]) for r in ask("restated-measures")}

    assert {(1815, 323), (1832, 338), (1869, 375), (1884, 392), (1913, 424)} <= pairs
    assert len(pairs) == 8  # 132 numbered measures, 124 distinct


def test_some_measures_print_no_budget(ask: Ask) -> None:
    lines = {r["sourceLine"]: r["measureLabel"] for r in ask("measures-without-budget")}

    assert lines[1154] == "周波数オークションに関する制度の整備"
    assert lines[1166] == "公共安全モバイルシステムの導入に向けた取組の推進"
    assert 916 not in lines  # its items print two


def test_things_are_counted_by_class(ask: Ask) -> None:
    counts = {r["class"].removeprefix(NAMESPACE): r["count"] for r in ask("class-counts")}

    assert (counts["Pillar"], counts["Chapter"], counts["Measure"]) == (5, 18, 132)
    assert (counts["BudgetMention"], counts["AmountStatement"]) == (205, 433)


def test_a_sections_mentions_include_those_of_its_items(ask: Ask) -> None:
    rows = ask("mentions", within=SECTION)

    assert [r["sourceLine"] for r in rows] == [899, 926, 933, 947, 959, 989, 990]
    assert [r["sourceLine"] for r in rows if r["markedNew"]] == [959]
    assert [r["sourceLine"] for r in ask("mentions", line=f"{BASE}line/mobile-phone-area")] == [
        926,
        1022,  # marked 再掲
    ]


def test_a_figure_knows_all_its_printings(ask: Ask) -> None:
    rows = ask("statements", figure=f"{BASE}line/mobile-phone-area/2023/supplementary")

    assert [(r["sourceLine"], r["printedAmount"], r["stated"], r["isWithin"]) for r in rows] == [
        (926, "39.2億円", 3_920_000_000, False),
        (1022, "39.2億円", 3_920_000_000, True),
    ]


def test_a_mention_knows_its_figures(ask: Ask) -> None:
    rows = ask("statements", mention=f"{BASE}2024/ch/6/s/1/m/2/b/2", lang="en")

    assert [(r["printedAmount"], r["year"], r["roleLabel"]) for r in rows] == [
        ("10.0億円", 2024, "main"),  # L933
        ("4.0億円", 2023, "comparison"),
    ]


def test_new_lines_are_listed_once_each(ask: Ask) -> None:
    rows = ask("new-lines")
    found = {r["sourceLine"]: (r["year"], r["lower"], r["upper"]) for r in rows}

    assert len(rows) == len(found) == 23  # 24 marks; L1823 reprints L332
    assert found[1806] == (2024, 100_000_000, 100_000_000)
    assert found[2426] == (2024, 3_000_000, 3_000_000)
    assert found[3229] == (2023, 0, 24_000_000_000)  # 内数, supplementary
    assert 1823 not in found


def test_notes_stand_with_their_mentions(ask: Ask) -> None:
    rows = ask("notes")

    noted = {r["sourceLine"]: r["printed"] for r in rows}
    assert noted[367] == "※デジタル庁一括計上予算"
    assert noted[2092] == "※一部デジタル庁一括計上予算"
    assert set(noted) == {367, 1861, 2026, 2092, 2459, 3190}


def test_a_comparison_belongs_to_the_predecessor_it_names(ask: Ask) -> None:
    rows = ask("comparisons", line=f"{BASE}line/ict-overseas-package")

    assert {(r["sourceLine"], r["printedAmount"], r["year"]) for r in rows} == {
        (3469, "10億円", 2022),
        (3469, "1.3億円", 2023),
        (3575, "10億円", 2022),
        (3575, "1.3億円", 2023),
    }


def test_one_mention_prints_an_earlier_figure_only(ask: Ask) -> None:
    (row,) = ask("comparison-only-mentions")

    assert (row["sourceLine"], row["printedAmount"], row["year"]) == (947, "500.0億円", 2021)


def test_a_line_of_the_source_tells_what_is_printed_there(ask: Ask) -> None:
    rows = ask("printed-on-line", sourceLine="165")

    assert [(r["startColumn"], r["printed"]) for r in rows if r["classLabel"] == "金額記載"] == [
        (26, "18.7兆円"),
        (37, "18.4兆円"),
    ]


def test_the_source_is_pinned_by_its_checksum(ask: Ask) -> None:
    (row,) = ask("source-files")

    assert row["checksum"] == "d4ac6c832b2c6ce50e3e937669d2a802020b82d60a95ebb5e13b34cd81b794f6"
    assert row["lastLine"] == 3809  # the last figures of the document


def test_an_edition_has_a_publisher_and_a_year(ask: Ask) -> None:
    (row,) = ask("editions", lang="en")

    assert row["publisherLabel"] == "Ministry of Internal Affairs and Communications"
    assert (row["year"], row["issued"]) == (2024, "2024-04-01")
    assert row["seriesLabel"] == "Priority Policies of the " + str(row["publisherLabel"])
    assert row["revises"] is None


def test_a_conclusion_has_printed_evidence(ask: Ask) -> None:
    event = f"{BASE}succession/safe-digital-infrastructure-overseas/2024"
    rows = ask("evidence", conclusion=event)

    assert [(r["sourceLine"], r["startColumn"]) for r in rows] == [(3468, 6), (3571, 6)]
