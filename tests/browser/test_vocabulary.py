"""The page about the vocabulary in a real browser: readable on a phone, in the dark, on paper."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["ja", pytest.param("en", marks=pytest.mark.slow)])
def test_axe_finds_nothing_serious(
    page: Page, server: str, kept_out: Callable[[], list[list[str]]], lang: str
) -> None:
    page.emulate_media(color_scheme="dark" if lang == "ja" else "light")
    page.goto(f"{server}/ns?lang={lang}")

    assert kept_out() == []


def test_the_page_fits_a_phone_and_its_words_fit_their_boxes(page: Page, server: str) -> None:
    page.set_viewport_size({"width": 400, "height": 800})
    page.goto(f"{server}/ns?lang=en")

    assert page.evaluate("document.documentElement.scrollWidth") == 400
    assert page.evaluate(WORDS_OUTSIDE) == []


def test_a_terms_address_opens_the_page_at_the_term(page: Page, server: str) -> None:
    page.goto(f"{server}/ns?lang=ja#countedFrom")

    assert page.evaluate("document.querySelector(':target h4').innerText").startswith("計上元")
    assert page.locator(":target").is_visible()


WORDS_OUTSIDE = """
[...document.querySelectorAll('.diagram')].flatMap(svg => {
  const boxes = [...svg.querySelectorAll('rect')].map(box => box.getBBox());
  return [...svg.querySelectorAll('text')].map(text => [text.textContent, text.getBBox()])
    .filter(([, t]) => !boxes.some(b => b.x <= t.x && t.x + t.width <= b.x + b.width &&
      b.y <= t.y && t.y + t.height <= b.y + b.height)).map(([words]) => words);
})
"""
