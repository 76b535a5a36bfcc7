"""The diagrams of the vocabulary: one of its main classes, one for each area, one of subclasses."""

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Final

from shisaku.ontology.terms import NAMESPACE, prefixed
from shisaku.ontology.vocabulary import Area, Term, Vocabulary, areas
from shisaku.server.pages.diagrams import Diagram, Node, Row, columns_of, lay_out

Said = dict[str, dict[str, list[str]]]
"""By class, the properties drawn in its box, each with the classes that it leads to; all IRIs."""
_MAIN: Final = (
    "BudgetMention", "AmountStatement", "DocumentPart", "BudgetFigure", "Edition", "BudgetLine",
    "FiscalYear", "CrossReference",
)  # fmt: skip
"""Classes of the first diagram, in the order in which they stand."""
_LEADING: Final = {
    "referenceFrom", "appearsIn", "mentionOf", "hasStatement", "aboutFigure", "countedFrom",
    "figureOf", "partOf", "editionYear",
}  # fmt: skip
"""Properties of the first diagram: those that no other one repeats."""
_LENDS: Final = "concepts"
_COLUMNS: Final = 3
"""Of the diagram of subclasses."""


class ClassDiagrams:
    """Draws the diagrams of a vocabulary in one language, ja or en."""

    def __init__(self, vocabulary: Vocabulary, lang: str) -> None:
        """Draw nothing yet."""
        self._vocabulary, self._lang = vocabulary, lang

    def main(self) -> Diagram:
        """Draw the main classes and the properties that lead from one to another."""
        iris = [NAMESPACE + name for name in _MAIN]
        said: Said = {}
        for term in self._vocabulary.properties.values():
            for start, end in _pairs(term, self._vocabulary):
                if term.name in _LEADING and {start, end} <= {*iris}:
                    said.setdefault(start, {}).setdefault(term.iri, []).append(end)
        return lay_out(columns_of([self._node(iri, said, iris, iris) for iri in iris]))

    def area(self, area: Area) -> Diagram:
        """Draw an area: its classes, their properties, and what they meet in other areas."""
        number, classes = areas().index(area), self._vocabulary.classes
        said: Said = {}
        for term in self._vocabulary.properties.values():
            for start, end in _pairs(term, self._vocabulary):
                if start and _place(start, end) == number:
                    said.setdefault(start, {}).setdefault(term.iri, []).append(end)
        ends = {end for rows in said.values() for targets in rows.values() for end in targets}
        own = [NAMESPACE + name for name in area.classes]
        before = [iri for iri in classes if iri in said and iri not in own]
        after = [iri for iri in classes if iri in ends - {*said, *own}]
        drawn = [*before, *own, *after]
        return lay_out(columns_of([self._node(iri, said, own, drawn) for iri in drawn]))

    def hierarchy(self) -> Diagram:
        """Draw each class that has sub- or superclasses, as trees in columns of like height."""
        trees = [tree for root in self._roots() if len(tree := [*self._tree(root)]) > 1]
        filled: list[list[Node]] = [[] for _ in range(_COLUMNS)]
        for tree in sorted(trees, key=len, reverse=True):
            min(filled, key=len).extend(tree)
        return lay_out(filled)

    def _node(self, iri: str, said: Said, own: Collection[str], drawn: Collection[str]) -> Node:
        """Make the box of a class; one that is not of the area's own stands under no other."""
        term, is_other = self._vocabulary.classes[iri], iri not in own
        rows = tuple(
            Row(
                self._vocabulary.properties[name].label[self._lang],
                _anchor(name),
                tuple(filter(None, targets)),
            )
            for name, targets in said.get(iri, {}).items()
        )
        above = next((one for one in term.above if one in drawn and not is_other), None)
        return Node(iri, term.label[self._lang], _anchor(iri), rows, above, is_other)

    def _roots(self) -> list[str]:
        """Give what stands under nothing, of other vocabularies first."""
        classes = self._vocabulary.classes
        above = {iri for term in classes.values() for iri in term.above}
        ours = (iri for iri, term in classes.items() if not term.above)
        return [*sorted(above - {*classes}), *ours]

    def _tree(self, iri: str, above: str | None = None) -> Iterator[Node]:
        """Give a class and all that stand under it."""
        term = self._vocabulary.classes.get(iri)
        words, address = (term.label[self._lang], _anchor(iri)) if term else (prefixed(iri), iri)
        yield Node(iri, words, address, above=above, is_other=term is None)
        for other in self._vocabulary.classes.values():
            if iri in other.above:
                yield from self._tree(other.iri, iri)


def properties_by_area(vocabulary: Vocabulary) -> Mapping[str, list[Term]]:
    """Give the properties of each area, by its name: where the first diagram has them."""
    found: dict[str, list[Term]] = {area.name: [] for area in areas()}
    for term in vocabulary.properties.values():
        first = min(_place(start, end) for start, end in _pairs(term, vocabulary))
        found[areas()[first].name].append(term)
    return found


def _pairs(term: Term, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Give each class that a property leads from with each it leads to; "" for none of ours."""
    ends = [iri for iri in term.range if iri in vocabulary.classes] or [""]
    for start in term.domain or ("",):
        yield from ((start, end) for end in ends)


def _place(start: str, end: str) -> int:
    """Give the number of the area of the later class; of the start where values are concepts."""
    first, last = (_area_numbers().get(iri, 0) for iri in (start, end))
    return first if start and areas()[last].name == _LENDS else max(first, last)


@cache
def _area_numbers() -> Mapping[str, int]:
    """Give the number of each class's area, by IRI."""
    return {NAMESPACE + name: n for n, area in enumerate(areas()) for name in area.classes}


def _anchor(iri: str) -> str:
    """Give the place of a term on its page."""
    return f"#{iri.removeprefix(NAMESPACE)}"
