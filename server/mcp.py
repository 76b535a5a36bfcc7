"""Tools for agents by the Model Context Protocol: questions, search and limits as over HTTP.

The tools ask the application in whose context they are called, so that stdio and ``/mcp`` answer
alike. Every answer names its release; what speaks of printed things carries where they are printed.
"""

import json
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import wraps
from importlib.metadata import version
from io import BytesIO
from typing import Annotated, Any, Final, Literal, ParamSpec, TypeVar

import pyoxigraph as ox
from flask import current_app
from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import CallToolResult, TextContent, ToolAnnotations
from pydantic import BeforeValidator, Field, ValidationError

from shisaku.ontology.terms import prefixed
from shisaku.queries.catalogue import (
    CatalogueQuery,
    QueryError,
    bind,
    public_queries,
    refuse_unknown_years,
    values_of,
)
from shisaku.queries.client import json_number, read_value
from shisaku.queries.columns import column_of
from shisaku.server.brief import BRIEF, ROWS, write_brief
from shisaku.server.engine import EngineError, Formats
from shisaku.server.outline import explain, outline, read_terms
from shisaku.server.pages.agents import MANY
from shisaku.server.pages.asking import Cell, ask_graph, ask_rows, figure_years, run
from shisaku.server.pages.description import Description
from shisaku.server.search.answering import Search, as_record, search_release
from shisaku.server.search.facets import Filters, SearchError
from shisaku.server.sources import money_sources, printed_sources

INSTRUCTIONS = """\
Measures and budgets of a Japanese ministry's printed document, as an RDF graph in which every \
yen is counted once. Begin with list_queries or search; use sparql for what no question answers. \
run_query's caveats say how its rows are to be read: pass them on. Money: give lower and upper \
with the phases included; they are whole yen of rounded figures. Sum only shisaku:lowerAmount or \
shisaku:upperAmount of shisaku:BudgetObservation, one fiscal year, phase and instrument at a \
time; guarantees are no money. Never sum shisaku:AmountStatement: the document prints figures \
again (再掲), as parts (うち) and as wholes (内数). "The supplementary budget" of a year is all \
its rounds (phase/skos:broader*). Cite a figure by its sources (file, line, characters) and the \
release; a sum has no printed place, so cite what it adds up. Answers are cut: rows_left_out and \
next say how to go on."""
SPARQL_CAVEATS: Final = (
    "The rows are what the query asks for, unchecked: a sum over phases, years, instruments or "
    "AmountStatement counts money twice, and no sum covers more than the documents print."
)
USUAL: Final = 50
"""Rows of an answer unless more are asked for."""
MOST: Final = 256 * 1024
"""Bytes of JSON that a tool answers at most."""
_LONGEST: Final = 2000  # characters of a name or an IRI
Language = Literal["ja", "en"]
Limit = Annotated[int, Field(ge=1, le=ROWS, description="Rows at most")]
P = ParamSpec("P")
T = TypeVar("T")
Rows = list[dict[str, Any]]


def _few(given: T) -> T:
    """Refuse more members than are looked at; also of JSON in a string, which the package reads."""
    if isinstance(given, dict | list) and len(given) > MANY:
        raise ValueError(f"give at most {MANY} at once")
    return given


Few = BeforeValidator(_few)


class Server(MCPServer):
    """The package's server; of what is wrong with arguments it tells the first, not all."""

    async def call_tool(self, name: str, *args: Any, **kwargs: Any) -> Any:
        """Call a tool; raises ToolError."""
        try:
            return await super().call_tool(name, *args, **kwargs)
        except ToolError as error:
            if not isinstance(error.__cause__, ValidationError):
                raise
            first = error.__cause__.errors(include_url=False, include_input=False)[0]
            where = ".".join(map(str, first["loc"]))[:100]
            raise ToolError(f"{name}: {where}: {first['msg']}"[:_LONGEST]) from None


