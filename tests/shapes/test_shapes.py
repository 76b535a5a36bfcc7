"""The shapes are the specification's 41, with its messages and severities, and our own."""

import re
from pathlib import Path

import pytest
from rdflib import SH, Graph, Literal, URIRef
from rdflib.term import Node

from shisaku.shapes.validator import shape_numbers, shapes_graph, validate

SPECIFIED = [f"S{number:02}" for number in range(1, 42)]
NUMBERS = (*range(1, 53), *range(60, 70), *range(71, 75))  # contract 2 too
SHAPES = [f"S{number:02}" for number in NUMBERS]
PREFIXES = """@prefix : <https://w3id.org/shisaku/ns#> . @prefix x: <urn:x:> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix time: <http://www.w3.org/2006/time#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix oa: <http://www.w3.org/ns/oa#> .
"""


def texts(shape: str, part: Node) -> dict[str | None, str]:
    """Give what a shape says of itself: language → text."""
    said = shapes_graph().objects(URIRef(f"https://w3id.org/shisaku/shape/{shape}"), part)
    return {text.language: str(text) for text in said if isinstance(text, Literal)}


@pytest.fixture(scope="module")
def specification(shared: Path) -> dict[str, str]:
    """Give the specification: shape → its section."""
    text = (shared / "contract" / "shapes-spec.md").read_text(encoding="utf-8")
    return {section[:3]: section for section in re.split(r"^## ", text, flags=re.MULTILINE)[1:]}


def test_the_shapes_are_those_of_the_specification(specification: dict[str, str]) -> None:
    assert sorted(specification) == SPECIFIED
    assert shape_numbers() == SHAPES


@pytest.mark.parametrize("shape", SHAPES)
def test_a_shape_says_what_is_wrong_and_what_to_do_in_both_languages(shape: str) -> None:
    for part in (SH.message, URIRef("https://w3id.org/shisaku/shape/advice")):
        said = texts(shape, part)

        assert set(said) == {"ja", "en"}
        assert re.search("[ぁ-ん]", said["ja"])
        assert not re.search("[ぁ-ん]", said["en"])


@pytest.mark.parametrize("shape", sorted({*SPECIFIED} - {"S35"}))  # K1 of contract 2 changed it
def test_a_shape_has_the_message_of_the_specification(
    shape: str, specification: dict[str, str]
) -> None:
    said = texts(shape, SH.message)

    assert f"ja: {said['ja']} / en: {said['en']}\n" in specification[shape]


def test_the_examples_of_the_specification_fire_with_their_severity(
    specification: dict[str, str],
) -> None:
    silent = []
    for shape, section in specification.items():
        (example,) = re.findall(r"```turtle\n(.*?)```", section, re.DOTALL)
        (severity,) = re.findall(r"\*\*Severity\*\* (\w+)", section)
        found = validate(Graph().parse(data=PREFIXES + example), only=[shape])
        if {finding.severity for finding in found} != {severity}:
            silent.append(shape)

    assert silent == []
