"""Everything that people see has an English name of its own."""

import re
from collections import Counter

from rdflib import RDFS, Graph, URIRef

from shisaku.loaders.citation_triples import cited_triples
from shisaku.loaders.cited import known_citations, known_organizations
from shisaku.loaders.conclude.identity import register
from shisaku.loaders.conclude.records import Conclusions
from shisaku.loaders.labels import english_labels
from shisaku.loaders.names import name_key
from shisaku.loaders.records import Reading
from shisaku.loaders.target_triples import milestone_triples, target_triples
from shisaku.loaders.triples import Literal
from shisaku.ontology.iris import Iris
from shisaku.ontology.terms import ontology_files

JAPANESE = re.compile(r"[぀-ヿ㐀-鿿]")


def test_the_edition_and_each_part_have_a_reviewed_english_label(reading: Reading) -> None:
    edition, iris = reading.edition.slug, Iris()
    paths = {iris.part(edition, part.path).removeprefix(iris.base) for part in reading.parts}

    assert set(english_labels()) == {edition, *paths}
    assert [en for en in english_labels().values() if not en or JAPANESE.search(en)] == []


def test_each_line_is_in_the_register_of_slugs(conclusions: Conclusions) -> None:
    assert {line.key for line in conclusions.lines.values()} <= set(register())
    assert [e.slug for e in register().values() if JAPANESE.search(e.english)] == []


def test_each_organization_law_plan_and_target_has_an_english_label(reading: Reading) -> None:
    iris = Iris()
    named = set(cited_triples(reading.citations, iris))
    subject, part = URIRef("urn:t"), URIRef("urn:p")
    targets = {t for target in reading.targets for t in target_triples(subject, part, target, iris)}
    for milestone in reading.milestones:
        targets.update(milestone_triples(subject, part, milestone, iris))
    labels = [o for _, p, o in named | targets if p == RDFS.label and isinstance(o, Literal)]
    english = [label for label in labels if label.lang == "en"]
    aims = (*reading.targets, *reading.milestones)

    assert len(english) == len({s for s, _, _ in named}) + len(aims)
    assert [label for label in english if JAPANESE.search(label.value)] == []


def test_reviewed_names_have_english_labels_and_one_slug_each() -> None:
    known = {*known_organizations().values(), *known_citations().values()}
    slugs = Counter((entry.kind, entry.slug) for entry in known)

    assert [e.slug for e in known if not e.english or JAPANESE.search(e.english)] == []
    assert [slug for slug, times in slugs.items() if times > 1] == []


def test_a_slug_is_given_once_unless_the_register_says_why() -> None:
    times = Counter(entry.slug for entry in register().values())

    for entry in register().values():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", entry.slug)
        assert entry.key == name_key(entry.key)
        assert times[entry.slug] == 1 or entry.reason


def test_classes_properties_and_concepts_have_both_languages() -> None:
    graph = Graph()
    for file in ontology_files():
        graph.parse(data=file.read_text(encoding="utf-8"), format="turtle")

    for subject in {s for s in graph.subjects(RDFS.label) if isinstance(s, URIRef)}:
        languages = {
            getattr(label, "language", None) for label in graph.objects(subject, RDFS.label)
        }
        assert {"ja", "en"} <= languages, subject
