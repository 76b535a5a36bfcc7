"""The catalogue over HTTP for programs: formats, pages of rows, refusals, its own description."""

import csv
import io
import json
import urllib.error
import urllib.parse
import urllib.request
from email.message import Message
from typing import Any

import pyoxigraph as ox
import pytest
from openapi_spec_validator import validate
from pyarrow import BufferReader, parquet

from shisaku.ontology.terms import BASE, CONCEPTS
from shisaku.queries.catalogue import CatalogueQuery, public_queries
from shisaku.server.questions import RESERVED

LINES = "/api/queries/observations"
HOSTILE = (
    '"} { ?s ?p ?o } #',
    "' || true || '",
    "\\u0022 } UNION { ?s ?p ?o",
    "x> } ?s ?p ?o . { <urn:y",
    "</script><script>alert(1)</script>",
    "{{7*7}} %s ${x} `id`",
    "VALUES ?lang { UNDEF }  # parameter",
)


def get(url: str, **headers: str) -> tuple[int, Message, bytes]:
    """Ask: status, headers, body."""
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=told)) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def test_the_questions_are_listed_with_what_they_take_and_give(server: str) -> None:
    listed = {q["name"]: q for q in json.loads(get(f"{server}/api/queries")[2])}

    assert list(listed) == list(public_queries())
    totals = listed["chapter-totals"]
    phase = next(p for p in totals["parameters"] if p["name"] == "phase")
    assert phase["default"] == f"{CONCEPTS}phase/initial"
    assert f"{CONCEPTS}phase/supplementary" in phase["allowed"]
    assert {c["name"]: c["unit"] for c in totals["columns"]}["total"] == "yen"
    assert "describe" not in listed  # internal


def test_rows_come_page_by_page(server: str) -> None:
    seen: list[dict[str, Any]] = []
    address: str | None = f"{LINES}?limit=50"
    while address:
        _, headers, body = get(server + address)
        page = json.loads(body)
        seen += page["rows"]
        address = page["next"]
        assert headers["Link"] == (f'<{address}>; rel="next"' if address else None)

    assert len(seen) == page["total"] == int(headers["X-Total-Count"]) == 138
    assert len({row["observation"] for row in seen}) == 138
    assert seen[0]["amount"] == 18_700_000_000_000  # L165


def test_csv_and_parquet_hold_the_same_rows(server: str) -> None:
    as_json = json.loads(get(f"{server}{LINES}?limit=500")[2])["rows"]
    text = get(f"{server}{LINES}?limit=500", Accept="text/csv")[2].decode()
    as_csv = list(csv.DictReader(io.StringIO(text, newline="")))
    table = parquet.read_table(BufferReader(get(f"{server}{LINES}?limit=500&format=parquet")[2]))

    assert [row["lineLabel"] for row in as_csv] == [row["lineLabel"] for row in as_json]
    assert table.to_pylist() == as_json
    assert str(table.schema.field("amount").type) == "int64"


def test_a_graph_comes_as_rdf(server: str) -> None:
    address = f"{server}/api/queries/line-graph?format="
    graphs = [
        {q.triple for q in ox.parse(get(address + suffix)[2], format=kind)}
        for suffix, kind in (
            ("ttl", ox.RdfFormat.TURTLE),
            ("nt", ox.RdfFormat.N_TRIPLES),
            ("jsonld", ox.RdfFormat.JSON_LD),
            ("rdf", ox.RdfFormat.RDF_XML),
        )
    ]

    assert all(graph == graphs[0] for graph in graphs)
    assert len(graphs[0]) > 100
    assert get(f"{server}/api/queries/line-graph", Accept="text/csv")[0] == 406


def test_an_answer_is_cacheable_and_open_to_other_origins(server: str) -> None:
    _, headers, _ = get(f"{server}/api/queries/chapter-totals")

    assert headers["Access-Control-Allow-Origin"] == "*"
    again = get(f"{server}/api/queries/chapter-totals", If_None_Match=headers["ETag"])
    assert (again[0], again[2]) == (304, b"")
    other = get(f"{server}/api/queries/chapter-totals?year=2023")[1]
    assert other["ETag"] != headers["ETag"]


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("nothing", 404, "no query 'nothing'"),
        ("describe?thing=urn:x", 404, "no query 'describe'"),  # internal
        ("chapter-totals?chapter=1", 400, "it has: year, phase, instrument, asPrinted, lang"),
        ("chapter-totals?year=MMXXIII", 400, "not of type year"),
        ("chapter-totals?year=1999", 400, "no figure of 1999; there are: 2021, 2022, 2023, 2024"),
        ("chapter-totals?instrument=gold", 400, "give one of: https://w3id.org/shisaku/concept/"),
        ("headings?part=urn:x&lang=fr", 400, "give one of: ja, en"),
        ("chapter-totals?year=2023&year=2024", 400, "year is given more than once"),
        ("chapter-totals?lang=fr", 400, "give one of: ja, en"),
        ("chapter-totals?phase=phase:final", 400, "phase: 'phase:final' is not offered"),
        ("chapter-totals?limit=0", 400, "limit is from 1 to 10000"),
        ("chapter-totals?offset=-1", 400, "no whole number"),
        ("chapter-totals?year=%FF", 400, "not UTF-8"),
        ("chapter-totals?format=ods", 406, "csv-excel, xlsx, parquet, application/json"),
        ("shared-lines?line=http://[", 400, "line: 'http://[' is not of type iri"),
    ],
)
def test_what_cannot_be_answered_says_what_can(
    server: str, path: str, status: int, said: str
) -> None:
    url = f"{server}/api/queries/{path}"

    answered, headers, body = get(url)
    asked_for = get(url, Accept="application/json")

    assert (answered, headers.get_content_type()) == (status, "application/problem+json")
    assert (asked_for[0], asked_for[2]) == (status, body)
    problem = json.loads(body)
    assert said in problem["detail"]
    assert not problem["title"].isascii()
    assert headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_only_text(server: str, text: str) -> None:
    told = urllib.parse.quote(text)
    found = json.loads(get(f"{server}/api/queries/find-by-label?text={told}&lang=ja")[2])
    page = get(f"{server}/queries/find-by-label?text={told}&lang=ja")[2].decode()

    assert found["rows"] == []  # none of the names holds it
    assert get(f"{server}/api/queries/mentions?line={told}")[0] == 400  # it is no IRI
    assert "<script>" not in page
    assert "49 %s" not in page


def test_the_description_is_valid_openapi_and_covers_every_question(server: str) -> None:
    described = json.loads(get(f"{server}/openapi.json")[2])

    validate(described)
    assert described["openapi"] == "3.1.0"
    assert set(described["paths"]) == {
        "/api/queries",
        *(f"/api/queries/{name}" for name in public_queries()),
    }


@pytest.mark.parametrize("query", public_queries().values(), ids=lambda query: query.name)
def test_no_parameter_is_named_as_the_api_names_its_own(query: CatalogueQuery) -> None:
    assert not {p.name for p in query.parameters} & set(RESERVED)


def test_an_answer_is_as_described(server: str) -> None:
    described = json.loads(get(f"{server}/openapi.json")[2])["paths"]
    got = json.loads(get(f"{server}/api/queries/mentions?within={BASE}2024/ch/6/s/1")[2])

    answer = described["/api/queries/mentions"]["get"]["responses"]["200"]["content"]
    schema = answer["application/json"]["schema"]
    assert set(schema["required"]) == set(got)
    assert set(schema["properties"]["rows"]["items"]["required"]) == set(got["rows"][0])
