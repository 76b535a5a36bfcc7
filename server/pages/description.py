"""What the graph says about one thing, arranged for a reader: names, facts, places, ways in."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from shisaku.ontology.terms import NAMESPACE, PREFIXES
from shisaku.server.pages.borrowed import borrowed_name
from shisaku.server.pages.printed import Extent

RDF_TYPE: Final = PREFIXES["rdf"] + "type"
_RDFS, _SKOS, _OA = PREFIXES["rdfs"], PREFIXES["skos"], PREFIXES["oa"]
_NAMES = (
    f"{_RDFS}label",
    f"{_SKOS}prefLabel",
    *(
        f"{NAMESPACE}{name}"
        for name in (
            "printedTitle",
            "printedName",
            "printedAmount",
            "printedRate",
            "conditionText",
        )
    ),
    f"{_OA}exact",
)
_COMPOSED = tuple(
    tuple(f"{NAMESPACE}{name}" for name in names)
    for names in (
        ("figureOf", "fiscalYear", "phase"),
        ("referenceKind", "referenceFrom"),
        ("names", "citedIn"),
        ("blockOf",),
        ("printedAt",),
    )
)
"""What has no name of its own is named by what these lead to."""
_UPWARD = tuple(
    f"{NAMESPACE}{name}" for name in ("partOf", "appearsIn", "headingOf", "blockOf", "figureOf")
)
_HOLDING = tuple(
    f"{NAMESPACE}{name}"
    for name in ("hasStatement", "hasRate", "hasCap", "hasCondition", "printedAt")
)

Node = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


@dataclass(frozen=True, slots=True)
class Spot:
    """A printed place: the IRI of its file, where in it, and the characters that stand there."""

    source: str
    extent: Extent
    text: str


class Description:
    """The triples around a thing, by subject and predicate."""

    def __init__(self, iri: str, triples: Iterable[ox.Quad]) -> None:
        """Sort the triples by what they say."""
        self.thing = ox.NamedNode(iri)
        self._said: dict[Node, dict[str, list[Node]]] = {}
        self.incoming: dict[str, list[Node]] = {}
        for quad in sorted(triples, key=str):
            said = self._said.setdefault(quad.subject, {})
            said.setdefault(quad.predicate.value, []).append(quad.object)
            if quad.object == self.thing and quad.subject != self.thing:
                self.incoming.setdefault(quad.predicate.value, []).append(quad.subject)

    def __bool__(self) -> bool:
        """Say whether the graph knows the thing at all."""
        return bool(self.facts or self.incoming)

    @property
    def facts(self) -> dict[str, list[Node]]:
        """Give the thing's own values by predicate."""
        return self._said.get(self.thing, {})

    @property
    def types(self) -> list[str]:
        """Give the IRIs of the thing's classes."""
        return self.types_of(self.thing)

    def name(self, node: Node, lang: str) -> str:
        """Give a thing's name in a language, else in any; at last the end of its IRI."""
        return self.found_name(node, lang) or self.tail(node)

    def found_name(self, node: Node, lang: str) -> str:
        """Give a thing's name, of itself or of what it belongs to; empty where there is none."""
        if found := self._own_name(node, lang):
            return found
        for predicates in _COMPOSED:
            parts = [
                self._own_name(part, lang) for p in predicates for part in self._values(node, p)
            ]
            if len(parts) == len(predicates) and all(parts):
                return " · ".join(parts)
        return borrowed_name(node.value, lang) if isinstance(node, ox.NamedNode) else ""

    def tail(self, node: Node) -> str:
        """Give what tells a nameless thing from its neighbours: the end of its IRI."""
        return _tail(node.value) if isinstance(node, ox.NamedNode) else str(node)

    def types_of(self, node: Node) -> list[str]:
        """Give the IRIs of a node's classes."""
        return [
            kind.value for kind in self._values(node, RDF_TYPE) if isinstance(kind, ox.NamedNode)
        ]

    def _own_name(self, node: Node, lang: str) -> str:
        """Give the name that a thing has itself, empty where it has none."""
        for predicate in _NAMES:
            if found := self._literals(node, predicate):
                return next((word.value for word in found if word.language == lang), found[0].value)
        return ""

    def _values(self, node: Node, predicate: str) -> Sequence[Node]:
        """Give a node's values of one predicate."""
        return self._said.get(node, {}).get(predicate, ())

    def _literals(self, node: Node, predicate: str) -> list[ox.Literal]:
        """Give a node's literals of one predicate."""
        return [value for value in self._values(node, predicate) if isinstance(value, ox.Literal)]

    def above(self) -> list[Node]:
        """Give what the thing stands in, outermost first."""
        path: list[Node] = []
        node: Node | None = self.thing
        while node is not None and node not in path:
            path.append(node)
            node = next(self._holders(node), None)
        return path[:0:-1]

    def _holders(self, node: Node) -> Iterator[Node]:
        """Give what holds a node: by its own property, or by the holder's."""
        for predicate in _UPWARD:
            yield from self._values(node, predicate)
        for subject, said in self._said.items():
            if any(node in said.get(predicate, ()) for predicate in _HOLDING):
                yield subject

    def spots(self) -> list[Spot]:
        """Give the printed places of the thing, or of what it is counted from, in print's order."""
        printings = [self.thing, *self._values(self.thing, f"{NAMESPACE}countedFrom")]
        spans = [s for thing in printings for s in self._values(thing, f"{NAMESPACE}printedAt")]
        return sorted((self._spot(span) for span in spans), key=lambda spot: spot.extent)

    def _spot(self, span: Node) -> Spot:
        """Read a span."""
        numbers = (
            self._literals(span, f"{NAMESPACE}{name}")
            for name in ("startLine", "startColumn", "endLine", "endColumn")
        )
        exact = self._literals(span, f"{_OA}exact")
        source = self._values(span, f"{NAMESPACE}inFile")
        return Spot(
            source[0].value if source and isinstance(source[0], ox.NamedNode) else "",
            Extent(*(int(number[0].value) if number else 0 for number in numbers)),
            exact[0].value if exact else "",
        )


def _tail(iri: str) -> str:
    """Give what tells an IRI from its neighbours: its last segments, of other terms the prefix."""
    for separator in ("#", "/id/", "/concept/"):
        if separator in iri:
            return iri.rpartition(separator)[2]
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
