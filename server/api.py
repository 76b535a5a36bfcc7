"""``/api``: each question of the catalogue for programs that speak no SPARQL.

Rows come as JSON, CSV or Parquet, page by page; what a CONSTRUCT query makes comes as RDF.
"""

import hashlib
import json
from dataclasses import dataclass

from flask import Blueprint, Response, current_app, jsonify, render_template, request, url_for

from shisaku.queries.catalogue import CatalogueQuery, QueryError, public_queries
from shisaku.queries.client import Answer, as_csv, read_answer
from shisaku.queries.columns import column_of
from shisaku.server.engine import Formats
from shisaku.server.evaluation import GRAPH_FORMATS, offered_formats
from shisaku.server.openapi import describe_api
from shisaku.server.pages.asking import run
from shisaku.server.pages.texts import language, texts
from shisaku.server.protocol.address import site_url
from shisaku.server.protocol.caching import cacheable
from shisaku.server.protocol.negotiation import choose_media_type
from shisaku.server.protocol.origins import open_to_other_origins
from shisaku.server.protocol.problems import Problem
from shisaku.server.questions import Question, read_question
from shisaku.server.tabular import CSV, JSON, PARQUET, SHORT_NAMES, as_parquet

blueprint = Blueprint("api", __name__)
open_to_other_origins(blueprint)


@dataclass(frozen=True, slots=True)
class _Found:
    """One page of an answer: its rows, how many there are in all, and where the next page is."""

    question: Question
    answer: Answer
    total: int
    next: str | None


@blueprint.get("/api/queries")
def list_queries() -> Response:
    """List the questions: what each answers, its parameters and columns, in both languages."""
    return jsonify([_listed(query) for query in public_queries().values()])


@blueprint.get("/api/queries/<name>")
def answer(name: str) -> Response:
    """Answer a question in the format asked for."""
    question = read_question(name)
    try:
        text = question.text
    except QueryError as error:
        raise Problem("bad-request", str(error), error.ja) from error
    media_type = _media_type(question)
    tag = _tag(text, media_type, f"{question.limit} {question.offset}")
    if request.if_none_match.contains_weak(tag):
        response = Response(status=304)
    elif question.query.columns:
        response = _rows(question, text, media_type)
    else:
        found = run(text, Formats(graph=media_type))
        response = Response(found.whole(), content_type=found.media_type)
    response.set_etag(tag)
    return cacheable(response, "Accept")


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """Describe this API in OpenAPI."""
    return cacheable(jsonify(describe_api(site_url())))


@blueprint.get("/api")
def documentation() -> Response:
    """Show people how to ask."""
    lang = language()
    body = render_template(
        "api.html", t=texts(lang), lang=lang, questions=public_queries().values(), formats=_offered
    )
    return cacheable(Response(body), "Accept-Language")


def _listed(query: CatalogueQuery) -> dict[str, object]:
    """Give what a program needs to know of a query."""
    return {
        "name": query.name,
        "summary": {"en": query.summary, "ja": query.summary_ja},
        "description": {"en": query.description, "ja": query.description_ja},
        "tags": query.tags,
        "parameters": [
            {
                "name": parameter.name,
                "type": parameter.type,
                "label": {"en": parameter.label, "ja": parameter.label_ja},
                "default": parameter.default,
                "allowed": parameter.allowed or None,
            }
            for parameter in query.parameters
        ],
        "columns": [
            {
                "name": column.name,
                "label": {"en": column.label, "ja": column.label_ja},
                "unit": column.unit,
            }
            for column in (column_of(name, query.columns) for name in query.columns)
        ],
        "answer": url_for("api.answer", name=query.name),
        "page": url_for("queries.question", name=query.name),
        "sparql": url_for("queries.text", name=query.name),
    }


def _offered(query: CatalogueQuery) -> tuple[str, ...]:
    """Give the media types that a query's answer comes in."""
    return (JSON, CSV, PARQUET) if query.columns else tuple(GRAPH_FORMATS)


def _media_type(question: Question) -> str:
    """Choose the media type of the answer; raises Problem 406."""
    offered = _offered(question.query)
    named = question.format
    if question.query.columns and named in SHORT_NAMES:
        named = SHORT_NAMES[named]
    found = choose_media_type(request.accept_mimetypes, offered, named)
    if found is None:
        raise Problem("format", *offered_formats(offered))
    return found


def _tag(*parts: str) -> str:
    """Give an answer's strong ETag: a release never changes."""
    told = "\0".join((current_app.extensions["shisaku-release"].identifier, *parts))
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def _rows(question: Question, text: str, media_type: str) -> Response:
    """Answer with a page of rows. Raises EngineError."""
    whole = read_answer(run(text).whole().decode())
    end = question.offset + question.limit
    path = url_for("api.answer", name=question.query.name)
    asked = {"format": question.format} if question.format else {}
    onward = question.address(path, offset=end, **asked) if end < len(whole.rows) else None
    page = Answer(whole.columns, whole.rows[question.offset : end])
    if media_type == JSON:
        body = _json(_Found(question, page, len(whole.rows), onward))
    else:
        body = as_parquet(page) if media_type == PARQUET else as_csv(page).encode()
    response = Response(body, content_type=media_type + "; charset=utf-8" * (media_type == CSV))
    response.headers["X-Total-Count"] = str(len(whole.rows))
    if onward:
        response.headers["Link"] = f'<{onward}>; rel="next"'
    return response


def _json(found: _Found) -> bytes:
    """Write a page of rows as JSON; decimals as text, so that none is rounded."""
    body = {
        "query": found.question.query.name,
        "total": found.total,
        "offset": found.question.offset,
        "limit": found.question.limit,
        "next": found.next,
        "columns": found.answer.columns,
        "rows": found.answer.records(),
    }
    return (json.dumps(body, ensure_ascii=False, default=str) + "\n").encode()
