"""Linked data: each thing answers 303 to its document, which is a page or RDF by negotiation."""

import hashlib
from datetime import UTC, datetime
from urllib.parse import urlencode

from flask import Blueprint, Response, current_app, render_template, request

from shisaku.queries.catalogue import QueryError
from shisaku.server.engine import Formats
from shisaku.server.evaluation import offered_formats
from shisaku.server.pages.addresses import SUFFIXES, Addresses
from shisaku.server.pages.asking import ask, ask_graph
from shisaku.server.pages.description import Description
from shisaku.server.pages.profile import make_page
from shisaku.server.pages.structured_data import describe_page
from shisaku.server.pages.texts import language, texts
from shisaku.server.protocol.address import in_header, site_url
from shisaku.server.protocol.caching import PUBLIC, cacheable
from shisaku.server.protocol.negotiation import choose_media_type
from shisaku.server.protocol.origins import open_to_other_origins
from shisaku.server.protocol.problems import Problem
from shisaku.server.release import Release

blueprint = Blueprint("resource", __name__)
open_to_other_origins(blueprint)
OFFERED = tuple(SUFFIXES.values())


@blueprint.get("/<any(id, concept):space>/<path:name>")
def thing(space: str, name: str) -> Response:
    """Send a thing's reader to the document about it (Cool URIs for the Semantic Web §4.2)."""
    addresses, (name, suffix) = _addresses(), _split(name)
    iri = addresses.iri(space, name)
    _describe(iri)
    document = addresses.document(iri)
    response = Response(status=303)
    asked = {key: request.args[key] for key in ("lang", "format") if key in request.args}
    place = f"{document}.{suffix}" if suffix else str(document)
    response.location = f"{place}?{urlencode(asked)}" if asked else place
    response.headers["Link"] = f'<{in_header(str(document))}>; rel="describedby"'
    response.headers["Cache-Control"] = PUBLIC
    return response


@blueprint.get("/doc/<any(id, concept):space>/<path:name>")
def document(space: str, name: str) -> Response:
    """Give the document about a thing: as its suffix says, else as the client prefers."""
    addresses, (name, suffix) = _addresses(), _split(name)
    iri = addresses.iri(space, name)
    media_type = choose_media_type(
        request.accept_mimetypes,
        OFFERED,
        SUFFIXES[suffix] if suffix else request.args.get("format"),
    )
    if media_type is None:
        raise Problem("format", *offered_formats(OFFERED))
    lang = language()
    description = _describe(iri)
    tag = _tag(iri, media_type, lang)
    if tag in request.if_none_match:
        return _finished(Response(status=304), iri, tag, media_type)
    if media_type == "text/html":
        page = make_page(description, addresses, lang)
        structured = describe_page(description, addresses, lang, site_url())
        body = render_template(
            "resource.html", t=texts(lang), lang=lang, page=page, structured=structured
        )
        response = Response(body, content_type="text/html; charset=utf-8")
        response.headers["Content-Language"] = lang
    else:
        answer = ask("describe", {"thing": iri}, Formats(graph=media_type))
        response = Response(answer.whole(), content_type=_with_charset(media_type))
    return _finished(response, iri, tag, media_type)


def _split(name: str) -> tuple[str, str]:
    """Split ``2024/ch/1.ttl`` into the name of the thing and the suffix of a format, if any."""
    stem, _, suffix = name.rpartition(".")
    return (stem, suffix) if suffix in SUFFIXES else (name, "")


def _describe(iri: str) -> Description:
    """Ask what the graph says about a thing; raises Problem 404, or 410 where it once said more."""
    try:
        description = Description(iri, ask_graph("describe", {"thing": iri}))
    except QueryError as error:
        raise Problem(
            "not-found",
            "no IRI has such characters, so nothing is at this address",
            "IRI に使えない文字があるため、この URL には何もありません",
        ) from error
    if not description:
        if iri in current_app.extensions["shisaku-history"].gone:
            raise Problem(
                "gone",
                f"<{iri}> was in an earlier release and is gone: see /changes",
                f"<{iri}> は前の公開版にあり、今はありません: /changes をご覧ください",
            )
        raise Problem(
            "not-found",
            f"the graph of this release says nothing about <{iri}>",
            f"このデータに <{iri}> の記述はありません",
        )
    return description


def _finished(response: Response, iri: str, tag: str, media_type: str) -> Response:
    """Add what caches and followers of links need."""
    addresses, release = _addresses(), _release()
    response.set_etag(tag)
    response.last_modified = datetime.fromtimestamp(release.modified, UTC)
    suffix = next(suffix for suffix, offered in SUFFIXES.items() if offered == media_type)
    response.headers["Content-Location"] = in_header(str(addresses.document(iri, suffix)))
    response.headers["Link"] = ", ".join(
        (
            f'<{in_header(iri)}>; rel="describes"',
            f'<{in_header(str(addresses.document(iri)))}>; rel="canonical"',
            *(
                f'<{in_header(str(addresses.document(iri, other)))}>; rel="alternate"; '
                f'type="{offered}"'
                for other, offered in SUFFIXES.items()
                if other != suffix
            ),
        )
    )
    return cacheable(response, "Accept", "Accept-Language")


def _tag(iri: str, media_type: str, lang: str) -> str:
    """Give a document's strong ETag: a release never changes."""
    told = "\0".join((_release().identifier, iri, media_type, lang, site_url()))
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def _with_charset(media_type: str) -> str:
    """Name the charset of text."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def _release() -> Release:
    """Give the release that is served."""
    release: Release = current_app.extensions["shisaku-release"]
    return release


def _addresses() -> Addresses:
    """Give where the release's IRIs are answered."""
    return Addresses(_release().base, _release().sources)
