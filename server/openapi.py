"""The description of ``/api`` in OpenAPI 3.1, made from the catalogue."""

from importlib.metadata import version
from typing import Any, Final

from shisaku.queries.catalogue import CatalogueQuery, Parameter, public_queries
from shisaku.queries.columns import column_of
from shisaku.server.evaluation import GRAPH_FORMATS
from shisaku.server.questions import LANGUAGES, LIMIT, MOST
from shisaku.server.tabular import CSV, JSON, PARQUET, SHORT_NAMES, XLSX

Document = dict[str, Any]
_SCHEMAS: Final = {
    "integer": {"type": "integer"},
    "year": {"type": "integer"},
    "boolean": {"type": "boolean"},
    "string": {"type": "string"},
    "iri": {"type": "string", "format": "iri"},
}
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
        "parameters": [*own, *(_of_rows(query) if query.columns else []), _format(query)],
        "responses": {
            "200": _answer(query),
            "304": {"description": "Not changed since the ETag in If-None-Match"},
            **{status: _refusal(said) for status, said in _PROBLEMS.items()},
        },
    }


def _parameter(parameter: Parameter) -> Document:
    """Describe one parameter of a question."""
    schema: Document = dict(_SCHEMAS[parameter.type])
    if parameter.allowed:
        schema["enum"] = list(parameter.allowed)
    if parameter.default is not None:
        schema["default"] = _default(schema["type"], parameter.default)
    return _in_query(parameter.name, f"{parameter.label} / {parameter.label_ja}", schema)


def _default(kind: str, written: str) -> str | int | bool:
    """Give a parameter's default in the type of its schema."""
    if kind == "boolean":
        return written == "true"
    return int(written) if kind == "integer" else written


def _in_query(name: str, description: str, schema: Document) -> Document:
    """Describe a parameter of the URL."""
    return {"name": name, "in": "query", "description": description, "schema": schema}


def _of_rows(query: CatalogueQuery) -> list[Document]:
    """Describe which rows are asked for, and the language of headings that have no names below."""
    limit = {"type": "integer", "minimum": 1, "maximum": MOST}
    offset = {"type": "integer", "minimum": 0, "default": 0}
    lang = {"type": "string", "enum": list(LANGUAGES), "default": LANGUAGES[0]}
    has_names = any(parameter.name == "lang" for parameter in query.parameters)
    said = f"Rows at most; without it {LIMIT} as JSON, all as a file / "
    said += f"行数の上限。なければ JSON は {LIMIT} 行、ファイルは全行"
    return [
        *([] if has_names else [_in_query("lang", "Language of headings / 見出しの言語", lang)]),
        _in_query("limit", said, limit),
        _in_query("offset", "Rows to leave out first / 読み飛ばす行数", offset),
    ]


def _format(query: CatalogueQuery) -> Document:
    """Describe the format, which goes before the Accept header."""
    names = list(SHORT_NAMES) if query.columns else list(_GRAPHS)
    said = "Format; csv-excel: with a byte order mark and headings in words / "
    said += "形式。csv-excel は BOM と言葉の見出し付き"
    schema = {"type": "string", "enum": names}
    return _in_query("format", said if query.columns else "Format / 形式", schema)


def _answer(query: CatalogueQuery) -> Document:
    """Describe the answer in each format."""
    if not query.columns:
        content: Document = {
            media_type: {"schema": {"type": "string"}} for media_type in GRAPH_FORMATS
        }
        return {"description": "RDF", "content": content}
    headers = {
        "Link": {"description": "rel=next: the rows after these", "schema": {"type": "string"}},
        "X-Rows-Left-Out": {
            "description": "Rows after these, where a limit leaves out any",
            "schema": {"type": "integer"},
        },
        "X-Total-Count": {"description": "Rows in all", "schema": {"type": "integer"}},
    }
    content = {
        JSON: {"schema": _page(query)},
        CSV: {"schema": {"type": "string"}},
        XLSX: {"schema": {"type": "string", "contentEncoding": "binary"}},
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
    """Describe a cell; any may be empty. A unit makes a number; rounding leaves halves of a yen."""
    column = column_of(name, query.columns)
    unit = f" ({column.unit})" if column.unit else ""
    kinds = ["number", "null"] if column.unit else ["string", "number", "boolean", "null"]
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
