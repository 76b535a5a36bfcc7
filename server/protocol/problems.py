"""What an error is answered with: a status, and words that say what to do, in two languages."""

import json

from flask import Response, request

from shisaku.server.engine import (
    EndpointFailed,
    EngineBusy,
    EngineError,
    NotAcceptable,
    NotAllowed,
    QueryTimedOut,
    QueryTooLarge,
)
from shisaku.server.pages.texts import language

TEXT, PROBLEM = "text/plain", "application/problem+json"
_TITLES = {
    400: ("リクエストを読めません", "The request cannot be read"),
    403: ("許可されていません", "This is not allowed"),
    404: ("ありません", "There is no such thing here"),
    405: ("このメソッドは使えません", "This method is not offered"),
    406: ("求められた形式では答えられません", "None of the formats asked for is offered"),
    408: ("リクエストが届き終わりません", "The request did not arrive in time"),
    413: ("大きすぎます", "This is too large"),
    414: ("URL が長すぎます", "The URL is too long"),
    415: ("この形式のリクエストは読めません", "Requests of this type are not read"),
    429: ("リクエストが多すぎます", "Too many requests at once"),
    500: ("サーバーの内部で失敗しました", "The server failed"),
    502: ("問い合わせ先のエンドポイントから答えを得られません", "Another endpoint gave no answer"),
    503: ("混み合っています。少し後でもう一度", "Busy: ask again in a moment"),
    504: ("クエリの制限時間を超えました", "The query took too long"),
}
_STATUS = {
    NotAllowed: 403,
    NotAcceptable: 406,
    QueryTimedOut: 504,
    QueryTooLarge: 413,
    EndpointFailed: 502,
    EngineBusy: 503,
}
RETRY_AFTER = {429: "5", 503: "5", 504: "60"}


class Problem(Exception):
    """A request that is answered with an error: its status and one line that says what to do."""

    def __init__(self, status: int, message: str) -> None:
        """Keep the status beside the message."""
        super().__init__(message)
        self.status = status


def answer_problem(problem: Problem) -> Response:
    """Answer an error as problem+json (RFC 9457) where JSON is asked for, else as plain text."""
    titles = _TITLES.get(problem.status, _TITLES[500])
    title = titles[0 if language() == "ja" else 1]
    accept = request.accept_mimetypes
    if accept.best_match([TEXT, PROBLEM, "application/json"], TEXT) == TEXT:
        response = Response(f"{title}\n{problem}\n", problem.status, mimetype=TEXT)
    else:
        body = {"title": title, "status": problem.status, "detail": str(problem)}
        text = json.dumps(body, ensure_ascii=False) + "\n"
        response = Response(text, problem.status, content_type=PROBLEM)
    if problem.status in RETRY_AFTER:
        response.headers["Retry-After"] = RETRY_AFTER[problem.status]
    response.headers["Cache-Control"] = "no-store"
    response.vary.update(["Accept", "Accept-Language"])
    return response


def answer_engine_error(error: EngineError) -> Response:
    """Answer a query that got no answer, whoever asked it: the endpoint, a page or the API."""
    status = _STATUS.get(type(error))
    if status is None:
        return answer_problem(Problem(400, f"the query cannot be read: {error}"))
    return answer_problem(Problem(status, str(error)))
