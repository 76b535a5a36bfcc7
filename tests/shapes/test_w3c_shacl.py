"""The W3C SHACL suites with the engine as it is configured here.

The suites are in pySHACL's source distribution, which pip fetches as requirements.lock pins it.
"""

import re
import subprocess
import sys
import tarfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import RDF, SH, BNode, Graph, Namespace
from rdflib.collection import Collection
from rdflib.term import Node

from shisaku.shapes.validator import run_engine

MANIFEST = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
TEST = Namespace("http://www.w3.org/ns/shacl-test#")
ROOT = Path(__file__).parents[2]
PATHS = (SH.inversePath, SH.alternativePath, SH.zeroOrMorePath, SH.oneOrMorePath, SH.zeroOrOnePath)
PASSED = {"core": (97, 98), "sparql": (22, 23)}
KNOWN = {
    "core/property/uniqueLang-002",  # rdflib takes "1"^^xsd:boolean for true
    "sparql/pre-binding/shapesGraph-001",  # $shapesGraph, an optional feature of SHACL §5.3.1
}


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of the suites, from the source distribution whose hash the lock file has."""
    folder = tmp_path_factory.mktemp("pyshacl")
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = re.search(r"^pyshacl==.*(?:\n +--hash.*)+", lock, re.MULTILINE)
    assert pinned
    (folder / "one.lock").write_text(pinned[0], encoding="utf-8")
    options = ["--no-deps", "--no-binary=pyshacl", "--require-hashes", "--dest", str(folder)]
    command = [sys.executable, "-m", "pip", "download", "--quiet", *options]
    subprocess.run([*command, "--requirement", folder / "one.lock"], check=True)
    (archive,) = folder.glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    (found,) = folder.glob("*/test/resources/sht_tests")
    return found


def cases(suite: Path) -> Iterator[tuple[str, Graph, Node]]:
    """Give each test: its name, the graph of its file, its node."""
    for file in sorted(suite.rglob("*.ttl")):
        graph = Graph().parse(file, format="turtle")
        for node in graph.subjects(RDF.type, TEST.Validate):
            yield str(file.relative_to(suite).with_suffix("")), graph, node


def passes(graph: Graph, node: Node) -> bool:
    """Tell whether the engine gives the report that a test expects, or fails where it has to."""
    action = graph.value(node, MANIFEST.action)
    data, shapes = (
        Graph().parse(str(graph.value(action, part)), format="turtle")
        for part in (TEST.dataGraph, TEST.shapesGraph)
    )
    expected = graph.value(node, MANIFEST.result)
    try:
        report = run_engine(data, shapes)
    except Exception:  # noqa: BLE001  (any refusal is a failure in the suite's sense)
        return expected == TEST.Failure
    (actual,) = report.subjects(RDF.type, SH.ValidationReport)
    return verdict(report, actual) == verdict(graph, expected)


def verdict(graph: Graph, report: Node | None) -> tuple[bool, Counter[str]]:
    """Give what the suite compares of a report: conforms, and its results."""
    terms = (
        SH.focusNode,
        SH.resultSeverity,
        SH.sourceConstraintComponent,
        SH.sourceShape,
        SH.value,
    )
    results = Counter(
        " ".join(
            [text_of(graph, graph.value(result, SH.resultPath))]
            + ["_" if isinstance(v := graph.value(result, t), BNode) else str(v) for t in terms]
        )
        for result in graph.objects(report, SH.result)
    )
    return str(graph.value(report, SH.conforms)) == "true", results


def text_of(graph: Graph, path: Node | None) -> str:
    """Give a property path as text, whatever its blank nodes are called."""
    if not isinstance(path, BNode):
        return str(path)
    if (path, RDF.first, None) in graph:
        return f"({' '.join(text_of(graph, step) for step in Collection(graph, path))})"
    return " ".join(
        f"{p}({text_of(graph, graph.value(path, p))})" for p in PATHS if (path, p, None) in graph
    )


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_the_engine_passes_the_suites_but_for_two_known_tests(suite: Path) -> None:
    found = {name: passes(graph, node) for name, graph, node in cases(suite)}

    parts = {
        part: (
            sum(passed for name, passed in found.items() if name.startswith(part)),
            sum(name.startswith(part) for name in found),
        )
        for part in PASSED
    }
    assert {name for name, passed in found.items() if not passed} == KNOWN
    assert parts == PASSED


def test_a_wrong_report_is_told_from_the_expected_one() -> None:
    report = "[] a sh:ValidationReport ; sh:conforms false ; sh:result [ sh:focusNode <urn:a> ] ."
    one, other = (
        Graph().parse(data=f"@prefix sh: <{SH}> . {text}", format="turtle")
        for text in (report, report.replace("urn:a", "urn:b"))
    )

    first, second = (
        verdict(graph, graph.value(None, RDF.type, SH.ValidationReport)) for graph in (one, other)
    )
    assert first != second
