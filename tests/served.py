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
    command = [sys.executable, "-m", "shisaku.server", "serve", *arguments, "--port"]
    environment = {**os.environ, **(limits or {})}
    with (
        reserved_port() as port,
        (log or Path(os.devnull)).open("wb") as errors,
        subprocess.Popen([*before, *command, str(port)], stderr=errors, env=environment) as process,
    ):
        served = Served(port, process)
        try:
            wait_for(f"{served.address}/readyz")
            yield served
        finally:
            process.terminate()


@contextmanager
def reserved_port() -> Iterator[int]:
    """Give a port that nobody else is given meanwhile, and on which a server may still listen.

    The socket that holds it is bound and does not listen; as both ask for SO_REUSEADDR, the server
    may bind it too, while the kernel gives it to nobody who asks for any port.
    """
    with socket.socket() as holder:
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        holder.bind(("127.0.0.1", 0))
        yield holder.getsockname()[1]


def wait_for(url: str) -> None:
    """Wait until an address answers."""
    for _ in range(150):
        try:
            with urllib.request.urlopen(url):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(url)
