"""Nothing that a stranger sends hurts anyone else: after each request others are answered at once.

The stranger asks from one address of the loopback network, the others from another.
"""

import contextlib
import json
import os
import shutil
import signal
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.conftest import LIMITS
from tests.faults.hostile import ANSWER, HEAVY, PRODUCT, REQUESTS, Hostile, get, http, post, tool
from tests.faults.processes import children, memory, web_of, zygote_of
from tests.served import Served, serving

STRANGER, OTHER = "127.0.0.2", "127.0.0.3"
HEALTH = http("GET /healthz")
CHEAP = "ASK { ?s a <https://w3id.org/shisaku/ns#Measure> }"


@pytest.fixture(scope="module")
def served(release: Path) -> Iterator[Served]:
    """Serve the release with narrow limits and a small memory for answers."""
    limits = {**LIMITS, "SHISAKU_CACHE_MB": "16", "SHISAKU_WORKERS": "3"}
    with serving(["--release", str(release)], limits) as found:
        for path in ("/", "/search?q=a", "/queries", "/graph", "/money"):  # loaded when asked for
            say(found, http(f"GET {path}"))
        say(found, tool("sparql", query="ASK {}"))
        yield found


def say(served: Served, sent: bytes, source: str = OTHER, seconds: float = 30) -> bytes:
    """Send bytes from an address; give what comes back until the server closes."""
    answer = b""
    with (
        contextlib.suppress(OSError),
        socket.create_connection(("127.0.0.1", served.port), seconds, (source, 0)) as connection,
    ):
        with contextlib.suppress(OSError):  # it may refuse before all is sent
            connection.sendall(sent)
        while piece := connection.recv(65536):
            answer += piece
    return answer


def status_of(answer: bytes) -> int:
    """Give the status of an answer; 0 where there is none."""
    return int(answer[9:12]) if answer.startswith(b"HTTP/1.") else 0


def is_well(served: Served) -> float:
    """Ask another's health; gives the seconds that took."""
    began = time.monotonic()
    assert status_of(say(served, HEALTH)) == 200
    return time.monotonic() - began


def test_there_are_more_than_sixty_hostile_requests() -> None:
    assert len(REQUESTS) >= 60
    assert len({request.name for request in REQUESTS}) == len(REQUESTS)


@pytest.mark.parametrize(
    "hostile",
    [
        pytest.param(one, id=one.name, marks=pytest.mark.slow if one.is_slow else [])
        for one in REQUESTS
    ],
)
def test_after_a_hostile_request_others_are_answered_at_once(
    served: Served, hostile: Hostile
) -> None:
    web, zygote = web_of(served), zygote_of(served)
    before = memory(web)
    answers: list[bytes] = []
    thread = threading.Thread(
        target=lambda: answers.append(say(served, hostile.sent, STRANGER)), daemon=True
    )

    thread.start()
    time.sleep(0.2)
    during = is_well(served)
    thread.join(40)
    after = is_well(served)

    assert max(during, after) < 1
    assert answers, "the stranger waits for ever"
    assert status_of(answers[0]) in hostile.statuses, answers[0][:300]
    assert b"Traceback" not in answers[0]
    assert len(answers[0]) <= ANSWER or not hostile.name.startswith("agent")
    assert (web_of(served), zygote_of(served)) == (web, zygote)
    assert memory(web) - before <= 64
    assert status_of(say(served, post(CHEAP))) == 200


def test_redirects_stay_on_this_site(served: Served) -> None:
    evil = b"GET /dumps HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"

    answer = say(served, evil)

    assert status_of(answer) == 308
    assert b"\r\nLocation: /dumps/\r\n" in answer
    assert b"evil" not in answer.partition(b"\r\n\r\n")[0]


@pytest.mark.parametrize("ranges", ["0-1,5-6", "0-0,9-", "5-6, 0-1", "0-1,99999999999-"])
def test_several_ranges_get_the_whole(served: Served, ranges: str) -> None:
    answer = say(served, http("GET /dumps/graph.nt", b"", f"Range: bytes={ranges}"))

    assert status_of(answer) == 200


