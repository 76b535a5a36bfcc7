"""What operators see: one line of JSON a request, and counts for Prometheus; no personal data."""

import contextlib
import json
import logging
import os
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any
from wsgiref.types import WSGIApplication

ACCESS = logging.getLogger("shisaku.access")
ENDPOINT, QUERY = "shisaku.endpoint", "shisaku.query"
"""Keys of the WSGI environment: what answered, and the hash of the query that was asked."""


class LineHandler(logging.Handler):
    """Writes each record by one call of the system, which keeps lines whole without a lock.

    Under a lock each thread would wait for all others' writing: a third of the rate at 32 clients.
    """

    def handle(self, record: logging.LogRecord) -> bool:
        """Write a record, as the library does but for its lock."""
        self.emit(record)
        return True

    def emit(self, record: logging.LogRecord) -> None:
        """Write to the standard error; what cannot be written is lost: requests come first."""
        with contextlib.suppress(OSError):
            os.write(sys.stderr.fileno(), f"{self.format(record)}\n".encode())


class Metrics:
    """Counts of requests and the seconds they took, by endpoint and status."""

    def __init__(self) -> None:
        """Begin at nothing."""
        self._lock = threading.Lock()
        self._requests: Counter[tuple[str, int]] = Counter()
        self._seconds: Counter[str] = Counter()

    def count(self, endpoint: str, status: int, seconds: float) -> None:
        """Count one request."""
        with self._lock:
            self._requests[endpoint, status] += 1
            self._seconds[endpoint] += seconds  # type: ignore[assignment]

    def text(self) -> str:
        """Give the counts in Prometheus's text exposition format."""
        with self._lock:
            requests = sorted(self._requests.items())
            seconds = sorted(self._seconds.items())
        lines = ["# TYPE shisaku_requests_total counter"]
        lines += [
            f'shisaku_requests_total{{endpoint="{endpoint}",status="{status}"}} {n}'
            for (endpoint, status), n in requests
        ]
        lines.append("# TYPE shisaku_request_seconds_total counter")
        lines += [
            f'shisaku_request_seconds_total{{endpoint="{endpoint}"}} {n:.6f}'
            for endpoint, n in seconds
        ]
        return "\n".join(lines) + "\n"


class Observed:
    """A WSGI application whose requests are counted and logged, however they are answered."""

    def __init__(self, app: WSGIApplication, metrics: Metrics) -> None:
        """Stand round an application, which tells ENDPOINT and QUERY in the environment."""
        self._app, self._metrics = app, metrics

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Pass a request on; count and log it when its answer begins."""
        began = time.perf_counter()

        def begin(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            seconds = time.perf_counter() - began
            self._metrics.count(environ.get(ENDPOINT) or "", int(status[:3]), seconds)
            if ACCESS.isEnabledFor(logging.INFO):
                length = next((v for name, v in headers if name == "Content-Length"), None)
                ACCESS.info("%s", _line(environ, int(status[:3]), seconds, length))
            return start_response(status, headers, *error)

        return self._app(environ, begin)


def _line(environ: dict[str, Any], status: int, seconds: float, length: str | None) -> str:
    """Tell of a request: of the query only its hash, of the client nothing."""
    return json.dumps(
        {
            "method": environ["REQUEST_METHOD"],
            "endpoint": environ.get(ENDPOINT),
            "status": status,
            "ms": round(seconds * 1000, 2),
            "bytes": length and int(length),
            "query": environ.get(QUERY),
        }
    )
