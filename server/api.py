"""``/api``: each question of the catalogue for programs that speak no SPARQL.

Rows come as JSON page by page, and as files (CSV, XLSX, Parquet) whole; what a CONSTRUCT query
makes comes as RDF.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from flask import Blueprint, Response, current_app, jsonify, render_template, request, url_for

from shisaku.queries.catalogue import CatalogueQuery, QueryError, public_queries
from shisaku.queries.client import Answer, as_csv, json_number, read_answer
from shisaku.queries.columns import Column, column_of
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
from shisaku.server.tabular import (
    CSV,
    EXCEL_CSV,
    SHORT_NAMES,
    as_excel_csv,
    as_parquet,
    file_name,
)
from shisaku.server.workbook import MOST_ROWS, Sheets, write_workbook

blueprint = Blueprint("api", __name__)
open_to_other_origins(blueprint)


@dataclass(frozen=True, slots=True)
class _Found:
    """Some rows of an answer, how many there are in all, and where the next ones are.

    left_out: how many follow them.
    """

    question: Question
    answer: Answer
    total: int
    left_out: int
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
    form, media_type = _chosen(question)
    said = site_url() if form == "xlsx" else ""  # a workbook says where it was asked for
    tag = _tag(text, form, f"{question.lang} {question.limit} {question.offset}", said)
    if request.if_none_match.contains_weak(tag):
        response = Response(status=304)
    elif question.query.columns:
        response = _rows(question, text, form)
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
    return tuple(dict.fromkeys(SHORT_NAMES.values()) if query.columns else GRAPH_FORMATS)


def _chosen(question: Question) -> tuple[str, str]:
    """Choose the format of the answer and its media type; raises Problem 406."""
    offered = _offered(question.query)
    named = question.format
    if question.query.columns and named in SHORT_NAMES:
        return named, SHORT_NAMES[named]
    found = choose_media_type(request.accept_mimetypes, offered, named)
    if found is None:
        names = tuple(SHORT_NAMES) if question.query.columns else ()
        raise Problem("format", *offered_formats((*names, *offered)))
    forms = (name for name, media_type in SHORT_NAMES.items() if media_type == found)
    return next(forms, found), found


def _tag(*parts: str) -> str:
    """Give an answer's strong ETag: a release never changes."""
    release = current_app.extensions["shisaku-release"].identifier
    told = "\0".join((release, *parts))
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def _rows(question: Question, text: str, form: str) -> Response:
    """Answer with rows: a page of them as JSON, else all. Raises EngineError and NotAcceptable."""
    whole = read_answer(run(text).whole().decode())
    most = {"json": question.page_length, "xlsx": MOST_ROWS}.get(form, len(whole.rows))
    end = question.offset + min(question.limit or most, most)
    path = url_for("api.answer", name=question.query.name)
    asked = {"format": question.format} if question.format else {}
    left_out = max(0, len(whole.rows) - end)
    onward = question.address(path, offset=end, **asked) if left_out else None
    answer = replace(whole, rows=whole.rows[question.offset : end])
    found = _Found(question, answer, len(whole.rows), left_out, onward)
    media_type = SHORT_NAMES[form]
    response = Response(
        _WRITERS[form](found), content_type=media_type + "; charset=utf-8" * (media_type == CSV)
    )
    response.headers["X-Total-Count"] = str(found.total)
    if onward:
        response.headers["X-Rows-Left-Out"] = str(left_out)
        response.headers["Link"] = f'<{onward}>; rel="next"'
    if form != "json":
        file = file_name(question.query.name, form)
        response.headers["Content-Disposition"] = f'attachment; filename="{file}"'
    return response


def _json(found: _Found) -> bytes:
    """Write a page of rows as JSON."""
    body = {
        "query": found.question.query.name,
        "total": found.total,
        "offset": found.question.offset,
        "limit": found.question.page_length,
        "next": found.next,
        "columns": found.answer.columns,
        "rows": found.answer.records(),
    }
    return (json.dumps(body, ensure_ascii=False, default=json_number) + "\n").encode()


def _headings(found: _Found) -> list[str]:
    """Name the columns of an answer in words, with the unit of money."""
    lang, columns = found.question.lang, found.answer.columns
    return [_heading(column_of(name, columns), lang) for name in columns]


def _heading(column: Column, lang: str) -> str:
    """Name a column."""
    if lang == "ja":
        return f"{column.label_ja}（円）" if column.unit == "yen" else column.label_ja
    return f"{column.label} (yen)" if column.unit == "yen" else column.label


def _workbook(found: _Found) -> bytes:
    """Write rows as a workbook."""
    columns = found.answer.columns
    told, t = _headings(found), texts(found.question.lang)
    return write_workbook(
        Sheets(
            (t["answer"], t["about_answer"]),
            found.answer,
            told,
            frozenset(name for name in columns if column_of(name, columns).unit == "yen"),
            [*_about(found), *zip(columns, told, strict=True)],
        )
    )


def _about(found: _Found) -> list[tuple[str, str]]:
    """Say what an answer is: the question with its values, what to mind, where it is from."""
    question, query, rows = found.question, found.question.query, found.answer.rows
    is_ja, t = question.lang == "ja", texts(question.lang)
    return [
        (t["question"], query.summary_ja if is_ja else query.summary),
        (t["caveats"], query.description_ja if is_ja else query.description),
        *(
            (
                f"{parameter.label_ja if is_ja else parameter.label} ({parameter.name})",
                question.values.get(parameter.name) or parameter.default or t["any"],
            )
            for parameter in query.parameters
        ),
        (
            t["row_count"],
            t["rows"].format(found.total, question.offset + 1, question.offset + len(rows)),
        ),
        (t["of_release"], current_app.extensions["shisaku-release"].identifier),
        (t["address"], site_url() + question.address(url_for("queries.question", name=query.name))),
    ]


_WRITERS: Mapping[str, Callable[[_Found], bytes]] = {
    "json": _json,
    "csv": lambda found: as_csv(found.answer).encode(),
    EXCEL_CSV: lambda found: as_excel_csv(found.answer, _headings(found)),
    "xlsx": _workbook,
    "parquet": lambda found: as_parquet(found.answer),
}
