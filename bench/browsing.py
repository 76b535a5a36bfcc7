"""How fast views come and move in a browser: first view, and frames a second while panning.

Asks Debian's Chromium, without a display, of a server that runs already; the graph also as it
would be at twenty editions: the nodes and edges of the release that many times, each budget line
succeeded by that of the next edition. Prints two Markdown tables.
"""

import json
import sys
import time
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

EDITIONS = 20
SECONDS = 3
SCREEN: ViewportSize = {"width": 1200, "height": 900}
FRAMES = """() => { window.frames_ = []; const step = now => { window.frames_.push(now);
  requestAnimationFrame(step); }; requestAnimationFrame(step); }"""
CORNER = "(({x, y}) => [x, y])(document.querySelector('.canvas').getBoundingClientRect())"
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
READY = {"/graph": "#view[data-ready]", "/money": ".chart.shares svg text"}


def main(server: str) -> None:
    """Measure and print."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        print("| page | something to read, ms | all drawn, ms |\n| --- | --- | --- |")
        for path in ("/", "/graph", "/money", "/source/2024", "/report"):
            painted, drawn = _first_view(browser, server, path)
            print(f"| `{path}` | {painted:.0f} | {drawn:.0f} |")
        print(
            "\n| editions | nodes | edges | overview drawn, s | all of the latest edition, s "
            "| everything, s | frames a second while panning |"
        )
        print("| --- | --- | --- | --- | --- | --- | --- |")
        data = browser.new_page().request.get(f"{server}/graph.json").json()
        for editions in (1, EDITIONS):
            print("|", " | ".join(_panning(browser, server, _times(data, editions), editions)), "|")


def _first_view(browser: Browser, server: str, path: str) -> tuple[float, float]:
    """Give milliseconds until the first words and until everything stands; nothing is cached."""
    page = browser.new_context(viewport=SCREEN).new_page()
    began = time.perf_counter()
    page.goto(server + path)
    page.wait_for_selector(READY.get(path, "h1"))
    drawn = (time.perf_counter() - began) * 1000
    painted = float(page.evaluate(PAINTED))
    page.close()
    return painted, drawn


def _panning(
    browser: Browser, server: str, data: dict[str, list[Any]], editions: int
) -> Iterator[str]:
    """Drag the whole graph about; give the row of the table."""
    page = browser.new_page(viewport=SCREEN)
    page.route(
        "**/graph.json",
        lambda asked: asked.fulfill(body=json.dumps(data), content_type="application/json"),
    )
    yield from (f"{editions}", f"{len(data['nodes']):,}", f"{len(data['edges']):,}")
    for asked in ("", "?whole=1", "?whole=1&edition=all"):
        began = time.perf_counter()
        page.goto(f"{server}/graph{asked}")
        page.wait_for_selector(READY["/graph"], timeout=120_000)
        yield f"{time.perf_counter() - began:.1f}"
    time.sleep(SECONDS)
    yield f"{_frames(page):.0f}"
    page.close()


def _frames(page: Page) -> float:
    """Give the frames a second while the picture is dragged."""
    left, top = page.evaluate(CORNER)
    page.evaluate(FRAMES)
    page.mouse.move(left + 30, top + 30)
    page.mouse.down()
    page.evaluate("window.frames_.length = 0")
    until, step = time.perf_counter() + SECONDS, 0
    while time.perf_counter() < until:
        step += 1
        page.mouse.move(left + 40 + step % 60 * 4, top + 40 + step % 30)
    count, first, last = page.evaluate(
        "[window.frames_.length, window.frames_[0], window.frames_.at(-1)]"
    )
    page.mouse.up()
    return float(1000 * (count - 1) / (last - first))


def _times(data: dict[str, list[Any]], editions: int) -> dict[str, list[Any]]:
    """Give the graph of so many editions, each like the one there is."""
    nodes, edges, size = [], [], len(data["nodes"])
    for edition in range(editions):
        before = f"{edition}/" if edition else ""
        nodes += [
            {
                **node,
                "id": before + node["id"],
                "above": node["above"] and before + node["above"],
                "edition": node["edition"] if node["edition"] is None else edition,
            }
            for node in data["nodes"]
        ]
        edges += [
            [kind, one + edition * size, other + edition * size, places]
            for kind, one, other, places in data["edges"]
        ]
        if edition:
            edges += [
                ["succession", place + (edition - 1) * size, place + edition * size, [[0, 1]]]
                for place, node in enumerate(data["nodes"])
                if node["kind"] == "line"
            ]
    (name,) = data["editions"]
    names = [{**name, "id": f"{name['id']}-{edition}"} for edition in range(editions)]
    return {**data, "editions": names, "nodes": nodes, "edges": edges}


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
