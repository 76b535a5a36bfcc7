"""Axioms and facts of a graph said in Japanese and English, for people who read no RDF."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from rdflib import OWL, RDF, RDFS, XSD, Graph, Literal, Namespace, Node, URIRef
from rdflib.collection import Collection
from rdflib.paths import InvPath

from shisaku.ontology.axioms import Statement
from shisaku.ontology.terms import NAMESPACE

_SENTENCES: Final[Mapping[Node, tuple[str, str]]] = {
    RDFS.subClassOf: ("{s}はすべて{o}である", "every {s} is a {o}"),
    RDFS.subPropertyOf: ("「{s}」ならば「{o}」である", "what has a '{s}' has it as '{o}' too"),
    RDFS.domain: ("「{s}」をもつものは{o}である", "what has a '{s}' is a {o}"),
    RDFS.range: ("「{s}」の値は{o}である", "each value of '{s}' is a {o}"),
    OWL.equivalentClass: ("{s}とは{o}のことである", "a {s} is exactly a {o}"),
    OWL.disjointWith: ("{s}であって{o}でもあるものはない", "nothing is both a {s} and a {o}"),
    OWL.inverseOf: ("「{s}」は「{o}」の逆である", "'{s}' is the inverse of '{o}'"),
    OWL.propertyChainAxiom: ("{o}とたどれば「{s}」である", "following {o} gives '{s}'"),
    OWL.hasKey: ("{o}が同じ{s}は同一である", "two {s} with the same {o} are one"),
    OWL.differentFrom: ("{s}と{o}は別のものである", "{s} and {o} are different things"),
    OWL.disjointUnionOf: ("{s}は{o}のどれか一つだけである", "a {s} is exactly one of {o}"),
    OWL.FunctionalProperty: ("「{s}」の値は一つまでである", "'{s}' has at most one value"),
    OWL.InverseFunctionalProperty: (
        "同じものを「{s}」の値にもつのは一つだけである",
        "two things never share a value of '{s}'",
    ),
    OWL.IrreflexiveProperty: (
        "自分自身を「{s}」の値にもつものはない",
        "nothing has itself as '{s}'",
    ),
    OWL.AsymmetricProperty: ("「{s}」が互いに成り立つことはない", "'{s}' never holds both ways"),
    OWL.SymmetricProperty: ("「{s}」は逆向きにも成り立つ", "'{s}' holds both ways"),
    OWL.TransitiveProperty: ("「{s}」は連ねても成り立つ", "'{s}' of a '{s}' is a '{s}'"),
    RDF.type: ("{s}は{o}である", "{s} is a {o}"),
}
_FACT: Final = ("{s}の「{p}」は{o}", "{s} has '{p}' {o}")
_EXPRESSIONS: Final = {
    OWL.cardinality: ("「{p}」がちょうど{o}個のもの", "thing with exactly {o} '{p}'"),
    OWL.maxCardinality: ("「{p}」が{o}個までのもの", "thing with at most {o} '{p}'"),
    OWL.allValuesFrom: ("「{p}」が{o}だけのもの", "thing whose '{p}' is always a {o}"),
    OWL.someValuesFrom: ("「{p}」に{o}をもつもの", "thing that has a {o} as '{p}'"),
    OWL.hasValue: ("「{p}」が{o}のもの", "thing whose '{p}' is {o}"),
    OWL.complementOf: ("{o}でないもの", "thing that is no {o}"),
    OWL.unionOf: ("{o}のどれか", "thing of {o}"),
    OWL.intersectionOf: ("{o}のすべてであるもの", "thing that is all of {o}"),
    OWL.inverseOf: ("「{o}」の逆", "inverse of '{o}'"),
}
_DATATYPES: Final = {
    XSD.integer: ("整数", "integer"),
    XSD.decimal: ("小数", "decimal number"),
    XSD.boolean: ("真偽値", "true or false"),
    XSD.string: ("文字列", "text"),
}
_NS: Final = Namespace(NAMESPACE)
_PLACES: Final = (
    _NS.startLine,
    _NS.printedAt / _NS.startLine,
    _NS.countedFrom / _NS.printedAt / _NS.startLine,
    _NS.evidence / _NS.startLine,
    InvPath(_NS.headingOf) / _NS.printedAt / _NS.startLine,
)
"""Ways from a thing to the lines in which it is printed."""


@dataclass(frozen=True, slots=True)
class Words:
    """Says statements of a graph in Japanese or English, with the labels of the graph.

    graph: where labels and printed places are looked up. language: ja or en.
    """

    graph: Graph
    language: str
    _choice: int = field(init=False)

    def __post_init__(self) -> None:
        """Choose the column of the tables above."""
        object.__setattr__(self, "_choice", ("ja", "en").index(self.language))

    def sentence(self, statement: Statement) -> str:
        """Say one statement; a fact with the printed line it is about, where it has one."""
        subject, predicate, value = statement.triple
        key = value if predicate == RDF.type and value in _SENTENCES else predicate
        said = _SENTENCES.get(key, _FACT)[self._choice]
        words = said.format(s=self.name(subject), p=self.name(predicate), o=self.name(value))
        if self.language == "en":
            words = re.sub(r"\ba (?=[aeiou])", "an ", words)
        line = self._line(subject) if key not in _SENTENCES or key == RDF.type else None
        return words if line is None else f"{words} (L{line})"

    def name(self, node: Node) -> str:
        """Name a node: by its label, its expression, or the end of its IRI."""
        if isinstance(node, Literal):
            return ("「{}」", '"{}"')[self._choice].format(node) if _is_text(node) else str(node)
        if isinstance(node, URIRef):
            if node in _DATATYPES:
                return _DATATYPES[node][self._choice]
            labels = [v for v in self.graph.objects(node, RDFS.label) if isinstance(v, Literal)]
            found = next((str(v) for v in labels if v.language == self.language), None)
            is_term = "/ns#" in node or "/concept/" in node
            return found if found and is_term else str(node).rpartition("/id/")[2]
        return self._expression(node)

    def _expression(self, node: Node) -> str:
        """Say a class expression, a list, or an unnamed node of the data."""
        for predicate, said in _EXPRESSIONS.items():
            value = self.graph.value(node, predicate)
            if value is not None:
                on = self.graph.value(node, OWL.onProperty)
                restricted = self.name(on) if on is not None else ""
                return said[self._choice].format(p=restricted, o=self.name(value))
        members = [self.name(member) for member in Collection(self.graph, node)]
        return ("・", ", ")[self._choice].join(members) or str(node)

    def _line(self, node: Node) -> int | None:
        """Give the first printed line of what a node stands for, None where none is known."""
        for path in _PLACES:
            lines = [v.toPython() for v in self.graph.objects(node, path) if isinstance(v, Literal)]
            if lines:
                return int(min(lines))
        return None


def _is_text(value: Literal) -> bool:
    """Say whether a value is words, neither a number nor a truth."""
    return value.datatype in {None, XSD.string}
