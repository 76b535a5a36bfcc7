"""The vocabulary is complete and labelled in two languages."""

import re
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, BNode, Graph, Literal

from shisaku.ontology.iris import Iris
from shisaku.ontology.reasoning import ontology_graph
from shisaku.ontology.terms import BASE, CONCEPTS, NAMESPACE, ontology_files, prefixed
from shisaku.ontology.vocabulary_reader import read_vocabulary

# What contract 2 says of more things than contract 1 does.
TOLD_ANEW = {
    ("shisaku:BudgetPhase", "rdfs:comment"),  # requests and settled accounts too
    ("shisaku:PolicyTarget", "rdfs:comment"),  # a date is no longer needed
    ("shisaku:phaseOrder", "rdfs:comment"),
    ("shisaku:position", "rdfs:comment"),  # of conditions too
    ("shisaku:rateKind", "rdfs:comment"),  # of local finance measures too
    ("shisaku:rateKind", "rdfs:domain"),
    ("shisaku:referenceKind", "rdfs:comment"),  # related lines too
    ("shisaku:repeatOf", "rdfs:comment"),  # to the counted printing
    ("shisaku:targetYear", "rdfs:comment"),  # of milestones too
    ("shisaku:targetYear", "rdfs:domain"),
}


def test_each_term_has_label_and_comment_in_both_languages() -> None:
    graph = ontology_graph()
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    ours = {t for k in kinds for t in graph.subjects(RDF.type, k) if str(t).startswith(NAMESPACE)}

    for term in ours:
        for predicate in (RDFS.label, RDFS.comment):
            languages = {
                v.language for v in graph.objects(term, predicate) if isinstance(v, Literal)
            }
            assert languages == {"ja", "en"}, (term, predicate)
    assert len(ours) > 100


def test_nothing_of_the_contracts_ontology_is_lost(shared: Path) -> None:
    contract = Graph().parse(shared / "contract" / "ontology.ttl")

    ours = ontology_graph()
    lost = {t for t in contract if not any(isinstance(x, BNode) for x in t)} - set(ours)

    assert {(prefixed(str(s)), prefixed(str(p))) for s, p, _ in lost} == TOLD_ANEW
    assert len(ours) >= len(contract)


def test_each_term_that_the_contract_tables_name_is_told_in_both_languages(shared: Path) -> None:
    text = (shared / "contract" / "contract.md").read_text(encoding="utf-8")
    tables = text.partition("## 4 Classes")[2].partition("\n## 6")[0]
    named = set(re.findall(r"^\| `(\w+)` \|", tables, re.MULTILINE))

    told = read_vocabulary(ontology_graph())

    terms = {term.name: term for term in (*told.classes.values(), *told.properties.values())}
    assert len(named) > 100
    for name in named:
        assert set(terms[name].label) == set(terms[name].comment) == {"ja", "en"}, name


def test_each_term_is_declared_once() -> None:
    (file, _) = ontology_files()
    declared = re.findall(r"^(shisaku:\w+) a owl:", file.read_text(encoding="utf-8"), re.MULTILINE)

    assert len(declared) == len(set(declared)) > 100


def test_iris_are_those_of_the_contract() -> None:
    iris = Iris()
    measure = iris.part("2024", (("ch", "10"), ("s", "4"), ("m", "1")))
    observation = iris.observation(iris.line("jict"), 2024, "initial", "government-guarantee")
    mention = iris.printed(measure, "b", 2)

    assert measure == f"{BASE}2024/ch/10/s/4/m/1"
    assert iris.part("2024", (("pillar", "3"),)) == f"{BASE}2024/pillar/3"
    assert iris.span(iris.statement(mention, 1)) == f"{measure}/b/2/a/1/span"
    assert iris.cross_reference(mention, "reprint") == f"{measure}/b/2/x/reprint"
    assert observation == f"{BASE}line/jict/2024/initial/government-guarantee"
    assert iris.component(observation, "radio-use-fee") == f"{observation}/part/radio-use-fee"
    assert iris.law("radio-act") == f"{BASE}law/radio-act"
    assert iris.policy("plan-2025") == f"{BASE}policy/plan-2025"
    assert iris.printed(measure, "t", 1) == f"{measure}/t/1"
    assert iris.source("d4ac6c832b2c6ce5") == f"{BASE}source/d4ac6c832b2c"


@pytest.mark.parametrize("slug", ["", "../x", "a b", "A", "甲", "a--b", "a/b"])
def test_what_is_no_slug_never_reaches_an_iri(slug: str) -> None:
    with pytest.raises(ValueError, match="no part of an IRI"):
        Iris().line(slug)


def test_an_iri_is_written_with_its_longest_prefix() -> None:
    assert prefixed(f"{CONCEPTS}phase/initial") == "phase:initial"
    assert prefixed(f"{NAMESPACE}Measure") == "shisaku:Measure"
    assert prefixed("https://example.org/x") == "https://example.org/x"


def test_a_term_is_told_with_what_leads_to_it_and_its_axioms_in_words() -> None:
    told = read_vocabulary(ontology_graph())
    mention = told.properties[f"{NAMESPACE}hasMention"]
    figure = told.classes[f"{NAMESPACE}BudgetFigure"]

    assert mention.domain == (f"{NAMESPACE}DocumentPart",)  # by its inverse, appearsIn
    assert mention.range == (f"{NAMESPACE}BudgetMention",)
    assert figure.below == (f"{NAMESPACE}BudgetComponent", f"{NAMESPACE}BudgetObservation")
    assert "予算値は予算観測・予算内訳のどれか一つだけである" in figure.axioms["ja"]
    assert told.properties_to(figure.iri) == [f"{NAMESPACE}aboutFigure"]


def test_schemes_have_their_concepts_and_phases_stand_in_their_order() -> None:
    schemes = {scheme.name: scheme for scheme in read_vocabulary(ontology_graph()).schemes}

    phases = [concept.notation for concept in schemes["phase"].concepts]
    assert phases[:3] == ["request", "proposal", "initial"]
    assert phases[-3:] == ["executed", "carried-over", "unused"]
    assert all({*c.label} == {"ja", "en"} for s in schemes.values() for c in s.concepts)
