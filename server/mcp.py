"""Tools for agents by the Model Context Protocol: questions, search and limits as over HTTP.

The tools ask the application in whose context they are called, so that stdio and ``/mcp`` answer
alike. Every answer names its release; what speaks of printed things carries where they are printed.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from importlib.metadata import version
from io import BytesIO
from typing import Annotated, Any, Literal

import pyoxigraph as ox
from flask import current_app
from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import Field

from shisaku.ontology.terms import PREFIXES
from shisaku.queries.catalogue import QueryError, bind, find_query, public_queries
from shisaku.server.brief import BRIEF, write_brief
from shisaku.server.engine import EngineError, Formats
from shisaku.server.pages.asking import Cell, ask_graph, ask_rows, run
from shisaku.server.pages.description import Description
from shisaku.server.search.answering import Search, as_record, search_release
from shisaku.server.search.facets import Filters, SearchError
from shisaku.server.sources import printed_sources

INSTRUCTIONS = """\
Measures and budgets of a Japanese ministry's printed document, as an RDF graph in which every \
yen is counted once. Begin with list_queries or search; use sparql for what no question answers. \
Money: sum only shisaku:amount of shisaku:BudgetObservation. Never sum shisaku:AmountStatement: \
the document prints figures again (再掲), as parts (うち) and as wholes (内数). Amounts are exact \
yen; fiscal year and phase (initial, supplementary) are never to be mixed without saying so. \
Cite a figure by its sources (file, line, characters) and the release; a sum has no printed \
place, so cite what it adds up."""
Language = Literal["ja", "en"]
Rows = list[dict[str, Any]]


def create_mcp_server() -> MCPServer:
    """Make the server with its six tools; each is called in an application context."""
    server = MCPServer(
        "shisaku",
        title="施策ナレッジグラフ / shisaku",
        instructions=INSTRUCTIONS,
        version=version("shisaku"),
        log_level="WARNING",
        subscriptions=False,
    )
    for tool in (list_queries, run_query, describe, search, sparql, vocabulary):
        server.add_tool(
            tool, annotations=ToolAnnotations(read_only_hint=True, open_world_hint=False)
        )
    return server


@contextmanager
def told() -> Iterator[None]:
    """Tell the model what was wrong with its request, in the words of whoever refused it."""
    try:
        yield
    except (EngineError, QueryError, SearchError) as error:
        raise ToolError(str(error)) from error


@told()
def list_queries() -> dict[str, Any]:
    """List the ready questions: name, what each answers, its parameters and columns."""
    return _answer(
        queries=[
            {
                "name": query.name,
                "summary": query.summary,
                "summary_ja": query.summary_ja,
                "description": query.description,
                "tags": query.tags,
                "parameters": [asdict(parameter) for parameter in query.parameters],
                "columns": query.columns,
            }
            for query in public_queries().values()
        ]
    )


@told()
def run_query(
    name: Annotated[str, Field(description="A name from list_queries")],
    parameters: Annotated[
        dict[str, str | int | float | bool] | None,
        Field(description='Values by parameter, such as {"year": 2023}'),
    ] = None,
) -> dict[str, Any]:
    """Run a ready question; give its rows with the printed sources of what they name."""
    query = find_query(name)
    given = {name: _written(value) for name, value in (parameters or {}).items()}
    return _told_rows(_run(bind(query, given)), summary=query.summary)


@told()
def describe(
    iri: Annotated[str, Field(description="IRI of a thing, concept or term, whole")],
    lang: Language = "en",
) -> dict[str, Any]:
    """Describe a thing: name, classes, what it says and what refers to it (Turtle), sources."""
    triples = ask_graph("describe", {"thing": iri})
    description = Description(iri, triples)
    if not description:
        raise ToolError(f"the graph of this release says nothing about <{iri}>; search for it")
    return _answer(
        iri=iri,
        label=description.name(description.thing, lang),
        types=description.types,
        **_graph(sorted(triples, key=lambda one: (one.subject != description.thing, str(one)))),
        **printed_sources([iri]),
    )


@told()
def search(
    text: Annotated[str, Field(description="Words in Japanese or English")],
    lang: Annotated[Language, Field(description="Language of the labels")] = "en",
    limit: Annotated[int, Field(ge=1, le=100)] = 10,
) -> dict[str, Any]:
    """Find measures, budget lines, organizations, laws and plans by name, nearest first."""
    record = as_record(search_release(Search(text, lang, Filters({}), limit)))
    return {**record, **printed_sources(result["iri"] for result in record["results"])}


@told()
def sparql(
    query: Annotated[str, Field(description="SPARQL 1.1 query; prefixes are in vocabulary")],
) -> dict[str, Any]:
    """Run a read-only SPARQL query within this server's limits of time, memory and size."""
    return _told_rows(_run(query))


@told()
def vocabulary() -> dict[str, Any]:
    """Give the classes, properties and concepts of the graph with labels, meaning and prefixes."""
    terms = [
        {name: _shortened(str(value)) for name, value in row.items()}
        for row in _plain(ask_rows("vocabulary"))
    ]
    return _answer(prefixes=dict(PREFIXES), terms=terms)


def _answer(**parts: Any) -> dict[str, Any]:
    """Name the release in an answer."""
    return {"release": current_app.extensions["shisaku-release"].identifier, **parts}


def _written(value: str | float | bool) -> str:
    """Write a parameter's value as it stands in an address."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _graph(triples: Sequence[ox.Quad]) -> dict[str, Any]:
    """Give the first of some triples as Turtle with prefixes."""
    out = BytesIO()
    write_brief((quad.triple for quad in triples), out)
    return _told_graph(json.loads(out.getvalue()))


def _told_graph(brief: dict[str, Any]) -> dict[str, Any]:
    """Give a graph as agents are told it."""
    return {"turtle": brief["turtle"], "triples_left_out": brief["left_out"]}


def _shortened(value: str) -> str:
    """Write an IRI with the longest prefix that fits; other words as they are."""
    fitting = [item for item in PREFIXES.items() if value.startswith(item[1])]
    prefix, space = max(fitting, key=lambda item: len(item[1]), default=("", ""))
    return f"{prefix}:{value.removeprefix(space)}" if space else value


def _run(query: str) -> dict[str, Any]:
    """Run a query within the engine's limits; gives the beginning of its answer."""
    answer = run(query, Formats(BRIEF, BRIEF))
    brief: dict[str, Any] = json.loads(answer.whole())
    return brief


def _told_rows(brief: dict[str, Any], **parts: Any) -> dict[str, Any]:
    """Give an answer: the first rows with their sources, a truth value, or Turtle."""
    if "turtle" in brief:
        return _answer(**parts, **_told_graph(brief))
    if "truth" in brief:
        return _answer(**parts, truth=brief["truth"])
    rows: list[dict[str, Cell]] = brief["rows"]
    iris = (cell["value"] for row in rows for cell in row.values() if cell["type"] == "uri")
    return _answer(
        **parts,
        columns=brief["columns"],
        rows=_plain(rows),
        rows_left_out=brief["left_out"],
        **printed_sources(iris),
    )


def _plain(rows: list[dict[str, Cell]]) -> Rows:
    """Give values without their types; whole numbers as numbers."""
    return [{name: _value(cell) for name, cell in row.items()} for row in rows]


def _value(cell: Mapping[str, str]) -> str | int:
    """Give a cell's value."""
    is_integer = cell.get("datatype", "").endswith("#integer")
    return int(cell["value"]) if is_integer else cell["value"]
