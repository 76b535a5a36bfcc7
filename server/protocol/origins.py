"""What lets browsers' scripts of other origins ask here and read answers (Fetch standard §3.3)."""

from typing import Final

from flask import Blueprint, Response, request

_ASKED: Final = (
    "Accept, Accept-Language, Cache-Control, Content-Type, If-Modified-Since, If-None-Match, "
    "If-Range, Pragma, Range, User-Agent"
)
"""What a script may say; some say Cache-Control and Pragma whenever they ask anew."""
_READ: Final = (
    "Accept-Ranges, Content-Disposition, Content-Location, Content-Range, ETag, Link, Retry-After, "
    "X-Rows-Left-Out, X-Total-Count"
)


def open_to_other_origins(blueprint: Blueprint) -> None:
    """Let scripts of other origins ask whatever a blueprint answers, after a preflight too."""
    blueprint.after_request(_open)


def _open(response: Response) -> Response:
    """Say that anyone may read; to a preflight, what may be sent."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = _READ
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = response.headers["Allow"]
        response.headers["Access-Control-Allow-Headers"] = _ASKED
        response.headers["Access-Control-Max-Age"] = "86400"
    return response
