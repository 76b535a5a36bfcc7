"""Downloads: the list of a release's files, and the files, resumable (RFC 9110 §14)."""

from datetime import UTC, datetime

from flask import Blueprint, Response, current_app, render_template, request, send_file

from shisaku.server.pages.structured_data import describe_dataset
from shisaku.server.pages.texts import language
from shisaku.server.pages.texts import texts as page_texts
from shisaku.server.protocol.address import site_url
from shisaku.server.protocol.caching import cacheable
from shisaku.server.protocol.origins import open_to_other_origins
from shisaku.server.protocol.problems import Problem
from shisaku.server.publish.citation import as_bibtex
from shisaku.server.publish.dumps import FOLDER, SUMS, dump_file, stored_dumps
from shisaku.server.publish.records import Stored
from shisaku.server.publish.texts import source_statement, texts
from shisaku.server.release import Release, ReleaseError

blueprint = Blueprint("downloads", __name__)
open_to_other_origins(blueprint)


@blueprint.get("/dumps/")
def dumps() -> Response:
    """List the files of the release."""
    release, lang = _release(), language()
    stored = _stored(release)
    body = render_template(
        "dumps.html",
        t=page_texts(lang),
        d=texts(lang),
        lang=lang,
        dumps=stored,
        structured=describe_dataset(release, stored, lang, site_url()),
        source=source_statement(release.record["editions"], lang),
        release=release.identifier,
        bibtex=as_bibtex(release.record),
    )
    response = Response(body, content_type="text/html; charset=utf-8")
    response.headers["Link"] = '</.well-known/void>; rel="describedby"; type="text/turtle"'
    return cacheable(response, "Accept-Language")


@blueprint.get("/dumps/<file>")
def dump(file: str) -> Response:
    """Give a file, whole or from where a client's copy ends (206; 416 past its end)."""
    release = _release()
    if file == SUMS:
        response = Response(release.read(f"{FOLDER}/{SUMS}"), mimetype="text/plain")
        return cacheable(response)
    found = next((stored for stored in _stored(release) if stored.dump.file == file), None)
    if found is None:
        raise Problem(
            "not-found",
            f"there is no download {file!r}; /dumps/ lists those there are",
            f"{file!r} というファイルはありません: /dumps/ に一覧があります",
        )
    if "," in request.headers.get("Range", ""):
        del request.environ["HTTP_RANGE"]  # several parts: a server may give the whole (§14.2)
    return send_file(
        dump_file(release, file).absolute(),  # else it is looked for beside the application
        mimetype="application/gzip" if found.dump.is_compressed else found.dump.media_type,
        etag=found.sha256,
        last_modified=datetime.fromtimestamp(int(release.modified), UTC),
        max_age=300,
        conditional=True,
    )


def _stored(release: Release) -> tuple[Stored, ...]:
    """Give what a release holds for downloading; raises Problem 404 where it holds nothing."""
    try:
        return stored_dumps(release)
    except ReleaseError as error:
        raise Problem("not-found", str(error), "このデータには配布物がありません") from error


def _release() -> Release:
    """Give the release that is served."""
    release: Release = current_app.extensions["shisaku-release"]
    return release
