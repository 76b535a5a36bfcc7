"""``/queries``: every question of the catalogue, each with a form, its answer and its SPARQL."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, Response, current_app, render_template

from shisaku.queries.catalogue import (
    CatalogueQuery,
    Parameter,
    QueryError,
    public_queries,
    read_catalogue,
    values_of,
    without_header,
)
from shisaku.server.pages.addresses import Addresses
from shisaku.server.pages.asking import ask_rows, run
from shisaku.server.pages.tables import Table, make_table
from shisaku.server.pages.texts import language, texts
from shisaku.server.protocol.caching import cacheable
from shisaku.server.protocol.origins import open_to_other_origins
from shisaku.server.questions import Question, no_such_query, read_question
from shisaku.server.tabular import SHORT_NAMES

blueprint = Blueprint("queries", __name__)
open_to_other_origins(blueprint)


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the form; options where only some values are allowed, is_open: none is one too.

    value: in the form of the options, whatever form it was asked in; one that the parameter does
    not admit stands among them, so that the form never shows another question than the asked one.
    """

    name: str
    label: str
    type: str
    value: str
    is_open: bool
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer on the page: a table of some of its rows, or RDF as text."""

    table: Table | None
    total: int = 0
    rdf: str = ""


@blueprint.get("/queries")
def index() -> Response:
    """List the questions by what they are about."""
    lang = language()
    groups: dict[str, list[CatalogueQuery]] = {}
    for query in public_queries().values():
        groups.setdefault(query.tags[0], []).append(query)
    t = texts(lang)
    ordered = sorted(groups.items(), key=lambda group: t[f"tag_{group[0]}"])
    body = render_template("queries.html", t=t, lang=lang, groups=ordered)
    return cacheable(Response(body), "Accept-Language")


@blueprint.get("/queries/<name>")
def question(name: str) -> Response:
    """Show a question with a form of its parameters, and the answer."""
    lang = language()
    asked = read_question(name)
    asked = Question(asked.query, {**asked.values, "lang": lang}, asked.limit, asked.offset)
    shown, said = None, ""
    try:
        shown = _answer(asked, lang)
    except QueryError as error:
        said = error.ja if lang == "ja" else str(error)
    body = render_template(
        "question.html",
        t=texts(lang),
        lang=lang,
        asked=asked,
        shown=shown,
        said=said,
        fields=_fields(asked, lang),
        formats=_formats(asked.query),
        whole=Question(asked.query, asked.values),
        sparql=without_header(asked.query.text if said else asked.text),
    )
    return Response(body, 400) if said else cacheable(Response(body), "Accept-Language")


@blueprint.get("/queries/<name>.rq")
def text(name: str) -> Response:
    """Give the text of a query of the catalogue."""
    query = read_catalogue().get(name)
    if query is None:
        raise no_such_query(name)
    return cacheable(Response(query.text, content_type="application/sparql-query; charset=utf-8"))


def _formats(query: CatalogueQuery) -> tuple[str, ...]:
    """Name the formats that the API has for a query's answer."""
    return tuple(SHORT_NAMES) if query.columns else ("ttl", "nt", "rdf", "jsonld")


def _answer(asked: Question, lang: str) -> Shown:
    """Run the question. Raises QueryError and EngineError."""
    answer = run(asked.text).whole().decode()
    if not asked.query.columns:
        return Shown(None, rdf=answer)
    rows = json.loads(answer)["results"]["bindings"]
    page = rows[asked.offset : asked.offset + asked.page_length]
    addresses = Addresses(current_app.extensions["shisaku-release"].base)
    return Shown(make_table(asked.query.columns, page, addresses, lang), len(rows))


def _fields(asked: Question, lang: str) -> tuple[Field, ...]:
    """Make the fields of the form; the language has its own switch on every page."""
    parameters = [p for p in asked.query.parameters if p.name != "lang"]
    names = _concept_names(parameters, lang)
    return tuple(
        _field(parameter, _held(asked, parameter), names, lang) for parameter in parameters
    )


def _field(parameter: Parameter, value: str, names: Mapping[str, str], lang: str) -> Field:
    """Make a parameter's field, which holds a value; names: of concepts and classes."""
    return Field(
        parameter.name,
        parameter.label_ja if lang == "ja" else parameter.label,
        "number" if parameter.type in {"integer", "year"} else "text",
        value,
        parameter.default is None,
        tuple((one, names.get(one, _tail(one))) for one in _offered(parameter, value)),
    )


def _held(asked: Question, parameter: Parameter) -> str:
    """Give the value that a question has for a parameter, an IRI in full; a wrong one as given."""
    given = asked.values.get(parameter.name)
    if given is None:
        return parameter.default or ""
    try:
        return values_of(asked.query, {parameter.name: given})[parameter.name] or ""
    except QueryError:
        return given


def _offered(parameter: Parameter, value: str) -> tuple[str, ...]:
    """Give the values to choose from, the one that is held among them; none where any will do."""
    is_other = bool(parameter.allowed and value and value not in parameter.allowed)
    return (value, *parameter.allowed) if is_other else parameter.allowed


def _concept_names(parameters: list[Parameter], lang: str) -> Mapping[str, str]:
    """Name the concepts and classes that parameters allow."""
    if not any(parameter.allowed for parameter in parameters):
        return {}
    rows = ask_rows("option-names", {"lang": lang})
    return {row["thing"]["value"]: row["label"]["value"] for row in rows}


def _tail(iri: str) -> str:
    """Give the last segment of an IRI."""
    return iri.rpartition("#")[2].rpartition("/")[2]
