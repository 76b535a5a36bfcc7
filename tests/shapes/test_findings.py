"""Findings in the formats of other tools point into the printed source."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rdflib import RDF, SH, BNode, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic

from shisaku.ontology.terms import NAMESPACE
from shisaku.shapes.annotations import as_github, as_sarif, as_turtle
from shisaku.shapes.findings import Finding, PrintedPlace, as_json, as_text, beside, merged
from shisaku.shapes.validator import shacl_report, shape_of, validate

pytestmark = pytest.mark.slow

NS = Namespace(NAMESPACE)
PLACE = PrintedPlace("予算 案.txt", 12, 5, 12, 9)
FINDING = Finding(
    "Violation", "S06", (PLACE, PrintedPlace("b.txt", 3)), "urn:x:a", "誤り。", "Wrong."
)
BARE = Finding("Warning", "S16", (), "b0", "名称。", "A label: 100%.")
STATEMENT = "2024/ch/6/s/1/m/2/b/1/a/1"  # L926: 39.2億円, columns 25 to 30


@pytest.fixture(scope="module")
def broken(release: Path) -> Graph:
    """Give what the graph says of one statement, with its span and file, and a wrong figure."""
    whole = Graph().parse(release / "graph.nt", format="nt")
    statement = next(s for s in whole.subjects(RDF.type) if str(s).endswith(STATEMENT))
    graph = Graph()
    nodes = [statement]
    for predicate in (NS.printedAt, NS.inFile):
        nodes += whole.objects(nodes[-1], predicate)
    for node in nodes:
        for triple in whole.triples((node, None, None)):
            graph.add(triple)
    graph.set((statement, NS.printedAmount, Literal("39.3億円")))
    return graph


def test_a_finding_points_to_file_line_and_columns(broken: Graph) -> None:
    (finding,) = validate(broken, ["S06"])

    (place,) = finding.places
    assert place.source.endswith(".txt")
    assert (place.line, place.column, place.end_line, place.end_column) == (926, 25, 926, 30)
    assert as_text([finding]).startswith(f"{place.source}:926:25: Violation S06\n")
    assert json.loads(as_json([finding]))[0]["line"] == [926]


def test_the_folder_of_the_sources_goes_before_their_names() -> None:
    (moved,) = beside([FINDING], "docs/printed")

    assert [str(p) for p in moved.places] == [
        "docs/printed/予算 案.txt:12:5", "docs/printed/b.txt:3:1",
    ]  # fmt: skip


def test_github_gets_a_command_a_finding_with_its_characters_escaped() -> None:
    at, nowhere = as_github([FINDING, BARE]).split("\n")

    assert at == (
        "::error title=SHACL S06,file=予算 案.txt,line=12,endLine=12,col=5,endColumn=9"
        "::誤り。%0AWrong.%0Aurn:x:a%0Ab.txt:3:1"
    )
    assert nowhere == "::warning title=SHACL S16::名称。%0AA label: 100%25.%0Ab0"
    comma = Finding("Warning", "S16", (PrintedPlace("a,b:c.txt", 1),), "b0", "", "")
    assert "file=a%2Cb%3Ac.txt," in as_github([comma])


def sarif(*findings: Finding) -> Any:
    """Give the one run of a SARIF log of some findings."""
    log = json.loads(as_sarif(findings, "1.0"))
    assert (log["version"], len(log["runs"])) == ("2.1.0", 1)  # §3.13.2, §3.13.4
    return log["runs"][0]


def test_sarif_has_a_rule_for_each_result() -> None:
    run = sarif(FINDING, BARE, FINDING)

    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == ["S06", "S16"]  # §3.19.23: each once
    assert [result["ruleId"] for result in run["results"]] == ["S06", "S16", "S06"]
    assert [result["level"] for result in run["results"]] == ["error", "warning", "error"]
    assert all(result["message"]["text"] for result in run["results"])  # §3.27.11


def test_sarif_counts_columns_in_code_points_and_ends_after_the_last() -> None:
    run = sarif(FINDING, BARE)

    assert run["columnKind"] == "unicodeCodePoints"  # §3.14.17
    (location,) = run["results"][0]["locations"]
    physical = location["physicalLocation"]
    assert physical["artifactLocation"]["uri"] == "%E4%BA%88%E7%AE%97%20%E6%A1%88.txt"  # §3.10.1
    assert physical["region"] == {  # §3.30.8: endColumn is that of the character after
        "startLine": 12, "startColumn": 5, "endLine": 12, "endColumn": 10,
    }  # fmt: skip
    (other,) = run["results"][0]["relatedLocations"]
    assert other["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 1}  # §3.30.7
    nameless = Finding("Warning", "S16", (PrintedPlace("", 3),), "b0", "", "")
    assert "physicalLocation" not in sarif(nameless)["results"][0]["locations"][0]
    (nowhere,) = run["results"][1]["locations"]
    assert nowhere == {"logicalLocations": [{"fullyQualifiedName": "b0"}]}


def results(report: Graph) -> Counter[tuple[str, ...]]:
    """Give the results of a report, comparable: shape by its number, paths by their text."""
    parts = (SH.focusNode, SH.resultSeverity, SH.sourceConstraintComponent, SH.value)
    return Counter(
        (
            shape_of(report.value(result, SH.sourceShape)),
            *(str(report.value(result, part)) for part in parts),
        )
        for result in report.objects(None, SH.result)
    )


def test_the_report_in_turtle_says_what_the_engine_reported(broken: Graph) -> None:
    ours = Graph().parse(data=as_turtle(validate(broken)), format="turtle")
    engine = shacl_report(broken)

    assert results(ours) == results(engine)
    assert len(results(ours)) > 3
    assert list(ours.objects(None, SH.conforms)) == [Literal(False)]
    messages = {m.language for m in ours.objects(None, SH.resultMessage) if isinstance(m, Literal)}
    assert messages == {"ja", "en"}


def test_a_path_of_the_report_is_the_shapes_path(broken: Graph) -> None:
    ours = Graph().parse(data=as_turtle(validate(broken, ["S04"])), format="turtle")

    (path,) = ours.objects(None, SH.resultPath)
    assert isinstance(path, BNode)
    assert list(ours.predicate_objects(path)) == [(SH.inversePath, NS.hasStatement)]


def test_a_report_without_findings_conforms() -> None:
    expected = f"[] a <{SH.ValidationReport}> ; <{SH.conforms}> true ."

    assert isomorphic(Graph().parse(data=as_turtle([])), Graph().parse(data=expected))
    assert URIRef(SH.ValidationReport) in Graph().parse(data=as_turtle([])).objects()


def test_of_one_nodes_findings_the_nearest_places_count() -> None:
    far = replace(FINDING, places=(PrintedPlace("c.txt", 1),), distance=3)
    near = [replace(FINDING, places=(place,), distance=1) for place in FINDING.places]

    (one,) = merged([near[0], far, near[1]])

    assert (one.distance, one.places) == (1, tuple(sorted(FINDING.places)))
