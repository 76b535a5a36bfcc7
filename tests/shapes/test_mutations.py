"""Each break of the real graph is reported by the shape meant for it, and was not before."""

import pytest
from rdflib import Graph

from shisaku.shapes.findings import Finding
from shisaku.shapes.validator import validate
from tests.shapes.breaks import BREAKS, MENTION
from tests.shapes.changes import Break, changed, put
from tests.shapes.test_shapes import SHAPES

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("change", BREAKS, ids=str)
def test_a_break_is_reported(change: Break, graph: Graph, known: list[Finding]) -> None:
    with changed(graph, change.changes):
        found = validate(graph, only=[change.shape])

    before = {(finding.shape, finding.focus_node) for finding in known}
    new = {(finding.shape, finding.focus_node) for finding in found} - before
    assert (change.shape, str(change.focus)) in new


def test_every_shape_is_broken_by_at_least_one() -> None:
    assert sorted({change.shape for change in BREAKS}) == SHAPES
    assert len({str(change) for change in BREAKS}) == len(BREAKS) > 60


def test_a_change_is_undone(graph: Graph) -> None:
    before = set(graph)

    with changed(graph, [put(MENTION, "printedName")]):
        assert len(graph) == len(before) - 1

    assert set(graph) == before
