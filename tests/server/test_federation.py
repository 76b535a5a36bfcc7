"""SERVICE asks the endpoints that are named, within limits, and no other."""

import contextlib
import json
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pyoxigraph as ox
import pytest

from shisaku.server.engine import EndpointFailed, NotAllowed, Query, QueryUnreadable
from shisaku.server.federation import Federation, Services, read_services
from shisaku.server.settings import SettingError, Settings, read_settings
from shisaku.server.workers.fetcher import values
from tests.served import Served, serving

JSON = "application/sparql-results+json"
ROWS = b'{"head": {"vars": ["x"]}, "results": {"bindings": [%s]}}'
ROW = b'{"x": {"type": "uri", "value": "urn:x"}}'
BLANK = b'{"x": {"type": "bnode", "value": "b"}}'
OTHER = """
<https://w3id.org/shisaku/id/2024/pillar/1> <urn:told> "one"@en, "一"@ja .
<https://w3id.org/shisaku/id/2024/pillar/9> <urn:told> "none"@en .
"""


class _Odd(BaseHTTPRequestHandler):
    """An endpoint that answers badly, each way at its own path."""

    def do_POST(self) -> None:
        """Answer a query."""
        self.rfile.read(int(self.headers["Content-Length"]))
        answers = {
            "/rows": (200, JSON, ROWS % ROW),
            "/blank": (200, JSON, ROWS % BLANK),
            "/page": (200, "text/html", b"<p>"),
            "/broken": (200, JSON, b'{"head'),
            "/truth": (200, JSON, b'{"head": {}, "boolean": true}'),
            "/large": (200, JSON, ROWS % b",".join([ROW] * 50_000)),
            "/moved": (307, JSON, b""),
        }
        if self.path == "/slow":
            threading.Event().wait(10)
        status, media_type, body = answers.get(self.path, (500, "text/plain", b""))
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Location", "/rows")
        self.end_headers()
        with contextlib.suppress(OSError):  # who asks may have heard enough
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def odd() -> Iterator[str]:
    """Serve the odd endpoint; give its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Odd) as found:
        found.daemon_threads = True
        threading.Thread(target=found.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{found.server_port}"
        found.shutdown()


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a small graph by another server of ours; give its endpoint."""
    data = tmp_path_factory.mktemp("other") / "other.ttl"
    data.write_text(OTHER, encoding="utf-8")
    with serving(["--data", str(data)]) as served:
        yield f"{served.address}/sparql"


@pytest.fixture(scope="module")
def federated(release: Path, other: str, odd: str) -> Iterator[Served]:
    """Serve the release with those endpoints named."""
    paths = ("rows", "blank", "page", "broken", "truth", "large", "moved", "slow", "error")
    limits = {
        "SHISAKU_FEDERATION": ",".join([other, *(f"{odd}/{path}" for path in paths)]),
        "SHISAKU_FEDERATION_SECONDS": "3",
        "SHISAKU_FEDERATION_MB": "1",
    }
    with serving(["--release", str(release)], limits) as served:
        yield served


def ask(served: Served, query: str) -> tuple[int, str, dict[str, str]]:
    """Ask; give status, body and headers."""
    data = urllib.parse.urlencode({"query": query}).encode()
    try:
        with urllib.request.urlopen(f"{served.address}/sparql", data) as response:
            return response.status, response.read().decode(), dict(response.headers)
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(), dict(error.headers)


def test_rows_of_another_endpoint_join_with_ours(federated: Served, other: str) -> None:
    query = f"""PREFIX shisaku: <https://w3id.org/shisaku/ns#>  # SERVICE in a comment
    SELECT ?pillar ?told {{ ?pillar a shisaku:Pillar .
      SERVICE <{other}> {{ ?pillar <urn:told> ?told FILTER(LANG(?told) = "ja") }} }}"""

    status, body, headers = ask(federated, query)

    assert (status, headers["Cache-Control"]) == (200, "no-store")
    assert json.loads(body)["results"]["bindings"] == [
        {
            "pillar": {"type": "uri", "value": "https://w3id.org/shisaku/id/2024/pillar/1"},
            "told": {"type": "literal", "value": "一", "xml:lang": "ja"},
        }
    ]


def test_the_description_says_that_queries_may_be_federated(federated: Served, other: str) -> None:
    for address, expected in ((f"{federated.address}/sparql", True), (other, False)):
        with urllib.request.urlopen(address) as response:
            assert ("BasicFederatedQuery" in response.read().decode()) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("rows", (200, "urn:x")),
        ("blank", (502, "blank nodes")),
        ("page", (502, "text/html")),
        ("broken", (502, "/broken: ")),
        ("truth", (502, "with a truth")),
        ("large", (502, "more than 1 MiB")),
        ("moved", (502, "307")),
        ("error", (502, "500")),
        pytest.param("slow", (504, "did not answer in time"), marks=pytest.mark.slow),
    ],
)
def test_an_endpoint_that_answers_badly_is_told_or_passed_over(
    federated: Served, odd: str, path: str, expected: tuple[int, str]
) -> None:
    query = f"SELECT ?x {{ SERVICE <{odd}/{path}> {{ ?x ?y ?z }} }}"

    answered, body, _ = ask(federated, query)
    silent = ask(federated, query.replace("SERVICE", "SERVICE SILENT"))

    assert (answered, silent[0]) == (expected[0], 200)
    assert expected[1] in body
    assert "Traceback" not in body


