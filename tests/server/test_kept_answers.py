"""Answers kept in memory, as clients and operators notice them."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from shisaku.server.app import create_app
from shisaku.server.local import LocalEngine
from shisaku.server.release import Release, open_release
from shisaku.server.settings import Settings, read_settings
from shisaku.server.store import load_dataset
from tests.server.test_protocol import ASK, SELECT


@pytest.fixture(scope="module")
def opened(release: Path) -> tuple[Release, LocalEngine]:
    """Open the built release once."""
    found = open_release(release)
    return found, LocalEngine(load_dataset(found.dataset))


@pytest.fixture
def client(opened: tuple[Release, LocalEngine]) -> FlaskClient:
    """Make a client of an application that has answered nothing yet."""
    return create_app(*opened, settings=Settings(cache_mb=1)).test_client()


def told(client: FlaskClient, name: str) -> int:
    """Give a figure of the metrics."""
    (found,) = re.findall(rf"^shisaku_cache_{name} (\d+)$", client.get("/metrics").text, re.M)
    return int(found)


@pytest.mark.parametrize("path", ["/sparql", "/queries", "/", "/api/search?q=5G"])
def test_what_was_answered_once_is_answered_from_memory(client: FlaskClient, path: str) -> None:
    asked = {"query": SELECT} if path == "/sparql" else None

    first, again = (client.get(path, query_string=asked) for _ in "12")

    assert told(client, "hits_total") == told(client, "misses_total") == 1
    assert (again.status, again.data) == (first.status, first.data)
    assert again.headers == first.headers


def test_what_memory_answers_is_counted_and_said_in_the_log(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "shisaku.access")

    for _ in "12":
        client.get("/sparql", query_string={"query": SELECT})

    first, again = (re.sub(r'"ms": [\d.]+', "", record.message) for record in caplog.records)
    assert again == first
    assert '"endpoint": "sparql.sparql"' in again
    assert re.search(r'"query": "[0-9a-f]{16}"', again)


def test_a_client_that_has_the_answer_is_told_so_from_memory(client: FlaskClient) -> None:
    tag = client.get("/sparql", query_string={"query": SELECT}).headers["ETag"]

    again = client.get(
        "/sparql", query_string={"query": SELECT}, headers={"If-None-Match": f'"other", {tag}'}
    )

    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert "Content-Type" not in again.headers
    assert told(client, "hits_total") == 1


@pytest.mark.parametrize(
    "other",
    [
        {"Accept": "text/csv"},
        {"Accept-Language": "en"},
        {"Accept-Encoding": "gzip"},
        {"Host": "data.example.org"},
    ],
)
def test_who_asks_otherwise_gets_an_answer_of_its_own(
    client: FlaskClient, other: dict[str, str]
) -> None:
    before = client.get("/queries/shared-lines")

    client.get("/queries/shared-lines", headers=other)

    assert told(client, "hits_total") == 0
    assert client.get("/queries/shared-lines").data == before.data
    assert told(client, "hits_total") == 1


def test_who_wants_no_kept_answer_gets_none(client: FlaskClient) -> None:
    for _ in "12":
        client.get("/sparql", query_string={"query": SELECT}, headers={"Cache-Control": "no-cache"})

    assert told(client, "hits_total") == told(client, "bytes") == 0


@pytest.mark.parametrize(
    "query", ["SELECT (RAND() AS ?x) {}", "SELECT (STRUUID # a (\n () AS ?x) {}"]
)
def test_what_differs_each_time_is_not_kept(client: FlaskClient, query: str) -> None:
    first, again = (client.get("/sparql", query_string={"query": query}) for _ in "12")

    assert first.status_code == 200
    assert first.data != again.data
    assert told(client, "bytes") == 0


@pytest.mark.parametrize("path", ["/sparql?query=SELEKT", "/id/nothing", "/metrics", "/healthz"])
def test_errors_and_states_are_not_kept(client: FlaskClient, path: str) -> None:
    for _ in "12":
        client.get(path)

    assert told(client, "hits_total") == told(client, "bytes") == 0


def test_what_was_asked_for_least_lately_gives_way(client: FlaskClient) -> None:
    rows = "SELECT * { ?s ?p ?o } LIMIT 400"

    for number in range(60):
        client.get("/sparql", query_string={"query": f"{rows} OFFSET {number}"})
        client.get("/sparql", query_string={"query": ASK})

    assert 2**19 < told(client, "bytes") <= 2**20
    assert told(client, "hits_total") == 59


def test_no_memory_keeps_nothing(opened: tuple[Release, LocalEngine]) -> None:
    settings = read_settings({"SHISAKU_CACHE_MB": "0"})
    client = create_app(*opened, settings=settings).test_client()

    answers = {client.get("/sparql", query_string={"query": SELECT}).data for _ in "123"}

    assert len(answers) == 1
    assert told(client, "hits_total") == told(client, "bytes") == 0
