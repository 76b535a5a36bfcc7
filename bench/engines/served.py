"""Engines behind HTTP: a server process of each, asked over one kept connection."""

import http.client
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import psutil

from bench.engines.engine import LIMIT, Failed, Missing, Reply

_ROWS, _TRIPLES = "application/sparql-results+json", "application/n-triples"
_GIVES_TRIPLES = re.compile(r"^\s*(CONSTRUCT|DESCRIBE)\b", re.MULTILINE)
_PATIENCE = 1800.0
"""Seconds that loading may take."""
_OK = 200


@dataclass(frozen=True, slots=True)
class Command:
    """How a server is started and asked.

    before: commands that run to their end first. fields: sent with every query. settings: of its
    environment.
    """

    arguments: Sequence[str]
    url: str
    before: Sequence[Sequence[str]] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)


class Served:
    """A server process; the time of an answer is the client's, from sending to the last byte."""

    def __init__(self, command: Command, folder: Path) -> None:
        """Start it, and wait for its first answer."""
        self.folder, self._command = folder, command
        began = time.perf_counter()
        for arguments in command.before:
            subprocess.run(arguments, check=True, capture_output=True, cwd=folder)  # noqa: S603
        self._log = (folder / "bench.log").open("wb")
        self._process = subprocess.Popen(  # noqa: S603
            command.arguments,
            stdout=self._log,
            stderr=self._log,
            cwd=folder,
            env={**os.environ, **command.settings},
        )
        self._connection = http.client.HTTPConnection(urlsplit(command.url).netloc, timeout=LIMIT)
        while not self._answers():
            if self._process.poll() is not None or time.perf_counter() - began > _PATIENCE:
                self.close()
                log = (folder / "bench.log").read_text(errors="replace")
                raise Failed(f"{command.arguments[0]} does not start: {log[-500:]}")
            time.sleep(0.02)
        self.load_seconds = time.perf_counter() - began

    @property
    def url(self) -> str:
        """Give the address of its endpoint."""
        return self._command.url

    @property
    def pid(self) -> int:
        """Give the server's process."""
        return self._process.pid

    def _answers(self) -> bool:
        """Say whether it answers yet."""
        try:
            self.ask("ASK {}")
        except (OSError, http.client.HTTPException, Failed):
            return False
        return True

    def ask(self, query: str) -> Reply:
        """Answer a query; raises Failed, and TimeoutError after ``LIMIT``."""
        parameters = urlencode({"query": query, **self._command.fields})
        accepted = _TRIPLES if _GIVES_TRIPLES.search(query) else _ROWS  # not all negotiate both
        address = f"{urlsplit(self._command.url).path}?{parameters}"  # as SPARQLWrapper asks
        try:
            reply = self._exchange(address, accepted)
        except ConnectionError:  # a connection kept idle too long, which the server has closed
            reply = self._exchange(address, accepted)
        return reply

    def _exchange(self, address: str, accepted: str) -> Reply:
        """Send a request and read its answer to the end."""
        began = time.perf_counter()
        try:
            self._connection.request("GET", address, headers={"Accept": accepted})
            response = self._connection.getresponse()
            body = response.read()
        except (OSError, http.client.HTTPException):
            self._connection.close()
            raise
        taken = (time.perf_counter() - began) * 1000
        if response.status != _OK:
            raise Failed(f"{response.status}: {body[:300].decode(errors='replace')}")
        return Reply(taken, body)

    def close(self) -> None:
        """End the server and the processes that it started."""
        self._connection.close()
        try:
            first = psutil.Process(self._process.pid)
            family = [*first.children(recursive=True), first]
        except psutil.NoSuchProcess:
            family = []
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            for process in family:
                process.kill()
            self._process.wait()
        self._log.close()


def program(name: str, package: str) -> str:
    """Give the path of a program, of this environment or the system; raises Missing."""
    found = shutil.which(name, path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    if found is None:
        raise Missing(f"{name} is not installed: {package}")
    return found


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
