"""The scripts of the views, as ``make web`` bundled them: which files a page loads, and the files.

A name carries the hash of what it names, so a browser may keep each file for good.
"""

import json
from functools import cache
from pathlib import Path
from typing import TypedDict

from flask import Blueprint, Response, request, send_from_directory

DIST = Path(__file__).parents[1] / "web" / "dist"
_FOREVER = "public, max-age=31536000, immutable"
blueprint = Blueprint("bundles", __name__)


class Bundle(TypedDict):
    """The files of one view: its script, its style sheet if any, what the script imports."""

    script: str
    style: str | None
    parts: list[str]


def find_bundle(view: str) -> Bundle | None:
    """Give the files of a view; None where they are not built, which its page then says."""
    return _manifest().get(view)


@cache
def _manifest() -> dict[str, Bundle]:
    """Read what the build wrote; nothing where there was none."""
    try:
        manifest: dict[str, Bundle] = json.loads((DIST / "manifest.json").read_text("utf-8"))
    except FileNotFoundError:
        return {}
    return manifest


@blueprint.get("/web/<name>")
def file(name: str) -> Response:
    """Send a built file, compressed where the client takes it."""
    packed = request.accept_encodings["gzip"] > 0 and (DIST / f"{name}.gz").is_file()
    kind = {".js": "text/javascript", ".css": "text/css"}.get(Path(name).suffix, "text/plain")
    response = send_from_directory(DIST, f"{name}.gz" if packed else name, mimetype=kind)
    response.headers["Cache-Control"] = _FOREVER
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    return response
