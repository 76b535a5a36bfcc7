"""The vocabulary's diagrams: nothing overlaps, nothing is left out, each time the same."""

from itertools import combinations

import pytest

from shisaku.ontology.reasoning import ontology_graph
from shisaku.ontology.terms import NAMESPACE
from shisaku.ontology.vocabulary import areas
from shisaku.ontology.vocabulary_reader import read_vocabulary
from shisaku.server.pages.class_diagrams import ClassDiagrams, properties_by_area
from shisaku.server.pages.diagrams import Box, Diagram, Node, Row, columns_of, lay_out

VOCABULARY = read_vocabulary(ontology_graph())


def all_diagrams(lang: str) -> dict[str, Diagram]:
    """Draw everything, by name."""
    drawing = ClassDiagrams(VOCABULARY, lang)
    by_area = {area.name: drawing.area(area) for area in areas()}
    return {"main": drawing.main(), "hierarchy": drawing.hierarchy(), **by_area}


def overlap(one: Box, other: Box) -> bool:
    """Say whether two boxes have a point in common."""
    beside = one.x + one.width < other.x or other.x + other.width < one.x
    return not (beside or one.y + one.height < other.y or other.y + other.height < one.y)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_no_box_lies_on_another_or_outside_its_diagram(lang: str) -> None:
    for name, diagram in all_diagrams(lang).items():
        assert [p for p in combinations(diagram.boxes, 2) if overlap(*p)] == [], name
        for box in diagram.boxes:
            assert 0 <= box.x <= box.x + box.width <= diagram.width, name
            assert 0 <= box.y <= box.y + box.height <= diagram.height, name


def test_boxes_that_overlap_are_seen() -> None:
    node = Node("a", "a", "#a")

    assert overlap(Box(node, 0, 0, 100), Box(node, 50, 10, 100))


def test_the_diagrams_of_areas_have_each_class_and_each_property_that_has_a_domain() -> None:
    drawing = ClassDiagrams(VOCABULARY, "ja")
    boxes = [box for area in areas() for box in drawing.area(area).boxes]

    own = sorted(box.node.key for box in boxes if not box.node.is_other)
    rows = {row.address for box in boxes for row in box.node.rows}
    assert own == sorted(VOCABULARY.classes)
    assert rows == {f"#{t.name}" for t in VOCABULARY.properties.values() if t.domain}


def test_each_property_stands_in_one_area() -> None:
    found = [term.iri for terms in properties_by_area(VOCABULARY).values() for term in terms]

    assert sorted(found) == sorted(VOCABULARY.properties)


def test_diagrams_are_the_same_each_time() -> None:
    again = read_vocabulary(ontology_graph())

    assert again == VOCABULARY
    assert ClassDiagrams(again, "en").main() == ClassDiagrams(VOCABULARY, "en").main()


def test_what_is_led_to_stands_to_the_right_and_subclasses_under_their_class() -> None:
    nodes = [
        Node("a", "a", "#a", (Row("to b", "#p", ("b",)),)),
        Node("b", "b", "#b"),
        Node("c", "c", "#c", above="a"),
    ]

    assert [[node.key for node in column] for column in columns_of(nodes)] == [["a", "c"], ["b"]]
    a, c, b = lay_out(columns_of(nodes)).boxes
    assert b.x > a.x + a.width
    assert c.y > a.y + a.height
    assert c.x > a.x


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_areas_are_told_in_both_languages(lang: str) -> None:
    for area in areas():
        assert area.label[lang]
        assert area.about[lang]
        assert area.about["ja"] != area.about["en"]
    named = [name for area in areas() for name in area.classes]
    assert sorted(NAMESPACE + name for name in named) == sorted(VOCABULARY.classes)
