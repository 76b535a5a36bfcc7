"""The W3C SPARQL suites over HTTP, against servers of ours: no worse than the engine in process."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

PASSED = {
    "eval10": (263, 277),
    "eval11": (215, 225),
    "syntax10": (198, 199),
    "syntax11": (106, 106),
    "results": (9, 10),
    "protocol": (20, 20),
}
"""What pyoxigraph passes in process (478 of 502 evaluation tests), and all protocol tests."""


@pytest.mark.slow
def test_the_w3c_suites_pass_over_http_as_the_engine_does_in_process(shared: Path) -> None:
    runner = shared / "tools" / "w3c_http_runner.py"
    serve = f"{sys.executable} -m shisaku.server serve --data {{data}} --port {{port}}"

    result = subprocess.run(
        [sys.executable, str(runner), str(shared / "w3c"), "--serve", serve],
        capture_output=True, text=True, check=False, timeout=1200,
    )  # fmt: skip

    counts = {
        name: (int(passed), int(of))
        for name, passed, of in re.findall(r"^(\w+) +(\d+)/(\d+)", result.stdout, re.MULTILINE)
    }
    assert counts == PASSED, result.stdout[-3000:]
