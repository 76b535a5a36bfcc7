"""Triples as sorted N-Triples text: what emitters give and a release is made of."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from rdflib import Namespace, URIRef
from rdflib.namespace import ORG, PROV, RDF, RDFS, TIME, XSD

from shisaku.ontology.terms import CONCEPTS, NAMESPACE, PREFIXES


class Literal(NamedTuple):
    """A literal that is only written: rdflib's also reads its value, which costs most of the time.

    datatype: IRI, None for xsd:string.
    """

    value: str
    datatype: str | None = None
    lang: str | None = None


Node = URIRef | Literal
Triple = tuple[URIRef, URIRef, Node]

_MARKUP = re.compile(r"\\(?=[^\w\s])|\*+|※\s?(?:<sup>[^<>]*</sup>|\d{0,2})|</?su[bp]>")

OA = Namespace(PREFIXES["oa"])

__all__ = ["OA", "ORG", "PROV", "RDF", "RDFS", "TIME", "XSD"]


@cache
def term(name: str) -> URIRef:
    """Give the IRI of one of our classes or properties."""
    return URIRef(NAMESPACE + name)


@cache
def concept(scheme: str, notation: str) -> URIRef:
    """Give the IRI of one of our concepts, such as ``phase`` ``initial``."""
    return URIRef(f"{CONCEPTS}{scheme}/{notation}")


def text(value: str) -> Literal:
    """Give printed text as xsd:string."""
    return Literal(value)


def said(value: str) -> Literal:
    """Give a printed value without markup and note marks: ``門※1の設備`` is 門の設備."""
    return text(_MARKUP.sub("", value).strip())


def number(value: int) -> Literal:
    """Give a whole number as xsd:integer."""
    return Literal(str(value), datatype=XSD.integer)


def truth(value: bool) -> Literal:
    """Give a boolean in its canonical form."""
    return Literal("true" if value else "false", datatype=XSD.boolean)


def labels(subject: URIRef, japanese: str, english: str | None) -> Iterator[Triple]:
    """Give the labels of a resource in the languages there are."""
    yield subject, RDFS.label, Literal(japanese, lang="ja")
    if english:
        yield subject, RDFS.label, Literal(english, lang="en")


def lines_of(triples: Iterable[Triple], graph: str) -> Iterator[str]:
    """Give each triple as one line of N-Quads in a named graph."""
    return (f"<{s}> <{p}> {_n3(o)} <{graph}> ." for s, p, o in triples)


def _n3(node: Node) -> str:
    """Write an object as N-Triples does: line breaks and quotes escaped, nothing abbreviated."""
    if isinstance(node, URIRef):
        return f"<{node}>"
    escaped = node.value.translate(_ESCAPES)
    if node.lang:
        return f'"{escaped}"@{node.lang}'
    if node.datatype:
        return f'"{escaped}"^^<{node.datatype}>'
    return f'"{escaped}"'


_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})
