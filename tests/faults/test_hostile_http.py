"""Raw bytes on the wire: what is no clean HTTP is refused, and the server goes on."""

import contextlib
import json
import resource
import socket
import time
import urllib.parse
import urllib.request
from collections import deque
from pathlib import Path

import pytest
from waitress.adjustments import Adjustments

from shisaku.server.protocol.channel import StrictRequestParser
from tests.faults.conftest import LIMITS
from tests.faults.test_hostile_queries import ask
from tests.served import Served, serving

GET = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: a\r\n"
POST = b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n"
SMUGGLED = b"6\r\nASK {}\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"


def say(served: Served, sent: bytes) -> bytes:
    """Send bytes and give all that comes back until the server closes or is silent."""
    with socket.create_connection(("127.0.0.1", served.port), timeout=2) as connection:
        connection.sendall(sent)
        answer = b""
        try:
            while piece := connection.recv(65536):
                answer += piece
        except (TimeoutError, ConnectionResetError):
            pass
        return answer


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (GET + b"\r\n", b"200"),
        (POST + b"Content-Length: 44\r\nTransfer-Encoding: chunked\r\n\r\n" + SMUGGLED, b"400"),
        (POST + b"Transfer-Encoding: chunked\r\nContent-Length: 44\r\n\r\n" + SMUGGLED, b"400"),
        (POST + b"Content-Length: 6\r\nContent-Length: 7\r\n\r\nASK {}", b"400"),
        (POST + b"Content-Length: -1\r\n\r\n", b"400"),
        (POST + b"Content-Length: 6x\r\n\r\nASK {}", b"400"),
        (POST + b"Transfer-Encoding: gzip\r\n\r\n", b"501"),
        (POST + b"Content-Length: 1099511627776\r\n\r\n", b"413"),
        (b"GET /healthz HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\r\n", b"200"),
        (POST + b"Expect: 100-continue\r\nContent-Length: 9999999\r\n\r\n", b"413"),
        (POST + b"Transfer-Encoding: chunked, chunked\r\n\r\n" + SMUGGLED, b"501"),
        (POST + b"Transfer-Encoding:\r\n\r\n" + SMUGGLED, b"501"),
        (POST + b"Transfer-Encoding: ,\r\n\r\n" + SMUGGLED, b"501"),
        (POST + b"Transfer-Encoding:\r\n chunked\r\n\r\n" + SMUGGLED, b"400"),
        (POST + CHUNKED * 2 + b"\r\n" + SMUGGLED, b"400"),
        (POST.replace(b"1.1", b"1.0") + CHUNKED + b"\r\n" + SMUGGLED, b"400"),
        (POST + CHUNKED + b"\r\n6\n\r\nASK {}\r\n0\r\n\r\n", b"400"),
        (POST + CHUNKED + b"\r\n6\nASK {}\r\n0\r\n\r\n", b"400"),
        (POST + CHUNKED + b"\r\n6\r\nASK {}x\r\n0\r\n\r\n", b"400"),
        (POST + CHUNKED + b"\r\n0\r\nbad\nX: a\r\n\r\n", b"400"),
        (POST + CHUNKED + b"\r\n+6\r\nASK {}\r\n0\r\n\r\n", b"400"),
        (POST + CHUNKED + b"\r\n6;a=b\r\nASK {}\r\n0\r\nX: a\r\n\r\n", b"200"),
        (POST + b"Content-Length: 6\n\r\n\r\nASK {}", b"400"),
        (b"GET / HTTP/1.1\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", b"400"),
        (b"GET / HTTP/9.9\r\nHost: a\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 70_000 + b"\r\n\r\n", b"431"),
        (b"GET /?" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", b"431"),
        (b"GET /sparql?query=%FF%FE HTTP/1.1\r\nHost: a\r\n\r\n", b"400"),
        (b"GET /static/../../etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n", b"404"),
        (b"GET /static/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n", b"404"),
        (b"DELETE /sparql HTTP/1.1\r\nHost: a\r\n\r\n", b"405"),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", b"400"),
    ],
)
def test_each_request_gets_the_status_it_must(narrow: Served, sent: bytes, status: bytes) -> None:
    answer = say(narrow, sent.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n", 1))

    assert answer.startswith(b"HTTP/1."), answer[:100]
    assert answer.split(b" ")[1] == status
    assert answer.count(b"HTTP/1.") == 1  # nothing smuggled is answered
    assert b"root:" not in answer
    assert b"waitress" not in answer.lower()


@pytest.mark.parametrize(
    ("head", "status", "title"),
    [
        (b"GET / HTTP/1.1", 400, "リクエストが正しくありません / The request is not as it must be"),
        (
            b"GET /?" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: a",
            431,
            "ヘッダーが大きすぎます / The head",
        ),
        (
            POST.strip() + b"\r\nContent-Length: 9999999",
            413,
            "リクエストが大きすぎます / The request",
        ),
        (POST.strip() + b"\r\nTransfer-Encoding: gzip", 501, "読めません / This transfer coding"),
    ],
    ids=["no host", "long head", "long body", "coding"],
)
def test_what_is_no_http_is_told_so_in_the_language_asked_for(
    narrow: Served, head: bytes, status: int, title: str
) -> None:
    told = say(narrow, head + b"\r\n\r\n").decode()
    asked = b"\r\nAccept: application/json\r\nAccept-Language: en\r\n\r\n"
    as_json = say(narrow, head + asked)

    assert f" {status} " in told.partition("\r\n")[0]
    assert title in told
    if status != 431:  # whose head is not read to its end
        fields, _, body = as_json.partition(b"\r\n\r\n")
        assert b"application/problem+json" in fields
        assert json.loads(body)["title"].startswith(title.partition(" / ")[2])


PLACES = [
    b"%s / HTTP/1.1\r\nHost: a\r\n\r\n", b"GET %s HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET /%s HTTP/1.1\r\nHost: a\r\n\r\n", b"GET a://%s  x HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET http://%s HTTP/1.1\r\nHost: a\r\n\r\n", b"GET / %s\r\nHost: a\r\n\r\n",
    b"GET / HTTP/1.1%s\r\nHost: a\r\n\r\n", b"GET / HTTP/1.1\r\nHost: %s\r\n\r\n",
    b"GET / HTTP/1.1\r\n%s: a\r\n\r\n", b"GET / HTTP/1.1\r\nA:%s\x01\r\n\r\n",
    b"GET / HTTP/1.1\r\nA: a%s\x01\r\n\r\n", b"GET / HTTP/1.1\r\nConnection: %s\r\n\r\n",
    b"GET / HTTP/1.1\r\nContent-Length: %s\r\n\r\n",
    b"GET / HTTP/1.1\r\nAccept-Language: %s\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n%s\r\n",
    b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1;%s\r\n",
    b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n%s\r\n",
]  # fmt: skip
FILLINGS = [
    b" ", b"\t", b" \t", b"\r", b"\n", b"\r\n", b"\0", b"\x80", b"1", b"a", b"/", b":", b"://",
    b"a:", b"a: b\r\n", b"\r\n a", b",", b";", b"a;q=1,", b'"', b'\\"', b"=", b"?", b"%", b"[",
]  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_a_request_is_read_in_one_pass_whatever_fills_it(place: bytes) -> None:
    longest = 0.0
    for filling in FILLINGS:
        sent = place % (filling * (60_000 // len(filling)))
        parser, began = StrictRequestParser(Adjustments()), time.perf_counter()
        while sent and not parser.completed:
            read = parser.received(sent[:8192])  # as from a socket
            sent = sent[read:]
        longest = max(longest, time.perf_counter() - began)

    assert longest < 1  # of what goes back over it, ten and more


def test_what_the_parser_cannot_read_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(StrictRequestParser, "parse_header", lambda *_: int("x"))
    parser = StrictRequestParser(Adjustments())

    parser.received(GET + b"\r\n")

    assert parser.completed
    assert parser.error
    assert parser.error.code == 400


def test_requests_in_a_row_are_answered_in_order_and_once(narrow: Served) -> None:
    sent = b"".join(GET.replace(b"ASK", b"ASK%%20%%23%d%%0A" % n) + b"\r\n" for n in range(300))
    last = b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close, x\r\n\r\n"

    answer = say(narrow, b"\r\n" + sent + last + GET + b"\r\n")

    assert answer.count(b"HTTP/1.1 200") == 301
    assert answer.rindex(b'"release"') > answer.rindex(b'"boolean"')


def test_two_hundred_idle_connections_keep_nobody_out(narrow: Served) -> None:
    idle = [socket.create_connection(("127.0.0.1", narrow.port)) for _ in range(200)]
    try:
        for connection in idle[::2]:
            connection.sendall(b"GET /spar")  # a slow client
        with urllib.request.urlopen(
            f"{narrow.address}/sparql?query=ASK%7B%7D", timeout=5
        ) as answer:
            assert answer.status == 200
    finally:
        for connection in idle:
            connection.close()


@pytest.mark.slow
def test_clients_that_do_not_read_their_answers_lose_them(release: Path) -> None:
    numbers = " ".join(map(str, range(300)))
    huge = "SELECT * { " + " ".join(f"VALUES ?{v} {{ {numbers} }}" for v in "abc") + " }"
    body = urllib.parse.urlencode({"query": huge}).encode()
    head = (
        b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    )
    request = head + b"Content-Length: %d\r\n\r\n%s" % (len(body), body)
    limits = {**LIMITS, "SHISAKU_RESULT_MB": "4096", "SHISAKU_QUERY_TIMEOUT": "60"}

    with serving(["--release", str(release)], limits) as served:
        clients = [socket.create_connection(("127.0.0.1", served.port)) for _ in range(2)]
        for client in clients:
            client.sendall(request)
        time.sleep(2)
        held = ask(served, "ASK {}")[0]  # both workers wait for their clients
        time.sleep(24)
        answered = ask(served, "ASK {}")[0]
        for client in clients:
            client.close()

    assert (held, answered) == (503, 200)


@pytest.mark.slow
@pytest.mark.parametrize("is_read", [True, False], ids=["bodies", "answers"])
def test_what_one_client_lets_the_server_hold_is_bounded(release: Path, is_read: bool) -> None:
    sent = POST + b"Content-Length: 1048576\r\n\r\n" + b"a" * 1_048_000
    if not is_read:
        sent = (b"GET /source/2024 HTTP/1.1\r\nHost: a\r\n\r\n") * 12
    with serving(["--release", str(release)], {}) as served:
        say(served, b"GET /source/2024 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        before, held = memory(served), []
        for _ in range(250):
            client = socket.socket()
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            client.connect(("127.0.0.1", served.port))
            with contextlib.suppress(ConnectionError):
                client.sendall(sent)
            held.append(client)
        time.sleep(3)
        after, answered = memory(served), ask(served, "ASK {}")[0]
        for client in held:
            client.close()

    assert answered == 200
    assert after - before < 200  # MiB; without a bound, 370 and 830


def memory(served: Served) -> int:
    """Give the MiB of memory that the server's processes have together."""
    everyone = {int(path.name): path for path in Path("/proc").iterdir() if path.name.isdigit()}
    family, total = {served.process.pid}, 0
    for number, path in sorted(everyone.items()):
        with contextlib.suppress(OSError):
            parent = int((path / "stat").read_text().rpartition(")")[2].split()[1])
            if number in family or parent in family:
                family.add(number)
                total += int((path / "statm").read_text().split()[1]) * resource.getpagesize()
    return total // 2**20


@pytest.mark.slow
def test_an_answer_that_is_cut_off_looks_so_over_http_1_0_too(release: Path) -> None:
    numbers = "%20".join(map(str, range(300)))
    huge = "SELECT*%7B" + "".join(f"VALUES%20?{v}%7B{numbers}%7D" for v in "abc") + "%7D"
    with (
        serving(["--release", str(release)], LIMITS) as served,
        socket.create_connection(("127.0.0.1", served.port), timeout=60) as client,
    ):
        client.sendall(f"GET /sparql?query={huge} HTTP/1.0\r\n\r\n".encode())
        assert client.recv(99).startswith(b"HTTP/1.0 200")

        with pytest.raises(ConnectionResetError):
            deque(iter(lambda: client.recv(2**20), b""), maxlen=0)
