"""The vocabulary as a JSON-LD 1.1 context: terms by their bare names."""

from collections.abc import Mapping
from typing import Final

from shisaku.ontology.terms import PREFIXES
from shisaku.ontology.vocabulary import Term, Vocabulary

_OBJECTS: Final = f"{PREFIXES['owl']}ObjectProperty"
_XSD: Final = PREFIXES["xsd"]


def context_of(vocabulary: Vocabulary) -> Mapping[str, object]:
    """Give the context: prefixes, then each class and property, then labels by their language.

    A property whose values are all things, or all of one datatype, says so, so that no value has
    to. Where a property has the name of a prefix, the name is the property's.
    """
    terms = (*vocabulary.classes.values(), *vocabulary.properties.values())
    return {
        "@version": 1.1,
        **PREFIXES,
        **{term.name: _definition(term) for term in terms},
        "label": {"@id": f"{PREFIXES['rdfs']}label", "@container": "@language"},
    }


def _definition(term: Term) -> str | Mapping[str, str]:
    """Define one name."""
    if term.kind == _OBJECTS:
        return {"@id": term.iri, "@type": "@id"}
    if len(term.range) == 1 and term.range[0].startswith(_XSD) and term.range[0] != f"{_XSD}string":
        return {"@id": term.iri, "@type": term.range[0]}
    return term.iri if term.kind.endswith("Class") else {"@id": term.iri}
