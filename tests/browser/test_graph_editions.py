"""The relationship graph of a release with two editions: begun from the latest, either chosen."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from shisaku.server.build import Options, build
from tests.served import serving

pytestmark = pytest.mark.slow
DATA = Path(__file__).parents[1] / "data"
EDITIONS = [DATA / "lighthouse-2024.txt", DATA / "lighthouse-2025.txt"]
OLDER = "令和６年度灯台省予算の主要施策"
LATER = "令和７年度灯台省予算の主要施策"
DRAWN = "document.getElementById('view').cy.nodes().map(n => n.id()).sort()"
NAMED = "document.getElementById('view').cy.nodes().map(n => n.data('label'))"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a release of both editions."""
    release = build(EDITIONS, tmp_path_factory.mktemp("two") / "release", Options()).directory
    with serving(["--release", str(release)]) as served:
        yield served.address


def show(page: Page, address: str) -> None:
    """Open the graph and wait until it is drawn."""
    page.goto(address)
    page.wait_for_selector("#view[data-ready]")


def test_the_overview_is_of_the_latest_edition_until_another_is_chosen(
    page: Page, server: str
) -> None:
    show(page, f"{server}/graph?lang=ja")
    later = page.evaluate(DRAWN)
    edition = page.get_by_label("版")
    expect(edition.locator("option:checked")).to_have_text(LATER)
    edition.select_option(label=OLDER)
    page.wait_for_url("**edition=*")
    older = page.evaluate(DRAWN)
    edition.select_option(label="すべての版")
    page.wait_for_url("**edition=all*")

    assert sorted([*older, *later]) == page.evaluate(DRAWN)
    assert not set(older) & set(later)
    assert sorted(page.evaluate(NAMED)) == ["灯台\n令和6年度 (+3)", "灯台\n令和7年度 (+4)"]
    page.get_by_role("button", name="元に戻す").click()
    expect(edition.locator("option:checked")).to_have_text(OLDER)
    assert page.evaluate(DRAWN) == older


def test_everything_of_an_edition_is_its_own_and_what_that_is_related_to(
    page: Page, server: str
) -> None:
    show(page, f"{server}/graph?lang=ja&whole=1")
    one = set(page.evaluate(DRAWN))
    show(page, f"{server}/graph?lang=ja&whole=1&edition=all")
    everything = set(page.evaluate(DRAWN))
    kinds = "document.getElementById('view').cy.nodes('[kind=\"line\"]').map(n => n.id())"

    assert one < everything
    assert set(page.evaluate(kinds)) - one  # 灯台守養成費 and what only 2024 prints
    assert not [thing for thing in one if thing.startswith("lighthouse-2024/")]


def test_names_say_the_edition(page: Page, server: str) -> None:
    show(page, f"{server}/graph?lang=ja&whole=1&edition=all")
    page.get_by_label("名前で探す").fill("浮標の交換")
    options = page.locator("datalist option")
    expect(options).to_have_count(2)

    assert {option.get_attribute("value") for option in options.all()} == {
        f"浮標の交換 ({LATER})",
        f"浮標の交換 ({OLDER})",
    }
    page.get_by_label("名前で探す").fill(f"浮標の交換 ({OLDER})")
    page.get_by_role("button", name="表示", exact=True).click()
    expect(page.locator(".panel .kinds")).to_have_text(f"施策 · {OLDER}")
    page.get_by_text("表で読む").click()
    expect(page.locator(".as-table tbody")).to_contain_text(f"({OLDER})")


def test_without_its_script_the_page_says_the_edition_of_each_chapter(
    page: Page, server: str
) -> None:
    text = page.request.get(f"{server}/graph?lang=ja").text()

    assert "共有する予算項目" in text
    assert f"({OLDER})</td>" in text
    assert f"({LATER})</td>" in text


def test_nothing_keeps_people_out(
    page: Page, server: str, kept_out: Callable[[], list[list[str]]]
) -> None:
    show(page, f"{server}/graph?lang=en&edition=all")

    assert not kept_out()
