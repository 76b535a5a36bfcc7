"""A store answers in the place of workers: rightly, or with an error that says what it did."""

import contextlib
import json
import re
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

from shisaku.server.cli.config import command as config
from shisaku.server.engine import Query
from shisaku.server.release import open_dataset, open_release
from shisaku.server.remote.engine import RemoteEngine
from shisaku.server.settings import SettingError, Settings, read_settings
from shisaku.server.workers.pool import WorkerPool
from shisaku.server.workers.processes import PoolError
from tests.served import Served, serving

JSON = "application/sparql-results+json"
ROW = b'{"x": {"type": "uri", "value": "urn:x"}}'
ROWS = b'{"head": {"vars": ["x"]}, "results": {"bindings": [%s]}}'
NODE = b'{ "x": { "type": "bnode", "value": "nodeID://b7" }}'
NT = "application/n-triples"
OPEN = b'{"x": {"type": "literal", "value": "{ \\" [ \\\\"}}'
TRUE = b'{"head": {}, "boolean": true}'


def deep(before: bytes, after: bytes, times: int) -> bytes:
    """Nest a term."""
    return b'{"x": ' * (before[:1] == b"{") + before * times + b"1" + after * (times + 1)


ODD = {
    "page": (200, "text/html", b"<p>"),
    "plain": (200, "text/plain", ROWS % ROW),
    "broken": (200, JSON, b'{"head": {"vars": ["x"]}, "results": {"bindings": ['),
    "truth": (200, JSON, TRUE),
    "word": (200, JSON, b'{"head": {}, "boolean": "true"}'),
    "large": (200, JSON, ROWS % b",".join([ROW] * 50_000)),
    "moved": (307, JSON, b""),
    "error": (500, "text/plain", b"no such column"),
    "full": (503, "text/plain", b""),
    "nodes": (200, JSON, ROWS % NODE),
    "deep": (200, JSON, ROWS % deep(b'{"type": "triple", "value": {"object": ', b"}}", 50_000)),
    "deep graph": (
        200,
        NT,
        b"<urn:s> <urn:p> %s ." % deep(b"<<( <urn:s> <urn:p> ", b")>>", 50_000),
    ),
    "braces": (200, JSON, ROWS % b",".join([OPEN] * 300)),
}
"""What a store answers to a query that holds such a word."""
LONGER = {"Content-Length": "9999"}
Log = tuple[Served, Path]
"""A server and the file of its log."""


class Store(ThreadingHTTPServer):
    """A store that holds a release, and answers some queries badly."""

    daemon_threads = True

    def __init__(self, release: Path) -> None:
        """Hold a release."""
        super().__init__(("127.0.0.1", 0), _Handler)
        self.engine = WorkerPool(open_release(release).dataset, Settings())
        self.holds = True
        self.asked: Counter[str] = Counter()

    @property
    def endpoint(self) -> str:
        """Give its address."""
        return f"http://127.0.0.1:{self.server_port}/sparql"


class _Handler(BaseHTTPRequestHandler):
    """Answers badly where a query says so, else as it must."""

    server: Store

    def do_POST(self) -> None:
        """Answer a query."""
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = urllib.parse.parse_qs(body)
        text = form["query"][0]
        word = text.partition('"# ')[2].partition('"')[0]
        self.server.asked[word] += 1
        if "dcat#version" in text and not self.server.holds:
            self.answer(200, JSON, TRUE.replace(b"true", b"false"))
        elif word in ODD:
            self.answer(*ODD[word])
        elif word == "slow":
            threading.Event().wait(10)
        elif word == "gone":
            self.close_connection = True
        elif word == "cut":
            self.answer(200, JSON, ROWS % ROW, **LONGER)
        elif word == "cut graph":
            self.answer(200, "application/n-triples", b"<urn:s> <urn:p> 'o' .\n", **LONGER)
        elif word == "fewer":
            self.answer(200, JSON, ROWS % ROW, **{"X-SPARQL-MaxRows": "1"})
        elif word == "later" and self.server.asked[word] == 1:
            self.answer(503, JSON, b"", **{"Retry-After": "1"})
        else:
            graphs = form.get("default-graph-uri", []), form.get("named-graph-uri", [])
            answer = self.server.engine.run(Query(text, *graphs))
            self.answer(200, answer.media_type, answer.whole())

    def answer(self, status: int, media_type: str, body: bytes, **headers: str) -> None:
        """Send an answer, with headers of which some may lie."""
        self.send_response(status)
        sent = {"Content-Length": str(len(body)), "Location": "/", **headers}
        for name, value in {"Content-Type": media_type, **sent}.items():
            self.send_header(name, value)
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def store(release: Path) -> Iterator[Store]:
    """Run the store."""
    with Store(release) as found:
        threading.Thread(target=found.serve_forever, daemon=True).start()
        yield found
        found.shutdown()
        found.engine.close()


