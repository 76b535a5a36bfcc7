"""The relationship graph of the real document: what it holds, and that it never varies."""

import json
from pathlib import Path

import pytest

from shisaku.queries.catalogue import find_query
from shisaku.queries.client import Answer
from shisaku.queries.relationships import WRITERS, build_graph, components, most_connected
from shisaku.server.cli.query import run_embedded


@pytest.fixture(scope="module")
def edges(release: Path) -> Answer:
    """Ask the built store for the edges."""
    return run_embedded(release, find_query("relationship-edges").text)


def test_every_mention_is_an_edge_from_its_measure_or_section(edges: Answer) -> None:
    graph = build_graph(edges)
    kinds = [data["kind"] for _, _, data in graph.edges(data=True)]

    assert kinds.count("prints") == 205
    assert kinds.count("reprint") == 25
    assert kinds.count("succession") == 6  # 3 pairs, each printed twice
    assert kinds.count("related-line") == 1  # L3230: in the brackets of a new item
    assert {data["kind"] for _, data in graph.nodes(data=True)} == {"measure", "section", "line"}


def test_components_and_connected_lines_are_answered(edges: Answer) -> None:
    graph = build_graph(edges)
    largest = components(graph).rows[0]
    shared = most_connected(graph).rows

    assert sum(int(str(row[1])) + int(str(row[2])) for row in components(graph).rows) == len(graph)
    assert "消防防災分野のDXの推進" in str(largest[3])
    assert shared[0][0] == 3


@pytest.mark.parametrize("format_", WRITERS)
def test_an_export_is_the_same_each_time(format_: str, edges: Answer) -> None:
    shuffled = Answer(edges.columns, tuple(reversed(edges.rows)))

    text = WRITERS[format_](build_graph(edges))

    assert text == WRITERS[format_](build_graph(shuffled))
    assert "地方交付税" in text
    if format_ == "json":
        assert len(json.loads(text)["edges"]) == len(edges.rows)
