"""Questions that pages ask of the catalogue: a page knows no SPARQL."""

import json
from collections.abc import Mapping

import pyoxigraph as ox
from flask import current_app

from shisaku.queries.catalogue import bind, find_query
from shisaku.server.engine import Answer, Engine, Formats, Query
from shisaku.server.protocol.client import asking_client, has_left

Cell = Mapping[str, str]
"""One value of SPARQL 1.1 Query Results JSON: its type, value, datatype or language."""


def ask(
    name: str, values: Mapping[str, str] | None = None, formats: Formats | None = None
) -> Answer:
    """Run a query of the catalogue with some parameters. Raises EngineError and QueryError."""
    return run(bind(find_query(name), values or {}), formats)


def run(text: str, formats: Formats | None = None) -> Answer:
    """Run a query for the client of the request, if there is one. Raises EngineError."""
    engine: Engine = current_app.extensions["shisaku-engine"]
    return engine.run(Query(text, client=asking_client()), formats or Formats(), has_left)


def ask_rows(name: str, values: Mapping[str, str] | None = None) -> list[dict[str, Cell]]:
    """Give the rows of a SELECT query, each a value by column."""
    rows: list[dict[str, Cell]] = json.loads(ask(name, values).whole())["results"]["bindings"]
    return rows


def figure_years() -> list[int]:
    """Give the fiscal years of which there are figures."""
    return [int(row["year"]["value"]) for row in ask_rows("figure-years")]


def ask_graph(name: str, values: Mapping[str, str] | None = None) -> list[ox.Quad]:
    """Give the triples of a CONSTRUCT query."""
    answer = ask(name, values, Formats(graph="application/n-triples"))
    return list(ox.parse(answer.whole(), format=ox.RdfFormat.N_TRIPLES))
