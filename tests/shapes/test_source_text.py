"""Places of the real graph against the source they are in: what is moved is reported."""

from pathlib import Path

import pytest
from rdflib import Graph, Literal, Namespace, URIRef

from shisaku.loaders.document import Document, read_document
from shisaku.loaders.records import Reading
from shisaku.server.build import InvalidGraph, Options, build
from shisaku.shapes.source_text import MISPLACED, mark_misplaced
from shisaku.shapes.validator import validate
from tests.shapes.breaks import MENTION, RATE, SECTION, STATEMENT
from tests.shapes.changes import Change, changed, put

pytestmark = pytest.mark.slow

OA = Namespace("http://www.w3.org/ns/oa#")
NS = Namespace("https://w3id.org/shisaku/ns#")
DATA = Path(__file__).parent.parent / "data"


@pytest.fixture(scope="module")
def documents(facts: Path, reading: Reading) -> dict[str, Document]:
    """Give the shipped document by the checksum of its original."""
    return {reading.source.sha256: read_document(facts)}


def moved(thing: URIRef, graph: Graph, *, by: int) -> list[Change]:
    """Move a thing's offsets and columns, and leave its characters and line as they are."""
    span = URIRef(f"{thing}/span")
    numbers = [
        (URIRef(f"{span}/selector"), OA.start),
        (URIRef(f"{span}/selector"), OA.end),
        (span, NS.startColumn),
        (span, NS.endColumn),
    ]
    return [put(s, p, int(str(graph.value(s, p))) + by) for s, p in numbers]


def reported(graph: Graph, documents: dict[str, Document], shape: str) -> list[str]:
    """Give what a shape reports of a graph that is compared with its source."""
    mark_misplaced(graph, documents)
    try:
        return [finding.focus_node for finding in validate(graph, only=[shape])]
    finally:
        graph.remove((None, MISPLACED, None))


def test_every_place_of_the_graph_is_where_the_source_has_it(
    graph: Graph, documents: dict[str, Document]
) -> None:
    assert len(list(graph.subjects(OA.exact))) > 1500

    assert reported(graph, documents, "S21") == []
    assert reported(graph, documents, "S22") == []


@pytest.mark.parametrize(
    ("thing", "shape"),
    [(STATEMENT, "S22"), (RATE, "S22"), (MENTION, "S21"), (URIRef(f"{SECTION}/h/2"), "S21")],
    ids=["figure", "rate", "mention", "heading"],
)
def test_a_place_moved_by_one_character_is_reported(
    thing: URIRef, shape: str, graph: Graph, documents: dict[str, Document]
) -> None:
    with changed(graph, moved(thing, graph, by=1)):
        assert reported(graph, documents, shape) == [str(thing)]


@pytest.mark.parametrize(
    "change",
    [
        put(URIRef(f"{STATEMENT}/span"), NS.startLine, 925),
        put(URIRef(f"{STATEMENT}/span"), NS.endLine, 927),
        put(URIRef(f"{STATEMENT}/span"), NS.startColumn, 1),
        put(URIRef(f"{STATEMENT}/span/selector"), OA.start, 0),
        put(URIRef(f"{STATEMENT}/span/selector"), OA.end, 10_000_000),
    ],
    ids=["first line", "last line", "column", "start", "end beyond the source"],
)
def test_a_wrong_number_is_reported(
    change: Change, graph: Graph, documents: dict[str, Document]
) -> None:
    with changed(graph, [change]):
        assert reported(graph, documents, "S22") == [str(STATEMENT)]


def test_figure_and_characters_altered_together_are_reported(
    graph: Graph, documents: dict[str, Document]
) -> None:
    changes = [put(STATEMENT, "printedAmount", "39.3億円")]
    changes += [put(URIRef(f"{STATEMENT}/span"), OA.exact, "39.3億円")]

    with changed(graph, changes):
        assert validate(graph, only=["S22"]) == []  # the graph alone agrees with itself
        assert reported(graph, documents, "S22") == [str(STATEMENT)]


def test_places_in_a_source_that_is_not_at_hand_are_left_alone(graph: Graph) -> None:
    with changed(graph, moved(STATEMENT, graph, by=1)):
        assert reported(graph, {}, "S22") == []


def test_width_and_line_breaks_do_not_matter() -> None:
    span, selector, file = (URIRef(f"urn:x:{name}") for name in ("span", "selector", "file"))
    graph = Graph()
    graph.add((file, NS.sha256, Literal("sum")))
    graph.add((span, NS.inFile, file))
    graph.add((span, OA.hasSelector, selector))
    graph.add((span, OA.exact, Literal("5億円")))
    graph.add((selector, OA.start, Literal(2)))
    graph.add((selector, OA.end, Literal(6)))

    mark_misplaced(graph, {"sum": Document("harbour.txt", "予算５億\n円", "sum")})

    assert list(graph.subjects(MISPLACED)) == []


def test_a_build_publishes_no_graph_whose_places_are_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lighthouse = DATA / "lighthouse-2024.txt"
    other = Document("lighthouse-2024.txt", f"表紙\n{read_document(lighthouse).text}", "")
    monkeypatch.setattr("shisaku.server.validation.read_document", lambda _: other)

    with pytest.raises(InvalidGraph) as refused:
        build([lighthouse], tmp_path / "release", Options())

    assert {"S21", "S22"} == {f.shape for f in refused.value.findings if f.severity == "Violation"}
    assert not (tmp_path / "release").exists()
