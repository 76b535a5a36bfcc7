"""The wall clock may jump, forward or back, without ending a query or letting one run on."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.conftest import LIMITS
from tests.faults.test_crashes import CHEAP, HEAVY
from tests.faults.test_hostile_queries import DIGITS, ask
from tests.installed import needed
from tests.served import Served, serving

LONG = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"VALUES ?{v} {{ {DIGITS} }}" for v in "abc") + " }"
JUMPS = {"ten years forward": "+3650d", "a day back": "-1d"}


@contextmanager
def jumping(release: Path, clock: Path) -> Iterator[Served]:
    """Serve a release by processes whose wall clock is changed by what a file says."""
    found = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)
    library = needed(found, "Debian's package faketime")
    clock.write_text("+0d")
    preloaded = {
        "LD_PRELOAD": library,
        "FAKETIME_TIMESTAMP_FILE": str(clock),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }
    with serving(["--release", str(release)], {**LIMITS, **preloaded}) as served:
        yield served


def date_of(served: Served) -> str:
    """Give the date that the server believes it is."""
    with socket.create_connection(("127.0.0.1", served.port), timeout=5) as connection:
        connection.sendall(b"GET /healthz HTTP/1.0\r\n\r\n")
        head = connection.recv(4096).decode()
    return head.partition("Date: ")[2].partition("\r\n")[0]


@pytest.mark.slow
@pytest.mark.parametrize("jump", JUMPS)
def test_a_jump_neither_ends_a_query_nor_lets_one_run_on(
    release: Path, tmp_path: Path, jump: str
) -> None:
    clock = tmp_path / "clock"
    with jumping(release, clock) as served:
        before = date_of(served)
        answers: dict[str, int] = {}
        threads = [
            threading.Thread(target=lambda q=query: answers.update({q: ask(served, q)[0]}))
            for query in (LONG, HEAVY)
        ]
        began = time.monotonic()
        for thread in threads:
            thread.start()
        time.sleep(0.3)
        clock.write_text(JUMPS[jump])
        for thread in threads:
            thread.join()
        seconds = time.monotonic() - began

        assert date_of(served) != before  # it did jump
        assert answers == {LONG: 200, HEAVY: 504}
        assert 3 <= seconds < 10  # SHISAKU_QUERY_TIMEOUT is 3
        assert ask(served, CHEAP)[0] == 200


@pytest.mark.slow
@pytest.mark.parametrize("jump", JUMPS)
def test_a_silent_connection_is_closed_in_its_time_whatever_the_clock_says(
    release: Path, tmp_path: Path, jump: str
) -> None:
    clock = tmp_path / "clock"
    with (
        jumping(release, clock) as served,
        socket.create_connection(("127.0.0.1", served.port), timeout=40) as connection,
    ):
        connection.sendall(b"GET /spar")
        time.sleep(0.5)
        began = time.monotonic()
        clock.write_text(JUMPS[jump])

        assert connection.recv(1) == b""
        assert 15 < time.monotonic() - began < 35  # after 20 seconds of silence
