"""What operators see: one line of JSON a request, and counts for Prometheus; no personal data."""

import json
import logging
import threading
from collections import Counter

from flask import Response, g, request

ACCESS = logging.getLogger("shisaku.access")


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


def log_access(response: Response, seconds: float) -> None:
    """Log a request: the query only as its hash, the client not at all."""
    ACCESS.info(
        "%s",
        json.dumps(
            {
                "method": request.method,
                "endpoint": request.endpoint,
                "status": response.status_code,
                "ms": round(seconds * 1000, 2),
                "bytes": response.content_length,
                "query": g.get("query_hash"),
            }
        ),
    )
