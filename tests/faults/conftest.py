"""A server of its own with narrow limits, which hostile inputs meet."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

LIMITS = {
    "SHISAKU_QUERY_TIMEOUT": "3",
    "SHISAKU_MEMORY_MB": "768",
    "SHISAKU_WORKERS": "2",
    "SHISAKU_RESULT_MB": "8",
}


@dataclass(frozen=True)
class Served:
    """A server process with narrow limits: its port and its process."""

    port: int
    process: subprocess.Popen[bytes]

    @property
    def address(self) -> str:
        """Give its address."""
        return f"http://127.0.0.1:{self.port}"


def start(arguments: list[str], limits: dict[str, str]) -> Served:
    """Start a server and wait until it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "shisaku.server", "serve", "--port", str(port), *arguments]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, env={**os.environ, **limits})
    served = Served(port, process)
    for _ in range(150):
        try:
            with urllib.request.urlopen(f"{served.address}/readyz"):
                return served
        except OSError:
            time.sleep(0.1)
    process.kill()
    raise TimeoutError(served.address)


@pytest.fixture(scope="session")
def narrow(release: Path) -> Iterator[Served]:
    """Serve the release with narrow limits."""
    served = start(["--release", str(release)], LIMITS)
    yield served
    served.process.terminate()
    served.process.wait()
