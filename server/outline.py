"""The vocabulary in outline, short enough for a small model's context, and its terms in full."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

from shisaku.ontology.terms import CONCEPTS, PREFIXES, prefixed
from shisaku.server.pages.asking import Cell

Term = Mapping[str, str]
"""A row of the question ``vocabulary``, its IRIs with prefixes."""
_CLASS, _CONCEPT = "owl:Class", "skos:Concept"
_ANY: Final = "of several classes"
_OWN: Final = "shisaku:"
_OTHERS: Final = ("dcterms", "oa", "org", "prov", "rdfs", "skos")
"""Prefixes of what the graph says in other vocabularies."""


def read_terms(rows: Iterable[Mapping[str, Cell]]) -> list[Term]:
    """Read the terms."""
    return [{name: prefixed(cell["value"]) for name, cell in row.items()} for row in rows]


def outline(terms: Sequence[Term]) -> dict[str, Any]:
    """Give classes with their meaning, properties by the class they lead from, and concepts.

    The terms of shisaku: stand without their prefix; a concept is its kind and name, phase:initial.
    """
    properties, concepts = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for term in terms:
        if term["kind"] == _CONCEPT:
            kind, _, name = term["term"].partition(":")
            concepts[kind].append(name)
        elif term["kind"] != _CLASS:
            properties[_bare(term.get("domain", _ANY))].append(_bare(term["term"]))
    return {
        "prefixes": {
            **{name: PREFIXES[name] for name in (_OWN.rstrip(":"), *_OTHERS)},
            **{kind: f"{CONCEPTS}{kind}/" for kind in concepts},
        },
        "classes": {
            _bare(term["term"]): term.get("meaning", term["labelEn"])
            for term in terms
            if term["kind"] == _CLASS
        },
        "properties": _joined(properties),
        "concepts": _joined(concepts),
    }


def explain(terms: Sequence[Term], names: Collection[str]) -> list[Term]:
    """Give the terms of some names in full, the properties of classes, the concepts of kinds."""
    wanted = {_bare(name) for name in names}
    return [
        term
        for term in terms
        if {_bare(term["term"]), _bare(term.get("domain", "")), term["term"].partition(":")[0]}
        & wanted
    ]


def _bare(name: str) -> str:
    """Give a name without the prefix of the project's terms."""
    return name.removeprefix(_OWN)


def _joined(names: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Write names of a group as words of one text, each once."""
    return {group: " ".join(dict.fromkeys(named)) for group, named in names.items()}
