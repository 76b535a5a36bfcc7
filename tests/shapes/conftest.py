"""The real graph of 2024, and what the shapes say of it as it is."""

from pathlib import Path

import pytest
from rdflib import Graph

from shisaku.shapes.findings import Finding
from shisaku.shapes.validator import validate


@pytest.fixture(scope="session")
def graph(release: Path) -> Graph:
    """Parse the built graph; a test that changes it changes it back."""
    return Graph().parse(release / "graph.nt", format="nt")


@pytest.fixture(scope="session")
def known(graph: Graph) -> list[Finding]:
    """Validate the built graph with every shape."""
    return validate(graph)
