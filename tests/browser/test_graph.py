"""The relationship graph in a real browser: by clicks, typing and keys, as a reader uses it."""

import json
import urllib.parse
import urllib.request
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest
from playwright.sync_api import Page

from shisaku.ontology.terms import BASE
from shisaku.queries.catalogue import bind, find_query
from shisaku.queries.client import run_remote
from tests.counted import counted

MEASURE = "2024/ch/2/s/3/m/3"
NAMES = """
document.getElementById('view').cy.nodes().filter(n => n.style('label')).map(n =>
  ({name: n.data('label'),
    ...n.renderedBoundingBox({includeNodes: false, includeOverlays: false})}))
"""
PLACES = "document.getElementById('view').cy.nodes().map(n => [n.id(), n.position()])"


def show(page: Page, address: str) -> None:
    """Open the graph and wait until it is drawn."""
    page.goto(address)
    page.wait_for_selector("#view[data-ready]")


def test_a_name_in_japanese_leads_to_its_thing_and_the_address_says_so(
    page: Page, server: str
) -> None:
    show(page, f"{server}/graph?lang=ja")
    page.get_by_label("名前で探す").fill("消防団災害対応高度化")
    page.get_by_role("button", name="表示", exact=True).click()

    assert page.locator(".panel h2").inner_text() == "消防団災害対応高度化推進事業"
    assert "focus=line/" in urllib.parse.unquote(page.url)


def test_a_view_opened_again_stands_where_it_stood(page: Page, server: str) -> None:
    show(page, f"{server}/graph?lang=ja&open=2024/ch/10,2024/ch/2")
    first = page.evaluate(PLACES)
    page.reload()
    page.wait_for_selector("#view[data-ready]")

    assert page.evaluate(PLACES) == first
    assert len({json.dumps(place) for _, place in first}) == len(first) > 30


def panel_money(page: Page) -> dict[tuple[int, str, str], list[list[int]]]:
    """Read the panel's money: by year, phase and instrument the bounds of each column."""
    rows = page.eval_on_selector_all(
        ".panel table.money tbody tr",
        "rows => rows.map(r => [Number(r.dataset.year), r.dataset.phase, r.dataset.instrument,"
        " [...r.cells].slice(1).map(c => [...c.querySelectorAll('data')].map(d => +d.value))])",
    )
    assert not page.locator(".panel table.money tfoot").count()
    return {(year, phase, instrument): columns for year, phase, instrument, columns in rows}


@pytest.mark.parametrize(
    "thing", ["2024/ch/10", "2024/ch/1", "2024/ch/6/s/1/m/2", "2024/ch/17", MEASURE]
)
def test_the_panel_tells_each_period_of_a_part_by_itself(
    page: Page, server: str, thing: str
) -> None:
    asked = bind(find_query("part-totals"), {"part": f"{BASE}{thing}"})
    expected = {}
    for row in run_remote(f"{server}/sparql", asked).records():
        pairs = (("lower", "upper"), ("printedLower", "printedUpper"))
        columns = [sorted({int(str(row[name])) for name in pair}) for pair in pairs]
        if row["contingent"]:
            columns[0] = [int(str(row["contingent"]))]
        phase, instrument = (str(row[it]).rpartition("/")[2] for it in ("phase", "instrument"))
        expected[int(str(row["year"])), phase, instrument] = columns

    show(page, f"{server}/graph?lang=en&focus={thing}")
    assert panel_money(page) == expected
    show(page, f"{server}/graph?lang=en&focus={thing}&year=2024&phase=initial")
    assert set(panel_money(page)) == {key for key in expected if key[:2] == (2024, "initial")}


def test_a_lines_rounds_are_one_phase_and_its_ceilings_bounds(page: Page, server: str) -> None:
    lines = {
        key.thing
        for key, found in counted(server).items()
        if key.thing.startswith("line/") and (found.ceilings or found.figures > 1)
    }

    assert len(lines) > 5
    for line in sorted(lines)[:8]:
        show(page, f"{server}/graph?lang=ja&focus={line}")
        assert panel_money(page) == {
            key[1:]: [sorted({found.lower, found.upper})]
            for key, found in counted(server).items()
            if key.thing == line and key.instrument != "government-guarantee"
        }


