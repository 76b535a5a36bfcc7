"""The page about one thing as records: what the template prints, in one language."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pyoxigraph as ox

from shisaku.ontology.terms import NAMESPACE, PREFIXES
from shisaku.queries.catalogue import CatalogueQuery, read_catalogue
from shisaku.server.pages.addresses import SUFFIXES, Addresses
from shisaku.server.pages.asking import Cell, ask_rows
from shisaku.server.pages.beside import beside
from shisaku.server.pages.description import RDF_TYPE, Description, Node
from shisaku.server.pages.tables import Table, make_table
from shisaku.server.pages.texts import readable_yen, texts

MOST = 100
"""Values of one property that a page lists; the rest are in its RDF."""
_YEN = {f"{NAMESPACE}{name}" for name in ("statedAmount", "amount", "amountAtMost", "capAmount")}
_FIRST = (
    "totals", "budget", "observations", "statements", "mentions", "rates", "targets",
    "relationships", "references", "changes", "editions", "organizations", "citations", "structure",
)  # fmt: skip
"""Tags of the catalogue as readers of a page ask: the money first, then what belongs to it."""
_RATE_KIND, _WITHOUT_RATE = f"{NAMESPACE}rateKind", f"{NAMESPACE}LocalFinanceMeasure"
_COMPONENT = f"{NAMESPACE}BudgetComponent"
_SHOWN_ELSEWHERE = {
    RDF_TYPE,
    f"{NAMESPACE}printedAt",
    f"{PREFIXES['rdfs']}label",
    f"{PREFIXES['skos']}prefLabel",
}


@dataclass(frozen=True, slots=True)
class Link:
    """Words, where they lead on this server (or elsewhere), and what pointing at them tells."""

    words: str
    address: str | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A property and its values; rest: how many more there are."""

    property: Link
    values: tuple[Link, ...]
    rest: int = 0


@dataclass(frozen=True, slots=True)
class Panel:
    """A question of the catalogue, answered for the thing."""

    name: str
    title: str
    table: Table


@dataclass(frozen=True, slots=True)
class Page:
    """All that a page says about a thing.

    iri names it, spots lead to its printed characters, formats to its RDF.
    """

    iri: str
    title: str
    kinds: tuple[Link, ...]
    above: tuple[Link, ...]
    spots: tuple[tuple[Link, str], ...]
    facts: tuple[Fact, ...]
    panels: tuple[Panel, ...]
    incoming: tuple[Fact, ...]
    formats: tuple[Link, ...]


