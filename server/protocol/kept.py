"""Answers kept in memory: a release never changes, so what it answered once it answers again."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain
from sys import getsizeof
from typing import Any, Final
from wsgiref.types import WSGIApplication

from cachetools import LRUCache
from werkzeug.http import parse_etags, remove_entity_headers

from shisaku.server.observation import ENDPOINT, QUERY
from shisaku.server.protocol.fairness import REFUSED

LARGEST: Final = 1024 * 1024
"""Bytes of the largest answer that is kept."""
_VARIES: Final = (
    "wsgi.url_scheme", "HTTP_HOST", "PATH_INFO", "QUERY_STRING",
    "HTTP_ACCEPT", "HTTP_ACCEPT_LANGUAGE", "HTTP_ACCEPT_ENCODING",
)  # fmt: skip
"""What of a request an answer depends on, besides the release."""
_OTHERWISE: Final = (
    "HTTP_RANGE", "HTTP_IF_RANGE", "HTTP_IF_MATCH", "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_UNMODIFIED_SINCE", "HTTP_CACHE_CONTROL", "HTTP_PRAGMA",
)  # fmt: skip
"""Who says one of these gets the answer made anew; so does a request that found no room."""
_AROUND, _PAIR = 1600, 72
"""Bytes that an answer takes beside its own, and each of its headers."""
Key = tuple[str, ...]
Headers = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer with status 200; told: what the log says of it. size: bytes of memory, all told."""

    headers: Headers
    body: bytes
    tag: str
    told: dict[str, Any]
    size: int


class KeptAnswers:
    """A WSGI application in front of that of one release: changing over leaves it behind."""

    def __init__(self, app: WSGIApplication, megabytes: int) -> None:
        """Begin with nothing; megabytes: the memory that all answers together may take, in MiB."""
        self._app = app
        self._lock = threading.Lock()
        self._kept: LRUCache[Key, Kept] = LRUCache(megabytes * 1024 * 1024, lambda kept: kept.size)
        self._hits = self._misses = 0

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Answer from memory, or ask the application and keep what may be kept."""
        if environ["REQUEST_METHOD"] != "GET" or any(map(environ.get, (REFUSED, *_OTHERWISE))):
            return self._app(environ, start_response)
        key = tuple(environ.get(name, "") for name in _VARIES)
        with self._lock:
            kept = self._kept.get(key)
            self._hits += kept is not None
        if kept is None:
            return self._ask(key, environ, start_response)
        environ.update(kept.told)
        if kept.tag and parse_etags(environ.get("HTTP_IF_NONE_MATCH")).contains_weak(kept.tag):
            headers = [*kept.headers]
            remove_entity_headers(headers)
            start_response("304 NOT MODIFIED", headers)
            return []
        start_response("200 OK", [*kept.headers])
        return [kept.body]

    def _ask(
        self, key: Key, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Ask the application; keep an answer that is public, whole and not large."""
        begun: list[tuple[str, Headers]] = []

        def begin(status: str, headers: Headers, *error: Any) -> Any:
            begun.append((status, headers))
            return start_response(status, headers, *error)

        body = self._app(environ, begin)
        (status, headers), said = begun[-1], {}
        said = {name.lower(): value for name, value in headers}
        length = int(said.get("content-length", LARGEST + 1))
        if not status.startswith("200") or "public" not in said.get("cache-control", ""):
            return body
        with self._lock:
            self._misses += 1
        if length > LARGEST:
            return body
        try:
            whole = b"".join(body)
        finally:
            getattr(body, "close", lambda: None)()
        self._keep(key, Kept(
            headers, whole, said.get("etag", "").removeprefix("W/").strip('"'),
            {name: environ.get(name) for name in (ENDPOINT, QUERY)},
            sum(map(getsizeof, (whole, *key, *chain.from_iterable(headers)))) + _AROUND
            + _PAIR * len(headers),
        ))  # fmt: skip
        return [whole]

    def _keep(self, key: Key, kept: Kept) -> None:
        """Keep an answer; those that were asked for least lately give way."""
        with self._lock:
            if kept.size <= self._kept.maxsize:
                self._kept[key] = kept

    def text(self) -> str:
        """Give what metrics tell of it, in Prometheus's text exposition format."""
        with self._lock:
            told = {
                "hits_total counter": self._hits,
                "misses_total counter": self._misses,
                "bytes gauge": self._kept.currsize,
            }
        return "".join(
            f"# TYPE shisaku_cache_{name}\nshisaku_cache_{name.partition(' ')[0]} {n}\n"
            for name, n in told.items()
        )
