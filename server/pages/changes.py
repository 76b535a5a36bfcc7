"""The changes between releases: a page, or RDF in the format asked for."""

from flask import Blueprint, Response, current_app, render_template, request

from shisaku.server.evaluation import GRAPH_FORMATS, offered_formats, serialized
from shisaku.server.pages.addresses import Addresses
from shisaku.server.pages.profile import MOST
from shisaku.server.pages.texts import language
from shisaku.server.pages.texts import texts as page_texts
from shisaku.server.protocol.caching import cacheable
from shisaku.server.protocol.negotiation import choose_media_type
from shisaku.server.protocol.origins import open_to_other_origins
from shisaku.server.protocol.problems import Problem
from shisaku.server.publish.change_log import WAYS, as_triples
from shisaku.server.publish.changes import History
from shisaku.server.publish.texts import texts
from shisaku.server.release import Release

HTML = "text/html"
OFFERED = (HTML, *GRAPH_FORMATS)
blueprint = Blueprint("changes", __name__)
open_to_other_origins(blueprint)


@blueprint.get("/changes")
def changes() -> Response:
    """Answer with the changes that led to the release."""
    media_type = choose_media_type(request.accept_mimetypes, OFFERED, request.args.get("format"))
    if media_type is None:
        raise Problem("format", *offered_formats(OFFERED))
    release: Release = current_app.extensions["shisaku-release"]
    history: History = current_app.extensions["shisaku-history"]
    if media_type == HTML:
        response = Response(_page(history, release), content_type="text/html; charset=utf-8")
    else:
        triples = [t for found in history.changes for t in as_triples(found, release.base)]
        response = Response(serialized(triples, media_type), content_type=media_type)
    return cacheable(response, "Accept", "Accept-Language")


def _page(history: History, release: Release) -> str:
    """Fill the page."""
    lang = language()
    return render_template(
        "changes.html",
        t=page_texts(lang),
        d=texts(lang),
        lang=lang,
        history=history.changes,
        ways=tuple(WAYS),
        most=MOST,
        address=Addresses(release.base).document,
    )
