"""Where the money goes, in a real browser: what charts show is what SPARQL answers."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from shisaku.ontology.terms import BASE, CONCEPTS
from shisaku.queries.catalogue import bind, find_query
from shisaku.queries.client import run_remote

CHAPTERS = "series[0].data.flatMap(p => p.children.map(c => [c.name, c.value]))"
TREEMAP = (
    "series[0].data.flatMap(p => p.children).flatMap(c => c.children.map(l => [l.name, l.value]))"
)
BARS = "series[0].data.map(d => [d.told, d.value])"


def ask(server: str, name: str, **values: str) -> list[dict[str, Any]]:
    """Give the rows of a question's answer."""
    return run_remote(f"{server}/sparql", bind(find_query(name), values)).records()


def show(page: Page, address: str) -> None:
    """Open the page and wait until its last chart is drawn."""
    page.goto(address)
    page.wait_for_selector(".chart.shares svg text")


def drawn(page: Page, chart: str, expression: str) -> Any:
    """Read what a chart draws, as ECharts holds it."""
    return page.evaluate(
        f"document.querySelector('.chart.{chart} .picture').chart.getOption().{expression}"
    )


def test_the_treemap_shows_each_lines_amount_once(page: Page, server: str) -> None:
    show(page, f"{server}/money?lang=ja")
    rows = ask(
        server, "observations", year="2024", instrument=f"{CONCEPTS}instrument/appropriation"
    )
    amounts = sorted((r["lineLabel"], r["amount"]) for r in rows if r["amount"] is not None)
    (largest,) = (pair for pair in amounts if pair[1] > 10**13)

    assert sorted(map(tuple, drawn(page, "treemap", TREEMAP))) == [
        pair for pair in amounts if pair != largest
    ]
    assert largest[0] in page.locator(".chart.treemap .aside").inner_text()
    page.locator(".chart.treemap").get_by_label("それも描く").check()
    assert sorted(map(tuple, drawn(page, "treemap", TREEMAP))) == amounts
    assert sum(yen for _, yen in amounts) == 19_035_641_000_000
    assert list(map(tuple, drawn(page, "treemap", CHAPTERS))) == [
        (row["chapterLabel"], row["total"]) for row in ask(server, "chapter-totals")
    ]


@pytest.mark.parametrize("to", ["phase", pytest.param("holder", marks=pytest.mark.slow)])
def test_the_flows_of_a_year_add_up_to_its_totals(page: Page, server: str, to: str) -> None:
    show(page, f"{server}/money?lang=en&year=2023")
    flows = page.locator(".chart.sankey")
    flows.get_by_label("Draw it too").check()
    flows.get_by_label("Flows to").select_option(to)
    links = drawn(page, "sankey", "series[0].links.map(l => [l.source, l.target, l.value])")

    totals = {
        f"end {row['phaseLabel']}": row["total"]
        for row in ask(server, "year-totals", fiscalYear=f"{BASE}fy/2023", lang="en")
        if str(row["instrument"]).endswith("appropriation")
    }
    hints = drawn(page, "sankey", "series[0].data.map(n => [n.name, n.words])")
    assert {words.count("¥") for name, words in hints if name.startswith("pillar")} == {2, 3}
    came: dict[str, int] = {}
    for source, target, yen in links:
        if not source.startswith("pillar"):
            came[target] = came.get(target, 0) + yen
    assert sum(yen for source, _, yen in links if source.startswith("pillar")) == sum(
        totals.values()
    )
    if to == "phase":
        assert came == totals
    else:
        assert sum(came.values()) == sum(totals.values())


def test_the_columns_are_the_totals_of_the_pillars(page: Page, server: str) -> None:
    show(page, f"{server}/money?lang=ja")
    columns = drawn(page, "stacks", "xAxis[0].data")
    bars = drawn(page, "stacks", "series.map(s => s.data.map(d => d.value))")

    for year, phase, label in ((2024, "initial", "当初予算"), (2023, "supplementary", "補正予算")):
        rows = ask(server, "pillar-totals", year=str(year), phase=f"{CONCEPTS}phase/{phase}")
        place = columns.index(f"{year}\n{label}")
        assert [sums[place] for sums in bars] == [row["total"] for row in rows]


def test_the_ranking_is_that_of_the_question(page: Page, server: str) -> None:
    show(page, f"{server}/money?lang=en")
    rows = ask(server, "largest-changes", lang="en")
    first, *rest = [(row["lineLabel"], row["change"]) for row in rows if row["change"]]

    assert [tuple(bar) for bar in reversed(drawn(page, "bars", BARS))] == rest[:20]
    assert first[1] == 300_000_000_000  # L165: 18.4 to 18.7 trillion
    page.locator(".chart.bars").get_by_label("Draw it too").check()
    assert tuple(drawn(page, "bars", BARS)[-1]) == first


def test_print_and_count_stand_side_by_side(page: Page, server: str) -> None:
    show(page, f"{server}/money?lang=en")
    bars = drawn(page, "shares", "series[0].data.map(d => [d.printed, d.counted])")

    rows = ask(server, "overcount", lang="en")
    assert [tuple(bar) for bar in reversed(bars)] == [
        (row["printedTotal"], row["total"])
        for row in rows
        if str(row["instrument"]).endswith("appropriation")
    ]


def test_a_mark_opens_its_printed_characters(page: Page, server: str) -> None:
    show(page, f"{server}/money?lang=ja")
    page.locator(".chart.treemap text", has_text="恩給支給事業").first.click()
    page.wait_for_url("**/source/**#L3078")

    assert page.locator("mark").inner_text() == "705.5億円"
    page.locator("mark a").click()
    expect(page.locator("h1")).to_have_text("705.5億円")


@pytest.mark.slow
def test_the_name_of_a_chapter_leads_to_its_page(page: Page, server: str) -> None:
    show(page, f"{server}/money?lang=en")
    page.locator(".chart.treemap text", has_text="Regional digital transformation").first.click()

    expect(page.locator("h1")).to_have_text("Regional digital transformation")


def test_a_year_is_chosen_by_hand_and_its_ceilings_are_in_no_chart(page: Page, server: str) -> None:
    show(page, f"{server}/money?lang=en")
    page.get_by_label("Fiscal year").select_option("2023")
    page.get_by_role("button", name="Show").click()
    page.wait_for_selector(".chart.shares svg text")
    page.locator(".chart.treemap").get_by_label("Phase").select_option("supplementary")

    ceilings = page.locator("tr[data-ceiling][data-phase=supplementary]")
    assert "at most ¥1.25 billion" in "".join(ceilings.all_inner_texts())  # L514
    assert not {name for name, _ in drawn(page, "treemap", TREEMAP)} & set(
        ceilings.locator("td:first-child").all_inner_texts()
    )
    assert sum(yen for _, yen in drawn(page, "treemap", TREEMAP)) == 155_300_000_000


@pytest.mark.parametrize(
    "path",
    [
        "/money?lang=en&year=2023",
        pytest.param("/money?lang=ja", marks=pytest.mark.slow),
        pytest.param("/source/2024?mark=926:25-926:30", marks=pytest.mark.slow),
    ],
)
def test_nothing_keeps_people_out(
    page: Page, server: str, path: str, kept_out: Callable[[], list[list[str]]]
) -> None:
    page.goto(server + path)
    page.wait_for_load_state("networkidle")

    assert not kept_out()
