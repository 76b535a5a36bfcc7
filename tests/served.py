"""A server process of its own, started and ended as an operator does."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass


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
def serving(arguments: list[str], limits: Mapping[str, str] | None = None) -> Iterator[Served]:
    """Start a server, wait at most 15 seconds until it answers, and end it afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "shisaku.server", "serve", "--port", str(port), *arguments]
    environment = {**os.environ, **(limits or {})}
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, env=environment) as process:
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
