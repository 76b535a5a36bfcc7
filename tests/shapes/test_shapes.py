"""Each shape fires on what breaks it, and the real graph breaks none."""

import json
import re
from pathlib import Path

import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF, RDFS

from shisaku.ontology.reasoning import one_chapter, ontology_graph
from shisaku.ontology.terms import BASE, CONCEPTS, NAMESPACE
from shisaku.shapes.findings import as_json, as_text
from shisaku.shapes.validator import shapes_graph, validate

NS = Namespace(NAMESPACE)
SH = Namespace("http://www.w3.org/ns/shacl#")
SHAPES = [f"S{number:02}" for number in range(1, 42)]
CHAPTER = f"{BASE}2024/ch/6"
MENTION = URIRef(f"{CHAPTER}/s/1/m/2/b/1")  # L926, four figures
REPRINT = URIRef(f"{CHAPTER}/s/2/m/1/b/2")  # L1022, marked, 39.2億円の内数
STATEMENT = URIRef(f"{MENTION}/a/1")
SPAN = URIRef(f"{STATEMENT}/span")
PHASE, YEAR = NS.phase, NS.fiscalYear


@pytest.fixture(scope="module")
def chapter(release: Path) -> Graph:
    """Give chapter 6 of the built graph, with the vocabulary."""
    graph = Graph().parse(release / "graph.nt", format="nt")
    return one_chapter(graph, CHAPTER) + ontology_graph()


def test_there_are_41_shapes_with_a_message_in_each_language() -> None:
    graph = shapes_graph()
    for shape in SHAPES:
        node = URIRef(f"https://w3id.org/shisaku/shape/{shape}")
        messages = {m.language for m in graph.objects(node, SH.message) if isinstance(m, Literal)}
        assert messages == {"ja", "en"}, shape


def test_the_real_graph_violates_nothing_and_its_warnings_are_known(release: Path) -> None:
    findings = validate(Graph().parse(release / "graph.nt", format="nt"))

    assert [f for f in findings if f.severity == "Violation"] == []
    assert {(f.shape, f.lines) for f in findings if f.shape != "S16"} == {
        ("S28", (3509,)), ("S28", (3517,)),  # 4年度2次補正 against 4年度補正 of L1313, L1321
        ("S33", (2982,)),  # 再掲 without an original
        ("S36", (3507,)), ("S36", (3515,)),
    }  # fmt: skip


def replaced(subject: URIRef, predicate: URIRef, value: object) -> object:
    """Make a change that gives a property another value; None takes it away."""

    def change(graph: Graph) -> None:
        graph.remove((subject, predicate, None))
        if value is not None:
            graph.add((subject, predicate, value))  # type: ignore[arg-type]

    return change


def also(subject: URIRef, predicate: URIRef, value: object) -> object:
    """Make a change that adds a value."""

    def change(graph: Graph) -> None:
        graph.add((subject, predicate, value))  # type: ignore[arg-type]

    return change


def figure_of(graph: Graph, statement: URIRef = STATEMENT) -> URIRef:
    """Give the figure that a statement is about."""
    figure = graph.value(statement, NS.aboutFigure)
    assert isinstance(figure, URIRef)
    return figure


def on_figure(predicate: URIRef, value: object) -> object:
    """Make a change of the figure of the first statement."""

    def change(graph: Graph) -> None:
        replaced(figure_of(graph), predicate, value)(graph)  # type: ignore[operator]

    return change


def second_observation(graph: Graph) -> None:
    """Count the same line, year, phase and instrument twice."""
    figure, other = figure_of(graph), URIRef("urn:x:twice")
    for predicate, value in list(graph.predicate_objects(figure)):
        graph.add((other, predicate, value))


def same_position(graph: Graph) -> None:
    """Give two mentions one position."""
    graph.set((REPRINT, NS.position, graph.value(MENTION, NS.position)))  # type: ignore[arg-type]


def count_the_reprint(graph: Graph) -> None:
    """Count from a reprint what the original prints."""
    graph.remove((figure_of(graph), NS.countedFrom, None))
    graph.add((figure_of(graph), NS.countedFrom, URIRef(f"{REPRINT}/a/1")))


