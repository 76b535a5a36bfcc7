"""What an application cannot use of a head: refused where it names us, else left out."""

from contextlib import suppress
from typing import Any

from werkzeug.http import parse_date, parse_if_range_header

from shisaku.server.protocol.heads import is_host
from shisaku.server.protocol.problems import Problem


def refuse_odd_head(environ: dict[str, Any]) -> None:
    """Refuse a Host, which a proxy may have passed on, that is none; leave out dates that are none.

    environ: of WSGI; what is not read is taken out of it. Raises Problem.
    """
    if not is_host(environ.get("HTTP_HOST", "")):  # RFC 9112 §3.2
        environ["HTTP_HOST"] = ""
        raise Problem(
            "bad-request",
            "Host is no name or address, with or without a port",
            "Host が名前・アドレス (とポート) ではありません",
        )
    for name in ("HTTP_IF_MODIFIED_SINCE", "HTTP_IF_UNMODIFIED_SINCE", "HTTP_IF_RANGE"):
        if name in environ and not _is_condition(name, environ[name]):
            del environ[name]


def _is_condition(name: str, value: str) -> bool:
    """Say whether a condition can be read (RFC 9110 §13.1): werkzeug fails at the year 10^20."""
    with suppress(ValueError, OverflowError):
        read = parse_if_range_header if name == "HTTP_IF_RANGE" else parse_date
        return read(value) is not None
    return False
