"""Every kind of page, in both languages, is HTML as the W3C's checker reads it (vnu, from npm)."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.installed import needed
from tests.server.test_linked_data import LINE, MEASURE, SAMPLE, get

CHECKER = Path(__file__).parents[2] / "server/web/node_modules/vnu-jar/build/dist/vnu.jar"
PAGES = (
    "/", "/api", "/changes", "/dumps/", "/graph", "/money", "/nowhere", "/ns", "/queries",
    "/report",
    "/queries/shared-lines", "/search?q=5G", "/source/2024", "/sparql",
    *(f"/doc/id/{name}" for name in (*SAMPLE, "dataset", f"{MEASURE}/b/1/a/1/span")),
    f"/doc/id/{LINE}/2023/supplementary", "/doc/concept/phase/initial",
)  # fmt: skip
# Tables become blocks on phones, by which browsers may forget what rows and cells are: the roles
# say it. The checker, which reads no style sheet, takes them for a repetition.
MEANT = r".*The “role” attribute must not be used on a “(td|th|tr)” element.*"


def complaints(*files: Path) -> str:
    """Give what the checker finds wrong in files."""
    java = needed(shutil.which("java"), "Debian's default-jre-headless")
    checker = needed(str(CHECKER) if CHECKER.exists() else None, "vnu-jar (npm)")
    command = [java, "-jar", checker, "--errors-only", "--filterpattern", MEANT, *map(str, files)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stderr


@pytest.mark.slow
def test_every_kind_of_page_is_valid(server: str, tmp_path: Path) -> None:
    files = []
    for number, path in enumerate(PAGES):
        for lang in ("ja", "en"):
            status, _, body = get(server + path, Accept="text/html", Accept_Language=lang)
            assert status == (404 if path == "/nowhere" else 200), path
            files.append(tmp_path / f"{number}-{lang}.html")
            files[-1].write_bytes(body)

    assert complaints(*files) == ""


def test_a_page_that_is_not_valid_is_found(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<!doctype html><html lang=en><title>a</title><p><p id=>")

    assert "id" in complaints(tmp_path / "page.html")