@pytest.fixture(scope="module")
def served(store: Store, release: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Log]:
    """Serve the release from the store; give the server and its log."""
    log = tmp_path_factory.mktemp("log") / "log"
    limits = {
        "SHISAKU_STORE": store.endpoint,
        "SHISAKU_STORE_PASSWORD": "open-sesame",
        "SHISAKU_QUERY_TIMEOUT": "2",
        "SHISAKU_RESULT_MB": "1",
    }
    with serving(["--release", str(release)], limits, log=log) as found:
        yield found, log


def told(form: str, word: str) -> str:
    """Write a query that tells the store how to answer it; of comments it is told nothing."""
    return f'{form} {{ ?x ?y ?z FILTER("# {word}" != "") }}'


def ask(
    served: Log, query: str, accept: str = "*/*", lang: str = "en"
) -> tuple[int, str, dict[str, str]]:
    """Ask; give status, body and headers."""
    data = urllib.parse.urlencode({"query": query}).encode()
    request = urllib.request.Request(
        f"{served[0].address}/sparql", data, {"Accept": accept, "Accept-Language": lang}
    )
    try:
        with urllib.request.urlopen(request) as response:
            return response.status, response.read().decode(), dict(response.headers)
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(), dict(error.headers)


@pytest.mark.parametrize("accept", [JSON, "text/csv", "application/sparql-results+xml"])
def test_a_store_answers_as_workers_do(served: Log, server: str, accept: str) -> None:
    query = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"
    data = urllib.parse.urlencode({"query": query}).encode()
    request = urllib.request.Request(f"{server}/sparql", data, {"Accept": accept})

    status, body, _ = ask(served, query, accept)

    with urllib.request.urlopen(request) as response:
        assert (status, body) == (200, response.read().decode())


def test_pages_come_from_the_store(served: Log, store: Store) -> None:
    before = store.asked.total()

    with urllib.request.urlopen(f"{served[0].address}/api/queries/overcount") as response:
        rows = json.load(response)["rows"]

    assert rows
    assert store.asked.total() > before


@pytest.mark.parametrize(
    ("word", "status", "said"),
    [
        ("page", 502, "text/html"),
        ("plain", 502, "text/plain"),
        ("broken", 502, "cannot be read"),
        ("truth", 502, "in the place of a truth"),
        ("word", 502, "boolean"),
        ("cut", 502, "cut off"),
        ("fewer", 502, "cut off: x-sparql-maxrows"),
        ("moved", 502, "307"),
        ("error", 502, "no such column"),
        ("deep", 502, "nests deeper"),
        ("large", 413, "more than 1 MiB"),
        ("slow", 504, ""),
        ("full", 503, "full or down"),
        ("gone", 503, "full or down"),
    ],
)
def test_a_store_that_answers_badly_is_told(served: Log, word: str, status: int, said: str) -> None:
    found, body, headers = ask(served, told("SELECT ?x", word))

    assert (found, said in body) == (status, True)
    assert ("Retry-After" in headers) == (status >= 503)
    assert "127.0.0.1" not in body


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("page", "ストアの答えを使えません"),
        ("slow", "打ち切りました|時間内に"),
        ("full", "混み合って"),
    ],
)
def test_a_store_that_answers_badly_is_told_in_japanese(served: Log, word: str, said: str) -> None:
    body = ask(served, told("SELECT ?x", word), lang="ja")[1]

    assert re.search(said, body)


def test_a_graph_that_is_cut_off_is_told(served: Log) -> None:
    status, body, _ = ask(served, told("CONSTRUCT { ?x ?y ?z }", "cut graph"))

    assert (status, "cut off" in body) == (502, True)


def test_a_graph_of_terms_in_terms_is_told(served: Log) -> None:
    status, body, _ = ask(served, told("CONSTRUCT { ?x ?y ?z }", "deep graph"))

    assert (status, "nests deeper" in body) == (502, True)


