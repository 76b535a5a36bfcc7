"""``/search`` for people, without JavaScript, and ``/api/search`` for programs."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import Blueprint, Response, current_app, render_template, request, url_for

from shisaku.server.engine import EngineError
from shisaku.server.pages.addresses import Addresses
from shisaku.server.pages.profile import Link
from shisaku.server.pages.texts import language, readable_yen, texts
from shisaku.server.protocol.problems import Problem
from shisaku.server.search.answering import Found, Search, SearchError, as_record, search_release
from shisaku.server.search.facets import FACETS, FacetError, Filters
from shisaku.server.search.index import Entry

SHOWN = 3
"""Figures and chapters that the page shows of one result."""
PARAMETERS = ("q", "lang", "limit", "offset", *FACETS)
blueprint = Blueprint("search", __name__)


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


@blueprint.get("/api/search")
def search() -> Response:
    """Answer a search as JSON."""
    body = json.dumps(as_record(_found(_read_search())), ensure_ascii=False) + "\n"
    response = Response(body, content_type="application/json; charset=utf-8")
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "ETag"
    return _cacheable(response)


@blueprint.get("/search")
def page() -> Response:
    """Show a form, facets as links, and results page by page."""
    found, lang = _found(_read_search()), language()
    t = texts(lang)
    body = render_template(
        "search.html",
        t=t,
        lang=lang,
        search=found.search,
        total=found.total,
        results=[_result(found, at) for at in range(len(found.hits))],
        facets=[facet for facet in (_facet(found, name, t) for name in FACETS) if facet],
        kept=dict(found.search.filters.values),
        pages=tuple(_pages(found, t)),
    )
    return _cacheable(Response(body, content_type="text/html; charset=utf-8"))


def _read_search() -> Search:
    """Read the parameters of the URL strictly; raises Problem 400."""
    values = request.args.to_dict()
    if unknown := values.keys() - set(PARAMETERS):
        problem = f"there is no parameter {min(unknown)!r}"
        raise Problem(400, f"{problem}; there are: {', '.join(PARAMETERS)}")
    try:
        return Search(
            values.get("q", "").strip(),
            values.get("lang") or language(),
            Filters({name: values[name] for name in FACETS if values.get(name)}),
            *(_number(values, name, default) for name, default in (("limit", 20), ("offset", 0))),
        )
    except (SearchError, FacetError) as error:
        raise Problem(400, str(error)) from error


def _number(values: Mapping[str, str], name: str, default: int) -> int:
    """Read a whole number; raises SearchError."""
    text = values.get(name) or str(default)
    if not (text.isascii() and text.isdecimal() and len(text) < 10):  # noqa: PLR2004
        raise SearchError(f"{name}: {text[:50]!r} is no whole number; give one")
    return int(text)


def _found(search: Search) -> Found:
    """Search; raises Problem 503 while the index cannot be made."""
    try:
        return search_release(search)
    except EngineError as error:
        raise Problem(503, str(error)) from error


def _cacheable(response: Response) -> Response:
    """Say how long an answer holds; the same bytes have the same ETag."""
    response.headers["Cache-Control"] = "public, max-age=300"
    response.vary.update(["Accept-Language"])
    response.add_etag()
    return response.make_conditional(request)  # type: ignore[return-value]


def _address(search: Search, offset: int = 0, **changes: str | None) -> str:
    """Give the page's address with some facets changed; None takes one away."""
    values = {**search.filters.values, **changes}
    asked = {name: value for name, value in values.items() if value}
    return url_for("search.page", q=search.text, lang=search.lang, offset=offset or None, **asked)


def _facet(found: Found, name: str, t: Mapping[str, str]) -> Facet | None:
    """Arrange a facet; None where nothing could be chosen."""
    chosen = found.search.filters.values.get(name)
    if chosen:
        link = Link(_words(found, name, chosen), _address(found.search, **{name: None}))
        return Facet(t[f"facet_{name}"], link, ())
    offered = tuple(
        (Link(_words(found, name, value), _address(found.search, **{name: value})), count)
        for value, count in found.facets[name].items()
    )
    return Facet(t[f"facet_{name}"], None, offered) if offered else None


def _words(found: Found, name: str, value: str) -> str:
    """Say a facet's value: a label, a fiscal year, a range of yen."""
    lang = found.search.lang
    if name == "year":
        return f"{value}年度" if lang == "ja" else f"FY{value}"
    if name == "amount":
        low, high = (readable_yen(int(end), lang) if end else "" for end in value.split("-"))
        return f"{low}～{high}" if lang == "ja" else f"{low} – {high}".strip()
    return found.label(value)


def _result(found: Found, at: int) -> Result:
    """Arrange one result."""
    entry, lang = found.hits[at].entry, found.search.lang
    addresses = Addresses(current_app.extensions["shisaku-release"].base)
    figures = [figure for figure in found.own_figures(entry) if figure.yen is not None]
    above = next(filter(None, (_within(found, entry, name) for name in ("chapter", "pillar"))), [])
    return Result(
        Link(found.label(entry.iri), addresses.document(entry.iri), entry.iri),
        found.label(entry.kind),
        tuple(Link(found.label(iri), addresses.document(iri)) for iri in above[:SHOWN]),
        max(0, len(above) - SHOWN),
        tuple(
            f"{_words(found, 'year', str(figure.year))} {found.label(figure.phase)} "
            f"{readable_yen(figure.yen or 0, lang)}"
            for figure in figures[:SHOWN]
        ),
        max(0, len(figures) - SHOWN),
    )


def _within(found: Found, entry: Entry, name: str) -> list[str]:
    """Give the chapters or pillars that an entry stands in, in the order of the document."""
    in_order = found.collection.divisions[name]
    return [iri for iri in in_order if iri in entry.divisions and iri != entry.iri]


def _pages(found: Found, t: Mapping[str, str]) -> Iterator[Link]:
    """Give the links to the results before and after."""
    search = found.search
    if search.offset:
        before = max(0, search.offset - search.limit)
        yield Link(t["before"], _address(search, before), "prev")
    if search.offset + len(found.hits) < found.total and found.hits:
        yield Link(t["after"], _address(search, search.offset + search.limit), "next")
