"""The start page: what this is, how much is in it, and questions to begin with."""

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from flask import Blueprint, Response, current_app, render_template, request, url_for

from shisaku.loaders.years import era_name
from shisaku.ontology.terms import CONCEPTS
from shisaku.queries.catalogue import CatalogueQuery, public_queries
from shisaku.server.evaluation import GRAPH_FORMATS
from shisaku.server.pages.asking import Cell, ask_rows
from shisaku.server.pages.texts import language, readable_yen, texts
from shisaku.server.protocol.caching import cacheable
from shisaku.server.protocol.negotiation import choose_media_type
from shisaku.server.protocol.origins import open_to_other_origins

if TYPE_CHECKING:
    from shisaku.server.release import Release

blueprint = Blueprint("pages", __name__)
open_to_other_origins(blueprint)
_SUMS = ("printedTotal", "lower", "upper")


@blueprint.get("/")
def start() -> Response:
    """Show the start page; who asks for RDF is led to the description of the data set."""
    offered = ("text/html", *GRAPH_FORMATS)
    media_type = choose_media_type(request.accept_mimetypes, offered, request.args.get("format"))
    if media_type in GRAPH_FORMATS:
        response = Response(status=303)
        response.location = url_for("discovery.void", format=request.args.get("format"))
        response.vary.update(["Accept"])
        return response
    lang = language()
    release: Release = current_app.extensions["shisaku-release"]
    body = render_template(
        "start.html",
        t=texts(lang),
        lang=lang,
        counts=_row("count-kinds"),
        overcount=_overcount(lang),
        questions=first_of_each_area(),
        editions=release.record["editions"],
        has_report=release.directory is not None,
    )
    response = Response(body, content_type="text/html; charset=utf-8")
    response.headers["Link"] = f'<{url_for("discovery.void")}>; rel="describedby"'
    return cacheable(response, "Accept", "Accept-Language")


def _overcount(lang: str) -> Mapping[str, object] | None:
    """Give the budget whose plain sum overstates most for certain, as a row of ``overcount``.

    The yen columns as people read them, with the exact numbers, and by how many percent the sum
    of print is too high, at least and at most. None where no sum is.
    """
    rows = ask_rows("overcount", {"lang": lang})
    best = max(rows, key=_excess, default=None)
    if best is None or _excess(best) <= 0:
        return None
    printed, lower, upper = (int(best[name]["value"]) for name in _SUMS)
    over = [Decimal(100 * (printed - total)) / total for total in (upper, lower)]
    names = {
        row["thing"]["value"]: row["label"]["value"]
        for row in ask_rows("option-names", {"lang": lang})
    }
    number = int(best["year"]["value"])
    year = era_name(number) if lang == "ja" else f"FY{number}"
    told: dict[str, object] = {
        name: (readable_yen(int(best[name]["value"]), lang), int(best[name]["value"]))
        for name in _SUMS
    }
    return told | {
        "of": f"{year} {best['phaseLabel']['value']} ({best['instrumentLabel']['value']})",
        "phases": [names[f"{CONCEPTS}phase/{n}"] for n in best["phasesIncluded"]["value"].split()],
        "over": [f"{percent:.1f}" for percent in over],
    }


def _excess(row: Mapping[str, Cell]) -> int:
    """Give by how many yen a plain sum is too high for certain; 0 where nothing counts."""
    printed, lower, upper = (int(row[name]["value"]) for name in _SUMS)
    return printed - upper if lower > 0 else 0


def first_of_each_area() -> list[CatalogueQuery]:
    """Give one question for each first tag: a sample of what can be asked."""
    found: dict[str, CatalogueQuery] = {}
    for query in public_queries().values():
        found.setdefault(query.tags[0], query)
    return list(found.values())


def _row(name: str) -> Mapping[str, int]:
    """Give the one row of whole numbers that a query of the catalogue answers with."""
    (row,) = ask_rows(name)
    return {column: int(cell["value"]) for column, cell in row.items()}
