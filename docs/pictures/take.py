"""Takes the tour's pictures anew, from a server that runs: ``make pictures``."""

import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).parent
MEASURES = "2024/ch/2/s/3/m/3,2024/ch/10/s/4/m/1"


@dataclass(frozen=True, slots=True)
class Picture:
    """An element of a page as it looks once what it waits for is there; its width in pixels."""

    name: str
    path: str
    wait: str
    element: str
    width: int = 1200
    is_dark: bool = False


PICTURES = (
    Picture("overview", "/graph?lang=en", "#view[data-ready]", ".board"),
    Picture(
        "connection",
        f"/graph?lang=ja&focus={MEASURES}&open={MEASURES}&select={MEASURES}",
        "#view[data-ready]",
        ".board",
    ),
    Picture("money", "/money?lang=en", ".chart.treemap svg text", ".chart.treemap", 1000),
    Picture("years", "/money?lang=ja", ".chart.stacks svg text", ".chart.stacks", 1000),
    Picture("changes", "/money?lang=en", ".chart.bars svg text", ".chart.bars", 400, is_dark=True),
    Picture("source", "/source/2024?lang=ja&mark=926:25-926:30", "mark", "p:has(mark)", 800),
)


def take(browser: Browser, server: str, picture: Picture) -> None:
    """Write one picture."""
    page = browser.new_page(
        viewport={"width": picture.width, "height": 900},
        color_scheme="dark" if picture.is_dark else "light",
    )
    page.goto(server + picture.path)
    page.wait_for_selector(picture.wait)
    page.locator(picture.element).screenshot(path=HERE / f"{picture.name}.png")
    page.close()


def main(server: str) -> None:
    """Take them all in Debian's Chromium."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for picture in PICTURES:
            take(browser, server, picture)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
