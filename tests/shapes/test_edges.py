"""Edge cases of each shape: a node's name in edges/SNN.ttl says what SNN says of it.

``violates-…`` and ``warns-…`` are reported with that severity; nothing else in the file is.
"""

from collections import defaultdict
from pathlib import Path

import pytest
from rdflib import Graph

from shisaku.shapes.validator import validate

EDGES = Path(__file__).parent / "edges"
SEVERITIES = {"violates": "Violation", "warns": "Warning"}


@pytest.fixture(scope="module")
def reported() -> dict[str, set[tuple[str, str]]]:
    """Validate all cases at once, as their IRIs differ: shape → severity and name of each focus."""
    graph = Graph()
    for path in EDGES.glob("*.ttl"):
        graph.parse(path)
    found = defaultdict(set)
    for finding in validate(graph):
        *_, shape, name = finding.focus_node.split("/")
        if finding.shape == shape:
            found[shape].add((finding.severity, name))
    return found


def named(path: Path) -> set[tuple[str, str]]:
    """Give what the names of a file's nodes ask for."""
    names = {str(node).rpartition("/")[2] for node in Graph().parse(path).all_nodes()}
    return {
        (severity, name)
        for name in names
        for word, severity in SEVERITIES.items()
        if name.startswith(f"{word}-")
    }


@pytest.mark.parametrize("path", sorted(EDGES.glob("*.ttl")), ids=lambda path: path.stem)
def test_each_case_is_reported_as_its_name_says(
    path: Path, reported: dict[str, set[tuple[str, str]]]
) -> None:
    assert reported[path.stem] == named(path)
