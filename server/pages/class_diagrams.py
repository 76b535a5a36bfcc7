"""The diagrams of the vocabulary: one for each area, one of its main classes, one of subclasses."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from shisaku.ontology.terms import NAMESPACE, prefixed
from shisaku.ontology.vocabulary import Area, Term, Vocabulary, areas
from shisaku.server.pages.diagrams import Diagram, Node, Row, columns_of, lay_out

_MAIN: Final = (
    "CrossReference", "BudgetMention", "AmountStatement", "BudgetFigure", "DocumentPart",
    "BudgetLine", "Edition", "FiscalYear",
)  # fmt: skip
"""Classes of the first diagram, in the order in which they stand."""
_LENDS: Final = "concepts"


def areas_of(vocabulary: Vocabulary) -> Mapping[str, list[Term]]:
    """Give the properties of each area, by its name."""
    found: dict[str, list[Term]] = {area.name: [] for area in areas()}
    for term in vocabulary.properties.values():
        places = [_place(pair) for pair in _pairs(term, vocabulary)]
        found[areas()[min(places)].name].append(term)
    return found


def draw_area(vocabulary: Vocabulary, area: Area, lang: str) -> Diagram:
    """Draw an area: its classes with their properties, and classes of other areas that they meet."""
    number = areas().index(area)
    said: dict[str, dict[str, list[str]]] = {}
    for term in vocabulary.properties.values():
        for start, end in _pairs(term, vocabulary):
            if start and _place((start, end)) == number:
                said.setdefault(start, {}).setdefault(term.iri, []).append(end)
    ends = {end for rows in said.values() for targets in rows.values() for end in targets}
    own = [NAMESPACE + name for name in area.classes]
    before = [iri for iri in vocabulary.classes if iri in said and iri not in own]
    after = [iri for iri in vocabulary.classes if iri in ends - {*said, *own}]
    drawn = {*before, *own, *after}
    nodes = [
        _node(vocabulary, iri, lang, said.get(iri, {}), drawn, is_other=iri not in own)
        for iri in (*before, *own, *after)
    ]
    return lay_out(columns_of(nodes))


def draw_main(vocabulary: Vocabulary, lang: str) -> Diagram:
    """Draw the main classes and the properties that lead from one to another."""
    drawn = {NAMESPACE + name for name in _MAIN}
    nodes = []
    for name in _MAIN:
        iri = NAMESPACE + name
        said = {
            term.iri: [end for end in term.range if end in drawn]
            for term in vocabulary.properties.values()
            if iri in term.domain and drawn & {*term.range}
        }
        nodes.append(_node(vocabulary, iri, lang, said, drawn, is_other=False))
    return lay_out(columns_of(nodes))


def draw_hierarchy(vocabulary: Vocabulary, lang: str, columns: int = 3) -> Diagram:
    """Draw each class that has sub- or superclasses, as trees in columns of about one height."""
    trees = [tree for root in _roots(vocabulary) if len(tree := _tree(vocabulary, root, lang)) > 1]
    filled: list[list[Node]] = [[] for _ in range(columns)]
    for tree in sorted(trees, key=len, reverse=True):
        min(filled, key=len).extend(tree)
    return lay_out(filled)


def _pairs(term: Term, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Give each class that a property leads from with each that it leads to; "" for none of ours."""
    ends = [iri for iri in term.range if iri in vocabulary.classes] or [""]
    for start in term.domain or ("",):
        yield from ((start, end) for end in ends)


def _place(pair: tuple[str, str]) -> int:
    """Give the number of the area of the later of two classes; values that are concepts count not."""
    numbers = {
        NAMESPACE + name: number for number, area in enumerate(areas()) for name in area.classes
    }
    start, end = (numbers.get(iri, 0) for iri in pair)
    return start if pair[0] and areas()[end].name == _LENDS else max(start, end)


def _node(  # noqa: PLR0913
    vocabulary: Vocabulary,
    iri: str,
    lang: str,
    said: Mapping[str, Sequence[str]],
    drawn: Iterable[str],
    *,
    is_other: bool,
) -> Node:
    """Make the box of a class with the properties said of it, each with the classes of its values."""
    term = vocabulary.classes[iri]
    rows = tuple(
        Row(vocabulary.properties[name].label[lang], _anchor(name), tuple(filter(None, targets)))
        for name, targets in said.items()
    )
    above = next((one for one in term.above if one in drawn and not is_other), None)
    return Node(iri, term.label[lang], _anchor(iri), rows, above, is_other)


def _anchor(iri: str) -> str:
    """Give the place of a term on its page."""
    return f"#{iri.removeprefix(NAMESPACE)}"


def _roots(vocabulary: Vocabulary) -> list[str]:
    """Give what stands under nothing, of other vocabularies first."""
    above = {iri for term in vocabulary.classes.values() for iri in term.above}
    return [
        *sorted(above - {*vocabulary.classes}),
        *(iri for iri, term in vocabulary.classes.items() if not term.above),
    ]


def _tree(vocabulary: Vocabulary, iri: str, lang: str, above: str | None = None) -> list[Node]:
    """Give a class and all that stand under it."""
    term = vocabulary.classes.get(iri)
    words, address = (term.label[lang], _anchor(iri)) if term else (prefixed(iri), iri)
    found = [Node(iri, words, address, above=above, is_other=term is None)]
    for other in vocabulary.classes.values():
        if iri in other.above:
            found += _tree(vocabulary, other.iri, lang, iri)
    return found