@pytest.mark.slow
def test_one_client_that_loops_long_queries_leaves_a_slot_to_others(served: Served) -> None:
    is_over = threading.Event()

    def loop(number: int) -> None:
        asked = 0
        while not is_over.is_set():
            asked += 1
            say(served, post(f"{HEAVY[0][1]} # {number} {asked}"), STRANGER)

    threads = [threading.Thread(target=loop, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    time.sleep(3)
    some = "{ SELECT * { ?s%d ?p%d ?o%d } LIMIT 1200 }"
    long = f"SELECT (COUNT(*) AS ?n) {{ {some % (1, 1, 1)} {some % (2, 2, 2)} }}"
    answers = Counter(status_of(say(served, post(f"{long} # {n}"))) for n in range(4))
    is_over.set()
    for thread in threads:
        thread.join()

    assert set(answers) <= {200, 504}, answers  # none finds the slots taken
    assert answers[200]


@pytest.mark.slow
@pytest.mark.parametrize(
    "sent",
    [post(HEAVY[0][1]), tool("sparql", query=HEAVY[0][1]), get(HEAVY[0][1])],
    ids=["POST", "MCP", "GET"],
)
def test_a_query_whose_client_has_left_is_ended(release: Path, sent: bytes) -> None:
    limits = {**LIMITS, "SHISAKU_QUERY_TIMEOUT": "60", "SHISAKU_WORKERS": "1"}
    with serving(["--release", str(release)], limits) as served:
        connection = socket.create_connection(("127.0.0.1", served.port))
        connection.sendall(sent)
        time.sleep(0.7)
        connection.close()
        time.sleep(1.5)

        began = time.monotonic()
        status = status_of(say(served, post(CHEAP)))
        seconds = time.monotonic() - began

    assert (status, seconds < 1) == (200, True)  # the one worker is free again


def test_a_few_addresses_that_hold_all_connections_keep_nobody_out(served: Served) -> None:
    held = []
    try:
        for address in ("127.0.0.4", "127.0.0.5", "127.0.0.6", "127.0.0.7", "127.0.0.8"):
            for number in range(250):
                with contextlib.suppress(OSError):
                    one = socket.create_connection(("127.0.0.1", served.port), 5, (address, 0))
                    one.sendall(b"GET /spar" if number % 2 else b"")
                    held.append(one)

        seconds = [is_well(served) for _ in range(5)]
    finally:
        for one in held:
            one.close()

    assert max(seconds) < 1


@pytest.mark.slow
def test_many_questions_that_are_kept_take_the_memory_that_is_theirs(release: Path) -> None:
    limits = {**LIMITS, "SHISAKU_CACHE_MB": "8"}
    with serving(["--release", str(release)], limits) as served:
        for path in ("/", "/sparql?query=ASK{}"):
            say(served, http(f"GET {path}"))
        web = web_of(served)
        before = memory(web)
        with socket.create_connection(("127.0.0.1", served.port)) as connection:
            stream = connection.makefile("rb")
            for number in range(6000):
                path = (
                    f"/llms.txt?{number}" if number % 2 else f"/sparql?query=ASK%7B%7D%23{number}"
                )
                connection.sendall(f"GET {path}{number} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
                length = 0
                while (line := stream.readline()) != b"\r\n":
                    if line.lower().startswith(b"content-length:"):
                        length = int(line.split(b":")[1])
                stream.read(length)

        assert memory(web) - before <= 1.5 * 8 + 4  # what serving itself takes meanwhile


@pytest.mark.slow
def test_whatever_ends_the_web_process_the_next_request_is_answered(release: Path) -> None:
    with serving(["--release", str(release)], LIMITS) as served:
        for end in (signal.SIGKILL, signal.SIGSEGV, signal.SIGTERM):
            time.sleep(4)  # in which another gets ready
            web = web_of(served)
            os.kill(web, end)

            began = time.monotonic()
            status = status_of(say(served, post(CHEAP)))

            assert (status, time.monotonic() - began < 2) == (200, True), end
            assert web_of(served) != web


@pytest.mark.slow
def test_killing_what_forks_workers_loses_no_answer(release: Path) -> None:
    some = " ".join(f"VALUES ?{v} {{ {' '.join(map(str, range(100)))} }}" for v in "abc")
    long = f"SELECT (COUNT(*) AS ?n) {{ {some} FILTER(?a+?b+?c >= 0) }}"
    with serving(["--release", str(release)], {**LIMITS, "SHISAKU_QUERY_TIMEOUT": "60"}) as served:
        answers: list[bytes] = []
        thread = threading.Thread(
            target=lambda: answers.append(say(served, post(long), seconds=60))
        )
        thread.start()
        time.sleep(0.3)
        os.kill(zygote_of(served), signal.SIGKILL)
        thread.join()

    assert json.loads(answers[0].partition(b"\r\n\r\n")[2])["results"]["bindings"][0]["n"][
        "value"
    ] == str(100**3)


@pytest.mark.slow
def test_what_lies_in_the_folder_later_is_not_loaded(release: Path, tmp_path: Path) -> None:
    current = shutil.copytree(release, tmp_path / "release")
    log = tmp_path / "log"
    with serving(["--release", str(current)], LIMITS, log=log) as served:
        assert status_of(say(served, post(CHEAP))) == 200
        (current / "graph.nq").write_text("<urn:s> <urn:p> <urn:o> <urn:g> .\n")
        os.kill(zygote_of(served), signal.SIGKILL)
        time.sleep(0.3)

        statuses = {status_of(say(served, post(f"{CHEAP} # {n}"))) for n in range(3)}

    assert statuses == {503}
    assert "another lies there now" in log.read_text()


def test_a_crash_is_told_as_a_crash(served: Served) -> None:
    crashing = f"ASK {{ {PRODUCT} FILTER(?a+?b+?c+?d+?e+?f < -1) }}"
    answers: list[bytes] = []
    thread = threading.Thread(target=lambda: answers.append(say(served, post(crashing))))
    thread.start()
    time.sleep(0.7)
    for worker in children(zygote_of(served)):
        os.kill(worker, signal.SIGSEGV)
    thread.join()

    assert status_of(answers[0]) == 413
    assert "異常終了".encode() in answers[0]
    assert b"MiB" not in answers[0]
