"""Clients that send or read by drops, or hold many connections, keep nobody else out."""

import contextlib
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.conftest import LIMITS
from tests.faults.test_hostile_http import POST, say
from tests.faults.test_hostile_queries import ask
from tests.served import Served, serving

ASK = b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
HELD = {"SHISAKU_REQUEST_SECONDS": "1", "SHISAKU_CONNECTIONS": "8"}


@pytest.fixture(scope="module")
def served(release: Path) -> Iterator[Served]:
    """Serve with a second for a request, and eight connections for a client."""
    with serving(["--release", str(release)], {**LIMITS, **HELD}) as served:
        yield served


def connect(served: Served, address: str = "127.0.0.1") -> socket.socket:
    """Connect from an address of this machine."""
    ends = ("127.0.0.1", served.port)
    return socket.create_connection(ends, timeout=10, source_address=(address, 0))


def is_open(connection: socket.socket) -> bool:
    """Say whether the server still holds a connection."""
    connection.settimeout(0.2)
    with contextlib.suppress(TimeoutError):
        try:
            return bool(connection.recv(1))
        except ConnectionResetError:
            return False
    return True


@pytest.mark.parametrize(
    "begun", [b"GET / HTTP/1.1\r\nX: ", POST + b"Content-Length: 99\r\n\r\n"], ids=["head", "body"]
)
def test_a_request_that_comes_by_drops_is_cut_off(served: Served, begun: bytes) -> None:
    with connect(served) as client:
        client.sendall(begun)
        sent = 0
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            for sent in range(50):  # noqa: B007
                client.sendall(b"a")
                time.sleep(0.1)

    assert 5 < sent < 49


def test_one_client_has_its_share_of_connections(served: Served) -> None:
    mine = [connect(served) for _ in range(12)]
    try:
        assert [is_open(connection) for connection in mine] == [False] * 4 + [
            True
        ] * 8  # who waited longest, silent, made room
        with connect(served, "127.0.0.2") as other:
            other.sendall(ASK)
            assert other.recv(99).startswith(b"HTTP/1.1 200")
    finally:
        for connection in mine:
            connection.close()


def test_a_share_is_given_back(served: Served) -> None:
    for _ in range(3):
        for connection in [connect(served) for _ in range(8)]:
            connection.close()
        time.sleep(0.3)

        assert say(served, ASK).startswith(b"HTTP/1.1 200")


def test_the_trusted_proxy_may_have_all_connections(release: Path) -> None:
    limits = {**LIMITS, **HELD, "SHISAKU_TRUSTED_PROXY": "127.0.0.1"}
    with serving(["--release", str(release)], limits) as served:
        held = [connect(served) for _ in range(12)]

        assert all(is_open(connection) for connection in held)
        for connection in held:
            connection.close()


@pytest.mark.slow
def test_an_answer_that_is_read_by_drops_is_cut_off(release: Path) -> None:
    numbers = "%20".join(map(str, range(300)))
    huge = "SELECT*%7B" + "".join(f"VALUES%20?{v}%7B{numbers}%7D" for v in "abc") + "%7D"
    limits = {**LIMITS, "SHISAKU_RESULT_MB": "4096", "SHISAKU_QUERY_TIMEOUT": "60"}
    with serving(["--release", str(release)], limits) as served:
        clients = [connect(served) for _ in range(2)]
        for client in clients:
            client.sendall(f"GET /sparql?query={huge} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
        for _ in range(50):  # 25 s
            time.sleep(0.5)
            for client in clients:
                client.recv(10)

        assert ask(served, "ASK {}")[0] == 200
        for client in clients:
            client.close()


@pytest.mark.slow
def test_clients_that_do_not_read_keep_no_query_of_others_out(release: Path) -> None:
    numbers = "%20".join(map(str, range(300)))
    huge = "SELECT*%7B" + "".join(f"VALUES%20?{v}%7B{numbers}%7D" for v in "abc") + "%7D"
    limits = {
        **LIMITS,
        "SHISAKU_RESULT_MB": "4096",
        "SHISAKU_QUERY_TIMEOUT": "60",
        "SHISAKU_LIGHT_SECONDS": "0.2",
        "SHISAKU_QUEUE_SECONDS": "2",
    }
    with serving(["--release", str(release)], limits) as served:
        clients = [connect(served, f"127.0.0.{2 + number % 3}") for number in range(9)]
        for number, client in enumerate(clients):
            client.sendall(
                f"GET /sparql?query={huge}%23{number} HTTP/1.1\r\nHost: a\r\n\r\n".encode()
            )
        time.sleep(1)  # all slots are taken, by clients that read nothing

        answers = [ask(served, f"ASK {{}} # {number}")[0] for number in range(20)]
        for client in clients:
            client.close()

    assert set(answers[8:]) == {200}
    assert answers.count(503) <= 2
