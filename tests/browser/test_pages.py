"""The page of each kind of thing in a browser: on a phone, for every reader."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.server.test_linked_data import SAMPLE

ENGLISH = [pytest.param(f"{thing}?lang=en", marks=pytest.mark.slow) for thing in SAMPLE]


@pytest.mark.slow
@pytest.mark.parametrize("document", [*(f"{thing}?lang=ja" for thing in SAMPLE), *ENGLISH])
def test_a_page_fits_a_phone_and_keeps_nobody_out(
    page: Page, server: str, kept_out: Callable[[], list[list[str]]], document: str
) -> None:
    page.set_viewport_size({"width": 400, "height": 900})

    page.goto(f"{server}/doc/id/{document}")

    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    assert page.locator("h1").inner_text()
    assert not kept_out()
