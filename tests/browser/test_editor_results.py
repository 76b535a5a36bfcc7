"""Answers in the SPARQL editor: charts and graphs that equal them, files, links to share."""

import json
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from shisaku.queries.catalogue import bind, find_query
from shisaku.queries.client import run_remote
from tests.browser.editing import (
    FUNDED,
    FUNDING,
    LINES,
    PREFIXES,
    chart,
    network,
    run,
    show,
    written,
)

YEARS = (
    PREFIXES
    + """SELECT ?year ?phase (SUM(?yen) AS ?total) {
  ?figure shisaku:figureOf ?line ; shisaku:amount ?yen ; shisaku:phase ?phase ;
    shisaku:fiscalYear/shisaku:year ?year .
} GROUP BY ?year ?phase ORDER BY ?year ?phase"""
)


def ask(server: str, query: str) -> list[dict[str, Any]]:
    """Give the rows of an answer, as another client reads them."""
    return run_remote(f"{server}/sparql", query).records()


def test_bars_equal_the_answer_and_say_how_many_are_left_out(page: Page, server: str) -> None:
    show(page, f"{server}/sparql?lang=ja")
    run(page, LINES, "chart")

    rows = ask(server, LINES)[:40]
    assert chart(page, "yAxis[0].data") == [row["lineLabel"] for row in rows]
    assert chart(page, "series[0].data") == [row["amount"] for row in rows]
    assert page.locator("figcaption").inner_text() == "amount（lineLabelごと）"
    assert page.locator(".drawn .aside").inner_text() == "60のうち初めの40だけを描いています。"


@pytest.mark.slow
def test_years_make_lines_of_what_differs_otherwise(page: Page, server: str) -> None:
    show(page, f"{server}/sparql?lang=en")
    run(page, YEARS, "chart")

    rows = ask(server, YEARS)
    assert chart(page, "xAxis[0].data") == sorted({str(row["year"]) for row in rows})
    drawn = [tuple(pair) for series in chart(page, "series") for pair in series["data"]]
    assert sorted(drawn) == sorted((str(row["year"]), row["total"]) for row in rows)
    assert {series["name"] for series in chart(page, "series")} >= {"supplementary budget"}


def test_a_graph_shows_what_is_constructed_by_its_names(page: Page, server: str) -> None:
    show(page, f"{server}/sparql?lang=en")
    run(page, FUNDING, "graph")

    edges = network(page, "edges().map(e => [e.source().id(), e.target().id()])")
    rows = ask(server, f"{PREFIXES} SELECT DISTINCT ?measure ?line {FUNDED}")
    assert {tuple(edge) for edge in edges} <= {(row["measure"], row["line"]) for row in rows}
    assert network(page, "nodes().length") == 40
    told = page.locator(".drawn .aside").inner_text()
    assert f"Things: 40, links: {len(edges)}." in told
    ends = {end for row in rows for end in row.values()}
    assert f"Only the 40 of {len(ends)} things" in told
    assert {"funded through"} == set(network(page, "edges().map(e => e.data('name'))"))


def test_rows_of_iris_are_linked_and_lead_to_their_pages(page: Page, server: str) -> None:
    show(page, f"{server}/sparql?lang=ja")
    query = PREFIXES + (
        "SELECT ?measureLabel ?lineLabel ?measure ?line { ?measure a shisaku:Measure ; "
        "shisaku:fundedThrough ?line ; rdfs:label ?measureLabel . ?line rdfs:label ?lineLabel "
        "FILTER (LANG(?measureLabel) = 'ja' && LANG(?lineLabel) = 'ja') } ORDER BY ?line LIMIT 3"
    )
    run(page, query, "graph")

    assert network(page, "edges().length") == 3
    labels = network(page, "nodes().map(n => n.data('label').replaceAll('\\n', ''))")
    row = ask(server, query)[0]
    assert any(row["lineLabel"].startswith(label.rstrip("…")) for label in labels)
    page.locator(".canvas").scroll_into_view_if_needed()
    spot = network(page, f"getElementById('{row['line']}').renderedPosition()")
    page.locator(".canvas").click(position=spot)
    page.locator(".chosen a").wait_for()
    assert page.locator(".chosen a[href^='/doc/id/']").count() == 1


@pytest.mark.slow
def test_a_things_iri_leads_to_its_page_on_this_server(page: Page, server: str) -> None:
    show(page, f"{server}/sparql?lang=en")
    run(page, f"{PREFIXES} SELECT ?chapter {{ ?chapter a shisaku:Chapter }} ORDER BY ?chapter")
    with page.expect_popup() as opened:
        page.locator(".yasr_results td a").first.click()

    opened.value.wait_for_url(f"{server}/doc/id/**")
    opened.value.close()


