"""The head of a request: what is in no form that can be read, or takes too long, is not read."""

import re
from contextlib import suppress
from typing import Any

from werkzeug.http import parse_date, parse_if_range_header

from shisaku.server.protocol.problems import Problem

_HOST = re.compile(r"(?:(?:[\w.~-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?)?", re.ASCII)
_LONGEST = 2048  # characters of a header that says what a client prefers


def refuse_odd_head(environ: dict[str, Any]) -> None:
    """Refuse a Host that is none, and long preferences; ignore conditions that are no dates.

    environ: of WSGI; what is not read is taken out of it. Raises Problem.
    """
    for name in ("HTTP_ACCEPT", "HTTP_ACCEPT_LANGUAGE", "HTTP_ACCEPT_ENCODING"):
        if len(environ.get(name, "")) > _LONGEST:
            del environ[name]  # reading it takes longer than all else
            raise Problem(
                "large-head",
                f"an Accept header may have {_LONGEST} characters",
                f"Accept ヘッダーは {_LONGEST} 文字までです",
            )
    if not _HOST.fullmatch(environ.get("HTTP_HOST", "")):  # RFC 9112 §3.2
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
