"""Triples of one subject, written by prefixed names."""

from collections.abc import Iterator, Mapping, Sequence

import pyoxigraph as ox

from shisaku.ontology.terms import PREFIXES
from shisaku.server.report.records import Words

Object = ox.NamedNode | ox.BlankNode | ox.Literal
Said = Iterator[ox.Triple]


def name(curie: str) -> ox.NamedNode:
    """Give the IRI of a prefixed name; KeyError for a prefix that the project does not have."""
    prefix, _, local = curie.partition(":")
    return ox.NamedNode(PREFIXES[prefix] + local)


def both(words: Words) -> tuple[ox.Literal, ox.Literal]:
    """Give a text as literals in both languages."""
    return ox.Literal(words.ja, language="ja"), ox.Literal(words.en, language="en")


def said(subject: str | ox.BlankNode, values: Mapping[str, Sequence[Object] | Object]) -> Said:
    """Give triples of one subject: prefixed property → its values."""
    node = ox.NamedNode(subject) if isinstance(subject, str) else subject
    for predicate, objects in values.items():
        for value in [objects] if isinstance(objects, Object) else objects:
            yield ox.Triple(node, name(predicate), value)
