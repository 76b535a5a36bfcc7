"""Whatever stands in an address: each route answers it, and none with an error of the server's."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.routing import Rule

from shisaku.server.app import create_app
from shisaku.server.release import open_release
from shisaku.server.settings import Settings
from shisaku.server.workers.pool import WorkerPool

pytestmark = pytest.mark.slow

ODD = (
    "%00", "%22", "%20", "%FF", "%F0%9F%98%80", "..", "%2e%2e%2f", "%0d%0aX:1", "9" * 5_000, "-1",
    "1e999", "%ED%A0%80", "%3Cscript%3E", "a" * 3_000, "%7B%7B7*7%7D%7D", "%25", "NaN", "true",
    "%E2%80%AE", "?", "%5B", "%2F%2Felsewhere", "%7Cq", "%60", "%5C", "2024%23", "%C2%85", "",
)  # fmt: skip
PLACED = [one for one in ODD if one.startswith("%") and "%2f" not in one.lower()]
USUAL = ("2024", "parts", "graph.nt", "phase", "2024/ch/1", "line-observations", "1", "ja", "ttl")
PARAMETERS = (
    "lang", "format", "limit", "offset", "q", "year", "mark", "line", "thing", "query", "page",
    "class", "kind", "phase", "chapter", "default-graph-uri", "measure", "instrument", "x%00",
)  # fmt: skip
HEADERS = ("Accept", "Accept-Language", "Range", "If-None-Match", "If-Modified-Since", "Origin")
ODD_HEADERS = (
    "*/*;q=x", ",,,", ";", "text/html;q=1e9", "bytes=9-1", "bytes=a", 'W/"', "\u00e9", "0",
    "ja;q=-1", "bytes=-" + "9" * 50, "application/ld+json;profile=\"a\\\"", "null", "a" * 2_000,
)  # fmt: skip
words = st.one_of(st.sampled_from(ODD), st.sampled_from(USUAL))


@pytest.fixture(scope="module")
def client(release: Path) -> Iterator[FlaskClient]:
    """Make a client whose queries are evaluated by workers."""
    opened, limits = open_release(release), Settings(workers=2, query_timeout=20)
    pool = WorkerPool(opened.dataset, limits)
    yield create_app(opened, pool, limits).test_client()
    pool.close()


def rules(client: FlaskClient) -> list[Rule]:
    """Give the routes."""
    return sorted(client.application.url_map.iter_rules(), key=str)


def filled(rule: Rule, values: Iterator[str]) -> str:
    """Write a route's address with values in the place of its variables."""
    return re.sub(
        r"<([^>]*)>",
        lambda found: "id" if found[1].startswith("any") else next(values),
        str(rule),
    )


def opened(
    client: FlaskClient, address: str, method: str, headers: dict[str, str]
) -> tuple[int, bytes]:
    """Ask; give status and body."""
    with client.open(address, method=method, headers=headers) as response:
        return response.status_code, response.get_data()


@given(data=st.data())
@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_address_is_answered_with_an_error_of_the_servers(
    client: FlaskClient, data: st.DataObject
) -> None:
    rule = data.draw(st.sampled_from(rules(client)))
    path = filled(rule, iter(lambda: data.draw(words), None))
    asked = data.draw(st.lists(st.tuples(st.sampled_from(PARAMETERS), words), max_size=3))
    headers = data.draw(
        st.dictionaries(st.sampled_from(HEADERS), st.sampled_from(ODD_HEADERS), max_size=2)
    )
    address = f"{path}?{'&'.join(f'{name}={value}' for name, value in asked)}"
    method = data.draw(st.sampled_from(sorted((rule.methods or set()) - {"OPTIONS"})))

    # in a thread of its own, as the server does: Playwright leaves a loop running in the main one
    with ThreadPoolExecutor(1) as pool:
        status, body = pool.submit(opened, client, address, method, headers).result()
    assert status < 500, (method, address, headers, body[:300])


@pytest.mark.parametrize("odd", PLACED)
def test_a_place_that_no_iri_can_have_is_not_found_in_both_languages(
    client: FlaskClient, odd: str
) -> None:
    for path in (f"/id/2024/ch/1{odd}", f"/doc/id/2024{odd}", f"/concept/{odd}"):
        told = [
            client.get(path, headers={"Accept": "text/plain", "Accept-Language": lang})
            for lang in ("ja", "en")
        ]

        assert {response.status_code for response in told} <= {400, 404}, path
        assert told[0].text != told[1].text
