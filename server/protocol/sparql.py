"""``/sparql``: the query operation of the SPARQL 1.1 Protocol (§2.1), by GET and both POSTs."""

import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from flask import Blueprint, Response, current_app, render_template, request

from shisaku.server.engine import Answer, Engine, Formats, Query
from shisaku.server.evaluation import GRAPH_FORMATS, RESULT_FORMATS
from shisaku.server.observation import QUERY
from shisaku.server.pages.texts import language, texts
from shisaku.server.protocol.caching import PUBLIC, cacheable
from shisaku.server.protocol.client import asking_client, has_left
from shisaku.server.protocol.description import describe
from shisaku.server.protocol.negotiation import choose_media_type
from shisaku.server.protocol.origins import open_to_other_origins
from shisaku.server.protocol.requests import Values, read_query, url_values

if TYPE_CHECKING:
    from shisaku.server.federation import Federation

WHOLE = 1024 * 1024
"""Answers up to so many bytes are sent in one piece, with their length."""
_CHANGING = re.compile(r"(?:now|rand|uuid)\s*+[(#]|service", re.IGNORECASE)
"""What may change with each answer, at least: it is found in names and comments too."""
blueprint = Blueprint("sparql", __name__)
open_to_other_origins(blueprint)


@blueprint.after_request
def vary(response: Response) -> Response:
    """Say what the answer varies with."""
    response.headers.setdefault("Vary", "Accept, Accept-Encoding")
    return response


@blueprint.route("/sparql", methods=["GET", "POST"])
def sparql() -> Response:
    """Answer a query, describe the service, or show people a form to write a query."""
    in_url = url_values()
    if request.method != "POST" and all(name == "lang" for name, _ in in_url):
        if _is_browser():
            body = render_template("query.html", t=texts(language()), lang=language())
            return cacheable(Response(body), "Accept", "Accept-Language")
        return describe(choose_media_type(request.accept_mimetypes, tuple(GRAPH_FORMATS)))
    query, named = read_query(in_url)
    if _is_link(in_url):
        body = render_template("query.html", t=texts(language()), lang=language(), asked=query.text)
        return cacheable(Response(body), "Accept", "Accept-Language")
    formats = _formats(named)
    tag = _tag(query, formats)
    if tag and request.if_none_match.contains_weak(tag):
        return _cacheable(Response(status=304), tag)
    request.environ[QUERY] = hashlib.sha256(query.text.encode()).hexdigest()[:16]
    engine: Engine = current_app.extensions["shisaku-engine"]
    federation: Federation = current_app.extensions["shisaku-federation"]
    query = replace(query, client=asking_client())
    answer = engine.run(federation.resolve(query, has_left), formats, has_left)
    return _cacheable(_response(answer), tag)


def _is_browser() -> bool:
    """Say whether a person asks for a page."""
    return bool(request.accept_mimetypes) and "text/html" in list(request.accept_mimetypes.values())


def _is_link(in_url: Values) -> bool:
    """Say whether a person follows a link to a query, and wants to see it and its answer."""
    offered = (*RESULT_FORMATS, *GRAPH_FORMATS, "text/html")
    return (
        request.method != "POST"
        and {name for name, _ in in_url} <= {"query", "lang"}
        and choose_media_type(request.accept_mimetypes, offered) == "text/html"
    )


def _formats(named: str | None) -> Formats:
    """Choose the media types for either kind of answer; named: what ``format`` says.

    Nobody knows the kind before the query has run: of a kind that the name says nothing of, as
    ``csv`` of graphs, the header decides, and of both where the name is unknown.
    """
    accept = request.accept_mimetypes

    def chosen(offered: tuple[str, ...]) -> str | None:
        found = choose_media_type(accept, offered, named) if named else None
        return found or choose_media_type(accept, offered)

    return Formats(chosen(tuple(RESULT_FORMATS)), chosen(tuple(GRAPH_FORMATS)))


def _tag(query: Query, formats: Formats) -> str | None:
    """Give an answer's strong ETag (a release never changes); None where each answer differs."""
    if _CHANGING.search(query.text):
        return None
    release = current_app.extensions["shisaku-release"].identifier
    encoding = "gzip" if _takes_gzip() else "identity"
    parts = (release, query.text, *query.default_graphs, "|", *query.named_graphs)
    told = "\0".join((*parts, str(formats.rows), str(formats.graph), encoding))
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def _cacheable(response: Response, tag: str | None) -> Response:
    """Say how long an answer holds."""
    if tag is None:
        response.headers["Cache-Control"] = "no-store"
    else:
        response.set_etag(tag)
        response.headers["Cache-Control"] = PUBLIC
    return response


def _takes_gzip() -> bool:
    """Say whether the client takes gzip."""
    return request.accept_encodings["gzip"] > 0


def _response(answer: Answer) -> Response:
    """Send a small answer whole and a large one as it comes."""
    read, size = [], 0
    for chunk in answer.body:
        read.append(chunk)
        size += len(chunk)
        if size > WHOLE:
            break
    is_whole = size <= WHOLE
    body: Iterable[bytes] = read if is_whole else chain(read, answer.body)
    charset = "; charset=utf-8" if answer.media_type.startswith("text/") else ""
    headers = {"Content-Type": answer.media_type + charset}
    if _takes_gzip():
        body, headers["Content-Encoding"] = _gzip(body), "gzip"
    if is_whole:
        return Response(b"".join(body), headers=headers)
    response = Response(body, headers=headers)
    response.call_on_close(answer.body.close)  # type: ignore[attr-defined]
    return response


def _gzip(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Compress chunks as they come; the same bytes give the same bytes."""
    packer = zlib.compressobj(6, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    for chunk in chunks:
        if packed := packer.compress(chunk):
            yield packed
    yield packer.flush()
