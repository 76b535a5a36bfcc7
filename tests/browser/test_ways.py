"""From any number to its printed characters and back, by clicks; on a phone, on paper, offline."""

import pytest
from playwright.sync_api import Page, expect


def test_the_report_leads_to_a_line_whose_figure_leads_back(page: Page, server: str) -> None:
    page.goto(f"{server}/report?lang=ja")
    page.locator("td.place a", has_text="L3507").first.click()

    page.wait_for_url("**/source/2024?lang=ja#L3507")
    page.locator(":target a:not(.n)").first.click()
    page.wait_for_url("**/doc/id/2024/**")
    page.locator("a[href^='/source/2024']").first.click()
    page.wait_for_url("**/source/2024?mark=*")
    expect(page.locator("mark").first).to_be_visible()


def test_a_column_of_years_leads_to_printed_characters_in_two_clicks(
    page: Page, server: str
) -> None:
    page.goto(f"{server}/money?lang=ja")
    page.wait_for_selector(".chart.bars svg text")
    page.locator("#changes td.number a").nth(0).click()
    page.wait_for_url(lambda url: "/money" not in url)
    if "/source/" not in page.url:
        page.locator("a[href^='/source/']").first.click()

    expect(page.locator("mark").first).to_be_visible()


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/", "/graph", "/money", "/source/2024", "/report"])
def test_no_page_is_wider_than_a_phone(page: Page, server: str, path: str) -> None:
    page.set_viewport_size({"width": 400, "height": 800})
    page.goto(f"{server}{path}?lang=en")
    page.wait_for_load_state("networkidle")

    assert page.evaluate("document.documentElement.scrollWidth") == 400


@pytest.mark.parametrize("path", ["/graph", "/money"])
def test_on_paper_the_buttons_are_gone_and_the_picture_stays(
    page: Page, server: str, path: str
) -> None:
    page.goto(f"{server}{path}?lang=ja")
    page.wait_for_load_state("networkidle")
    page.emulate_media(media="print")

    assert not page.locator("header").is_visible()
    assert not page.locator("main button").first.is_visible()
    assert page.locator("canvas, main svg").first.is_visible()
