"""The query of a request, read strictly (SPARQL 1.1 Protocol §2.1.1 to §2.1.4)."""

from urllib.parse import parse_qsl

from flask import request

from shisaku.server.engine import Query
from shisaku.server.guard import READ_ONLY
from shisaku.server.protocol.problems import Problem

MAX_QUERY_BYTES = 1024 * 1024
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
_MAX_FIELDS = 1000
Values = list[tuple[str, str]]


def url_values() -> Values:
    """Give the parameters of the URL; raises Problem for what is no UTF-8 or too many."""
    return _values(request.query_string)


def read_query(in_url: Values) -> tuple[Query, str | None]:
    """Take the query with its dataset, and the format it names; raises Problem.

    in_url: the parameters of the URL. A format there goes before one in the form.
    """
    if request.method != "POST":
        return _query(in_url, in_url), _first(in_url, "format")
    if request.mimetype == FORM:
        values = _values(request.get_data(cache=False))
        return _query(values, [*in_url, *values]), _first([*in_url, *values], "format")
    if request.mimetype == DIRECT:
        if request.mimetype_params.get("charset", "utf-8").lower() not in {"utf-8", "utf8"}:
            raise Problem("media-type", f"{DIRECT} is UTF-8", f"{DIRECT} は UTF-8 です")
        text = _text(request.get_data(cache=False))
        return _dataset(text, in_url), _first(in_url, "format")
    raise Problem(
        "media-type",
        f"a POST is {FORM} with query=…, or {DIRECT}",
        f"POST は {FORM} (query=…) か {DIRECT} で送ってください",
    )


def _first(values: Values, name: str) -> str | None:
    """Give the first value of a parameter."""
    return next((value for key, value in values if key == name), None)


def _values(encoded: bytes) -> Values:
    """Decode parameters; Flask would let broken UTF-8 pass."""
    try:
        return parse_qsl(
            encoded.decode("ascii"), keep_blank_values=True, errors="strict",
            max_num_fields=_MAX_FIELDS,
        )  # fmt: skip
    except UnicodeDecodeError as error:
        raise Problem(
            "bad-request",
            "a parameter is not UTF-8, percent-encoded",
            "パラメーターが UTF-8 のパーセントエンコーディングではありません",
        ) from error
    except ValueError as error:
        raise Problem(
            "bad-request",
            f"there are more than {_MAX_FIELDS} parameters",
            f"パラメーターが {_MAX_FIELDS} を超えています",
        ) from error


def _text(body: bytes) -> str:
    """Decode the body of a direct POST."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem(
            "bad-request",
            f"the query is not UTF-8 (byte {error.start})",
            f"クエリが UTF-8 ではありません ({error.start} バイト目)",
        ) from error


def _query(values: Values, around: Values) -> Query:
    """Take the one query of some parameters, with the dataset that the request says anywhere."""
    if _first(values, "update") is not None:
        raise Problem("update", *READ_ONLY)
    queries = [value for key, value in values if key == "query"]
    if len(queries) != 1:
        is_missing = not queries
        raise Problem(
            "bad-request",
            f"query is {'missing' if is_missing else 'given more than once'}: give it exactly once",
            f"query が{'ありません' if is_missing else '二つ以上あります'}: 一つだけ送ってください",
        )
    return _dataset(queries[0], around)


def _dataset(text: str, values: Values) -> Query:
    """Add the dataset that the protocol's parameters give.

    A byte order mark, as of a file that Windows's editors wrote, is no part of the query.
    """
    text = text.removeprefix("\ufeff")
    if "\0" in text:
        raise Problem("bad-request", "the query holds a NUL character", "クエリに NUL があります")
    graphs = [value for key, value in values if key == "default-graph-uri"]
    named = [value for key, value in values if key == "named-graph-uri"]
    for graph in (*graphs, *named):
        if ":" not in graph or set(graph) & set(' <>"{}|\\^`\r\n\t\0'):
            raise Problem(
                "bad-request",
                f"{graph[:200]!r} is no IRI of a graph",
                f"{graph[:200]!r} はグラフの IRI ではありません",
            )
    return Query(text, graphs, named)
