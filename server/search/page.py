"""What the page of a search shows, as records: facets, results, and links to turn it over."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import current_app, url_for

from shisaku.server.pages.addresses import Addresses
from shisaku.server.pages.profile import Link
from shisaku.server.search.answering import PAGE, Found, Search
from shisaku.server.search.index import Entry

SHOWN = 3
"""Figures and chapters that the page shows of one result."""


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet as the page shows it: the value it is narrowed to, or those on offer with counts."""

    title: str
    chosen: Link | None
    offered: tuple[tuple[Link, int], ...]


@dataclass(frozen=True, slots=True)
class Result:
    """A result as the page shows it, with chapters (of a chapter, the pillar) and figures."""

    link: Link
    kind: str
    above: tuple[Link, ...]
    more_above: int
    figures: tuple[str, ...]
    more_figures: int


def _address(search: Search, changes: Mapping[str, str], offset: int = 0) -> str:
    """Give the page's address with some facets changed; an empty value takes one away."""
    limit = search.limit if search.limit != PAGE else None
    values: dict[str, Any] = {**search.filters.values, **changes, "offset": offset, "limit": limit}
    asked = {name: value for name, value in values.items() if value}
    return url_for("search.page", q=search.text, lang=search.lang, **asked)


def make_facet(found: Found, name: str, t: Mapping[str, str]) -> Facet | None:
    """Arrange a facet; None where nothing could be chosen."""
    chosen = found.search.filters.values.get(name)
    if chosen:
        link = Link(found.words(name, chosen), _address(found.search, {name: ""}))
        return Facet(t[f"facet_{name}"], link, ())
    offered = tuple(
        (Link(found.words(name, value), _address(found.search, {name: value})), count)
        for value, count in found.facets[name].items()
    )
    return Facet(t[f"facet_{name}"], None, offered) if offered else None


def make_result(found: Found, at: int) -> Result:
    """Arrange one result."""
    entry = found.hits[at].entry
    addresses = Addresses(current_app.extensions["shisaku-release"].base)
    figures = found.own_figures(entry)
    above = next(filter(None, (_within(found, entry, name) for name in ("chapter", "pillar"))), [])
    return Result(
        Link(found.label(entry.iri), addresses.document(entry.iri), entry.iri),
        found.label(entry.kind),
        tuple(Link(found.label(iri), addresses.document(iri)) for iri in above[:SHOWN]),
        max(0, len(above) - SHOWN),
        tuple(found.told(figure) for figure in figures[:SHOWN]),
        max(0, len(figures) - SHOWN),
    )


def _within(found: Found, entry: Entry, name: str) -> list[str]:
    """Give the chapters or pillars that an entry stands in, in the order of the document."""
    in_order = found.collection.divisions[name]
    return [iri for iri in in_order if iri in entry.divisions and iri != entry.iri]


def page_links(found: Found, t: Mapping[str, str]) -> Iterator[Link]:
    """Give the links to the results before and after."""
    search = found.search
    if search.offset:
        before = max(0, search.offset - search.limit)
        yield Link(t["before"], _address(search, {}, before), "prev")
    if search.offset + len(found.hits) < found.total and found.hits:
        yield Link(t["after"], _address(search, {}, search.offset + search.limit), "next")
