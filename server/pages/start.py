"""The start page: what this is, how much is in it, and questions to begin with."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from flask import Blueprint, Response, current_app, render_template

from shisaku.queries.catalogue import CatalogueQuery, public_queries, read_catalogue
from shisaku.server.engine import Engine, Query
from shisaku.server.pages.texts import language, readable_yen, texts

if TYPE_CHECKING:
    from shisaku.server.release import Release

blueprint = Blueprint("pages", __name__)


@blueprint.get("/")
def start() -> Response:
    """Show the start page."""
    lang = language()
    release: Release = current_app.extensions["shisaku-release"]
    body = render_template(
        "start.html",
        t=texts(lang),
        lang=lang,
        counts=_row("count-kinds"),
        totals={
            name: (readable_yen(yen, lang), yen) for name, yen in _row("overcount-2023").items()
        },
        questions=first_of_each_area(),
        editions=release.record["editions"],
        has_report=release.directory is not None,
    )
    return Response(body)


def first_of_each_area() -> list[CatalogueQuery]:
    """Give one question for each first tag: a sample of what can be asked."""
    found: dict[str, CatalogueQuery] = {}
    for query in public_queries().values():
        found.setdefault(query.tags[0], query)
    return list(found.values())


def _row(name: str) -> Mapping[str, int]:
    """Give the one row of whole numbers that a query of the catalogue answers with."""
    engine: Engine = current_app.extensions["shisaku-engine"]
    answer = engine.run(Query(read_catalogue()[name].text))
    (row,) = json.loads(answer.whole())["results"]["bindings"]
    return {column: int(cell["value"]) for column, cell in row.items()}
