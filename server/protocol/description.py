"""The service description (SPARQL 1.1 Service Description, VoID) of the endpoint."""

import json
from io import BytesIO
from typing import TYPE_CHECKING

import pyoxigraph as ox
from flask import Response, current_app, url_for

from shisaku.ontology.terms import PREFIXES
from shisaku.server.evaluation import GRAPH_FORMATS, RESULT_FORMATS, offered_formats, write_triples
from shisaku.server.pages.asking import run
from shisaku.server.protocol.address import site_url
from shisaku.server.protocol.caching import cacheable
from shisaku.server.protocol.problems import Problem

if TYPE_CHECKING:
    from shisaku.server.engine import Engine
    from shisaku.server.settings import Settings

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
_FORMATS = "http://www.w3.org/ns/formats/"
_NAMES = {
    "application/sparql-results+json": "SPARQL_Results_JSON",
    "application/sparql-results+xml": "SPARQL_Results_XML",
    "text/csv": "SPARQL_Results_CSV",
    "text/tab-separated-values": "SPARQL_Results_TSV",
    "text/turtle": "Turtle",
    "application/n-triples": "N-Triples",
    "application/rdf+xml": "RDF_XML",
    "application/ld+json": "JSON-LD",
}
_WALLS = {
    "limits": ("資源の上限", "resource limits"),
    "network": ("空のネットワーク", "an empty network"),
    "user": ("別のユーザー", "another user"),
    "calls": ("システムコールの制限", "a filter of system calls"),
}
_GRAPHS = """SELECT ?graph (COUNT(*) AS ?triples)
WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph ORDER BY ?graph"""


def describe(media_type: str | None) -> Response:
    """Answer with the description of the service; raises Problem 406."""
    if media_type is None:
        raise Problem("format", *offered_formats(GRAPH_FORMATS))
    names = {name: PREFIXES[name] for name in ("dcat", "dcterms")}
    body = BytesIO()
    write_triples(_triples(), media_type, body, {"sd": SD, "void": VOID, **names})
    charset = "; charset=utf-8" if media_type.startswith("text/") else ""
    return cacheable(Response(body.getvalue(), content_type=media_type + charset), "Accept")


def _triples() -> list[ox.Triple]:
    """Give the triples of the description, counts included."""
    settings: Settings = current_app.extensions["shisaku-settings"]
    rdf_type = ox.NamedNode(PREFIXES["rdf"] + "type")
    service, dataset, default = ox.BlankNode("service"), ox.BlankNode("all"), ox.BlankNode("union")
    found: list[ox.Triple] = []

    def say(subject: ox.NamedNode | ox.BlankNode, predicate: str, *objects: object) -> None:
        found.extend(ox.Triple(subject, ox.NamedNode(predicate), o) for o in objects)  # type: ignore[arg-type]

    say(service, rdf_type.value, ox.NamedNode(f"{SD}Service"))
    say(
        service,
        f"{SD}endpoint",
        ox.NamedNode(site_url() + url_for("sparql.sparql")),
    )
    served = ox.NamedNode(current_app.extensions["shisaku-release"].base + "dataset")
    say(service, PREFIXES["dcat"] + "servesDataset", served)
    say(service, f"{SD}supportedLanguage", ox.NamedNode(f"{SD}SPARQL11Query"))
    say(service, f"{SD}feature", ox.NamedNode(f"{SD}UnionDefaultGraph"))
    if settings.federation:
        say(service, f"{SD}feature", ox.NamedNode(f"{SD}BasicFederatedQuery"))
    names = dict.fromkeys(_NAMES[m] for m in (*RESULT_FORMATS, *GRAPH_FORMATS))
    say(service, f"{SD}resultFormat", *(ox.NamedNode(_FORMATS + name) for name in names))
    say(service, PREFIXES["dcterms"] + "description", *_limits())
    say(service, f"{SD}defaultDataset", dataset)
    say(dataset, rdf_type.value, ox.NamedNode(f"{SD}Dataset"))
    say(dataset, f"{SD}defaultGraph", default)
    say(default, rdf_type.value, ox.NamedNode(f"{SD}Graph"))
    total = 0
    for n, (graph, triples) in enumerate(_graphs()):
        named, inside = ox.BlankNode(f"n{n}"), ox.BlankNode(f"g{n}")
        say(dataset, f"{SD}namedGraph", named)
        say(named, rdf_type.value, ox.NamedNode(f"{SD}NamedGraph"))
        say(named, f"{SD}name", ox.NamedNode(graph))
        say(named, f"{SD}graph", inside)
        say(inside, rdf_type.value, ox.NamedNode(f"{SD}Graph"))
        say(inside, f"{VOID}triples", ox.Literal(triples))
        total += triples
    say(default, f"{VOID}triples", ox.Literal(total))
    return found


def _limits() -> list[ox.Literal]:
    """Say in words what a query may take, and behind which walls it is evaluated."""
    settings: Settings = current_app.extensions["shisaku-settings"]
    engine: Engine = current_app.extensions["shisaku-engine"]
    walls = [_WALLS[wall] for wall in engine.walls]
    walls = walls or [("ストアの設定に従う", "the store's own walls")]
    return [
        ox.Literal(
            f"Queries only. Limits: {settings.query_timeout:g} s, {settings.memory_mb} MiB of "
            f"memory, {settings.result_mb} MiB of results, {settings.workers} queries at once. "
            f"Each is evaluated behind {', '.join(en for _, en in walls)}.",
            language="en",
        ),
        ox.Literal(
            f"問い合わせ専用。制限: {settings.query_timeout:g} 秒、"
            f"メモリ {settings.memory_mb} MiB、結果 {settings.result_mb} MiB、"
            f"同時 {settings.workers} 件。隔離: {'、'.join(ja for ja, _ in walls)}。",
            language="ja",
        ),
    ]


def _graphs() -> list[tuple[str, int]]:
    """Give the named graphs with their numbers of triples."""
    rows = json.loads(run(_GRAPHS).whole())["results"]["bindings"]
    return [(row["graph"]["value"], int(row["triples"]["value"])) for row in rows]
