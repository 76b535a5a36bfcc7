"""The source view: a document's text, line by line, each figure and name leading to its page."""

from flask import Blueprint, Response, current_app, render_template, request

from shisaku.loaders.document import Document, decode
from shisaku.server.pages.addresses import Addresses
from shisaku.server.pages.asking import Cell, ask_rows
from shisaku.server.pages.printed import Extent, Printed, print_lines, read_extent
from shisaku.server.pages.texts import language, texts
from shisaku.server.protocol.caching import cacheable
from shisaku.server.protocol.problems import Problem
from shisaku.server.release import Release, ReleaseError

blueprint = Blueprint("source", __name__)


@blueprint.get("/source/<edition>")
def source(edition: str) -> Response:
    """Show an edition's text; ``?mark=926:25-926:30`` highlights these characters."""
    lang, mark = language(), _mark()
    release: Release = current_app.extensions["shisaku-release"]
    document = _document(release, edition)
    tag = "-".join((release.identifier, edition, lang, str(mark or "")))
    if tag in request.if_none_match:
        return _finished(Response(status=304), tag)
    addresses = Addresses(release.base, release.sources)
    rows = ask_rows("printed-spans", {"edition": addresses.iri("id", edition), "lang": lang})
    things = [_printed(row, addresses) for row in rows]
    body = render_template(
        "source.html",
        t=texts(lang),
        lang=lang,
        edition=next(e for e in release.record["editions"] if e["slug"] == edition),
        chapters=_chapters(rows),
        lines=print_lines(document, things, mark),
        mark=mark,
    )
    response = Response(body, content_type="text/html; charset=utf-8")
    response.headers["Content-Language"] = lang
    return _finished(response, tag)


def _mark() -> Extent | None:
    """Read what is to be highlighted; raises Problem 400 for what is no place."""
    asked = request.args.get("mark")
    mark = read_extent(asked) if asked else None
    if asked and mark is None:
        raise Problem(
            "bad-request",
            "mark is no place: give line:column-line:column, as 926:25-926:30",
            "mark は 926:25-926:30 のように、行:桁-行:桁 で指定してください",
        )
    return mark


def _document(release: Release, edition: str) -> Document:
    """Give an edition's text as the release holds it; raises Problem 404."""
    if edition not in release.sources.values():
        raise _no_text(f"this release holds no text of an edition {edition!r}")
    try:
        return decode(release.read(release.text_name(edition)), edition)
    except ReleaseError as error:
        raise _no_text(str(error)) from error


def _no_text(problem: str) -> Problem:
    """Give the problem of a text that is not there."""
    return Problem("not-found", problem, "このデータには、その版の印字がありません")


def _printed(row: dict[str, Cell], addresses: Addresses) -> Printed:
    """Make the record of a printed thing."""
    places = (int(row[name]["value"]) for name in ("line", "column", "endLine", "endColumn"))
    address = addresses.document(row["thing"]["value"]) or ""
    return Printed(Extent(*places), address, row["kindLabel"]["value"])


def _chapters(rows: list[dict[str, Cell]]) -> list[tuple[bool, int, str]]:
    """Give pillars and chapters in order of printing: whether a pillar, its line, its title."""
    return [
        (row["level"]["value"].endswith("#Pillar"), int(row["line"]["value"]), row["text"]["value"])
        for row in rows
        if "level" in row
    ]


def _finished(response: Response, tag: str) -> Response:
    """Add what caches need: a release never changes."""
    response.set_etag(tag)
    return cacheable(response, "Accept-Language")
