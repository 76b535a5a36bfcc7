"""Comunica, in Node and in a page of another origin: the endpoint, and documents by their links."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.clients.test_clients import CONSTRUCT, PILLAR, PILLARS, SELECT, run
from tests.installed import needed

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.slow
HERE = Path(__file__).parent / "comunica"
ESBUILD = HERE.parents[2] / "server/web/node_modules/.bin/esbuild"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
Asked = tuple[str, str, str]
Ask = Callable[[list[Asked]], list[object]]


@pytest.fixture(scope="module")
def comunica() -> Path:
    """Give the folder in which Comunica is installed."""
    needed(HERE / "node_modules/@comunica/query-sparql", "what make test-slow installs")
    return HERE


@pytest.fixture(params=["node", "page"])
def ask(request: pytest.FixtureRequest, comunica: Path, tmp_path: Path) -> Ask:
    """Give what asks, in Node or in a page of another origin."""
    if request.param == "node":
        node = needed(shutil.which("node") or Path(sys.executable).with_name("node"), "Node")
        return lambda asked: json.loads(run(node, str(comunica / "node.mjs"), json.dumps(asked)))
    esbuild = needed(ESBUILD, "what make web installs")
    command = [esbuild, "page.mjs", "--bundle", "--format=iife", f"--outfile={tmp_path}/page.js"]
    subprocess.run([*command, "--log-level=error"], cwd=comunica, check=True, timeout=120)
    page: Page = request.getfixturevalue("page")
    page.add_script_tag(path=tmp_path / "page.js")
    return lambda asked: [page.evaluate("asked => ask(...asked)", one) for one in asked]


def test_comunica_gets_rows_a_truth_a_graph_and_documents(server: str, ask: Ask) -> None:
    endpoint, pillar = f"{server}/sparql", f"{server}/id/2024/pillar/1"

    rows, truth, graph, found, kind, term = ask(
        [
            (endpoint, "sparql", SELECT),
            (endpoint, "sparql", f"ASK {{ ?s a <{PILLAR}> }}"),
            (endpoint, "sparql", CONSTRUCT),
            (endpoint, "", SELECT),
            (pillar, "", f"ASK {{ <{PILLARS[0]}> a <{PILLAR}> }}"),
            (f"{server}/ns", "", f"SELECT ?label {{ <{PILLAR}> <{LABEL}> ?label }}"),
        ]
    )

    assert rows == found == PILLARS
    assert truth is kind is True
    assert graph == [f"{pillar} {TYPE} {PILLAR}" for pillar in PILLARS]
    assert term == ["pillar", "柱"]
