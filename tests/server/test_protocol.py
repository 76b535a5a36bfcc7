"""The SPARQL endpoint as clients meet it, and the pages as people do."""

import gzip
import html
import json
import re
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient
from rdflib import Graph, Namespace
from werkzeug.test import TestResponse

from shisaku.queries.catalogue import public_queries
from shisaku.server.app import create_app
from shisaku.server.engine import QueryRefused
from shisaku.server.guard import refuse_unsafe
from shisaku.server.release import open_release
from shisaku.server.settings import Settings
from shisaku.server.workers.pool import WorkerPool

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
ASK = "ASK { ?s a <https://w3id.org/shisaku/ns#Measure> }"
SELECT = "SELECT ?s WHERE { ?s a <https://w3id.org/shisaku/ns#Pillar> } ORDER BY ?s"
CONSTRUCT = "CONSTRUCT WHERE { ?s a <https://w3id.org/shisaku/ns#Pillar> }"
DIRECTED = 'VERSION "1.2" SELECT ("س"@ar--rtl AS ?x) {}'
TRIPLE_TERM = "SELECT (<<( <urn:s> <urn:p> 1 )>> AS ?x) {}"
REIFIED = """PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
CONSTRUCT { <urn:r> rdf:reifies <<( <urn:s> <urn:p> 1 )>> } {}"""
UNNAMED = REIFIED.replace("urn:p", "urn:1")
FORM = "application/x-www-form-urlencoded"
POST: dict[str, object] = {"path": "/sparql", "method": "POST"}


@pytest.fixture(scope="module")
def client(release: Path) -> Iterator[FlaskClient]:
    """Make a client of an application over the built release, its queries run by workers."""
    opened = open_release(release)
    pool = WorkerPool(opened.dataset, Settings(workers=2))
    yield create_app(opened, pool).test_client()
    pool.close()


@pytest.mark.parametrize(
    ("accept", "query", "media_type"),
    [
        (None, SELECT, "application/sparql-results+json"),
        ("*/*", SELECT, "application/sparql-results+json"),
        (
            "text/csv;q=0.5, application/sparql-results+xml",
            SELECT,
            "application/sparql-results+xml",
        ),
        ("text/csv", ASK, "text/csv"),
        ("text/*", SELECT, "text/csv"),
        ("text/tab-separated-values", SELECT, "text/tab-separated-values"),
        ("application/json", SELECT, "application/sparql-results+json"),
        ("text/csv; charset=utf-8", SELECT, "text/csv"),
        (
            'text/csv;q=0.5, application/sparql-results+xml;version="1.2"',
            SELECT,
            "application/sparql-results+xml",
        ),
        (None, CONSTRUCT, "text/turtle"),
        ("application/n-triples", CONSTRUCT, "application/n-triples"),
        ("application/rdf+xml", CONSTRUCT, "application/rdf+xml"),
        ("application/ld+json", CONSTRUCT, "application/ld+json"),
        ("application/json", CONSTRUCT, "application/ld+json"),
        ("*/*", "DESCRIBE <https://w3id.org/shisaku/id/2024>", "text/turtle"),
    ],
)
def test_the_accept_header_chooses_the_format(
    client: FlaskClient, accept: str | None, query: str, media_type: str
) -> None:
    headers = {"Accept": accept} if accept else {}

    response = client.get("/sparql", query_string={"query": query}, headers=headers)

    assert response.status_code == 200
    assert response.mimetype == media_type
    assert len(response.data) > 20 or query == ASK


def rows(response: TestResponse) -> list[dict[str, dict[str, str]]]:
    """Read the bindings of SPARQL results in JSON."""
    bindings: list[dict[str, dict[str, str]]] = json.loads(response.data)["results"]["bindings"]
    return bindings


def test_a_query_may_come_by_get_by_form_and_as_body(client: FlaskClient) -> None:
    by_get = client.get("/sparql", query_string={"query": SELECT})
    by_form = client.post("/sparql", data={"query": SELECT})
    as_body = client.post("/sparql", data=SELECT, content_type="application/sparql-query")

    assert rows(by_get) == rows(by_form) == rows(as_body)
    assert len(rows(by_get)) == 5


