"""``/sparql``: the query operation of the SPARQL 1.1 Protocol (§2.1), by GET and both POSTs."""

from typing import TYPE_CHECKING

from flask import Blueprint, Response, current_app, render_template, request
from werkzeug.datastructures import MultiDict

from shisaku.server.engine import (
    GRAPH_FORMATS,
    RESULT_FORMATS,
    Engine,
    Kind,
    Query,
    QueryRefused,
    QueryUnreadable,
)
from shisaku.server.pages.texts import language, texts
from shisaku.server.protocol.negotiation import choose_media_type

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_QUERY_BYTES = 1024 * 1024
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
blueprint = Blueprint("sparql", __name__)


class Problem(Exception):
    """A request that is answered with an error: its status and one line that says what to do."""

    def __init__(self, status: int, message: str) -> None:
        """Keep the status beside the message."""
        super().__init__(message)
        self.status = status


def engine() -> Engine:
    """Give the engine of the application."""
    found: Engine = current_app.extensions["shisaku-engine"]
    return found


@blueprint.errorhandler(Problem)
def answer_problem(problem: Problem) -> Response:
    """Answer an error as plain text."""
    return Response(f"{problem}\n", problem.status, mimetype="text/plain")


@blueprint.after_request
def allow_other_origins(response: Response) -> Response:
    """Let browsers' clients of other origins read the answer; say what the answer varies with."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.vary.add("Accept")
    return response


@blueprint.route("/sparql", methods=["GET", "POST", "OPTIONS"])
def sparql() -> Response:
    """Answer a query, or show people a form to write one."""
    if request.method == "OPTIONS":
        return _options()
    if request.method == "GET" and "query" not in request.args and _is_browser():
        return Response(render_template("query.html", t=texts(language()), lang=language()))
    query = _query()
    try:
        answer = engine().run(query)
    except QueryRefused as error:
        raise Problem(400, f"refused: {error}") from error
    except QueryUnreadable as error:
        raise Problem(400, f"the query cannot be read: {error}") from error
    formats: Sequence[str] = tuple(GRAPH_FORMATS if answer.kind is Kind.GRAPH else RESULT_FORMATS)
    media_type = choose_media_type(request.accept_mimetypes, formats, request.values.get("format"))
    if media_type is None:
        raise Problem(
            406, f"none of the formats asked for is offered; offered: {', '.join(formats)}"
        )
    charset = "; charset=utf-8" if media_type.startswith("text/") else ""
    return Response(answer.serialize(media_type), content_type=media_type + charset)


def _options() -> Response:
    """Answer a browser's preflight request."""
    response = Response(status=204)
    response.headers["Allow"] = "GET, HEAD, OPTIONS, POST"
    response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS, POST"
    response.headers["Access-Control-Allow-Headers"] = "Accept, Content-Type"
    return response


def _is_browser() -> bool:
    """Say whether a person asks for a page."""
    return bool(request.accept_mimetypes) and "text/html" in list(request.accept_mimetypes.values())


def _query() -> Query:
    """Take the query and its dataset from the request (Protocol §2.1.1 to §2.1.4)."""
    if request.method != "POST":
        values = request.args
    elif request.mimetype == FORM:
        values = request.form
    elif request.mimetype == DIRECT:
        return _dataset(_text(request.get_data(cache=False)), request.args)
    else:
        raise Problem(415, f"a POST is {FORM} with query=…, or {DIRECT}")
    if "update" in values:
        raise Problem(400, "this endpoint is read-only: updates are not offered")
    queries = values.getlist("query")
    if len(queries) != 1:
        problem = "query is missing" if not queries else "query is given more than once"
        raise Problem(400, f"{problem}: give it exactly once")
    return _dataset(queries[0], values)


def _text(body: bytes) -> str:
    """Decode the body of a direct POST."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem(400, f"the query is not UTF-8 (byte {error.start})") from error


def _dataset(text: str, values: MultiDict[str, str]) -> Query:
    """Add the dataset that the protocol's parameters give."""
    graphs = values.getlist("default-graph-uri")
    named = values.getlist("named-graph-uri")
    for graph in (*graphs, *named):
        if ":" not in graph or set(graph) & set(' <>"{}|\\^`'):
            raise Problem(400, f"{graph!r} is no IRI of a graph")
    return Query(text, graphs, named)