def test_the_way_between_two_measures_names_its_printed_lines(page: Page, server: str) -> None:
    show(page, f"{server}/graph?lang=ja&focus={MEASURE}&open={MEASURE}&select={MEASURE}")
    other = page.locator(".panel td button.measure").first.inner_text()
    node = page.evaluate(
        f"document.getElementById('view').cy.nodes().filter(n => n.id() === '{MEASURE}')"
        ".openNeighborhood('node[kind=\"measure\"]').map(n => n.renderedPosition())[0]"
    )
    page.locator(".canvas").click(position=node, modifiers=["Shift"])

    assert other
    assert page.locator(".panel ol.way li").count() == 1
    assert page.locator(".panel ol.way .places a").first.inner_text().startswith("L")


def test_what_three_things_have_in_common_is_named(page: Page, server: str) -> None:
    three = ",".join(f"2024/ch/{chapter}" for chapter in ("10/s/4/m/1", "2/s/3/m/3", "10/s/1/m/3"))
    show(page, f"{server}/graph?lang=ja&focus={three}&open={three}&select={three}")

    assert page.locator(".panel ul.common").inner_text() == "消防団災害対応高度化推進事業"


def test_a_printed_line_in_the_panel_opens_it_in_the_source(page: Page, server: str) -> None:
    show(page, f"{server}/graph?lang=ja&focus={MEASURE}")
    page.locator(".panel td .places a", has_text="L2179").click()

    assert page.url == f"{server}/source/2024?lang=ja#L2179"
    assert "再掲" in page.locator(":target").inner_text()


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("asked", ["", "&whole=1"])
def test_no_name_lies_on_another(page: Page, server: str, lang: str, asked: str) -> None:
    show(page, f"{server}/graph?lang={lang}{asked}")
    boxes = page.evaluate(NAMES)

    assert len(boxes) == 18 if not asked else len(boxes) > 18  # each chapter has its name
    assert [
        (one["name"], other["name"])
        for one, other in combinations(boxes, 2)
        if min(one["x2"], other["x2"]) - max(one["x1"], other["x1"]) > 6
        and min(one["y2"], other["y2"]) - max(one["y1"], other["y1"]) > 6
    ] == []


def test_a_kind_of_relation_is_left_out_by_hand(page: Page, server: str) -> None:
    show(page, f"{server}/graph?lang=en")
    page.get_by_text("Filters and layout").click()
    page.get_by_label("budget line, printed or shared").uncheck()

    assert page.locator(".told").inner_text().startswith("18 nodes and 0 edges")
    assert "without=prints" in page.url
    page.get_by_role("button", name="Undo").click()
    assert page.locator(".told").inner_text().startswith("18 nodes and 8 edges")


def test_keys_alone_reach_and_open_a_chapter(page: Page, server: str) -> None:
    show(page, f"{server}/graph?lang=en")
    page.locator(".canvas").focus()
    page.keyboard.press("ArrowDown")
    said = page.locator(".said").inner_text()
    page.keyboard.press("Enter")

    assert "chapter" in said
    assert "open=2024/ch/" in urllib.parse.unquote(page.url)


@pytest.mark.parametrize("kind", ["PNG", "SVG", "GraphML"])
def test_a_view_is_kept_as_a_file(page: Page, server: str, kind: str) -> None:
    show(page, f"{server}/graph?lang=ja&focus={MEASURE}")
    with page.expect_download() as kept:
        page.get_by_role("button", name=kind).click()

    assert Path(kept.value.path()).stat().st_size > 1000


@pytest.mark.parametrize("asked", ["lang=ja", f"lang=en&focus={MEASURE}"])
def test_nothing_keeps_people_out(
    page: Page, server: str, asked: str, kept_out: Callable[[], list[list[str]]]
) -> None:
    show(page, f"{server}/graph?{asked}")

    assert not kept_out()


def test_without_its_script_the_page_still_says_which_lines_chapters_share(server: str) -> None:
    with urllib.request.urlopen(f"{server}/graph?lang=ja") as answer:
        text = answer.read().decode()

    assert f"{BASE}" not in text.partition('id="plain"')[2]
    assert "<td>" in text.partition('id="plain"')[2]