def test_a_byte_order_mark_is_no_part_of_a_query(client: FlaskClient) -> None:
    marked = f"\ufeff{SELECT}"
    as_body = {"data": marked.encode(), "content_type": "application/sparql-query"}

    assert len(rows(client.post("/sparql", **as_body))) == 5
    assert len(rows(client.get("/sparql", query_string={"query": marked}))) == 5


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("SELECT * { ?z ?a ?b }", ["z", "a", "b"]),
        ("select distinct*where{ # ?b *\n ?z ?a [] . '?c' ?d ?b }", ["z", "a", "d", "b"]),
        ("SELECT * { { SELECT (COUNT(*) AS ?n) ?k { ?k ?q 2 } GROUP BY ?k } ?z ?a ?b }", "nkzab"),
        ("SELECT * { { SELECT * { ?z ?b ?a } } FILTER NOT EXISTS { ?q ?z ?a } }", "zba"),
        ("SELECT ?b ?z { ?z ?a ?b }", "bz"),
        ("SELECT * {}", ""),
    ],
)
def test_the_variables_come_as_the_query_names_them(
    client: FlaskClient, query: str, names: list[str]
) -> None:
    answer = client.get("/sparql", query_string={"query": f"{query} LIMIT 1"})

    assert json.loads(answer.data)["head"]["vars"] == list(names)


def test_a_dataset_may_be_chosen(client: FlaskClient) -> None:
    graphs = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"
    names = [row["g"]["value"] for row in rows(client.post("/sparql", data={"query": graphs}))]
    count = "SELECT (COUNT(*) AS ?n) WHERE { ?s <https://w3id.org/shisaku/ns#amount> ?o }"

    def amounts(name: str) -> str:
        data = {"query": count, "default-graph-uri": name}
        return rows(client.post("/sparql", data=data))[0]["n"]["value"]

    assert [name.rpartition("/id/")[2] for name in names] == [
        "graph/concluded", "graph/dataset", "graph/inferred", "graph/ontology",
        "graph/printed/2024", "graph/reference",
    ]  # fmt: skip
    assert amounts(names[0]) != "0"  # amounts are concluded …
    assert amounts(names[4]) == "0"  # … and never printed
    in_url = client.post(f"/sparql?default-graph-uri={names[4]}", data={"query": count})
    assert rows(in_url)[0]["n"]["value"] == "0"  # said in the address, it holds for a form too


def test_each_triple_stands_in_exactly_one_graph(release: Path) -> None:
    quads = (release / "graph.nq").read_text(encoding="utf-8").splitlines()
    triples = [quad.rpartition("<")[0].rstrip() for quad in quads]
    merged = (release / "graph.nt").read_text(encoding="utf-8").splitlines()

    assert len(set(triples)) == len(triples) == len(merged) > 30_000


@pytest.mark.parametrize(
    ("request_", "status", "says"),
    [
        ({"path": "/sparql?query=SELEKT"}, 400, "cannot be read"),
        ({"path": "/sparql?format=csv"}, 400, "query is missing"),
        ({"path": "/sparql?query=ASK{}&query=ASK{}"}, 400, "more than once"),
        ({"path": "/sparql?query=ASK{}", "headers": {"Accept": "image/png"}}, 406, "text/csv"),
        ({**POST, "data": "x", "content_type": "text/plain"}, 415, FORM),
        ({**POST, "data": {"update": "DROP ALL"}}, 400, "read-only"),
        ({"path": "/sparql?query=DROP+ALL"}, 400, "read-only"),
        ({"path": "/sparql?query=ASK{SERVICE<http://x/>{}}"}, 403, "SERVICE"),
        ({"path": "/sparql?query=ASK{}&default-graph-uri=x"}, 400, "no IRI"),
        ({**POST, "data": b"\xff", "content_type": "application/sparql-query"}, 400, "not UTF-8"),
    ],
)
def test_what_cannot_be_answered_says_why(
    client: FlaskClient, request_: dict[str, object], status: int, says: str
) -> None:
    response = client.open(**request_)  # type: ignore[arg-type]

    assert response.status_code == status
    assert says in response.text
    assert "Traceback" not in response.text


def test_other_methods_are_405_with_those_allowed(client: FlaskClient) -> None:
    response = client.put("/sparql")

    assert response.status_code == 405
    assert "POST" in response.headers["Allow"]


