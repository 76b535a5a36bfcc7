"""What the browser tests share: pages that must behave."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

WEB = Path(__file__).parents[2] / "server" / "web"
AXE = WEB / "node_modules/axe-core/axe.min.js"


@pytest.fixture
def page(browser: Browser, server: str) -> Iterator[Page]:
    """Open a page that may say nothing on its console and ask nobody else."""
    opened, wrong = browser.new_page(viewport={"width": 1200, "height": 900}), []
    opened.on("console", lambda said: None if is_refused(said) else wrong.append(said.text))
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on(
        "request",
        lambda asked: None if asked.url.startswith((server, "blob:")) else wrong.append(asked.url),
    )
    yield opened
    opened.close()
    assert not wrong


def is_refused(said: ConsoleMessage) -> bool:
    """Say whether Chromium tells that the endpoint refused a query, which the page handles."""
    return said.text.startswith("Failed to load resource") and "/sparql?" in said.location["url"]


@pytest.fixture
def kept_out(page: Page) -> Callable[[], list[list[str]]]:
    """Give a function that names what axe finds serious on the page."""
    if not AXE.exists():
        pytest.skip("axe-core of server/web/node_modules is not here")

    def find() -> list[list[str]]:
        page.evaluate(AXE.read_text(encoding="utf-8"))
        told = "v => [v.impact, v.id, v.nodes[0].html.slice(0, 120)]"
        found = page.evaluate(f"axe.run().then(r => r.violations.map({told}))")
        return [one for one in found if one[0] in {"serious", "critical"}]

    return find
