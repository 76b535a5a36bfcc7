"""What the tests of the editor do by hand: open it, write a query, run it, read what it draws."""

from typing import Any

from playwright.sync_api import Page

PREFIXES = (
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
    "PREFIX shisaku: <https://w3id.org/shisaku/ns#>\n"
)
LINES = (
    PREFIXES
    + """SELECT ?lineLabel ?amount {
  ?figure shisaku:figureOf ?line ; shisaku:amount ?amount ; shisaku:fiscalYear/shisaku:year 2024 .
  ?line rdfs:label ?lineLabel FILTER (LANG(?lineLabel) = "ja")
} ORDER BY DESC(?amount) ?lineLabel LIMIT 60"""
)
FUNDED = """WHERE { ?measure a shisaku:Measure ; shisaku:fundedThrough ?line .
  ?line rdfs:label ?name }"""
FUNDING = (
    f"{PREFIXES} CONSTRUCT {{ ?measure shisaku:fundedThrough ?line . ?line rdfs:label ?name }}"
    + FUNDED
)


def show(page: Page, address: str) -> None:
    """Open the editor and wait until it can complete what is typed."""
    page.goto(address)
    page.wait_for_selector("#editor[data-ready]")


def written(page: Page) -> str:
    """Give the query that stands in the editor."""
    text: str = page.evaluate(
        "document.querySelector('.active .yasqe .CodeMirror').CodeMirror.getValue()"
    )
    return text


def write(page: Page, query: str) -> None:
    """Write a query over what stands there."""
    page.locator(".active .yasqe .CodeMirror").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(query)


def run(page: Page, query: str, view: str = "") -> None:
    """Write a query, run it by its button, and look at the answer in a view, by its button too."""
    write(page, query)
    page.locator(".active .yasqe_queryButton").click()
    page.wait_for_selector(".active .yasr_results > *")
    if view:
        page.locator(f".select_{view}").click()


def chart(page: Page, expression: str) -> Any:
    """Read what the chart draws, as ECharts holds it."""
    page.wait_for_selector(".picture svg text")
    return page.evaluate(f"document.querySelector('.picture').chart.getOption().{expression}")


def network(page: Page, expression: str) -> Any:
    """Read what the graph draws, as cytoscape holds it."""
    page.wait_for_selector(".canvas canvas")
    return page.evaluate(f"document.querySelector('.canvas').cy.{expression}")
