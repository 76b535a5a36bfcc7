"""What an error is answered with: its kind, a status, and words that say what to do."""

import json
from dataclasses import asdict, dataclass

from flask import Response, render_template, request

from shisaku.server import engine
from shisaku.server.engine import EngineError, Spot
from shisaku.server.pages.texts import language, texts

HTML, TEXT, PROBLEM = "text/html", "text/plain", "application/problem+json"
TYPES = "https://w3id.org/shisaku/problem/"
RETRY_AFTER = {429: "5", 503: "5", 504: "60"}


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem: its status, and its title in Japanese and English."""

    status: int
    ja: str
    en: str


KINDS = {
    "bad-request": Kind(400, "リクエストが正しくありません", "The request is not as it must be"),
    "unreadable-query": Kind(400, "クエリを読めません", "The query cannot be read"),
    "refused-query": Kind(400, "このクエリには答えません", "This query is not answered"),
    "update": Kind(400, "更新はできません", "Updates are not offered"),
    "other-endpoint": Kind(403, "外部への問い合わせはできません", "Queries may not ask elsewhere"),
    "other-origin": Kind(403, "他のサイトからは呼べません", "Pages of other sites may not call"),
    "not-found": Kind(404, "ありません", "There is no such thing here"),
    "method": Kind(405, "このメソッドは使えません", "This method is not offered"),
    "format": Kind(406, "求められた形式では答えられません", "It is not offered in this format"),
    "gone": Kind(410, "もうありません", "It is gone"),
    "large-request": Kind(413, "リクエストが大きすぎます", "The request is too large"),
    "large-query": Kind(413, "クエリの規模が上限を超えました", "The query needs more than it may"),
    "crashed-query": Kind(
        413, "クエリの評価が異常終了しました", "The evaluation of the query broke down"
    ),
    "media-type": Kind(415, "この形式のリクエストは読めません", "Such requests are not read"),
    "range": Kind(416, "その範囲はありません", "There is no such range"),
    "many-requests": Kind(429, "リクエストが多すぎます", "Too many requests at once"),
    "large-head": Kind(431, "リクエストのヘッダーが大きすぎます", "The head is too large"),
    "failure": Kind(500, "サーバーの内部で失敗しました", "The server failed"),
    "coding": Kind(501, "この転送符号化は読めません", "This transfer coding is not read"),
    "failed-endpoint": Kind(502, "外部から答えを得られません", "Another endpoint gave no answer"),
    "busy": Kind(503, "混み合っています", "The service is busy"),
    "slow-query": Kind(504, "クエリの制限時間を超えました", "The query took too long"),
}
"""The kinds of problems; of those with one status, the first is the general one."""
_OF_ENGINE = {
    engine.QueryUnreadable: "unreadable-query",
    engine.UpdateRefused: "update",
    engine.NotAllowed: "other-endpoint",
    engine.NotAcceptable: "format",
    engine.QueryTooLarge: "large-query",
    engine.QueryCrashed: "crashed-query",
    engine.EndpointFailed: "failed-endpoint",
    engine.EngineBusy: "busy",
    engine.QueryTimedOut: "slow-query",
}


class Problem(Exception):
    """A request that is answered with an error.

    kind: of KINDS. Then one line that says what to do, in English and in Japanese.
    spot: where in the query its reason stands, if that is known.
    """

    def __init__(self, kind: str, en: str, ja: str, spot: Spot | None = None) -> None:
        """Keep the kind beside the words."""
        super().__init__(en)
        self.kind, self.en, self.ja, self.spot = kind, en, ja, spot


def problem_of_status(status: int) -> Problem:
    """Give the problem of what Flask refuses."""
    kind = next((kind for kind, known in KINDS.items() if known.status == status), "failure")
    en, ja = _ADVICE.get(kind, _ADVICE["bad-request"])
    return Problem(kind, en, ja)


_ADVICE = {
    "bad-request": ("begin at /", "/ から始めてください"),
    "not-found": ("nothing is at this address: begin at /", "この URL には何もありません: / へ"),
    "method": ("Allow names those that are", "Allow にあるメソッドで送ってください"),
    "large-request": ("a request may have 1 MiB", "リクエストは 1 MiB までです"),
    "large-head": (
        "a head may have 64 KiB in 200 lines, a line 8 KiB, an Accept header 2 KiB",
        "ヘッダーは 200 行 64 KiB、一行 8 KiB、Accept ヘッダーは 2 KiB までです",
    ),
    "coding": ("send it chunked or with its length", "chunked か Content-Length で送ってください"),
    "range": ("Content-Range names the size", "大きさは Content-Range にあります"),
    "failure": ("ask again; the operator's log says more", "もう一度お試しください"),
}


def answer_engine_error(error: EngineError) -> Response:
    """Answer a query that got no answer, whoever asked it: the endpoint, a page or the API."""
    kind = next(
        (_OF_ENGINE[one] for one in type(error).mro() if one in _OF_ENGINE), "refused-query"
    )
    return answer_problem(Problem(kind, str(error), error.ja, error.spot))


def written_problem(problem: Problem, is_text: bool, lang: str | None = None) -> str:
    """Write an error as plain text or as JSON (RFC 9457), in one language or in both."""
    kind = KINDS[problem.kind]
    words = {"ja": (kind.ja, problem.ja), "en": (kind.en, problem.en)}
    both = f"{kind.ja} / {kind.en}", f"{problem.ja} / {problem.en}"
    title, detail = words[lang] if lang else both
    if is_text:
        return f"{title}\n{detail}\n"
    said = {"title": title, "status": kind.status, "detail": detail}
    place = asdict(problem.spot) if problem.spot else {}
    whole = {"type": TYPES + problem.kind, **said, **place}
    return json.dumps(whole, ensure_ascii=False) + "\n"


def answer_problem(problem: Problem) -> Response:
    """Answer an error: a browser with a page, who asks for JSON with problem+json, else in text.

    Who asks the API for nothing of these gets JSON. Who asks for no language gets both in what is
    no page.
    """
    kind = KINDS[problem.kind]
    accept = request.accept_mimetypes
    offered = [TEXT, HTML, PROBLEM, "application/json"]
    if request.path.startswith("/api/"):
        offered = [PROBLEM, HTML, TEXT, "application/json"]
    media_type = accept.best_match(offered, offered[0])
    asked = request.args.get("lang") in {"ja", "en"} or request.accept_languages
    if media_type == HTML:
        said = _page(problem, language())
    else:
        said = written_problem(problem, media_type == TEXT, language() if asked else None)
    response = Response(said, kind.status, content_type=f"{media_type}; charset=utf-8")
    if media_type == HTML:
        response.headers["Content-Language"] = language()
    elif media_type != TEXT:
        response.content_type = PROBLEM
    if kind.status in RETRY_AFTER:
        response.headers["Retry-After"] = RETRY_AFTER[kind.status]
    response.headers["Cache-Control"] = "no-store"
    response.vary.update(["Accept", "Accept-Language"])
    return response


def _page(problem: Problem, lang: str) -> str:
    """Write an error as a page that leads on."""
    kind = KINDS[problem.kind]
    title, detail = (kind.ja, problem.ja) if lang == "ja" else (kind.en, problem.en)
    return render_template(
        "problem.html", t=texts(lang), lang=lang, kind=problem.kind, title=title, detail=detail
    )