def test_browsers_clients_of_other_origins_may_ask(client: FlaskClient) -> None:
    assert client.options("/sparql").headers["Access-Control-Allow-Methods"]
    assert client.get("/sparql?query=ASK{}").headers["Access-Control-Allow-Origin"] == "*"
    assert client.head("/sparql?query=ASK{}").data == b""


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p 'SERVICE <x>' }",
        "# SERVICE\nASK {}",
        'ASK { <http://x/service> ?p """}}} drop""" }',
        "PREFIX service: <urn:x:> ASK { service:a service:insert ?o }",
        "SELECT ?service { ?service ?insert ?o }",
    ],
)
def test_words_in_strings_names_and_comments_are_not_refused(query: str) -> None:
    refuse_unsafe(query)


def test_a_query_nested_to_overflow_the_parser_is_refused_and_the_next_one_answered(
    server: str,
) -> None:
    deep = "ASK " + "{" * 5_000 + "}" * 5_000

    with pytest.raises(QueryRefused, match="flatten"):
        refuse_unsafe(deep)
    request = urllib.request.Request(
        f"{server}/sparql", deep.encode(), {"Content-Type": "application/sparql-query"}
    )
    with pytest.raises(urllib.error.HTTPError, match="400"):
        urllib.request.urlopen(request)
    assert json.load(urllib.request.urlopen(f"{server}/healthz"))["triples"] > 30_000


@pytest.mark.parametrize(("lang", "words"), [("ja", "収録内容"), ("en", "What is in it")])
def test_the_start_page_speaks_both_languages(client: FlaskClient, lang: str, words: str) -> None:
    chosen = client.get(f"/?lang={lang}").text
    negotiated = client.get("/", headers={"Accept-Language": lang}).text

    assert chosen == negotiated
    assert words in chosen
    assert f'<html lang="{lang}">' in chosen
    areas = {query.tags[0] for query in public_queries().values()}
    for number in ("132", "173", "205", "433"):
        assert f"<dd>{number}</dd>" in chosen
    assert ("6,716.1億円" if lang == "ja" else "¥671.61 billion") in chosen
    assert len(re.findall(r'href="/queries/[a-z-]+\?lang=', chosen)) == len(areas)


def test_each_link_of_the_start_page_answers(client: FlaskClient) -> None:
    links = re.findall(r'href="([^"#:]+)"', client.get("/").text)
    answers = {}

    for link in links:
        path = urllib.parse.urljoin("/", html.unescape(link))
        with client.get(path, headers={"Accept": "text/html, */*;q=0.5"}) as response:
            answers[link] = response.status_code

    assert len(links) > 12
    assert set(answers.values()) == {200}, answers


def test_pages_load_nothing_from_elsewhere(client: FlaskClient) -> None:
    response = client.get("/sparql", headers={"Accept": "text/html"})

    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert "<textarea" in response.text
    loaded = re.findall(r"""(?:src|href)=["'](?!\?|#)([^"']+)""", response.text)
    assert "/static/style.css" in loaded
    assert [address for address in loaded if not address.startswith("/")] == []


def test_the_endpoint_describes_itself_whatever_host_is_asked_for(client: FlaskClient) -> None:
    response = client.get("/sparql", headers={"Accept": "text/turtle", "Host": "evil.example"})
    graph = Graph().parse(data=response.text, format="turtle")
    (endpoint,) = graph.objects(None, SD.endpoint)

    assert str(endpoint) == "http://127.0.0.1:8000/sparql"
    assert len(set(graph.objects(None, SD.name))) == 6
    assert "evil" not in response.text


def test_an_answer_is_asked_for_again_only_when_it_can_have_changed(client: FlaskClient) -> None:
    first = client.get("/sparql", query_string={"query": SELECT})
    again = {"If-None-Match": first.headers["ETag"]}
    csv = client.get("/sparql", query_string={"query": SELECT, "format": "csv"})
    changing = client.get("/sparql", query_string={"query": "SELECT (NOW() AS ?x) {}"})

    unchanged = client.get("/sparql", query_string={"query": SELECT}, headers=again)

    weak = {"If-None-Match": f"W/{first.headers['ETag']}"}  # as a proxy that compresses makes it
    assert client.get("/sparql", query_string={"query": SELECT}, headers=weak).status_code == 304
    assert (unchanged.status_code, unchanged.data) == (304, b"")
    assert csv.headers["ETag"] != first.headers["ETag"]
    assert "ETag" not in changing.headers
    assert changing.headers["Cache-Control"] == "no-store"


