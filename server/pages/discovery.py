"""What programs look for on a site: its data set (VoID, DCAT), its pages, how to cite it."""

from datetime import UTC, datetime

from flask import Blueprint, Response, current_app, request

from shisaku.server.evaluation import GRAPH_FORMATS, offered_formats, serialized
from shisaku.server.pages.addresses import Addresses
from shisaku.server.pages.asking import ask_graph, ask_rows
from shisaku.server.protocol.address import site_url
from shisaku.server.protocol.caching import cacheable
from shisaku.server.protocol.negotiation import choose_media_type
from shisaku.server.protocol.origins import open_to_other_origins
from shisaku.server.protocol.problems import Problem
from shisaku.server.publish.citation import as_bibtex
from shisaku.server.publish.dataset import GRAPH
from shisaku.server.publish.dumps import stored_dumps
from shisaku.server.publish.served import Site, as_served
from shisaku.server.publish.sitemap import MOST, robots, sitemap, sitemap_index
from shisaku.server.release import Release, ReleaseError

blueprint = Blueprint("discovery", __name__)
open_to_other_origins(blueprint)
PAGES = ("/", "/queries", "/graph", "/money", "/ns", "/api")
RELEASE_PAGES = ("/dumps/", "/changes", "/report")
"""Pages that a file of RDF, served without a release, does not have."""


@blueprint.get("/.well-known/void")
def void() -> Response:
    """Describe the data set, as RDF in the format asked for (VoID §7.1)."""
    offered = tuple(GRAPH_FORMATS)
    media_type = choose_media_type(request.accept_mimetypes, offered, request.args.get("format"))
    if media_type is None:
        raise Problem("format", *offered_formats(offered))
    release = _release()
    try:
        dumps = stored_dumps(release)
    except ReleaseError as error:
        raise Problem("not-found", str(error), "このデータには配布物の記述がありません") from error
    description = ask_graph("dataset-description", {"graph": release.base + GRAPH})
    triples = as_served(
        (q.triple for q in description), dumps, Site(site_url(), release.base, _day())
    )
    body = serialized(sorted(set(triples), key=str), media_type)
    return cacheable(Response(body, content_type=media_type), "Accept")


@blueprint.get("/sitemap.xml")
def site() -> Response:
    """List the pages of what people look for, or the files that list them."""
    pages = _pages()
    if len(pages) <= MOST:
        return _xml(sitemap(pages, _day()))
    numbers = range(1, -(-len(pages) // MOST) + 1)
    return _xml(sitemap_index([f"{site_url()}/sitemap-{n}.xml" for n in numbers], _day()))


@blueprint.get("/sitemap-<int:number>.xml")
def site_part(number: int) -> Response:
    """List the pages of one of several files, counted from 1."""
    pages = _pages()[(number - 1) * MOST : number * MOST] if number else []
    if not pages:
        raise Problem(
            "not-found",
            "there is no such sitemap; /sitemap.xml lists those there are",
            "そのサイトマップはありません: /sitemap.xml に一覧があります",
        )
    return _xml(sitemap(pages, _day()))


@blueprint.get("/robots.txt")
def robots_text() -> Response:
    """Say what robots may do, and where the sitemap is."""
    return cacheable(Response(robots(site_url()), mimetype="text/plain"))


@blueprint.get("/cite")
def cite() -> Response:
    """Give the release as BibTeX."""
    return cacheable(
        Response(as_bibtex(_release().record), content_type="application/x-bibtex; charset=utf-8")
    )


def _pages() -> list[str]:
    """Give the addresses of the pages of what people look for."""
    addresses = Addresses(_release().base)
    things = [row["thing"]["value"] for row in ask_rows("sitemap-things")]
    documents = [path for thing in things if (path := addresses.document(thing))]
    of_release = RELEASE_PAGES if _release().directory else ()
    return [site_url() + path for path in (*PAGES, *of_release, *documents)]


def _xml(text: str) -> Response:
    """Answer with XML."""
    return cacheable(Response(text, content_type="application/xml; charset=utf-8"))


def _day() -> str:
    """Give the day on which the release was put in place."""
    return datetime.fromtimestamp(_release().modified, UTC).date().isoformat()


def _release() -> Release:
    """Give the release that is served."""
    release: Release = current_app.extensions["shisaku-release"]
    return release
