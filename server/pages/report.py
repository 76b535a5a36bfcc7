"""The data-quality report, as the build wrote it: a page, Markdown, or RDF in any format."""

import pyoxigraph as ox
from flask import Blueprint, Response, current_app, request

from shisaku.server.evaluation import GRAPH_FORMATS, offered_formats, serialized
from shisaku.server.pages.texts import language
from shisaku.server.protocol.caching import cacheable
from shisaku.server.protocol.negotiation import choose_media_type
from shisaku.server.protocol.origins import open_to_other_origins
from shisaku.server.protocol.problems import Problem
from shisaku.server.release import Release, ReleaseError
from shisaku.server.report.making import TURTLE, markdown_name, page_name

HTML, MARKDOWN = "text/html", "text/markdown"
OFFERED = (HTML, MARKDOWN, *GRAPH_FORMATS)
blueprint = Blueprint("report", __name__)
open_to_other_origins(blueprint)


@blueprint.get("/report")
def report() -> Response:
    """Answer with the report in the language and the format asked for."""
    media_type = choose_media_type(request.accept_mimetypes, OFFERED, request.args.get("format"))
    if media_type is None:
        raise Problem("format", *offered_formats(OFFERED))
    release: Release = current_app.extensions["shisaku-release"]
    lang = language()
    name = {HTML: page_name(lang), MARKDOWN: markdown_name(lang)}.get(media_type, TURTLE)
    try:
        body = release.read(name)
    except ReleaseError as error:
        raise Problem("not-found", str(error), "このデータには報告書がありません") from error
    if name == TURTLE and media_type != "text/turtle":
        triples = ox.parse(body, format=ox.RdfFormat.TURTLE)
        body = serialized((q.triple for q in triples), media_type)
    charset = "; charset=utf-8" if media_type.startswith("text/") else ""
    response = Response(body, content_type=media_type + charset)
    if name != TURTLE:
        response.headers["Content-Language"] = lang
    return cacheable(response, "Accept", "Accept-Language")
