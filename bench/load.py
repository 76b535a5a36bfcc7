"""Requests by many clients at once, by wrk: how many a second, and how long they take."""

import itertools
import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from urllib.parse import urlsplit

from bench.engines.served import program

_pressed = itertools.count()
_SCRIPT = Path(__file__).parent / "addresses.lua"


@dataclass(frozen=True, slots=True)
class Workload:
    """Addresses to ask in turn.

    is_varied: each is sent with another comment at its query's end. is_anew: with a header that
    asks for an answer past all caches.
    """

    paths: Sequence[str]
    is_varied: bool = False
    is_anew: bool = False


@dataclass(frozen=True, slots=True)
class Rate:
    """What a server did: requests a second, milliseconds of half and of 99 % of them.

    failed: answers that were none (refused, broken off, timed out).
    """

    rate: float
    p50: float
    p99: float
    failed: int


def press(url: str, load: Workload, clients: int, seconds: float) -> Rate:
    """Press a server over so many kept connections; raises Missing without wrk."""
    wrk, server = program("wrk", "Debian wrk"), urlsplit(url)
    with NamedTemporaryFile("w", suffix=".txt") as listed:
        listed.write("\n".join(load.paths))
        listed.flush()
        order = [wrk, "-t", str(min(clients, 2)), "-c", str(clients), "-d", f"{seconds:.0f}s"]
        varied = [f"%0A%23{next(_pressed)}x"] if load.is_varied else []
        order += ["-H", "Cache-Control: no-cache"] if load.is_anew else []
        address = f"{server.scheme}://{server.netloc}"
        done = subprocess.run(  # noqa: S603
            [*order, "-s", str(_SCRIPT), "--timeout", "20s", address, "--", listed.name, *varied],
            check=True,
            capture_output=True,
            text=True,
        )
    said = json.loads(done.stdout.strip().splitlines()[-1])
    return Rate(said["requests"] / said["seconds"], said["p50"], said["p99"], said["failed"])
