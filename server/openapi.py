"""The description of ``/api`` in OpenAPI 3.1, made from the catalogue."""

from importlib.metadata import version
from typing import Any, Final

from shisaku.queries.catalogue import CatalogueQuery, Parameter, public_queries
from shisaku.queries.columns import column_of
from shisaku.server.evaluation import GRAPH_FORMATS
from shisaku.server.questions import LIMIT, MOST
from shisaku.server.tabular import CSV, JSON, PARQUET, SHORT_NAMES

Document = dict[str, Any]
_SCHEMAS: Final = {"integer": {"type": "integer"}, "string": {"type": "string"}}
_PROBLEMS: Final = {
    "400": "A parameter is unknown or its value is not admitted",
    "406": "None of the formats asked for is offered",
    "503": "Busy; Retry-After says when to ask again",
    "504": "The answer took too long",
}
_GRAPHS: Final = ("ttl", "nt", "rdf", "jsonld")


def describe_api(url: str) -> Document:
    """Give the whole description; url: the public address of the server."""
    queries = public_queries().values()
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "shisaku",
            "version": version("shisaku"),
            "summary": "Measures and budgets of a ministry, every yen counted once",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": url}],
        "tags": [{"name": tag} for tag in sorted({tag for q in queries for tag in q.tags})],
        "paths": {
            "/api/queries": {"get": _listing()},
            **{f"/api/queries/{query.name}": {"get": _operation(query)} for query in queries},
        },
        "components": {"schemas": {"Problem": _problem()}},
    }


def _listing() -> Document:
    """Describe the list of questions."""
    rows = {"type": "array", "items": {"type": "object"}}
    answer = {"description": "The questions", "content": {JSON: {"schema": rows}}}
    return {
        "operationId": "list-queries",
        "summary": "List the questions / 質問の一覧",
        "responses": {"200": answer},
    }


def _operation(query: CatalogueQuery) -> Document:
    """Describe one question."""
    own = [_parameter(parameter) for parameter in query.parameters]
    return {
        "operationId": query.name,
        "summary": f"{query.summary} / {query.summary_ja}",
        "description": f"{query.description}\n\n{query.description_ja}",
        "tags": list(query.tags),
        "parameters": [*own, *(_paging() if query.columns else []), _format(query)],
        "responses": {
            "200": _answer(query),
            "304": {"description": "Not changed since the ETag in If-None-Match"},
            **{status: _refusal(said) for status, said in _PROBLEMS.items()},
        },
    }


def _parameter(parameter: Parameter) -> Document:
    """Describe one parameter of a question."""
    schema: Document = dict(_SCHEMAS.get(parameter.type, {"type": "string", "format": "iri"}))
    if parameter.allowed:
        schema["enum"] = list(parameter.allowed)
    if parameter.default is not None:
        is_number = parameter.type == "integer"
        schema["default"] = int(parameter.default) if is_number else parameter.default
    return _in_query(parameter.name, f"{parameter.label} / {parameter.label_ja}", schema)


def _in_query(name: str, description: str, schema: Document) -> Document:
    """Describe a parameter of the URL."""
    return {"name": name, "in": "query", "description": description, "schema": schema}


def _paging() -> list[Document]:
    """Describe which rows are asked for."""
    limit = {"type": "integer", "minimum": 1, "maximum": MOST, "default": LIMIT}
    offset = {"type": "integer", "minimum": 0, "default": 0}
    return [
        _in_query("limit", "Rows at most / 行数の上限", limit),
        _in_query("offset", "Rows to leave out first / 読み飛ばす行数", offset),
    ]


def _format(query: CatalogueQuery) -> Document:
    """Describe the format, which goes before the Accept header."""
    names = list(SHORT_NAMES) if query.columns else list(_GRAPHS)
    return _in_query("format", "Format / 形式", {"type": "string", "enum": names})


def _answer(query: CatalogueQuery) -> Document:
    """Describe the answer in each format."""
    if not query.columns:
        content: Document = {
            media_type: {"schema": {"type": "string"}} for media_type in GRAPH_FORMATS
        }
        return {"description": "RDF", "content": content}
    headers = {
        "Link": {"description": "rel=next: the rows after these", "schema": {"type": "string"}},
        "X-Total-Count": {"description": "Rows in all", "schema": {"type": "integer"}},
    }
    content = {
        JSON: {"schema": _page(query)},
        CSV: {"schema": {"type": "string"}},
        PARQUET: {"schema": {"type": "string", "contentEncoding": "binary"}},
    }
    return {"description": "Rows", "headers": headers, "content": content}


def _page(query: CatalogueQuery) -> Document:
    """Describe a page of rows in JSON."""
    count = {"type": "integer"}
    cells = {name: _cell(name, query) for name in query.columns}
    row = {"type": "object", "properties": cells, "required": list(query.columns)}
    properties = {
        "query": {"type": "string"},
        "total": count,
        "offset": count,
        "limit": count,
        "next": {"type": ["string", "null"]},
        "columns": {"type": "array", "items": {"type": "string"}},
        "rows": {"type": "array", "items": row},
    }
    return {"type": "object", "properties": properties, "required": list(properties)}


def _cell(name: str, query: CatalogueQuery) -> Document:
    """Describe a cell; any may be empty. Units are whole numbers."""
    column = column_of(name, query.columns)
    unit = f" ({column.unit})" if column.unit else ""
    kinds = ["integer", "null"] if column.unit else ["string", "integer", "boolean", "null"]
    return {"type": kinds, "description": f"{column.label} / {column.label_ja}{unit}"}


def _problem() -> Document:
    """Describe an error (RFC 9457)."""
    return {
        "type": "object",
        "properties": {
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
        },
        "required": ["title", "status", "detail"],
    }


def _refusal(said: str) -> Document:
    """Describe an error answer."""
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": said, "content": {"application/problem+json": {"schema": schema}}}
