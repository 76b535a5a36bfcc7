"""The vocabulary at ``/ns``: a page in which each term has its place, or RDF by negotiation."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, current_app, render_template, request

from shisaku.ontology.terms import NAMESPACE
from shisaku.server.engine import Formats
from shisaku.server.evaluation import offered_formats
from shisaku.server.pages.addresses import SUFFIXES
from shisaku.server.pages.asking import ask, ask_rows
from shisaku.server.pages.texts import language, texts
from shisaku.server.protocol.negotiation import choose_media_type
from shisaku.server.protocol.problems import Problem

if TYPE_CHECKING:
    from rdflib import Graph, Node, URIRef

blueprint = Blueprint("vocabulary", __name__)
KINDS = ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property: names, meaning and axioms in words, by language.

    count: the release's instances of a class; None for a property.
    """

    name: str
    kind: str
    label: Mapping[str, str]
    comment: Mapping[str, str]
    axioms: Mapping[str, Sequence[str]]
    count: int | None


@blueprint.after_request
def allow_other_origins(response: Response) -> Response:
    """Let browsers' clients of other origins read the vocabulary."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


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
    if version and version != _kept()["version"]:
        raise Problem(
            "not-found",
            f"there is no version {version} of the vocabulary here; /ns is {_kept()['version']}",
            f"語彙の版 {version} はありません。/ns は {_kept()['version']} です",
        )
    lang = language()
    if media_type == "text/html":
        body = render_template("vocabulary.html", t=texts(lang), lang=lang, **_kept())
        response = Response(body, content_type="text/html; charset=utf-8")
        response.headers["Content-Language"] = lang
    else:
        told = ask("ontology", formats=Formats(graph=media_type))
        response = Response(told.whole(), content_type=told.media_type)
    return _finished(response, media_type)


def _finished(response: Response, media_type: str) -> Response:
    """Add what caches and followers of links need."""
    response.set_etag(hashlib.sha256(response.get_data()).hexdigest()[:32])
    response.headers["Cache-Control"] = "public, max-age=300"
    response.headers["Link"] = ", ".join(
        f'</ns.{suffix}>; rel="alternate"; type="{offered}"'
        for suffix, offered in SUFFIXES.items()
        if offered != media_type
    )
    response.vary.update(["Accept", "Accept-Language"])
    return response.make_conditional(request)  # type: ignore[return-value]


def _kept() -> Mapping[str, Any]:
    """Give what the page shows, arranged once for a release, which never changes."""
    kept: dict[str, Any] | None = current_app.extensions.get("shisaku-vocabulary")
    if kept is None:
        from rdflib import OWL, RDFS, Graph, URIRef  # noqa: PLC0415  (slow to import)

        told = ask("ontology", formats=Formats(graph="application/n-triples")).whole()
        graph = Graph().parse(data=told, format="nt")
        iri = URIRef(NAMESPACE.rstrip("#"))
        kept = current_app.extensions["shisaku-vocabulary"] = {
            "namespace": NAMESPACE,
            "version": str(graph.value(iri, OWL.versionInfo) or ""),
            "version_iri": str(graph.value(iri, OWL.versionIRI) or ""),
            "comment": _in_languages(graph, iri, RDFS.comment),
            "kinds": {kind: terms for kind in KINDS if (terms := _terms(graph, kind))},
            "formats": {suffix: SUFFIXES[suffix] for suffix in SUFFIXES if suffix != "html"},
        }
    return kept


def _terms(graph: "Graph", kind: str) -> list[Term]:
    """Give our terms of a kind, by name."""
    from rdflib import OWL, RDF, RDFS, URIRef  # noqa: PLC0415

    from shisaku.ontology.axioms import statements_of  # noqa: PLC0415
    from shisaku.ontology.words import Words  # noqa: PLC0415

    words = {lang: Words(graph, lang) for lang in ("ja", "en")}
    about: dict[Node, list[Any]] = {}
    for axiom in statements_of(graph).axioms:
        about.setdefault(axiom.triple[0], []).append(axiom)
    counts = {row["class"]["value"]: int(row["count"]["value"]) for row in ask_rows("class-counts")}
    return [
        Term(
            iri.removeprefix(NAMESPACE),
            kind,
            _in_languages(graph, iri, RDFS.label),
            _in_languages(graph, iri, RDFS.comment),
            {
                lang: sorted({said.sentence(axiom) for axiom in about.get(iri, ())})
                for lang, said in words.items()
            },
            counts.get(iri, 0) if kind == "Class" else None,
        )
        for iri in sorted(graph.subjects(RDF.type, OWL[kind]), key=str)
        if isinstance(iri, URIRef) and iri.startswith(NAMESPACE)
    ]


def _in_languages(graph: "Graph", iri: "URIRef", predicate: "URIRef") -> dict[str, str]:
    """Give a thing's texts by language."""
    return {
        str(text.language): str(text)  # type: ignore[attr-defined]
        for text in graph.objects(iri, predicate)
    }
