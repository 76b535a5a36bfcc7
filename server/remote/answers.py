"""What a store answers, read as it comes: nothing is believed that is not as it must be."""

import io
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, cast

import httpx2
import pyoxigraph as ox

from shisaku.server.engine import Kind, QueryTooLarge, timed_out
from shisaku.server.evaluation import Results, kind_of, write, write_triples
from shisaku.server.remote.store import failed, slow
from shisaku.server.settings import Settings

_MIB = 1024 * 1024
_CHUNK = 64 * 1024
_ROWS = ("application/sparql-results+json", "application/json")
_GRAPHS = {
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/turtle": ox.RdfFormat.TURTLE,
}
ACCEPT = {
    Kind.ROWS: _ROWS[0],
    Kind.TRUTH: _ROWS[0],
    Kind.GRAPH: "application/n-triples, text/turtle;q=0.5",
}
"""The formats that a store is asked for."""
_CUT = ("x-sparql-maxrows", "x-sql-state")
"""Virtuoso's headers of an answer with fewer rows than there are."""
# Virtuoso's names of blank nodes are no names (SPARQL 1.1 Results JSON §3.2.2); a quotation mark
# inside a literal has a backslash before it, so that this is never part of one.
_NODE, _NAMED = b'"bnode", "value": "nodeID://', b'"bnode", "value": "'


_WHOLE = re.compile(rb'(?:[^"]++|"(?:[^"\\]++|\\.)*+")*+', re.DOTALL)
_STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+"', re.DOTALL)
_REST = re.compile(rb'(?:[^"\\]++|\\.)*+"', re.DOTALL)
_OPENING, _CLOSING = b"([{", b")]}"
_OTHERS = bytes(set(range(256)) - {*_OPENING, *_CLOSING})
DEEPEST = 200
"""Levels of an answer: an object in a row's cell is the fifth of JSON, each term in it two more."""


class Nesting:
    """Counts how deep an answer nests, piece by piece: a query can make triple terms in terms.

    pyoxigraph reads them by a recursion that at some thousands ends the process.
    """

    def __init__(self) -> None:
        """Begin outside of all."""
        self._depth, self._in_string, self._held = 0, False, b""

    def add(self, piece: bytes) -> None:
        """Read on; raises EngineError where it nests too deep."""
        text = self._held + piece
        self._held = b"\\" * ((len(text) - len(text.rstrip(b"\\"))) % 2)
        text = text.removesuffix(self._held)
        if self._in_string:
            end = _REST.match(text)
            if end is None:
                return
            text = text[end.end() :]
        whole = cast("re.Match[bytes]", _WHOLE.match(text))
        self._in_string = whole.end() < len(text)
        for bracket in _STRING.sub(b"", whole[0]).translate(None, _OTHERS):
            self._depth += 1 if bracket in _OPENING else -1
            if self._depth > DEEPEST:
                raise failed(f"it nests deeper than {DEEPEST} levels")


class Body(io.RawIOBase):
    """The bytes of an answer, as pyoxigraph reads them: in time, and not too many.

    Reading raises EngineError.
    """

    def __init__(self, response: httpx2.Response, settings: Settings, end: float) -> None:
        """Begin before the first byte. end: until when, by the monotonic clock."""
        super().__init__()
        self.headers = response.headers
        self._pieces = response.iter_bytes(_CHUNK)
        self._settings, self._end = settings, end
        self._held, self._size, self._is_whole = b"", 0, False
        self._nesting = Nesting()

    def read(self, size: int = -1, /) -> bytes:
        """Give the next bytes; none at the end."""
        while not self._is_whole and len(self._held) < len(_NODE):
            self._held = (self._held + self._next()).replace(_NODE, _NAMED)
        keep = 0 if self._is_whole else len(_NODE) - 1  # the beginning of a name may be at the end
        size = min(size if size >= 0 else _CHUNK, len(self._held) - keep)
        given, self._held = self._held[:size], self._held[size:]
        return given

    def _next(self) -> bytes:
        """Give the next piece of the answer."""
        piece = next(self._pieces, b"")
        self._is_whole = not piece
        self._size += len(piece)
        if self._size > self._settings.result_mb * _MIB:
            raise QueryTooLarge(
                f"its result has more than {self._settings.result_mb} MiB: ask for less",
                f"結果が {self._settings.result_mb} MiB を超えました: 求める量を減らしてください",
            )
        if time.monotonic() > self._end:
            raise timed_out(self._settings.query_timeout)
        self._nesting.add(piece)
        return piece


def write_answer(body: Body, kind: Kind, media_type: str, out: IO[bytes]) -> None:
    """Write a store's answer in a format, as it comes. Raises EngineError."""
    headers = body.headers
    given = headers.get("content-type", "").partition(";")[0].strip().lower()
    if cut := next((name for name in _CUT if name in headers), None):
        raise failed(f"it is cut off: {cut}")
    with understood():
        if kind is not Kind.GRAPH:
            write(_results(given, kind, body), media_type, out)
            return
        if given not in _GRAPHS:
            raise failed(f"it is {given or 'of no type'}, not a graph")
        if "content-length" not in headers and "transfer-encoding" not in headers:
            raise failed("it does not say where it ends")
        quads = ox.parse(cast("IO[bytes]", body), format=_GRAPHS[given])
        write_triples((quad.triple for quad in quads), media_type, out)


def _results(given: str, kind: Kind, body: Body) -> Results:
    """Begin to read rows or a truth; raises EngineError where it is something else."""
    if given not in _ROWS:
        raise failed(f"it is {given or 'of no type'}, not {_ROWS[0]}")
    results = ox.parse_query_results(cast("IO[bytes]", body), format=ox.QueryResultsFormat.JSON)
    if kind_of(results) is not kind:
        raise failed("rows in the place of a truth, or the other way round")
    return results


@contextmanager
def understood() -> Iterator[None]:
    """Turn what reading an answer raises into EngineError."""
    try:
        yield
    except httpx2.TimeoutException as error:
        raise slow() from error
    except (httpx2.HTTPError, httpx2.StreamError) as error:
        raise failed("it was cut off") from error
    except SyntaxError as error:
        raise failed(f"it cannot be read: {str(error.msg)[:200]}") from error
