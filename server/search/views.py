"""``/search`` for people, without JavaScript, and ``/api/search`` for programs."""

import json
from collections.abc import Mapping

from flask import Blueprint, Response, render_template, request

from shisaku.server.engine import EngineError
from shisaku.server.pages.texts import language, texts
from shisaku.server.protocol.problems import Problem
from shisaku.server.search.answering import (
    PAGE,
    Found,
    Search,
    SearchError,
    as_record,
    search_release,
)
from shisaku.server.search.facets import FACETS, FacetError, Filters
from shisaku.server.search.page import make_facet, make_result, page_links

PARAMETERS = ("q", "lang", "limit", "offset", *FACETS)
blueprint = Blueprint("search", __name__)


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
        results=[make_result(found, at) for at in range(len(found.hits))],
        facets=[facet for facet in (make_facet(found, name, t) for name in FACETS) if facet],
        kept=dict(found.search.filters.values),
        pages=tuple(page_links(found, t)),
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
            *(_number(values, name, default) for name, default in (("limit", PAGE), ("offset", 0))),
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
