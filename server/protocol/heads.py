"""Heads of requests, read in one pass: what two servers may read in two ways is refused.

waitress's own patterns go back over what they have read: for a minute at 60 kB of blanks.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from string import ascii_letters, digits

from waitress.utilities import BadRequest, Error, RequestHeaderFieldsTooLarge, ServerNotImplemented

MAX_LINE, MAX_PREFERENCE = 8 * 1024, 2 * 1024
"""Bytes that a header line may have, and what all lines of one Accept header together may."""
_MAX_LINES, _MAX_BLANKS, _MAX_DIGITS = 200, b" " * 64, 18
_PREFERENCES = ("ACCEPT", "ACCEPT_LANGUAGE", "ACCEPT_ENCODING", "ACCEPT_CHARSET")
_TOKEN = f"!#$%&'*+-.^_`|~{digits}{ascii_letters}".encode()
_FIELD = bytes({9, *range(0x20, 0x100)} - {0x7F})
_TARGET = bytes({*range(0x21, 0x7F)} - set(b"#"))
_VERSIONS = {b"HTTP/1.0": "1.0", b"HTTP/1.1": "1.1"}
_HOST = re.compile(r"(?:(?:[\w.~-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?)?", re.ASCII)
Fields = dict[str, str]


class Refusal(Exception):
    """A head that is refused; error: with which status."""

    def __init__(self, reason: str, kind: type[Error] = BadRequest) -> None:
        """Keep the answer."""
        super().__init__(reason)
        self.error = kind(reason)


@dataclass(frozen=True, slots=True)
class Line:
    """A request line; host: that of an absolute target, else None."""

    method: str
    target: bytes
    version: str
    host: str | None


def is_host(text: str) -> bool:
    """Say whether a text may be the host, and port, of an address."""
    return _HOST.fullmatch(text) is not None


def is_token(name: bytes) -> bool:
    """Say whether a name may be that of a method or header (RFC 9110 §5.6.2)."""
    return bool(name) and not name.translate(None, _TOKEN)


def read_line(line: bytes) -> Line:
    """Read a request line (RFC 9112 §3), of an absolute target what follows its host.

    Raises Refusal.
    """
    method, target, version, *more = [*line.split(b" ", 3), b"", b"", b""][:4]
    if more != [b""] or version not in _VERSIONS or not is_token(method):
        raise Refusal("The request line is not METHOD SP target SP HTTP/1.1")
    if method != method.upper():
        raise Refusal("Methods are written in capitals")
    host = None
    if not target.startswith(b"/") and (method, target) != (b"OPTIONS", b"*"):
        scheme, _, rest = target.partition(b"://")
        place, _, path = rest.partition(b"/")
        host, target = place.decode("latin-1"), b"/" + path
        if scheme.lower() not in {b"http", b"https"} or not host:
            raise Refusal("The target is no path")
    if target.translate(None, _TARGET):
        raise Refusal("The target holds what must be percent-encoded")
    return Line(method.decode("ascii"), target, _VERSIONS[version], host)


def read_fields(lines: Iterable[bytes], fields: Fields) -> Mapping[str, int]:
    """Read header lines into fields, named as WSGI does; gives how many lines each has.

    Names with ``_`` are left out, as by other servers: WSGI cannot tell them from ``-``. What is
    read before Refusal is raised stays: it says the language of the answer.
    """
    found: dict[str, list[str]] = {}
    try:
        for number, line in enumerate(lines, 1):
            name, colon, value = line.partition(b":")
            if number > _MAX_LINES or len(line) > MAX_LINE:
                raise Refusal("The head is too large", RequestHeaderFieldsTooLarge)
            if not colon or not is_token(name) or value.translate(None, _FIELD):
                raise Refusal("A header line is not NAME: VALUE")
            if _MAX_BLANKS in value.replace(b"\t", b" "):
                raise Refusal("A header holds too many blanks")
            if b"_" not in name:
                key = name.decode("ascii").upper().replace("-", "_")
                found.setdefault(key, []).append(value.strip(b" \t").decode("latin-1"))
    finally:
        fields.update((key, ", ".join(values)) for key, values in found.items())
        long = [key for key in _PREFERENCES if len(fields.get(key, "")) > MAX_PREFERENCE]
        for key in long:
            del fields[key]  # reading it takes longer than all else
    if long:
        raise Refusal("An Accept header is too large", RequestHeaderFieldsTooLarge)
    return {key: len(values) for key, values in found.items()}


def settle_host(line: Line, fields: Fields, counts: Mapping[str, int]) -> None:
    """Check that there is one host, that of the target before that of Host; raises Refusal."""
    hosts = counts.get("HOST", 0)
    if hosts > 1 or (line.version == "1.1" and not hosts):
        raise Refusal("One Host is needed")
    if line.host is not None:
        fields["HOST"] = line.host
    if not is_host(fields.get("HOST", "")):
        raise Refusal("Host is no host")


def read_length(line: Line, fields: Fields, counts: Mapping[str, int]) -> int | None:
    """Give the bytes of the body, None where it comes in chunks (RFC 9112 §6); raises Refusal."""
    coding, length = fields.pop("TRANSFER_ENCODING", None), fields.get("CONTENT_LENGTH", "0")
    if counts.get("TRANSFER_ENCODING", 0) + counts.get("CONTENT_LENGTH", 0) > 1:
        raise Refusal("The length is given twice")
    if coding is not None:
        if line.version == "1.0":
            raise Refusal("HTTP/1.0 knows no Transfer-Encoding")
        if coding.lower() != "chunked":
            raise Refusal("Only chunked is read", ServerNotImplemented)
        return None
    if not (length.isascii() and length.isdigit() and len(length) <= _MAX_DIGITS):
        raise Refusal("Content-Length is no number of bytes")
    return int(length)


def settle_connection(fields: Fields) -> None:
    """Leave of Connection what waitress understands: one of its words."""
    said = {word.strip().lower() for word in fields.get("CONNECTION", "").split(",")}
    known = next((word for word in ("close", "keep-alive") if word in said), None)
    if known:
        fields["CONNECTION"] = known
    else:
        fields.pop("CONNECTION", None)
