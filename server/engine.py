"""The one interface "run this query": what the protocol and the command line ask.

Queries are evaluated here by the embedded store. They will move into killable processes, and
stores may be remote; whoever asks knows neither.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

import pyoxigraph as ox

MAX_DEPTH = 100
"""Brackets may nest this deep; the parser overflows its stack, and ends the process, at 1,000."""
_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'(?:[^'\\\n]|\\.)*'"
    r"|<[^<>\"{}|^`\\\s]*>|\#[^\n]*|[?$]\w+|\w*:[\w.%-]*|[\w]+|[({\[]|[)}\]]"
)
_UPDATES = {"insert", "delete", "load", "clear", "create", "drop", "copy", "move", "add"}
_FORMS = {"select", "ask", "construct", "describe"}


class Kind(Enum):
    """What a query answers with."""

    ROWS = "rows"
    TRUTH = "truth"
    GRAPH = "graph"


class QueryRefused(Exception):
    """A query that will not be run; the message says why and what is possible."""


class QueryUnreadable(Exception):
    """A query that is no SPARQL; line and column (from 1) where known."""

    def __init__(self, problem: str, line: int | None, column: int | None) -> None:
        """Keep the place beside the message."""
        super().__init__(problem)
        self.line = line
        self.column = column


@dataclass(frozen=True, slots=True)
class Query:
    """A query's text and the dataset that the protocol gives it (SPARQL 1.1 Protocol §2.1.4)."""

    text: str
    default_graphs: Sequence[str] = ()
    named_graphs: Sequence[str] = ()


class Answer(Protocol):
    """An answer that can be written in a format of its kind."""

    kind: Kind

    def serialize(self, media_type: str) -> bytes:
        """Give the answer in one of the media types of its kind."""


class Engine(Protocol):
    """Whatever can run a query."""

    def run(self, query: Query) -> Answer:
        """Run a query; raises QueryUnreadable and QueryRefused."""


RESULT_FORMATS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
GRAPH_FORMATS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}


def refuse_unsafe(text: str) -> bool:
    """Refuse what must not reach the evaluator: updates, SERVICE, too deep nesting.

    Strings, comments and IRIs are left out of the look. Says whether the query names its own
    dataset (FROM, SPARQL 1.1 Query §13.2). Raises QueryRefused.
    """
    depth = 0
    has_dataset = False
    form: str | None = None
    for found in _TOKEN.finditer(text):
        token = found[0].lower()
        if token in {"(", "{", "["}:
            depth += 1
            if depth > MAX_DEPTH:
                raise QueryRefused(f"brackets nest deeper than {MAX_DEPTH}: flatten the query")
        elif token in {")", "}", "]"}:
            depth -= 1
        elif token == "service":
            raise QueryRefused("SERVICE is not offered: queries do not leave this endpoint")
        elif token == "from" and depth == 0:
            has_dataset = True
        elif form is None and token in _UPDATES | _FORMS:
            form = token
    if form in _UPDATES:
        raise QueryRefused("this endpoint is read-only: updates are not offered")
    return has_dataset


class EmbeddedEngine:
    """Runs queries on the store of a release; its default graph is the union of all graphs."""

    def __init__(self, store: ox.Store) -> None:
        """Keep the store, which is open read-only."""
        self._store = store

    def run(self, query: Query) -> "EmbeddedAnswer":
        """Run a query on the store."""
        names_dataset = refuse_unsafe(query.text)
        graphs: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = [
            ox.NamedNode(graph) for graph in query.default_graphs
        ]
        named: list[ox.NamedNode | ox.BlankNode] = [
            ox.NamedNode(graph) for graph in query.named_graphs
        ]
        has_dataset = bool(graphs or named)
        try:
            results = self._store.query(
                query.text,
                use_default_graph_as_union=not (has_dataset or names_dataset),
                default_graph=graphs if has_dataset else None,
                named_graphs=named if has_dataset else None,
            )
        except SyntaxError as error:
            raise QueryUnreadable(str(error.msg), error.lineno, error.offset) from error
        return EmbeddedAnswer(results)


class EmbeddedAnswer:
    """Results of the embedded store."""

    def __init__(self, results: "ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples") -> None:
        """Say of which kind the results are."""
        self._results = results
        self.kind = Kind.GRAPH
        if isinstance(results, ox.QueryBoolean):
            self.kind = Kind.TRUTH
        elif isinstance(results, ox.QuerySolutions):
            self.kind = Kind.ROWS

    def serialize(self, media_type: str) -> bytes:
        """Write rows or truth in a results format, a graph in an RDF format."""
        if isinstance(self._results, ox.QueryTriples):
            return self._results.serialize(format=GRAPH_FORMATS[media_type]) or b""
        return self._results.serialize(format=RESULT_FORMATS[media_type]) or b""
