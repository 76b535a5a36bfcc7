"""Real clients of five kinds ask a real server: two of Python, curl, a browser, Apache Jena."""

import csv
import json
import subprocess
from io import StringIO

import pytest
from playwright.sync_api import Error, Page
from rdflib import RDF, Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import JSON, POST, POSTDIRECTLY, TURTLE, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

PILLAR = URIRef("https://w3id.org/shisaku/ns#Pillar")
SELECT = f"SELECT ?s WHERE {{ ?s a <{PILLAR}> }} ORDER BY ?s"
CONSTRUCT = f"CONSTRUCT WHERE {{ ?s a <{PILLAR}> }}"
PILLARS = [f"https://w3id.org/shisaku/id/2024/pillar/{n}" for n in range(1, 6)]
FETCH = """async ([url, options]) => {
  const response = await fetch(url, options);
  const names = ["ETag", "Content-Type"];
  return [response.status, await response.text(), names.map(n => response.headers.get(n))];
}"""


def run(*command: str) -> str:
    """Run a program that must succeed and give what it prints."""
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


def wrapper(server: str, query: str, wanted: str) -> SPARQLWrapper:
    """Make a query of SPARQLWrapper's."""
    made = SPARQLWrapper(f"{server}/sparql")
    made.setQuery(query)
    made.setReturnFormat(wanted)
    return made


def test_sparqlwrapper_gets_rows_a_truth_and_a_graph(server: str) -> None:
    rows = wrapper(server, SELECT, JSON)
    rows.setMethod(POST)
    rows.setRequestMethod(POSTDIRECTLY)
    truth = wrapper(server, "ASK {}", XML).query().response.read()
    graph = wrapper(server, CONSTRUCT, TURTLE).query().response.read()

    found = json.load(rows.query().response)["results"]["bindings"]

    assert [row["s"]["value"] for row in found] == PILLARS
    assert b"<boolean>true</boolean>" in truth
    assert len(Graph().parse(data=graph, format="turtle")) == 5


def test_sparqlwrapper_tells_what_is_wrong_with_a_query(server: str) -> None:
    with pytest.raises(QueryBadFormed, match="cannot be read"):
        wrapper(server, "SELECT SELECT", JSON).query()


def test_rdflib_reads_the_endpoint_as_if_it_were_a_graph(server: str) -> None:
    remote = Graph(SPARQLStore(f"{server}/sparql", method="POST"))

    pillars = sorted(str(pillar) for pillar in remote.subjects(RDF.type, PILLAR))

    assert pillars == PILLARS
    assert [str(row[0]) for row in remote.query(SELECT)] == PILLARS  # type: ignore[index]
    assert remote.query("ASK {}").askAnswer
    assert len(remote) > 30_000


def test_curl_gets_csv_compressed_and_the_head_alone(server: str, curl: str) -> None:
    url = f"{server}/sparql"
    asked = (curl, "--silent", "--show-error", "--fail", "--data-urlencode", f"query={SELECT}")

    rows = run(*asked, "--compressed", "--header", "Accept: text/csv", url).splitlines()
    head = run(*asked, "--get", "--head", url)

    assert rows == ["s", *PILLARS]
    assert "200 OK" in head
    assert "application/sparql-results+json" in head


def test_curl_fails_where_the_query_is_wrong(server: str, curl: str) -> None:
    command = [curl, "--silent", "--fail", f"{server}/sparql?query=SELEKT"]

    done = subprocess.run(command, capture_output=True, check=False, timeout=60)

    assert done.returncode == 22  # curl's word for a status of 400 and more


def test_a_browsers_script_of_another_origin_asks_with_a_preflight(server: str, page: Page) -> None:
    asked = {
        "method": "POST",
        "headers": {"Content-Type": "application/sparql-query", "Accept": "text/csv"},
        "body": SELECT,
    }

    status, text, (tag, media_type) = page.evaluate(FETCH, [f"{server}/sparql", asked])
    asked["headers"] |= {"If-None-Match": tag}  # type: ignore[operator]
    again, nothing, _ = page.evaluate(FETCH, [f"{server}/sparql", asked])

    assert (status, media_type) == (200, "text/csv; charset=utf-8")
    assert text.split() == ["s", *PILLARS]
    assert (again, nothing) == (304, "")


@pytest.mark.parametrize(
    "path",
    [
        "/id/2024/pillar/1",
        "/doc/id/2024/pillar/1",
        "/concept/phase/initial",
        "/ns",
        "/ns/context.jsonld",
        "/dumps/",
        "/dumps/SHA256SUMS",
        "/.well-known/void",
        "/report",
        "/sparql?query=ASK%7B%7D",
        "/api/queries/chapter-totals",
    ],
)
def test_a_browsers_script_of_another_origin_asks_for_all_that_is_published(
    server: str, page: Page, path: str
) -> None:
    asked = {"Accept": f"text/turtle, */*;q=0.1, {'x' * 200}/x", "Cache-Control": "no-cache"}
    more = {"Range": "bytes=0-", "Content-Type": "text/plain", "If-None-Match": '"none"'}

    status, text, (_, media_type) = page.evaluate(FETCH, [server + path, {"headers": asked | more}])

    assert status in {200, 206}
    assert text
    assert media_type


def test_a_browsers_script_of_another_origin_reads_an_error_too(server: str, page: Page) -> None:
    asked = {"headers": {"Accept": "application/json"}}

    status, text, _ = page.evaluate(FETCH, [f"{server}/sparql?query=SELEKT", asked])

    assert (status, json.loads(text)["status"]) == (400, 400)


@pytest.mark.parametrize(
    ("path", "method"), [("/healthz", "GET"), ("/sparql?query=ASK{}", "DELETE")]
)
def test_a_browser_lets_scripts_of_other_origins_do_no_more(
    server: str, page: Page, path: str, method: str
) -> None:
    with pytest.raises(Error, match="Failed to fetch"):
        page.evaluate(FETCH, [f"{server}{path}", {"method": method}])


@pytest.mark.slow
def test_apache_jena_gets_rows_and_a_graph(server: str, jena: list[str]) -> None:
    asked = (*jena, "arq.rsparql", "--service", f"{server}/sparql")

    rows = list(csv.reader(StringIO(run(*asked, "--results", "CSV", SELECT))))
    graph = Graph().parse(data=run(*asked, "--results", "NT", CONSTRUCT), format="turtle")

    assert rows == [["s"], *([pillar] for pillar in PILLARS)]
    assert sorted(str(pillar) for pillar in graph.subjects(RDF.type, PILLAR)) == PILLARS
