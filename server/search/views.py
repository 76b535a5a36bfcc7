"""``/search`` for people, without JavaScript, and ``/api/search`` for programs."""

import json
from collections.abc import Mapping

from flask import Blueprint, Response, render_template, request

from shisaku.server.pages.texts import language, texts
from shisaku.server.protocol.caching import cacheable
from shisaku.server.protocol.origins import open_to_other_origins
from shisaku.server.protocol.problems import Problem
from shisaku.server.search.answering import (
    PAGE,
    Search,
    as_record,
    search_release,
)
from shisaku.server.search.facets import FACETS, Filters, SearchError
from shisaku.server.search.page import make_facet, make_result, page_links

PARAMETERS = ("q", "lang", "limit", "offset", *FACETS)
blueprint = Blueprint("search", __name__)
open_to_other_origins(blueprint)


@blueprint.get("/api/search")
def search() -> Response:
    """Answer a search as JSON."""
    body = json.dumps(as_record(search_release(_read_search())), ensure_ascii=False) + "\n"
    response = Response(body, content_type="application/json; charset=utf-8")
    return cacheable(response, "Accept-Language")


@blueprint.get("/search")
def page() -> Response:
    """Show a form, facets as links, and results page by page."""
    found, lang = search_release(_read_search()), language()
    t = texts(lang)
    body = render_template(
        "search.html",
        t=t,
        lang=lang,
        search=found.search,
        total=found.total,
        results=[make_result(found, at) for at in range(len(found.hits))],
        facets=[facet for facet in (make_facet(found, name, t) for name in FACETS) if facet],
        kept=dict(found.search.filters.values),
        pages=tuple(page_links(found, t)),
    )
    return cacheable(Response(body), "Accept-Language")


def _read_search() -> Search:
    """Read the parameters of the URL strictly; raises Problem 400."""
    values = request.args.to_dict()
    if unknown := values.keys() - set(PARAMETERS):
        offered = ", ".join(PARAMETERS)
        raise Problem(
            "bad-request",
            f"there is no parameter {min(unknown)!r}; there are: {offered}",
            f"{min(unknown)!r} というパラメータはありません。あるもの: {offered}",
        )
    try:
        return Search(
            values.get("q", "").strip(),
            values.get("lang") or language(),
            Filters({name: values[name] for name in FACETS if values.get(name)}),
            *(_number(values, name, default) for name, default in (("limit", PAGE), ("offset", 0))),
        )
    except SearchError as error:
        raise Problem("bad-request", str(error), error.ja) from error


def _number(values: Mapping[str, str], name: str, default: int) -> int:
    """Read a whole number; raises SearchError."""
    text = values.get(name) or str(default)
    if not (text.isascii() and text.isdecimal() and len(text) < 10):  # noqa: PLR2004
        raise SearchError(
            f"{name}: {text[:50]!r} is no whole number; give one",
            f"{name}: {text[:50]!r} は整数ではありません",
        )
    return int(text)
