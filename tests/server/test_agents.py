"""Agents, by the protocol's own client: each tool over stdio and over HTTP, and what is refused."""

import asyncio
import json
import sys
import urllib.error
import urllib.request
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import pytest
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client

from shisaku.ontology.terms import BASE, NAMESPACE
from shisaku.queries.catalogue import CatalogueQuery, bind, public_queries, read_catalogue
from shisaku.server.evaluation import refuse_unreadable
from tests.server.test_linked_data import get

T = TypeVar("T")
LINE = f"{BASE}line/mobile-phone-area"
FIGURE = f"{LINE}/2023/supplementary"
CALLS: dict[str, dict[str, Any]] = {
    "list_queries": {},
    "run_query": {"name": "line-observations", "parameters": {"line": LINE}},
    "describe": {"iri": FIGURE},
    "search": {"text": "携帯電話等エリア整備事業", "lang": "ja", "limit": 1},
    "sparql": {
        "query": f"SELECT ?yen ?figure {{ ?figure <{NAMESPACE}amount> ?yen "
        f"VALUES ?figure {{ <{FIGURE}> }} }}"
    },
    "vocabulary": {},
}
Answers = dict[str, dict[str, Any]]


async def call_all(client: Client) -> Answers:
    """List the tools and call each."""
    async with client:
        assert {tool.name for tool in (await client.list_tools()).tools} == set(CALLS)
        answers = {}
        for name, arguments in CALLS.items():
            answered = await client.call_tool(name, arguments)
            assert not answered.is_error, answered.content
            answers[name] = dict(answered.structured_content or {})
        return answers


def in_a_loop(asked: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine in a thread of its own: Playwright's event loop may run in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, asked).result()


@pytest.fixture(scope="module")
def over_http(server: str) -> Answers:
    """Call each tool at /mcp."""
    return in_a_loop(call_all(Client(f"{server}/mcp")))


@pytest.fixture(scope="module")
def over_stdio(release: Path) -> Answers:
    """Call each tool of a process that the client starts."""
    arguments = ["-m", "shisaku.server", "mcp", "--release", str(release)]
    started = stdio_client(StdioServerParameters(command=sys.executable, args=arguments))
    return in_a_loop(call_all(Client(started)))


def test_both_ways_answer_alike(over_http: Answers, over_stdio: Answers) -> None:
    for answers in (over_http, over_stdio):  # documents are where each server is
        for result in answers["search"]["results"]:
            assert result.pop("document").endswith("/doc/id/line/mobile-phone-area")

    assert over_http == over_stdio


def test_clients_of_the_earlier_protocol_are_answered_too(server: str) -> None:
    answers = in_a_loop(call_all(Client(f"{server}/mcp", mode="legacy")))

    assert answers["sparql"]["rows"] == [{"yen": 3_920_000_000, "figure": FIGURE}]


def test_every_answer_names_its_release(over_http: Answers, release: Path) -> None:
    identifier = json.loads((release / "release.json").read_text(encoding="utf-8"))["release"]

    assert {name: answer["release"] for name, answer in over_http.items()} == dict.fromkeys(
        CALLS, identifier
    )


@pytest.mark.parametrize("name", ["run_query", "describe", "search", "sparql"])
def test_what_speaks_of_figures_says_where_they_are_printed(over_http: Answers, name: str) -> None:
    (source, *_) = [s for s in over_http[name]["sources"] if "39.2億円" in s["characters"]]

    assert (source["line"], source["file"].endswith(".txt")) == (926, True)  # 【予算】 of ch. 6
    assert source["of"] in {LINE, FIGURE}


def test_the_questions_are_those_of_the_catalogue_for_people(over_http: Answers) -> None:
    named = {query["name"] for query in over_http["list_queries"]["queries"]}

    assert named == {q.name for q in read_catalogue().values() if "internal" not in q.tags}


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("name", ["list_queries", "vocabulary"])
def test_what_is_listed_fits_a_small_context(server: str, name: str, lang: str) -> None:
    given = {"lang": lang} if name == "list_queries" else {}
    answered = run(server, lambda client: client.call_tool(name, given))

    assert len(answered.content[0].text.encode()) <= 12_000
    assert json.loads(answered.content[0].text) == answered.structured_content


def test_details_of_questions_are_given_on_demand(server: str) -> None:
    given = {"names": ["chapter-totals", "rate-conditions"]}
    answered = run(server, lambda client: client.call_tool("list_queries", given))

    totals, conditions = answered.structured_content["queries"]
    assert "never added up" in totals["caveats"]
    phase = next(p for p in totals["parameters"] if p["name"] == "phase")
    assert phase["default"] == "phase:initial"
    assert "phase:supplementary" in phase["allowed"]
    assert totals["columns"]["lower"] == "At least (yen)"
    assert conditions["name"] == "rate-conditions"


def test_the_vocabulary_warns_of_what_not_to_add(over_http: Answers) -> None:
    outline = over_http["vocabulary"]

    assert "Never sum" in outline["classes"]["AmountStatement"]
    assert {"figureOf", "lowerAmount", "upperAmount"} <= set(
        outline["properties"]["BudgetFigure"].split()
    )
    assert {"initial", "supplementary-1"} <= set(outline["concepts"]["phase"].split())
    assert outline["prefixes"]["shisaku"] == NAMESPACE


def test_terms_are_explained_on_demand(server: str) -> None:
    given = {"terms": ["BudgetFigure", "recipient:municipality", "phase"]}
    answered = run(server, lambda client: client.call_tool("vocabulary", given))

    terms = {term["term"]: term for term in answered.structured_content["terms"]}
    assert terms["shisaku:figureOf"]["range"] == "shisaku:BudgetLine"
    assert terms["recipient:municipality"]["label"] == "市町村"
    assert {"phase:initial", "phase:supplementary"} <= set(terms)
    assert "shisaku:SubsidyRate" not in terms


def run(server: str, ask: Callable[[Client], Awaitable[Any]]) -> Any:
    """Ask something of a client at /mcp."""

    async def asked() -> Any:
        async with Client(f"{server}/mcp") as client:
            return await ask(client)

    return in_a_loop(asked())


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("run_query", {"name": "nothing"}, "there is no question 'nothing'"),
        ("run_query", {"name": "describe"}, "there is no question 'describe'"),  # internal
        ("run_query", {"name": "shared-lines", "parameters": {"line": "x"}}, "not of type iri"),
        (
            "run_query",
            {"name": "chapter-totals", "parameters": {"year": 1999}},
            "no figure of 1999; there are: 2021, 2022, 2023, 2024",
        ),
        (
            "run_query",
            {"name": "chapter-totals", "parameters": {"phase": "final"}},
            "phase/supplementary",
        ),
        (
            "run_query",
            {"name": "chapter-totals", "parameters": {"instrument": "gold"}},
            "instrument/appropriation",
        ),
        ("vocabulary", {"terms": ["Yen"]}, "there is no term Yen"),
        ("describe", {"iri": f"{BASE}2024/ch/99"}, "says nothing about"),
        ("describe", {"iri": "urn:x> } <"}, "not of type iri"),
        ("search", {"text": "5G", "limit": 1000}, "less than or equal to 100"),
        ("sparql", {"query": "SELECT"}, "expected"),
        (
            "sparql",
            {"query": "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }"},
            "SERVICE is not offered",
        ),
        ("sparql", {"query": "DELETE WHERE { ?s ?p ?o }"}, "read-only"),
    ],
)
def test_a_model_is_told_what_was_wrong(
    server: str, tool: str, arguments: dict[str, Any], said: str
) -> None:
    answered = run(server, lambda client: client.call_tool(tool, arguments))

    assert answered.is_error
    assert said in answered.content[0].text


