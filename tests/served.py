"""A server process of its own, started and ended as an operator does."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Served:
    """A server process: its port and its process."""

    port: int
    process: subprocess.Popen[bytes]

    @property
    def address(self) -> str:
        """Give its address."""
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def serving(
    arguments: list[str],
    limits: Mapping[str, str] | None = None,
    before: Sequence[str] = (),
    log: Path | None = None,
) -> Iterator[Served]:
    """Start a server, wait at most 15 seconds until it answers, and end it afterwards.

    before: a command that runs another, such as faketime. log: where its log goes, else nowhere.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "shisaku.server", "serve", "--port", str(port), *arguments]
    environment = {**os.environ, **(limits or {})}
    with (
        (log or Path(os.devnull)).open("wb") as errors,
        subprocess.Popen([*before, *command], stderr=errors, env=environment) as process,
    ):
        served = Served(port, process)
        try:
            wait_for(f"{served.address}/readyz")
            yield served
        finally:
            process.terminate()


def wait_for(url: str) -> None:
    """Wait until an address answers."""
    for _ in range(150):
        try:
            with urllib.request.urlopen(url):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(url)
