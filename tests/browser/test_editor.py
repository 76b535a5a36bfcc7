"""The SPARQL editor in a real browser: questions, typing in Japanese, answers, errors."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page


def show(page: Page, address: str) -> None:
    """Open the editor and wait until it can complete what is typed."""
    page.goto(address)
    page.wait_for_selector("#editor[data-ready]")


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_question_of_the_catalogue_is_answered_in_the_editor(
    page: Page, server: str, lang: str
) -> None:
    show(page, f"{server}/sparql?lang={lang}")
    page.locator("#examples").select_option(index=3)
    page.locator(".yasqe_queryButton").click()
    page.wait_for_selector(".yasr_results tbody tr")

    assert page.locator(".yasr_results tbody tr").count() > 0


def test_a_japanese_label_leads_to_its_term(page: Page, server: str) -> None:
    show(page, f"{server}/sparql?lang=ja")
    page.locator(".CodeMirror").first.click()
    page.keyboard.press("Control+a")
    page.keyboard.type("SELECT * WHERE { ?s a ")
    page.keyboard.insert_text("予算項目")
    page.keyboard.press("Control+Space")
    page.locator(".CodeMirror-hints li", has_text="shisaku:BudgetLine ").click()

    text = page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()")
    assert "?s a shisaku:BudgetLine" in text
    assert "PREFIX shisaku:" in text


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_axe_finds_nothing_serious_in_the_editor(
    page: Page, server: str, kept_out: Callable[[], list[list[str]]], lang: str
) -> None:
    show(page, f"{server}/sparql?lang={lang}")

    assert kept_out() == []