def test_parameters_may_have_the_type_that_the_list_of_questions_states(server: str) -> None:
    def total(year: str | int) -> list[Any]:
        given = {"name": "chapter-totals", "parameters": {"year": year}}
        answered = run(server, lambda client: client.call_tool("run_query", given))
        assert not answered.is_error
        rows: list[Any] = answered.structured_content["rows"]
        return rows

    assert total(2023) == total("2023") != total(2024)


def test_long_answers_say_how_much_they_leave_out(server: str) -> None:
    everything = {"query": "SELECT * { ?s ?p ?o }"}
    rows = run(server, lambda c: c.call_tool("sparql", everything))
    more = run(server, lambda c: c.call_tool("sparql", {**everything, "limit": 500}))
    graph = run(server, lambda c: c.call_tool("describe", {"iri": f"{NAMESPACE}SourceSpan"}))

    assert len(rows.structured_content["rows"]) == 50
    assert "OFFSET 50" in rows.structured_content["next"]
    assert len(more.structured_content["rows"]) == 500
    left_out = more.structured_content["rows_left_out"]
    assert left_out > 40_000
    assert rows.structured_content["rows_left_out"] == left_out + 450
    assert graph.structured_content["triples_left_out"] > 1000
    assert "rdfs:label" in graph.structured_content["turtle"]


@pytest.mark.parametrize("query", public_queries().values(), ids=lambda query: query.name)
def test_every_question_can_be_asked_to_go_on(query: CatalogueQuery) -> None:
    if query.columns:
        refuse_unreadable(f"{bind(query, {})}\nOFFSET 50")


@pytest.mark.parametrize("name", ["headings", "year-totals", "new-lines"])
def test_an_agent_that_goes_on_sees_every_row_once(server: str, name: str) -> None:
    async def ask(client: Client) -> tuple[list[Any], list[Any]]:
        whole = await client.call_tool("run_query", {"name": name, "limit": 500})
        left = whole.structured_content["rows_left_out"]
        seen: list[Any] = []
        step = max(1, (len(whole.structured_content["rows"]) + 2) // 3)
        offset: int | None = 0
        while offset is not None and len(seen) < 500:
            given = {"name": name, "limit": step, "offset": offset}
            said = (await client.call_tool("run_query", given)).structured_content
            seen += said["rows"]
            offset = said.get("next_offset")
        assert bool(left) == (offset is not None)
        return whole.structured_content["rows"], seen

    whole, seen = run(server, ask)
    assert seen[: len(whole)] == whole


def test_pages_of_other_origins_are_refused_and_the_servers_own_are_not(server: str) -> None:
    assert _post(server, "http://elsewhere.example")[0] == 403
    assert _post(server, server)[0] != 403
    assert get(f"{server}/mcp")[0] == 405


def _post(server: str, origin: str) -> tuple[int, bytes]:
    """Post an empty message as a page of an origin would."""
    asked = urllib.request.Request(
        f"{server}/mcp", b"{}", {"Origin": origin, "Content-Type": "application/json"}
    )
    try:
        with urllib.request.urlopen(asked) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def test_llms_txt_says_how_to_add_and_cite_and_its_links_answer(server: str) -> None:
    _, headers, body = get(f"{server}/llms.txt")
    text = body.decode()

    assert headers.get_content_type() == "text/plain"
    assert text.startswith("# shisaku")
    assert "Sum only `shisaku:amount` of `shisaku:BudgetObservation`" in text
    links = {word for line in text.splitlines() for word in line.split("](")[1:]}
    addresses = {link.partition(")")[0] for link in links}
    assert len(addresses) > 20
    for address in addresses - {f"{server}/mcp"}:
        assert get(address)[0] == 200, address
