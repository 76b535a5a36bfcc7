"""Clients come in turn: a busy one waits for itself, at the threads and at the workers."""

import http.client
import threading
import time
from collections import Counter
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from shisaku.server.protocol.fairness import FairQueue, client_of
from shisaku.server.settings import Settings
from shisaku.server.turns import Slots
from tests.faults.test_hostile_queries import PRODUCT
from tests.served import Served, serving

BUSY, OTHER = "127.0.0.2", "127.0.0.3"


def channel(address: str, path: str = "/", **headers: str) -> Any:
    """Make what a connection of waitress's tells of who asks."""
    request = SimpleNamespace(path=path, headers=headers)
    return SimpleNamespace(addr=(address, 1), requests=[request], request=None)


def test_a_client_with_one_request_comes_before_the_second_of_a_busy_one() -> None:
    queue = FairQueue(Settings())
    for address in (BUSY, BUSY, BUSY, OTHER):
        queue.append(channel(address))

    served = [queue.popleft().client for _ in range(4)]

    assert served == [BUSY, OTHER, BUSY, BUSY]


def test_a_client_never_has_all_threads() -> None:
    queue = FairQueue(Settings(threads=4))
    for _ in range(5):
        queue.append(channel(BUSY))

    served = [queue.popleft() for _ in range(3)]
    at_most = len(queue)
    queue.append(channel(OTHER))
    other = queue.popleft().client
    queue.leave(served[0])
    still = len(queue)
    queue.leave(served[1])

    assert (at_most, other, still) == (0, OTHER, 0)  # the last is for who has none
    assert queue.popleft().client == BUSY


def take_all(queue: FairQueue) -> list[str]:
    """Take what may be served at once; give whose it is."""
    taken = []
    while queue:
        taken.append(queue.popleft().client)
    return taken


def test_whatever_clients_hold_a_thread_is_left_for_who_has_none_and_for_health() -> None:
    queue = FairQueue(Settings(threads=32))
    for address in (BUSY, "127.0.0.4") * 40:
        queue.append(channel(address))
    held = take_all(queue)
    late = [f"192.0.2.{number}" for number in range(9)]
    for address in late:
        queue.append(channel(address))
    served = take_all(queue)
    queue.append(channel(BUSY, "/healthz"))

    assert (len(held), served) == (21, late[:7])  # a quarter of 28 is left to who has none
    assert queue.popleft().channel.requests[0].path == "/healthz"  # type: ignore[attr-defined]
    assert not queue


def test_in_a_full_room_who_has_most_in_it_loses_the_newest() -> None:
    queue = FairQueue(Settings(queue=3))
    for address in (BUSY, BUSY, BUSY, OTHER):
        queue.append(channel(address))

    first = [(visit.client, visit.refused) for visit in (queue.popleft(), queue.popleft())]

    assert first == [(BUSY, 429), (BUSY, None)]
    assert queue.popleft().client == OTHER


def test_a_client_alone_is_told_that_the_server_is_busy() -> None:
    queue = FairQueue(Settings(queue=1))

    queue.append(channel(BUSY))
    queue.append(channel(BUSY))

    assert queue.popleft().refused == 503


@pytest.mark.parametrize(
    ("address", "forwarded", "client"),
    [
        ("192.0.2.7", None, "192.0.2.7"),
        ("192.0.2.7", "198.51.100.1", "192.0.2.7"),  # no proxy of ours: anyone's word
        ("192.0.2.1", "203.0.113.9, 198.51.100.1", "198.51.100.1"),
        ("192.0.2.1", None, "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", None, "2001:db8:1:2::/64"),
    ],
)
def test_a_client_is_an_address_or_who_the_trusted_proxy_says(
    address: str, forwarded: str | None, client: str
) -> None:
    headers = {"X_FORWARDED_FOR": forwarded} if forwarded else {}

    assert client_of(channel(address, **headers), proxy="192.0.2.1") == client


def test_a_slot_is_passed_on_to_the_clients_in_turn() -> None:
    slots = Slots(1)
    assert slots.acquire(BUSY)
    order: list[str] = []

    def wait(client: str) -> None:
        assert slots.acquire(client, timeout=30)
        order.append(client)
        slots.release(client)

    threads = [threading.Thread(target=wait, args=(client,)) for client in (BUSY, BUSY, OTHER)]
    for number, thread in enumerate(threads, 1):
        thread.start()
        while slots.waiting < number:
            time.sleep(0.01)
    refused = slots.acquire(OTHER, timeout=0)
    slots.release(BUSY)
    for thread in threads:
        thread.join()

    assert (refused, order) == (False, [BUSY, OTHER, BUSY])
    assert slots.acquire(OTHER)


def test_one_client_never_has_all_slots_where_others_may_come() -> None:
    slots = Slots(3, share=2)

    had = [slots.acquire(client) for client in (BUSY, BUSY, BUSY, OTHER)]
    slots.release(BUSY)

    assert had == [True, True, False, True]
    assert slots.acquire(BUSY)
    assert not slots.acquire(OTHER)


def test_who_has_left_waits_for_no_slot() -> None:
    slots = Slots(0)
    began = time.monotonic()

    assert not slots.acquire(BUSY, timeout=30, is_gone=lambda: True)
    assert time.monotonic() - began < 5
    assert slots.waiting == 0


def ask(served: Served, address: str, query: str) -> tuple[int, str | None]:
    """Ask from an address; give the status and what Retry-After says."""
    connection = http.client.HTTPConnection(
        "127.0.0.1", served.port, timeout=60, source_address=(address, 0)
    )
    headers = {"Content-Type": "application/sparql-query"}
    connection.request("POST", "/sparql", query, headers)
    response = connection.getresponse()
    response.read()
    connection.close()
    return response.status, response.headers["Retry-After"]


@pytest.mark.slow
def test_a_client_that_floods_the_server_with_long_queries_keeps_nobody_out(
    release: Path, tmp_path: Path
) -> None:
    limits = {"QUERY_TIMEOUT": "1", "WORKERS": "2", "LIGHT_SECONDS": "0.2", "QUEUE": "8"}
    flood: Counter[tuple[int, str | None]] = Counter()
    is_over = threading.Event()

    def busy(served: Served, number: int) -> None:
        asked = 0
        while not is_over.is_set():
            asked += 1  # a query that was long before would be known
            long = f"ASK {{ {PRODUCT} FILTER(?a+?b+?c+?d+?e+?f < -{number}{asked:03}) }}"
            flood[ask(served, BUSY, long)] += 1

    settings = {f"SHISAKU_{name}": value for name, value in limits.items()}
    settings["SHISAKU_THREADS"], log = "4", tmp_path / "log"
    with serving(["--release", str(release)], settings, log=log) as served:
        threads = [threading.Thread(target=busy, args=(served, n)) for n in range(1, 25)]
        for thread in threads:
            thread.start()
        answers = [ask(served, OTHER, f"SELECT ({n} AS ?x) {{}}")[0] for n in range(3)]
        is_over.set()
        for thread in threads:
            thread.join()

    assert answers == [200] * 3
    assert flood[429, "5"]
    assert {status for status, _ in flood} <= {429, 503, 504}
    assert "queue" not in log.read_text(encoding="utf-8")  # waitress would tell of each that waits
