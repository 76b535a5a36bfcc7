"""The vocabulary at ``/ns``: a page in which each term has its place, or RDF by negotiation."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, current_app, render_template, request

from shisaku.ontology.context import context_of
from shisaku.ontology.terms import NAMESPACE, prefixed
from shisaku.ontology.vocabulary import areas
from shisaku.server.engine import Formats
from shisaku.server.evaluation import offered_formats
from shisaku.server.pages import vocabulary_texts
from shisaku.server.pages.addresses import SUFFIXES, Addresses
from shisaku.server.pages.asking import ask, ask_rows
from shisaku.server.pages.class_diagrams import ClassDiagrams, properties_by_area
from shisaku.server.pages.examples import declarations, find_examples
from shisaku.server.pages.texts import language, texts
from shisaku.server.protocol.caching import cacheable
from shisaku.server.protocol.negotiation import choose_media_type
from shisaku.server.protocol.origins import open_to_other_origins
from shisaku.server.protocol.problems import Problem
from shisaku.server.release import Release

blueprint = Blueprint("vocabulary", __name__)
open_to_other_origins(blueprint)
JSON_LD = "application/ld+json"


@blueprint.get("/ns")
@blueprint.get("/ns.<any(html, ttl, jsonld, nt, rdf):suffix>")
@blueprint.get("/ns/<version>")
def vocabulary(suffix: str = "", version: str = "") -> Response:
    """Give the vocabulary in the format asked for; a version that is not this one is not here."""
    offered = tuple(SUFFIXES.values())
    wanted = SUFFIXES[suffix] if suffix else request.args.get("format")
    media_type = choose_media_type(request.accept_mimetypes, offered, wanted)
    if media_type is None:
        raise Problem("format", *offered_formats(offered))
    here = _kept()["vocabulary"].head.get("versionInfo")
    if here is None:
        raise Problem(
            "not-found",
            "the data served here does not hold the vocabulary: serve a release",
            "ここで公開しているデータに語彙は含まれていません: リリースを公開してください",
        )
    if version and version != here:
        raise Problem(
            "not-found",
            f"there is no version {version} of the vocabulary here; /ns is {here}",
            f"語彙の版 {version} はありません。/ns は {here} です",
        )
    lang = language()
    if media_type == "text/html":
        response = Response(_page(lang), content_type="text/html; charset=utf-8")
        response.headers["Content-Language"] = lang
    else:
        told = ask("ontology", formats=Formats(graph=media_type))
        response = Response(told.whole(), content_type=told.media_type)
    return _finished(response, media_type)


@blueprint.get("/ns/context.jsonld")
def context() -> Response:
    """Give the context by which JSON-LD of this graph is compacted and framed."""
    said = {"@context": context_of(_kept()["vocabulary"])}
    body = json.dumps(said, ensure_ascii=False, indent=1) + "\n"
    return cacheable(Response(body, content_type=JSON_LD))


def _finished(response: Response, media_type: str) -> Response:
    """Add what caches and followers of links need."""
    response.last_modified = datetime.fromtimestamp(_release().modified, UTC)
    response.headers["Link"] = ", ".join(
        (
            f'<{NAMESPACE.removesuffix("#")}>; rel="describes"',
            '</ns>; rel="canonical"',
            *(
                f'</ns.{suffix}>; rel="alternate"; type="{offered}"'
                for suffix, offered in SUFFIXES.items()
                if offered != media_type
            ),
        )
    )
    return cacheable(response, "Accept", "Accept-Language")


def _page(lang: str) -> str:
    """Give the page in a language, made once for a release, which never changes."""
    pages: dict[str, str] = current_app.extensions.setdefault("shisaku-vocabulary-pages", {})
    if lang not in pages:
        kept = _kept()
        told = kept["vocabulary"]
        diagrams = ClassDiagrams(told, lang)
        pages[lang] = render_template(
            "vocabulary.html",
            t=texts(lang),
            v=vocabulary_texts.texts(lang),
            lang=lang,
            main=diagrams.main(),
            hierarchy=diagrams.hierarchy(),
            diagrams={a.name: diagrams.area(a) for a in kept["areas"]},
            properties=properties_by_area(told),
            document=Addresses(_release().base).document,
            prefixed=prefixed,
            formats={suffix: SUFFIXES[suffix] for suffix in SUFFIXES if suffix != "html"},
            **kept,
        )
    return pages[lang]


def _kept() -> Mapping[str, Any]:
    """Give what the page says in either language, asked once for a release."""
    kept: dict[str, Any] | None = current_app.extensions.get("shisaku-vocabulary")
    if kept is None:
        from rdflib import Graph  # noqa: PLC0415  (slow to import)

        from shisaku.ontology.vocabulary_reader import read_vocabulary  # noqa: PLC0415
        from shisaku.shapes.terms import shapes_by_term  # noqa: PLC0415

        told = ask("ontology", formats=Formats(graph="application/n-triples")).whole()
        base = _release().base
        kept = current_app.extensions["shisaku-vocabulary"] = {
            "namespace": NAMESPACE,
            "vocabulary": read_vocabulary(Graph().parse(data=told, format="nt")),
            "areas": areas(),
            "shapes": shapes_by_term(),
            "counts": {
                r["class"]["value"]: int(r["count"]["value"]) for r in ask_rows("class-counts")
            },
            "examples": find_examples(base),
            "declarations": declarations(base),
        }
    return kept


def _release() -> Release:
    """Give the release that is served."""
    release: Release = current_app.extensions["shisaku-release"]
    return release
