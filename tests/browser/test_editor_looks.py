"""The SPARQL editor as people see it: in Japanese, in the dark, on a phone, by screen readers."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.editing import FUNDING, LINES, chart, network, run, show, write

STATES = ["empty", "table", "error", "hint", "chart", "graph", "response", "truth", "share", "menu"]
# What Japanese pages write in Latin letters too: names of formats and of SPARQL's words.
ALIKE = re.compile(
    r"SPARQL|CONSTRUCT|DESCRIBE|SELECT|PREFIX|IRI|cURL|CSV|JSON(-LD)?|XML|TSV|Turtle|N-Triples|"
    r"RDF/XML|PNG|SVG|true|false|lineLabel|amount|foo:|English|DX"
)
WORDS = """() => {
  const seen = [];
  const walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_ALL);
  for (let one = walk.currentNode; one; one = walk.nextNode()) {
    const element = one.nodeType === Node.TEXT_NODE ? one.parentElement : one;
    if (!element?.checkVisibility?.() || element.closest("script, .CodeMirror-lines, td, svg")) continue;
    if (one.nodeType === Node.TEXT_NODE) seen.push(one.data);
    else for (const name of ["title", "aria-label", "placeholder"]) seen.push(one.getAttribute(name) ?? "");
  }
  return seen;
}"""  # noqa: E501
APART = """() => {
  const boxes = [...document.querySelectorAll(
    "main :is(button, input, select, h1, label, .downloads, .yasr_response_chip, figcaption, .CodeMirror)")]
    .filter((one) => one.checkVisibility() && !one.closest(".CodeMirror-code, .yasqe_sharePopup"))
    .map((one) => [one, one.getBoundingClientRect()]).filter(([, box]) => box.width * box.height > 1);
  const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  return boxes.flatMap(([one, box], at) => boxes.slice(at + 1)
    .filter(([other, its]) => meet(box, its) && !one.contains(other) && !other.contains(one))
    .map(([other]) => `${one.outerHTML.slice(0, 80)} / ${other.outerHTML.slice(0, 80)}`));
}"""  # noqa: E501


def bring(page: Page, state: str) -> None:
    """Bring the editor into a state, as people do."""
    if state in {"table", "chart", "response"}:
        run(page, LINES, state)
    elif state == "graph":
        run(page, FUNDING, state)
        network(page, "nodes().length")
    elif state == "error":
        run(page, "ASK {\n  ?x a foo:Bar }")
    elif state == "hint":
        write(page, "SELECT ?a }")
        page.locator(".parseErrorIcon").hover()
        page.locator(".parseErrorIcon[title]").wait_for()
    elif state == "truth":
        run(page, "ASK {}")
    elif state == "share":
        page.locator(".yasqe_share").click()
    elif state == "menu":
        page.locator(".tabsList .tab a").click(button="right")
    if state == "chart":
        chart(page, "series")


def english_in(page: Page) -> list[str]:
    """Give the words in Latin letters that a Japanese page has no reason for."""
    seen = {text.strip() for text in page.evaluate(WORDS)}
    return sorted(text for text in seen if re.search("[A-Za-z]{2}", ALIKE.sub("", text)))


def test_no_english_is_left_on_the_japanese_page(page: Page, server: str) -> None:
    show(page, f"{server}/sparql?lang=ja")
    for state in STATES:
        bring(page, state)

        assert english_in(page) == [], state
        page.keyboard.press("Escape")
        page.locator("h1").click()


def test_the_look_for_english_words_finds_them(page: Page, server: str) -> None:
    show(page, f"{server}/sparql?lang=en")
    bring(page, "table")

    assert {"Query", "Run query", "Page size:", "Filter query results"} <= set(english_in(page))


@pytest.mark.slow
def test_on_a_phone_nothing_lies_on_anything(page: Page, server: str) -> None:
    page.set_viewport_size({"width": 400, "height": 800})
    show(page, f"{server}/sparql?lang=ja")
    for state in ("empty", "table", "error", "chart", "graph"):
        bring(page, state)

        assert page.evaluate(APART) == [], state
        assert page.evaluate("document.documentElement.scrollWidth") <= 400, state


@pytest.mark.slow
@pytest.mark.parametrize("look", ["ja light", "ja dark", "en light", "en dark"])
def test_nothing_keeps_people_out(
    page: Page, server: str, kept_out: Callable[[], list[list[str]]], look: str
) -> None:
    lang, scheme = look.split()
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    for state in STATES:
        show(page, f"{server}/sparql?lang={lang}")
        bring(page, state)

        assert kept_out() == [], state


@pytest.mark.slow
def test_in_the_dark_the_editor_and_its_answers_are_dark(page: Page, server: str) -> None:
    page.emulate_media(color_scheme="dark")
    show(page, f"{server}/sparql?lang=ja")
    bring(page, "table")

    lightness = """selector => {
      const colour = getComputedStyle(document.querySelector(selector)).backgroundColor;
      const canvas = new OffscreenCanvas(1, 1).getContext("2d");
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      return Math.max(...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3));
    }"""
    for selector in (".CodeMirror", ".CodeMirror-gutters", ".yasr_results th"):
        assert page.evaluate(lightness, selector) < 70, selector