def make_page(description: Description, addresses: Addresses, lang: str) -> Page:
    """Arrange a description for readers of a language. Raises EngineError."""
    iri = description.thing.value
    maker = _Maker(description, addresses, lang)
    return Page(
        iri=iri,
        title=maker.name(description.thing),
        kinds=tuple(maker.link(ox.NamedNode(kind)) for kind in _kinds(description.types)),
        above=tuple(maker.link(node) for node in description.above()),
        spots=tuple(maker.spots()),
        facts=tuple(maker.facts(description.facts)),
        panels=tuple(_panels(description, addresses, lang)),
        incoming=tuple(maker.facts(description.incoming)),
        formats=tuple(
            Link(suffix, addresses.document(iri, suffix), media_type)
            for suffix, media_type in SUFFIXES.items()
        ),
    )


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes links of nodes."""

    description: Description
    addresses: Addresses
    lang: str

    def facts(self, said: dict[str, list[Node]]) -> Iterator[Fact]:
        """Give the properties that are not shown elsewhere on the page, by name."""
        facts = [
            Fact(
                self.link(ox.NamedNode(predicate)),
                tuple(self.value(predicate, node) for node in nodes[:MOST]),
                max(0, len(nodes) - MOST),
            )
            for predicate, nodes in said.items()
            if predicate not in _SHOWN_ELSEWHERE
        ]
        yield from sorted(facts, key=lambda fact: fact.property.words)

    def value(self, predicate: str, node: Node) -> Link:
        """Give a value; yen in a readable unit, the exact figure in the title."""
        if predicate in _YEN and isinstance(node, ox.Literal):
            return Link(
                readable_yen(int(node.value), self.lang), None, f"{int(node.value):,} 円/yen"
            )
        if isinstance(node, ox.Literal) and node.datatype.value == f"{PREFIXES['xsd']}boolean":
            return Link(texts(self.lang)["yes" if node.value == "true" else "no"])
        if isinstance(node, ox.Literal):
            return Link(node.value)
        link = self.link(node)
        if predicate == _RATE_KIND and _WITHOUT_RATE in self.description.types:
            link = replace(link, words=f"{link.words} ({texts(self.lang)['no_rate']})")
        return link

    def spots(self) -> Iterator[tuple[Link, str]]:
        """Give each printed place, leading to the source view, and the characters there."""
        for spot in self.description.spots():
            words = f"L{spot.extent.line}:{spot.extent.column}"
            yield Link(words, self.addresses.printed(spot.source, spot.extent)), spot.text

    def link(self, node: Node) -> Link:
        """Give a thing's name, leading to its document."""
        iri = node.value if isinstance(node, ox.NamedNode) else ""
        address = self.addresses.document(iri) or (iri if iri.startswith("http") else None)
        return Link(self.name(node), address, iri)

    def name(self, node: Node) -> str:
        """Name a thing; a figure with what tells it from others of its line, year and phase."""
        words = self.description.found_name(node, self.lang) or self._by_kind(node)
        more = beside().instrument(node.value, self.lang) if isinstance(node, ox.NamedNode) else ""
        if _COMPONENT in self.description.types_of(node):
            more = texts(self.lang)["component"]
        return f"{words} · {more}" if more else words

    def _by_kind(self, node: Node) -> str:
        """Call a nameless thing by its class and its number; at last by the end of its IRI."""
        tail = self.description.tail(node)
        types = [iri for iri in self.description.types_of(node) if iri.startswith(NAMESPACE)]
        rows = ask_rows("option-names", {"lang": self.lang}) if types else []
        names = {row["thing"]["value"]: row["label"]["value"] for row in rows}
        kinds = [names[iri] for iri in types if iri in names]
        return f"{kinds[0]} {tail.rpartition('/')[2]}" if kinds else tail


def _panels(description: Description, addresses: Addresses, lang: str) -> Iterator[Panel]:
    """Ask the questions that belong on a page of the thing's classes; empty answers stay out."""
    for name, parameter in _questions(description.types):
        query = read_catalogue()[name]
        values = {parameter: description.thing.value}
        if "lang" in {p.name for p in query.parameters}:
            values["lang"] = lang
        if rows := ask_rows(name, values):
            told = [name for name in query.columns if not _is_always(rows, name, values[parameter])]
            table = make_table(told, rows, addresses, lang)
            yield Panel(name, query.summary_ja if lang == "ja" else query.summary, table)


def _is_always(rows: Iterable[Mapping[str, Cell]], name: str, thing: str) -> bool:
    """Say whether a column, or the one that it names, holds nothing but the page's own thing."""
    return all(row.get(name.removesuffix("Label"), {}).get("value") == thing for row in rows)


def _kinds(types: Sequence[str]) -> Sequence[str]:
    """Give the classes of the vocabulary, whose names every reader knows, else all."""
    return [iri for iri in types if iri.startswith(NAMESPACE)] or types


def _questions(types: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Give name and parameter of each question to ask of things of some classes."""
    kinds = {iri.removeprefix(NAMESPACE) for iri in types}
    for query in sorted(read_catalogue().values(), key=_rank):
        for kind, parameter in query.shown_on.items():
            if kind in kinds:
                yield query.name, parameter
                break


def _rank(query: CatalogueQuery) -> int:
    """Give where a question stands among others on a page."""
    return _FIRST.index(query.tags[0]) if query.tags[0] in _FIRST else len(_FIRST)