def create_mcp_server() -> MCPServer:
    """Make the server with its six tools; each is called in an application context."""
    server = Server(
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


def told(tool: Callable[P, dict[str, Any]]) -> Callable[P, CallToolResult]:
    """Give a tool's answer as JSON without blanks, or tell the model what was wrong.

    The words are those of whoever refused the request.
    """

    @wraps(tool)
    def asked(*args: P.args, **kwargs: P.kwargs) -> CallToolResult:
        try:
            said = tool(*args, **kwargs)
        except (EngineError, QueryError, SearchError) as error:
            raise ToolError(str(error)) from error
        text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
        if len(text.encode(errors="replace")) > MOST:
            raise ToolError(
                f"the answer has more than {MOST // 1024} KiB: ask for fewer at once (a smaller "
                "limit, fewer names or terms), and then for the next"
            )
        return CallToolResult(
            content=[TextContent(type="text", text=text)], structured_content=said
        )

    return asked


@told
def list_queries(
    names: Annotated[
        list[str] | None,
        Few,
        Field(description="Questions to give whole: caveats, parameters with values, columns"),
    ] = None,
    lang: Language = "en",
) -> dict[str, Any]:
    """List the ready questions with what each answers and takes; with names, give those whole."""
    if names:
        return _answer(queries=[_whole(_find(name), lang) for name in dict.fromkeys(names)])
    queries = [
        {
            "name": query.name,
            "summary": _in(lang, query.summary, query.summary_ja),
            "parameters": [p.name for p in query.parameters if p.name != "lang"],
        }
        for query in public_queries().values()
    ]
    return _answer(queries=queries, more="list_queries with names gives caveats, values, columns")


@told
def run_query(
    name: Annotated[str, Field(description="A name from list_queries")],
    parameters: Annotated[
        dict[str, str | int | float | bool] | None,
        Few,
        Field(description='Values by parameter, such as {"year": 2023}'),
    ] = None,
    limit: Limit = USUAL,
    offset: Annotated[int, Field(ge=0, description="Rows to leave out first")] = 0,
) -> dict[str, Any]:
    """Run a ready question: rows, how to read them (caveats), where their figures are printed."""
    query = _find(name)
    given = {name: _written(value) for name, value in (parameters or {}).items()}
    if any(parameter.name == "lang" for parameter in query.parameters):
        given.setdefault("lang", "en")
    text = bind(query, given)
    refuse_unknown_years(query, given, figure_years)
    lang = given.get("lang", "en")
    said: dict[str, Any] = {
        "question": _in(lang, query.summary, query.summary_ja),
        "caveats": _in(lang, query.description, query.description_ja),
        "asked": values_of(query, given),
    }
    if not query.columns:
        return _told_brief(_run(text), **said)
    brief = _run(f"{text}\nOFFSET {offset}" if offset else text)
    left = brief["left_out"] + max(0, len(brief["rows"]) - limit)
    rows: list[dict[str, Cell]] = brief["rows"][:limit]
    has_money = any(column_of(name, query.columns).unit == "yen" for name in query.columns)
    sources = money_sources(rows, values_of(query, given)) if has_money else _sources(rows)
    end = offset + len(rows)
    onward = {"next_offset": end, "next": f"run_query again with offset {end}"} if left else {}
    return _answer(**said, columns=brief["columns"], **_rows(rows, left), **onward, **sources)


@told
def describe(
    iri: Annotated[
        str, Field(max_length=_LONGEST, description="IRI of a thing, concept or term, whole")
    ],
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


@told
def search(
    text: Annotated[str, Field(description="Words in Japanese or English")],
    lang: Annotated[Language, Field(description="Language of the labels")] = "en",
    limit: Annotated[int, Field(ge=1, le=100)] = 10,
) -> dict[str, Any]:
    """Find measures, budget lines, organizations, laws and plans by name, nearest first."""
    record = as_record(search_release(Search(text, lang, Filters({}), limit)))
    return {**record, **printed_sources(result["iri"] for result in record["results"])}


@told
def sparql(
    query: Annotated[str, Field(description="SPARQL 1.1 query; prefixes are in vocabulary")],
    limit: Limit = USUAL,
) -> dict[str, Any]:
    """Run a read-only SPARQL query within this server's limits of time, memory and size."""
    return _told_brief(_run(query), limit, caveats=SPARQL_CAVEATS)


@told
def vocabulary(
    terms: Annotated[
        list[str] | None,
        Few,
        Field(
            description="Classes, properties, or prefixes of concepts, such as BudgetLine or phase"
        ),
    ] = None,
) -> dict[str, Any]:
    """Outline the classes, properties and concepts of the graph; with terms, explain those."""
    told = read_terms(ask_rows("vocabulary"))
    if not terms:
        return _answer(**outline(told), more="vocabulary with terms explains them")
    found = explain(told, terms)
    if not found:
        raise ToolError(
            f"there is no term {', '.join(terms)[:_LONGEST]}; vocabulary without terms names them"
        )
    return _answer(terms=found)


def _find(name: str) -> CatalogueQuery:
    """Find a question for everyone; raises QueryError that names some."""
    found = public_queries().get(name)
    if found is None:
        raise QueryError(f"there is no question {name[:100]!r}; list_queries names those there are")
    return found


def _whole(query: CatalogueQuery, lang: str) -> dict[str, Any]:
    """Give what a model needs to know to ask a question and read the answer."""
    columns = [column_of(name, query.columns) for name in query.columns]
    return {
        "name": query.name,
        "summary": _in(lang, query.summary, query.summary_ja),
        "caveats": _in(lang, query.description, query.description_ja),
        "tags": query.tags,
        "parameters": [
            {
                "name": parameter.name,
                "type": parameter.type,
                "label": _in(lang, parameter.label, parameter.label_ja),
                "default": parameter.default and prefixed(parameter.default),
                "allowed": [prefixed(value) for value in parameter.allowed] or None,
            }
            for parameter in query.parameters
        ],
        "columns": {
            column.name: _in(lang, column.label, column.label_ja)
            + (f" ({column.unit})" if column.unit else "")
            for column in columns
        },
    }


def _in(lang: str, english: str, japanese: str) -> str:
    """Choose the words of a language."""
    return japanese if lang == "ja" else english


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


def _run(query: str) -> dict[str, Any]:
    """Run a query within the engine's limits; gives the beginning of its answer."""
    answer = run(query, Formats(BRIEF, BRIEF))
    brief: dict[str, Any] = json.loads(answer.whole())
    return brief


def _told_brief(brief: dict[str, Any], limit: int = USUAL, **parts: Any) -> dict[str, Any]:
    """Give an answer: the first rows with their sources, a truth value, or Turtle."""
    if "turtle" in brief:
        return _answer(**parts, **_told_graph(brief))
    if "truth" in brief:
        return _answer(**parts, truth=brief["truth"])
    rows: list[dict[str, Cell]] = brief["rows"][:limit]
    left = brief["left_out"] + len(brief["rows"]) - len(rows)
    if left and not rows:
        parts["next"] = "the first row is too long: select less of it, or a part by SUBSTR"
    elif left:
        parts["next"] = f"the same query with ORDER BY and OFFSET {len(rows)}, or a larger limit"
    return _answer(**parts, columns=brief["columns"], **_rows(rows, left), **_sources(rows))


def _rows(rows: list[dict[str, Cell]], left_out: int) -> dict[str, Any]:
    """Give rows, and how many follow them."""
    return {"rows": _plain(rows), "rows_left_out": left_out}


def _sources(rows: list[dict[str, Cell]]) -> dict[str, Any]:
    """Give the sources of what rows name."""
    return printed_sources(
        cell["value"] for row in rows for cell in row.values() if cell["type"] == "uri"
    )


def _plain(rows: list[dict[str, Cell]]) -> Rows:
    """Give values without their types."""
    return [{name: _value(cell) for name, cell in row.items()} for row in rows]


def _value(cell: Cell) -> str | float | bool | None:
    """Give a cell's value."""
    value = read_value(cell)
    return json_number(value) if isinstance(value, Decimal) else value