CHANGES = [
    ("S01", replaced(MENTION, NS.printedName, None)),
    ("S01", also(MENTION, NS.mentionOf, URIRef("urn:x:line"))),
    ("S02", replaced(MENTION, NS.hasStatement, None)),
    ("S03", replaced(STATEMENT, NS.statementRole, None)),
    ("S03", replaced(STATEMENT, NS.statedAmount, Literal("39.2"))),
    ("S04", also(REPRINT, NS.hasStatement, STATEMENT)),
    ("S05", replaced(STATEMENT, NS.printedAmount, Literal("約39億"))),
    ("S06", replaced(STATEMENT, NS.statedAmount, Literal(392_000_000))),
    ("S06", replaced(STATEMENT, NS.printedAmount, Literal("39.3億円"))),
    ("S07", replaced(STATEMENT, NS.statedAmount, Literal(0))),
    ("S08", on_figure(NS.amount, None)),
    ("S08", on_figure(NS.amountAtMost, Literal(5))),
    ("S09", second_observation),
    ("S10", also(URIRef("urn:x:rate"), RDF.type, NS.SubsidyRate)),
    ("S15", replaced(URIRef(CHAPTER), RDFS.label, Literal("デジタル基盤整備"))),
    ("S17", replaced(URIRef(f"{CHAPTER}/s/1"), NS.partOf, URIRef(f"{BASE}2024"))),
    ("S17", replaced(URIRef(CHAPTER), NS.partOf, URIRef(f"{BASE}2024"))),
    ("S18", replaced(URIRef(f"{CHAPTER}/s/2"), NS.ordinal, Literal(1))),
    ("S19", replaced(MENTION, NS.appearsIn, URIRef(CHAPTER))),
    ("S19", same_position),
    ("S21", replaced(STATEMENT, NS.printedAt, None)),
    ("S21", replaced(SPAN, NS.endLine, Literal(1))),
    ("S22", replaced(SPAN, URIRef("http://www.w3.org/ns/oa#exact"), Literal("39.3億円"))),
    ("S24", on_figure(NS.amount, Literal(5))),
    ("S25", on_figure(NS.amountAtMost, Literal(3_920_000_000))),
    ("S26", count_the_reprint),
    ("S27", replaced(STATEMENT, YEAR, URIRef(f"{BASE}fy/2024"))),
    ("S28", replaced(STATEMENT, PHASE, URIRef(f"{CONCEPTS}phase/initial"))),
    ("S29", replaced(URIRef(f"{REPRINT}/a/1"), NS.isWithin, Literal(False))),
    ("S30", also(STATEMENT, NS.partOfStatement, URIRef(f"{MENTION}/a/2"))),
    ("S31", replaced(URIRef(f"{REPRINT}/a/1"), NS.withinWhole, None)),
    ("S32", replaced(REPRINT, NS.reprintOf, None)),
    ("S34", replaced(MENTION, NS.markedReprint, Literal(True))),
    ("S37", replaced(URIRef(f"{REPRINT}/x/reprint"), NS.evidence, None)),
    ("S37", replaced(REPRINT, NS.reprintOf, URIRef("urn:x:other"))),
    ("S38", replaced(URIRef(f"{MENTION}/a/3"), YEAR, URIRef(f"{BASE}fy/2024"))),
]


@pytest.mark.parametrize(("shape", "change"), CHANGES, ids=lambda value: str(value)[:3])
def test_a_break_of_the_real_graph_is_reported(shape: str, change: object, chapter: Graph) -> None:
    broken = Graph()
    for triple in chapter:
        broken.add(triple)
    change(broken)  # type: ignore[operator]
    if shape == "S29":  # two figures without 内数 that differ
        broken.set((URIRef(f"{REPRINT}/a/1"), NS.statedAmount, Literal(1)))

    assert shape in {finding.shape for finding in validate(broken, only=[shape])}
    assert shape not in {
        f.shape for f in validate(chapter, only=[shape]) if f.severity != "Warning"
    }


def test_the_chapter_itself_is_valid(chapter: Graph) -> None:
    violations = [f for f in validate(chapter) if f.severity == "Violation"]

    # The pillar is in the graph as the chapter's parent, without its own headings.
    assert [(f.shape, f.focus_node) for f in violations] == [("S20", f"{BASE}2024/pillar/2")]


def test_a_finding_names_focus_line_and_what_to_do_in_both_languages(chapter: Graph) -> None:
    broken = Graph()
    for triple in chapter:
        broken.add(triple)
    broken.set((STATEMENT, NS.printedAmount, Literal("39.3億円")))

    findings = [f for f in validate(broken) if f.shape == "S06"]
    (record,) = json.loads(as_json(findings))

    assert record["focus"] == str(STATEMENT)
    assert record["line"] == [926]
    assert re.search("[ぁ-ん]", record["message"]["ja"])
    assert record["message"]["en"].isascii()
    assert ".txt:926:25: Violation S06" in as_text(findings)


PREFIXES = """@prefix : <https://w3id.org/shisaku/ns#> . @prefix x: <urn:x:> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix time: <http://www.w3.org/2006/time#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix oa: <http://www.w3.org/ns/oa#> .
"""


def test_each_example_of_the_specification_fires_its_shape(shared: Path) -> None:
    specification = (shared / "contract" / "shapes-spec.md").read_text(encoding="utf-8")
    examples = re.findall(r"## (S\d\d).*?```turtle\n(.*?)```", specification, re.DOTALL)

    silent = [
        shape
        for shape, turtle in examples
        if not validate(Graph().parse(data=PREFIXES + turtle), only=[shape])
    ]

    assert [shape for shape, _ in examples] == SHAPES
    assert silent == []
