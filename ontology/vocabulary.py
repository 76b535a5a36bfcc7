"""The vocabulary as records for readers: its head, areas, terms with their axioms in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from shisaku.ontology.terms import NAMESPACE

Texts = Mapping[str, str]
"""One text in each language, by ``ja`` and ``en``."""


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the vocabulary that is told together; classes: their names, in reading order."""

    name: str
    label: Texts
    about: Texts
    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property of ours. All that it leads to are IRIs.

    above, below: super- and subclasses or -properties. domain, range: of a property.
    axioms: by language, what else OWL says with it.
    """

    iri: str
    kind: str
    label: Texts
    comment: Texts
    above: tuple[str, ...]
    below: tuple[str, ...]
    domain: tuple[str, ...]
    range: tuple[str, ...]
    disjoint: tuple[str, ...]
    matches: tuple[str, ...]
    axioms: Mapping[str, tuple[str, ...]]

    @property
    def name(self) -> str:
        """Give what follows the namespace: the term's place on the page."""
        return self.iri.removeprefix(NAMESPACE)


@dataclass(frozen=True, slots=True)
class Concept:
    """A SKOS concept; broader: IRIs."""

    iri: str
    label: Texts
    notation: str
    broader: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scheme:
    """A concept scheme and its concepts."""

    iri: str
    label: Texts
    concepts: tuple[Concept, ...]

    @property
    def name(self) -> str:
        """Give the last segment of its IRI."""
        return self.iri.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All of it. head: values of the ontology's own properties that are not texts, by name."""

    title: Texts
    comment: Texts
    head: Mapping[str, str]
    classes: Mapping[str, Term]
    properties: Mapping[str, Term]
    schemes: tuple[Scheme, ...]

    def properties_of(self, iri: str) -> list[str]:
        """Give the IRIs of the properties whose domain a class is."""
        return [term.iri for term in self.properties.values() if iri in term.domain]

    def properties_to(self, iri: str) -> list[str]:
        """Give the IRIs of the properties whose values a class's instances are."""
        return [term.iri for term in self.properties.values() if iri in term.range]


@cache
def areas() -> tuple[Area, ...]:
    """Read the areas in their order."""
    text = (files("shisaku.ontology") / "areas.yaml").read_text(encoding="utf-8")
    return tuple(
        Area(name, said["label"], said["about"], tuple(said["classes"]))
        for name, said in yaml.safe_load(text).items()
    )