@pytest.mark.slow
def test_what_cannot_be_drawn_is_said(page: Page, server: str) -> None:
    show(page, f"{server}/sparql?lang=ja")
    run(page, "SELECT ?word { VALUES ?word { '一' } }", "chart")
    page.locator(".drawn", has_text="数値の列がありません").wait_for()
    page.locator(".select_graph").click()
    page.locator(".drawn", has_text="結べるものがありません").wait_for()


@pytest.mark.parametrize(
    ("query", "formats"),
    [
        (LINES, {"CSV": "lineLabel,", "JSON": '{"head"', "XML": "<?xml", "TSV": "?lineLabel"}),
        pytest.param(
            FUNDING,
            {"Turtle": "<http", "JSON-LD": "[{", "N-Triples": "<http", "RDF/XML": "<?xml"},
            marks=pytest.mark.slow,
        ),
    ],
    ids=["rows", "graph"],
)
def test_the_whole_answer_is_saved_in_each_format(
    page: Page, server: str, query: str, formats: dict[str, str]
) -> None:
    show(page, f"{server}/sparql?lang=ja")
    run(page, query)
    page.locator(".downloads:visible").wait_for()
    saved = {}
    for name in formats:
        with page.expect_download() as coming:
            page.locator(".downloads").get_by_text(name, exact=True).click()
        saved[name] = coming.value.path().read_text(encoding="utf-8")

    assert {name: text[: len(formats[name])] for name, text in saved.items()} == formats
    if "JSON" in saved:
        assert len(json.loads(saved["JSON"])["results"]["bindings"]) == 60


def test_the_answer_to_a_query_too_long_for_an_address_is_kept_too(page: Page, server: str) -> None:
    show(page, f"{server}/sparql?lang=ja")
    run(page, f"SELECT * {{ VALUES (?b ?a) {{ (1 2) }} }} # {'施策' * 20_000}")
    page.locator(".downloads:visible").wait_for()
    with page.expect_download() as coming:
        page.locator(".downloads").get_by_text("CSV", exact=True).click()

    assert coming.value.path().read_text(encoding="utf-8").split() == ["b,a", "1,2"]


def test_a_link_shows_the_same_query_and_answer_to_others(
    page: Page, server: str, browser: Browser
) -> None:
    show(page, f"{server}/sparql?lang=ja")
    query = 'SELECT ("100%+1 & 携帯?" AS ?名) (2 AS ?値) {}  # #1'
    run(page, query, "chart")
    chart(page, "series")
    page.locator(".yasqe_share").click()
    link = page.locator(".yasqe_sharePopup input").input_value()

    other = browser.new_context().new_page()
    show(other, link)
    assert chart(other, "yAxis[0].data") == ["100%+1 & 携帯?"]
    assert written(other) == query
    other.context.close()


def test_a_link_cannot_name_another_endpoint(page: Page, server: str) -> None:
    query = "SELECT (1 AS ?one) {}"
    show(page, f"{server}/sparql?lang=ja#query={quote(query)}&endpoint=http://example.org/sparql")

    page.locator(".yasr_results tbody td", has_text="1").first.wait_for()
    assert not page.locator("input.autocomplete, .tabContextButton").count()
    page.goto(f"{server}/sparql?lang=ja#query=ASK%7B%7D")  # pasted into the same tab
    page.locator(".active .booleanResult").wait_for()


@pytest.mark.slow
def test_charts_and_graphs_are_loaded_when_they_are_asked_for(page: Page, server: str) -> None:
    loaded = "performance.getEntriesByType('resource').filter(r => r.name.endsWith('.js')).length"
    show(page, f"{server}/sparql?lang=ja")
    run(page, LINES)
    first = page.evaluate(loaded)
    page.locator(".select_chart").click()
    chart(page, "series")

    assert page.evaluate(loaded) > first


@pytest.mark.slow
def test_columns_of_another_size_wait_in_the_legend(page: Page, server: str) -> None:
    show(page, f"{server}/sparql?lang=ja")
    run(page, bind(find_query("chapter-totals"), {}), "chart")

    shown = chart(page, "legend[0].selected")
    assert {name for name, is_shown in shown.items() if is_shown} >= {"total", "lower", "upper"}
    assert not shown["observations"]
    page.locator(".picture svg text", has_text="observations").click()
    assert chart(page, "legend[0].selected.observations") is True
