"""Where the money goes, in a real browser: what charts show is what SPARQL answers."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from shisaku.ontology.terms import CONCEPTS
from shisaku.queries.catalogue import bind, find_query
from shisaku.queries.client import run_remote
from tests.counted import Period, counted

PARTS = (
    "series[0].data.flatMap(p => [p, ...p.children.filter(c => c.children)])"
    ".map(p => ({id: p.href, lower: p.total.lower, upper: p.total.upper, told: p.told,"
    " value: p.value}))"
)
LEAVES = "series[0].data.flatMap(p => p.children).flatMap(c => c.children ?? [c])"
TREEMAP = f"{LEAVES}.map(l => [l.name, l.value])"
STACKED = "series.map(s => s.data.map(d => [d.href, d.total && [d.total.lower, d.total.upper]]))"
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


@pytest.mark.parametrize(
    ("year", "phase"), [(2024, "initial"), (2023, "initial"), (2023, "supplementary")]
)
def test_a_part_bears_its_whole_total_whatever_is_drawn_of_it(
    page: Page, server: str, year: int, phase: str
) -> None:
    show(page, f"{server}/money?lang=ja&year={year}")
    chart = page.locator(".chart.treemap")
    if chart.locator("select").count():
        chart.locator("select").select_option(phase)
    sums = counted(server)
    parts = drawn(page, "treemap", PARTS)

    for one in parts:
        thing = one["id"].removeprefix("/doc/id/")
        total = sums[Period(thing, year, phase, "appropriation")]
        assert (one["lower"], one["upper"]) == (total.lower, total.upper)
        assert ("を描画" in one["told"]) == (one["value"] != total.lower)
    whole = sums[Period("2024", year, phase, "appropriation")]
    note = chart.locator(".aside").inner_text()
    assert (f"（{whole.ceilings}件）は描いていません" in note) == (whole.ceilings > 0)
    pillars = sum(one["value"] for one in parts if "/pillar/" in one["id"])
    assert pillars == sum(yen for _, yen in drawn(page, "treemap", TREEMAP)) < whole.lower
    chart.get_by_label("それも描く").check()
    assert sum(yen for _, yen in drawn(page, "treemap", TREEMAP)) == whole.lower
    assert {one["id"] for one in drawn(page, "treemap", PARTS)} >= {one["id"] for one in parts}


@pytest.mark.parametrize(
    "phase", ["initial", pytest.param("supplementary", marks=pytest.mark.slow)]
)
def test_the_flows_of_one_phase_add_up_to_its_total(page: Page, server: str, phase: str) -> None:
    show(page, f"{server}/money?lang=en&year=2023")
    flows = page.locator(".chart.sankey")
    flows.get_by_label("Phase").select_option(phase)
    flows.get_by_label("Draw it too").check()
    links = drawn(page, "sankey", "series[0].links.map(l => [l.source, l.target, l.value])")
    nodes = drawn(page, "sankey", "series[0].data.map(n => [n.name, n.href, n.value])")

    sums = counted(server)
    total = sums[Period("2024", 2023, phase, "appropriation")].lower
    assert sum(yen for source, _, yen in links if source.startswith("pillar")) == total
    assert sum(yen for _, target, yen in links if target.startswith("holder")) == total
    for name, href, yen in nodes:
        if name.startswith("pillar"):
            thing = href.removeprefix("/doc/id/").partition("?")[0]
            assert yen == sums[Period(thing, 2023, phase, "appropriation")].lower
        if name.startswith("line"):
            thing = f"line/{name.removeprefix('line ')}"
            assert yen == sums[Period(thing, 2023, phase, "appropriation")].lower


def test_the_columns_are_the_totals_of_the_pillars(page: Page, server: str) -> None:
    show(page, f"{server}/money?lang=ja")
    columns = page.eval_on_selector_all(
        "#years th[data-year]", "all => all.map(c => [Number(c.dataset.year), c.dataset.phase])"
    )
    sums = counted(server)

    series = drawn(page, "stacks", STACKED)
    assert len(series) == 5
    for pillar in series:
        for (year, phase), (href, bounds) in zip(columns, pillar, strict=True):
            thing = href.removeprefix("/doc/id/").partition("?")[0]
            found = sums.get(Period(thing, year, phase, "appropriation"))
            assert bounds == (found and [found.lower, found.upper])
    heights = drawn(page, "stacks", "series.map(s => s.data.map(d => d.value))")
    for place, (year, phase) in enumerate(columns):
        whole = sums[Period("2024", year, phase, "appropriation")]
        assert sum(pillar[place] for pillar in heights) == whole.lower


def test_the_ranking_is_that_of_the_question(page: Page, server: str) -> None:
    show(page, f"{server}/money?lang=en")
    rows = ask(server, "largest-changes", lang="en")
    first, *rest = [
        (row["lineLabel"] + " (with its predecessors)" * (row["basis"] == "succession"), change)
        for row in rows
        if (change := row["change"]) is not None and row["isDistinguishable"]
    ]

    assert [tuple(bar) for bar in reversed(drawn(page, "bars", BARS))] == rest[:20]
    indistinct = page.locator("#changes td", has_text="not distinguishable from rounding").count()
    assert f"from rounding ({indistinct})" in page.locator(".chart.bars .aside").inner_text()
    assert first[1] == 300_000_000_000  # L165: 18.4 to 18.7 trillion
    page.locator(".chart.bars").get_by_label("Draw it too").check()
    assert tuple(drawn(page, "bars", BARS)[-1]) == first


def test_print_and_count_stand_side_by_side(page: Page, server: str) -> None:
    show(page, f"{server}/money?lang=en")
    bars = drawn(page, "shares", "series.map(s => s.data.map(d => [d.printed, d.value]))")

    rows = ask(server, "overcount", lang="en")
    rows = [row for row in rows if str(row["instrument"]).endswith("appropriation")]
    for row, lower, upper in zip(reversed(rows), *bars, strict=True):
        printed = row["printedTotal"]
        assert lower == [printed, pytest.approx(100 * row["lower"] / printed)]
        assert upper[1] == pytest.approx(100 * (row["upper"] - row["lower"]) / printed)


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
    page.locator(".chart.treemap").get_by_label("Draw it too").check()
    assert sum(yen for _, yen in drawn(page, "treemap", TREEMAP)) == 671_610_000_000


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