def test_brackets_in_texts_nest_nothing(served: Log) -> None:
    status, body, _ = ask(served, told("SELECT ?x", "braces"), JSON)

    assert status == 200
    assert len(json.loads(body)["results"]["bindings"]) == 300


def test_a_query_is_sent_again_when_the_store_is_full_and_no_other_time(
    served: Log, store: Store
) -> None:
    store.asked.clear()

    answered = [ask(served, told("ASK", word))[0] for word in ("later", "full", "gone", "page")]

    assert answered == [200, 503, 503, 502]
    assert [store.asked[word] for word in ("later", "full", "gone", "page")] == [2, 3, 3, 1]


def test_the_names_that_virtuoso_gives_blank_nodes_are_mended(served: Log) -> None:
    _, body, _ = ask(served, told("SELECT ?x", "nodes"), JSON)

    assert json.loads(body)["results"]["bindings"] == [{"x": {"type": "bnode", "value": "b7"}}]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT ?x {", (400, "line 1, column")),
        ("INSERT DATA { <urn:s> <urn:p> 1 }", (400, "read-only")),
        ("ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", (403, "SERVICE")),
        ("ASK FROM <http://other.example/> { ?s ?p ?o }", (403, "FROM")),
        ("PREFIX o: <file:///etc/> ASK FROM NAMED o:passwd { ?s ?p ?o }", (403, "FROM")),
        ("ASK { #\r SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", (403, "SERVICE")),
        ("PREFIX a: <urn:> ASK { a:b\\#c ?p 1 . SERVICE <urn:x> { ?s ?p ?o } }", (403, "SERVICE")),
        ("PREFIX x: <urn:> ASK { SERVICEx:y { ?s ?p ?o } }", (400, "two ways")),
        ("ASKFROM<http://other.example/>{ ?s ?p ?o }", (400, "two ways")),
        ("SELECT (<bif:sys_stat>('x') AS ?x) {}", (400, "not supported")),
    ],
)
def test_what_workers_refuse_never_reaches_the_store(
    served: Log, store: Store, query: str, expected: tuple[int, str]
) -> None:
    store.asked.clear()

    status, body, _ = ask(served, query)

    assert (status, expected[1] in body) == (expected[0], True)
    assert store.asked.total() == 0


def test_from_takes_the_graphs_of_the_release(served: Log) -> None:
    graph = "https://w3id.org/shisaku/id/graph/reference"

    assert ask(served, f"SELECT (COUNT(*) AS ?n) FROM <{graph}> {{ ?s ?p ?o }}")[0] == 200  # noqa: S608


def test_a_store_that_loses_the_release_is_not_answered_from(served: Log, store: Store) -> None:
    paths = ("/sparql?query=ASK%7B%7D", "/api/queries/parts")
    again = [served[0].address + path for path in paths]
    for address in again:
        with urllib.request.urlopen(address) as response:
            assert "public" in response.headers["Cache-Control"]
    store.holds = False
    threading.Event().wait(1.1)  # so long holds a look
    try:
        status, body, headers = ask(served, "ASK {}")
        for address in (*again, f"{served[0].address}/readyz"):
            with pytest.raises(urllib.error.HTTPError, match="503"):
                urllib.request.urlopen(address)
    finally:
        store.holds = True

    assert (status, "does not hold release" in body) == (503, True)
    assert "Retry-After" in headers
    assert ask(served, "ASK {}")[0] == 200


def test_a_server_does_not_begin_over_another_release(store: Store, release: Path) -> None:
    settings = Settings(store=store.endpoint)
    store.holds = False
    try:
        with pytest.raises(PoolError, match=r"does not hold release .* shisaku publish"):
            RemoteEngine(open_release(release), settings)
    finally:
        store.holds = True
    with pytest.raises(PoolError, match="--data"):
        RemoteEngine(open_dataset(release / "graph.nq"), settings)


def test_user_and_password_are_shown_nowhere(served: Log) -> None:
    environment = {"SHISAKU_STORE_USER": "ali", "SHISAKU_STORE_PASSWORD": "open-sesame"}

    shown = CliRunner().invoke(config, env=environment).output

    assert "SHISAKU_STORE_USER=(set)" in shown
    assert "ali\n" not in shown
    assert "open-sesame" not in shown + repr(read_settings(environment)) + served[1].read_text()
    with pytest.raises(SettingError) as caught:
        read_settings({"SHISAKU_STORE": "http://ali:open-sesame@127.0.0.1/"})
    assert "open-sesame" not in str(caught.value)
