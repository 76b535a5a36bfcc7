"""What reasoners find in the real graph: nothing; and in it with a clash: that clash, and why."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, BNode, Graph, Literal, Namespace, Node, URIRef

from shisaku.ontology.axioms import Statement, statements_of
from shisaku.ontology.explanation import explain, smallest
from shisaku.ontology.reasoning import one_chapter, ontology_graph
from shisaku.ontology.terms import BASE, NAMESPACE
from shisaku.ontology.words import Words
from shisaku.server import entailment, hermit

NS = Namespace(NAMESPACE)
Triples = list[tuple[Node, Node, Node]]


@pytest.fixture(scope="module")
def whole(release: Path) -> Graph:
    """Parse the built graph, ontology and inferences included."""
    return Graph().parse(release / "graph.nt", format="nt")


@pytest.fixture(scope="module")
def chapter(whole: Graph) -> Graph:
    """Give chapter 17, which prints reprints, predecessors and instruments, and the ontology."""
    return one_chapter(whole, f"{BASE}2024/ch/17") + ontology_graph()


def all_of(graph: Graph, name: str) -> list[Node]:
    """Give the instances of a class of ours, in order."""
    return sorted(graph.subjects(RDF.type, NS[name]), key=str)


def second_amount(graph: Graph) -> Triples:
    return [(all_of(graph, "BudgetObservation")[0], NS.amount, Literal(7))]


def statement_of_two_mentions(graph: Graph) -> Triples:
    one, other = all_of(graph, "BudgetMention")[:2]
    return [(one, NS.hasStatement, next(graph.objects(other, NS.hasStatement)))]


def measure_that_restates_itself(graph: Graph) -> Triples:
    measure = all_of(graph, "Measure")[0]
    return [(measure, NS.restates, measure)]


def lines_that_succeed_each_other(graph: Graph) -> Triples:
    one, other = all_of(graph, "BudgetLine")[:2]
    return [(one, NS.succeeds, other), (other, NS.succeeds, one)]


def number_in_words(graph: Graph) -> Triples:
    return [(all_of(graph, "Measure")[0], NS.passageNumber, Literal("三"))]


def observation_twice(graph: Graph) -> Triples:
    found = all_of(graph, "BudgetObservation")[0]
    key = (NS.figureOf, NS.fiscalYear, NS.phase, NS.instrument)
    copy = URIRef(f"{found}/again")
    return [
        (copy, RDF.type, NS.BudgetObservation),
        (copy, NS.amount, Literal(7)),
        *((copy, p, next(graph.objects(found, p))) for p in key),
    ]


def observation_that_is_a_part(graph: Graph) -> Triples:
    one, other = all_of(graph, "BudgetObservation")[:2]
    return [(one, NS.componentOf, other)]


def value_and_ceiling(graph: Graph) -> Triples:
    return [(all_of(graph, "BudgetObservation")[0], NS.amountAtMost, Literal(10**12))]


def two_phases(graph: Graph) -> Triples:
    statement = all_of(graph, "AmountStatement")[0]
    phases = set(all_of(graph, "BudgetPhase")) - set(graph.objects(statement, NS.phase))
    return [(statement, NS.phase, sorted(phases, key=str)[0])]


def two_classes(graph: Graph) -> Triples:
    return [(all_of(graph, "Measure")[0], RDF.type, NS.BudgetLine)]


def reprint_that_is_not_marked(graph: Graph) -> Triples:
    unmarked = sorted(graph.subjects(NS.markedReprint, Literal(False)), key=str)
    one, other = [m for m in unmarked if (m, RDF.type, NS.BudgetMention) in graph][:2]
    return [(one, NS.reprintOf, other)]


def item_of_a_chapter(graph: Graph) -> Triples:
    chapter = all_of(graph, "Chapter")[0]
    item = URIRef(f"{chapter}/i/1")
    return [(item, RDF.type, NS.Item), (item, NS.partOf, chapter)]


CLASHES: dict[Callable[[Graph], Triples], set[Node]] = {
    two_classes: {OWL.disjointWith},
    second_amount: {OWL.FunctionalProperty},
    statement_of_two_mentions: {OWL.InverseFunctionalProperty},
    measure_that_restates_itself: {OWL.IrreflexiveProperty, OWL.AsymmetricProperty},
    lines_that_succeed_each_other: {OWL.AsymmetricProperty},
    number_in_words: {RDFS.range, OWL.disjointWith},
    observation_twice: {OWL.hasKey},
    observation_that_is_a_part: {RDFS.subClassOf, OWL.disjointWith},
    value_and_ceiling: {RDFS.subClassOf},
    two_phases: {OWL.differentFrom},
    reprint_that_is_not_marked: {RDFS.subClassOf},
    item_of_a_chapter: {RDFS.subClassOf},
}
"""A clash of each kind, and axioms of which one at least must be named as its cause."""


def kinds_of(axioms: tuple[Statement, ...]) -> set[Node]:
    """Give what kinds of axioms some are."""
    return {a.triple[2] if a.triple[1] == RDF.type else a.triple[1] for a in axioms}


LONG = {statement_of_two_mentions, observation_twice}
"""Several merged things: more than a hundred questions, so only in the slow suite."""
QUICK = {two_classes, second_amount, two_phases, value_and_ceiling, lines_that_succeed_each_other}
"""Explained in a second or two: those of the fast suite."""
SHORT = [
    pytest.param(clash, marks=() if clash in QUICK else pytest.mark.slow)
    for clash in CLASHES
    if clash not in LONG
]


@pytest.mark.slow
@pytest.mark.parametrize("clash", SHORT, ids=lambda clash: clash.__name__)
def test_a_clash_is_explained_by_its_facts_and_its_axioms(
    chapter: Graph, clash: Callable[[Graph], Triples]
) -> None:
    explain_and_check(chapter, clash)


def explain_and_check(consistent: Graph, clash: Callable[[Graph], Triples]) -> Graph:
    """Add a clash, have it explained, check the explanation; give its graph."""
    seeded = clash(consistent)
    graph = consistent + Graph()
    for triple in seeded:
        graph.add(triple)

    found = explain(graph, entailment.is_consistent, entailment.find_clash(graph))

    assert {fact.triple for fact in found.facts} & set(seeded)
    assert kinds_of(found.axioms) & CLASHES[clash]
    said = statements_of(graph)
    both = [*found.facts, *found.axioms]
    assert not entailment.is_consistent(said.graph_of(both))
    for one in both:
        assert entailment.is_consistent(said.graph_of(o for o in both if o != one)), one
    return said.graph_of(both)


@pytest.mark.slow
def test_a_chapter_of_the_built_graph_is_consistent(chapter: Graph) -> None:
    assert (URIRef(f"{BASE}2024/ch/17/s/2/m/1"), RDF.type, NS.Measure) in chapter
    assert hermit.reason(chapter).is_faultless
    assert entailment.reason(chapter).is_faultless


def test_the_ontology_is_consistent_and_each_class_can_have_instances() -> None:
    assert hermit.reason(ontology_graph()).is_faultless


@pytest.mark.slow
def test_a_class_under_two_disjoint_classes_can_have_no_instance() -> None:
    graph = ontology_graph()
    graph.add((NS.Impossible, RDF.type, OWL.Class))
    graph.add((NS.Impossible, RDFS.subClassOf, NS.BudgetLine))
    graph.add((NS.Impossible, RDFS.subClassOf, NS.BudgetMention))

    assert hermit.reason(graph).unsatisfiable == (str(NS.Impossible),)


def test_a_smallest_part_is_found_wherever_it_stands() -> None:
    asked: list[int] = []

    def contradicts(items: Sequence[int]) -> bool:
        asked.append(1)
        return {3, 40, 41} <= set(items)

    assert smallest(range(64), contradicts) == [3, 40, 41]
    assert len(asked) < 64


def test_each_axiom_of_the_ontology_is_said_in_both_languages() -> None:
    graph = ontology_graph()
    ja, en = Words(graph, "ja"), Words(graph, "en")

    for axiom in statements_of(graph).axioms:
        words = ja.sentence(axiom), en.sentence(axiom)
        assert words[0] != words[1], axiom
        assert not any("http" in w and NAMESPACE in w for w in words), words


@pytest.mark.slow
def test_the_whole_graph_is_consistent_by_both_reasoners(whole: Graph) -> None:
    assert hermit.reason(whole).is_faultless
    assert entailment.reason(whole).is_faultless


@pytest.mark.slow
@pytest.mark.parametrize("clash", CLASHES, ids=lambda clash: clash.__name__)
def test_both_reasoners_see_a_clash_in_the_whole_graph(
    whole: Graph, clash: Callable[[Graph], Triples]
) -> None:
    graph = whole + Graph()
    for triple in clash(whole):
        graph.add(triple)

    assert not hermit.is_consistent(graph)
    assert not hermit.is_consistent(explain_and_check(whole, clash))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("subject", "predicate", "value"),
    [
        ("2024/ch/17/s/2/m/1", NS.containedIn, "2024"),
        ("2024/ch/17/s/2/m/1", DCTERMS.isPartOf, "2024/ch/17"),
        ("2024/ch/17/s/2/m/1", NS.hasMention, "2024/ch/17/s/2/m/1/b/1"),
        ("2024/ch/10/s/1/m/1", NS.relatedTo, "2024/ch/2/s/3/m/1"),
    ],
    ids=str,
)
def test_hermit_refuses_the_opposite_of_what_was_inferred(
    whole: Graph, subject: str, predicate: URIRef, value: str
) -> None:
    inferred = (URIRef(BASE + subject), predicate, URIRef(BASE + value))
    assert inferred in whole
    graph = whole + Graph()
    graph.remove(inferred)
    denial = URIRef("urn:denial")
    graph.add((denial, RDF.type, OWL.NegativePropertyAssertion))
    graph.add((denial, OWL.sourceIndividual, inferred[0]))
    graph.add((denial, OWL.assertionProperty, predicate))
    graph.add((denial, OWL.targetIndividual, inferred[2]))

    assert not hermit.is_consistent(graph)


@pytest.mark.slow
def test_a_clash_that_only_hermit_sees_is_explained_by_hermit() -> None:
    """A part that is none of the five kinds that a part can be: a case the rules leave open."""
    graph = ontology_graph()
    part = URIRef("urn:part")
    graph.add((part, RDF.type, NS.DocumentPart))
    kinds = (NS.Pillar, NS.Chapter, NS.Section, NS.Measure, NS.Item)
    for kind in kinds:
        other = BNode()
        graph.add((part, RDF.type, other))
        graph.add((other, RDF.type, OWL.Class))
        graph.add((other, OWL.complementOf, kind))

    assert entailment.is_consistent(graph)
    found = explain(graph, hermit.is_consistent)

    assert len(found.facts) == 1 + len(kinds)
    assert kinds_of(found.axioms) == {OWL.disjointUnionOf}