def test_answers_are_compressed_for_those_who_take_it(client: FlaskClient) -> None:
    plain = client.get("/sparql", query_string={"query": CONSTRUCT})
    packed = client.get(
        "/sparql", query_string={"query": CONSTRUCT}, headers={"Accept-Encoding": "gzip"}
    )

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert "Accept-Encoding" in packed.headers["Vary"]


@pytest.mark.parametrize(
    ("value", "media_type", "status"),
    [
        ("a\\u0001b", "application/sparql-results+xml", 406),
        ("a\\u0001b", "application/sparql-results+json", 200),
        ("a\\rb<&>", "application/sparql-results+xml", 200),
    ],
)
def test_xml_holds_a_value_whole_or_is_refused(
    client: FlaskClient, value: str, media_type: str, status: int
) -> None:
    query = f'SELECT ("{value}" AS ?x) {{}}'

    response = client.get("/sparql", query_string={"query": query}, headers={"Accept": media_type})

    assert response.status_code == status
    if media_type.endswith("xml") and status == 200:
        root = ElementTree.fromstring(response.data)  # noqa: S314
        assert [e.text for e in root.iter() if e.tag.endswith("literal")] == ["a\rb<&>"]


@pytest.mark.parametrize(
    ("query", "media_type", "says"),
    [
        (DIRECTED, "application/sparql-results+json", '"xml:lang":"ar","its:dir":"rtl"'),
        (DIRECTED, "application/sparql-results+xml", 'xml:lang="ar" its:dir="rtl"'),
        (DIRECTED, "text/tab-separated-values", '"س"@ar--rtl'),
        (TRIPLE_TERM, "application/sparql-results+json", '{"type":"triple","value":{"subject"'),
        (TRIPLE_TERM, "application/sparql-results+xml", "<triple><subject><uri>urn:s</uri>"),
        (TRIPLE_TERM, "text/tab-separated-values", "<<( <urn:s> <urn:p> 1 )>>"),
        (REIFIED, "text/turtle", "reifies> <<( <urn:s> <urn:p> 1 )>>"),
        (REIFIED, "application/rdf+xml", 'rdf:parseType="Triple"'),
        (REIFIED, "application/ld+json", "406 JSON-LD has no triple terms: ask for text/turtle"),
        (UNNAMED, "application/rdf+xml", "406 RDF/XML has no name for the property <urn:1>"),
    ],
)
def test_sparql_1_2_is_answered_in_each_format_that_can_hold_it(
    client: FlaskClient, query: str, media_type: str, says: str
) -> None:
    response = client.get("/sparql", query_string={"query": query}, headers={"Accept": media_type})

    status, _, words = says.partition(" ") if says.startswith("406") else ("200", "", says)
    assert response.status_code == int(status)
    assert words in response.text
    if media_type.endswith("xml") and status == "200":
        ElementTree.fromstring(response.data)  # noqa: S314


@pytest.mark.parametrize("accept", ["application/problem+json", "image/png"])
def test_a_query_that_cannot_be_read_is_so_in_whatever_format(
    client: FlaskClient, accept: str
) -> None:
    unreadable = client.get("/sparql?query=SELEKT", headers={"Accept": accept})
    readable = client.get("/sparql", query_string={"query": SELECT}, headers={"Accept": accept})

    assert (unreadable.status_code, readable.status_code) == (400, 406)


def test_an_error_is_problem_json_in_the_language_asked_for(client: FlaskClient) -> None:
    headers = {"Accept": "application/json", "Accept-Language": "ja"}
    response = client.get("/sparql?query=SELEKT", headers=headers)
    problem = json.loads(response.data)

    assert response.mimetype == "application/problem+json"
    assert problem == {
        "type": "https://w3id.org/shisaku/problem/unreadable-query",
        "title": "クエリを読めません",
        "status": 400,
        "detail": "1 行 7 文字目: ここに書けるのは PREFIX, SELECT",
        "line": 1,
        "column": 7,
    }