@pytest.mark.parametrize(
    "query",
    [
        "ASK { SERVICE <http://127.0.0.1:9/sparql> { ?s ?p ?o } }",
        "ASK { SERVICE SILENT <http://127.0.0.1:9/sparql> { ?s ?p ?o } }",
        "ASK { VALUES ?e { <ENDPOINT> } SERVICE ?e { ?s ?p ?o } }",
        "PREFIX e: <ENDPOINT> ASK { SERVICE e: { ?s ?p ?o } }",
        "ASK { SERVICE <ENDPOINT> { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } }",
        "ASK { SERVICE <ENDPOINT/../x> { ?s ?p ?o } }",
        r"ASK { SERVIC\u0045 <http://127.0.0.1:9/> { ?s ?p ?o } }",
    ],
)
def test_other_endpoints_are_refused(federated: Served, other: str, query: str) -> None:
    status, body, _ = ask(federated, query.replace("ENDPOINT", other))

    assert status in {400, 403}
    assert "127.0.0.1:9" not in body


def read_here(query: Query, allowed: Sequence[str], _: object) -> Services:
    """Read SERVICEs in this process."""
    return read_services(query.text, allowed)


def asked_of(text: str) -> str:
    """Resolve a query with an endpoint that gives nothing."""
    settings = Settings(federation="http://e/ http://f/")
    federation = Federation(settings, lambda *_: "VALUES () {}", read_here)
    return federation.resolve(Query(text)).text


def test_a_query_may_ask_a_few_times_and_must_close_its_groups() -> None:
    once = "SERVICE <http://e/> { ?s ?p '}' } "

    assert asked_of(f"ASK {{ {once * 2}}}") == "ASK { VALUES () {} VALUES () {} }"
    with pytest.raises(NotAllowed, match="8 times"):
        asked_of(f"ASK {{ {once * 9} }}")
    with pytest.raises(QueryUnreadable, match="not closed"):
        asked_of("ASK { SERVICE <http://e/> { ?s ?p ?o ")
    with pytest.raises(QueryUnreadable, match="needs an IRI"):
        asked_of("ASK { SERVICE <http://e/> }")


def in_json(store: ox.Store, query: str) -> bytes:
    """Evaluate a query that gives rows; write them in JSON."""
    found = store.query(query)
    assert isinstance(found, ox.QuerySolutions)
    return found.serialize(format=ox.QueryResultsFormat.JSON) or b""


def test_each_kind_of_term_is_written_as_it_came() -> None:
    query = """SELECT * { VALUES (?a ?b ?c ?d) {
      (<urn:a> "x\\n\\"y"@ar--rtl <<( <urn:s> <urn:p> 1.5 )>> UNDEF) } }"""
    content = in_json(ox.Store(), query)

    again = in_json(ox.Store(), f"SELECT * {{ {''.join(values(content))} }}")

    assert again == content


@pytest.mark.parametrize("text", ["example.org", "ftp://e/", "http://u@e/", "http://e/ x"])
def test_an_endpoint_that_is_no_address_is_told(text: str) -> None:
    with pytest.raises(SettingError, match="SHISAKU_FEDERATION"):
        read_settings({"SHISAKU_FEDERATION": text})


@pytest.mark.parametrize(
    ("name", "result", "data"),
    [
        ("service01", "service01", {"": "01.ttl", "http://example.org/sparql": "01endpoint.ttl"}),
        (
            "service02",
            "service02",
            {
                "http://example1.org/sparql": "02endpoint1.ttl",
                "http://example2.org/sparql": "02endpoint2.ttl",
            },
        ),
        (
            "service03",
            "service03",
            {
                "http://example1.org/sparql": "03endpoint1.ttl",
                "http://example2.org/sparql": "03endpoint2.ttl",
            },
        ),
        ("service04a", "service04", {"": "04.ttl", "http://example.org/sparql": "04endpoint.ttl"}),
        ("service06", "service06", {"http://example1.org/sparql": "06endpoint1.ttl"}),
        ("service07", "service07", {"": "07.ttl"}),
    ],
)
def test_the_w3c_tests_of_service_hold(
    shared: Path, name: str, result: str, data: dict[str, str]
) -> None:
    folder = shared / "w3c" / "sparql" / "sparql11" / "service"
    named = " ".join([*filter(None, data), "http://invalid.endpoint.org/sparql"])

    def answer(text: str, endpoint: str) -> bytes:
        store = ox.Store()
        if endpoint in data:
            store.load(path=folder / f"data{data[endpoint]}")
        federation = Federation(Settings(federation=named), fetch, read_here)
        return in_json(store, federation.resolve(Query(text)).text)

    def fetch(endpoint: str, text: str, _seconds: float, _mib: int) -> str:
        if endpoint not in data:
            raise EndpointFailed(endpoint, endpoint)
        return "".join(values(answer(text, endpoint)))

    def rows(content: bytes, kind: ox.QueryResultsFormat) -> list[str]:
        read = ox.parse_query_results(content, format=kind)
        assert isinstance(read, ox.QuerySolutions)
        return sorted(str([solution[name] for name in ("s", "o1", "o2")]) for solution in read)

    found = answer((folder / f"{name}.rq").read_text(encoding="utf-8"), "")

    expected = rows((folder / f"{result}.srx").read_bytes(), ox.QueryResultsFormat.XML)
    assert rows(found, ox.QueryResultsFormat.JSON) == expected
    assert expected
