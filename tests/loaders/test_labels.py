"""Everything that people see has an English name of its own."""

import re
from collections import Counter

import pytest
from rdflib import RDFS, Graph, URIRef

from shisaku.loaders import labels
from shisaku.loaders.citation_triples import cited_triples
from shisaku.loaders.cited import known_citations, known_organizations
from shisaku.loaders.conclude.identity import register
from shisaku.loaders.conclude.records import Conclusions
from shisaku.loaders.conclude.together import conclude
from shisaku.loaders.document import decode
from shisaku.loaders.labels import english_label, english_labels, part_labels
from shisaku.loaders.names import name_key
from shisaku.loaders.reader import read_printed
from shisaku.loaders.records import Reading
from shisaku.loaders.target_triples import milestone_triples, target_triples
from shisaku.loaders.triples import Literal
from shisaku.ontology.iris import Iris
from shisaku.ontology.terms import ontology_files
from shisaku.server.report.remarks import in_both_languages

JAPANESE = re.compile(r"[぀-ヿ㐀-鿿]")


NUMBERED_ALIKE = """総務省重点施策2025
※予算額は、令和7年度予算による。
## Ⅰ 凧の柱
### 1 国土強靱化の推進
[1]凧の節
(1) 凧の施策
【予算】 凧揚げ費 3億円
"""  # the chapter has a title of 2024, the others only numbers of it


def test_each_part_has_a_reviewed_english_label_and_no_label_is_idle(reading: Reading) -> None:
    titles = {(part.level.name.lower(), name_key(part.title)) for part in reading.parts}

    assert set(english_labels()) == titles
    assert [part.title for part, english in part_labels(reading) if not english] == []
    senses = [en for of_title in english_labels().values() for en in of_title.values()]
    assert [en for en in senses if not en or JAPANESE.search(en)] == []


def test_a_title_with_two_senses_has_each_under_its_parents_title() -> None:
    for (level, title), senses in english_labels().items():
        assert "" not in senses or len(senses) == 1, (level, title)
        assert len(set(senses.values())) == len(senses), (level, title)


def test_a_label_is_found_by_level_title_and_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    senses = {"光害の防止": "Lamps", "航路の安全": "Lights"}
    register = {("section", "灯の管理"): senses, ("measure", "灯の管理"): {"": "Care of lamps"}}
    monkeypatch.setattr(labels, "english_labels", lambda: register)

    assert english_label("section", "灯の 管理", "航路の安全") == "Lights"
    assert english_label("section", "灯の管理", "港の安全") is None
    assert english_label("measure", "灯の管理", "港の安全") == "Care of lamps"
    assert english_label("chapter", "灯の管理", "港の安全") is None


def test_the_same_numbers_with_other_titles_have_no_english_name() -> None:
    found = read_printed(decode(NUMBERED_ALIKE.encode(), "x.txt"))

    assert [english for _, english in part_labels(found)] == [
        None, "National resilience", None, None,
    ]  # fmt: skip
    (finding,) = [f for _, f in conclude([found]).findings if "English" in f.what]
    assert (finding.line, finding.what) == (
        3, "no English label is registered for 3 of 4 titles",
    )  # fmt: skip
    assert in_both_languages(finding.what).ja.startswith("題名4件のうち3件")


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
