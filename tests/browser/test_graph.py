"""The relationship graph in a real browser: by clicks, typing and keys, as a reader uses it."""

import json
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from shisaku.ontology.terms import BASE
from shisaku.queries.catalogue import bind, find_query

MEASURE = "2024/ch/2/s/3/m/3"
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


def test_a_chapters_amount_is_that_of_the_question(page: Page, server: str) -> None:
    text = bind(find_query("chapter-totals"), {})
    asked = f"{server}/sparql?{urllib.parse.urlencode({'query': text})}"
    with urllib.request.urlopen(asked) as answer:
        rows = json.load(answer)["results"]["bindings"]

    for row in (rows[1], rows[9]):
        chapter = f"2024/ch/{row['number']['value']}"
        show(page, f"{server}/graph?lang=en&year=2024&phase=initial&select={chapter}")
        assert page.locator("#counted data").get_attribute("value") == row["total"]["value"]


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
