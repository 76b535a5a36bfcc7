"""The HTTP server: waitress, with a parser that refuses what another server may read otherwise."""

import contextlib
import socket
import sys
import time
from typing import Any
from wsgiref.types import WSGIApplication

from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.server import TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher

from shisaku.server.protocol.fairness import FairQueue, FairTask
from shisaku.server.protocol.requests import MAX_QUERY_BYTES
from shisaku.server.settings import Settings

MAX_HEADER_BYTES = 64 * 1024
MAX_WAITING_BYTES = 4 * 1024 * 1024
"""Of an answer, so much may wait in memory for its client to read before its query waits too."""
CONNECTIONS = 1000
IDLE_SECONDS = 20


class StrictRequestParser(HTTPRequestParser):
    """Refuses two lengths, none or two hosts, and versions that are no HTTP/1 (RFC 9112 §3, §6)."""

    def parse_header(self, header_plus: bytes) -> None:
        """Read the head of a request; raises ParsingError."""
        head, *lines = header_plus.split(b"\r\n")
        names = [line.split(b":", 1)[0].lower() for line in lines if line[:1] not in {b" ", b"\t"}]
        version = head.rsplit(b" ", 1)[-1]
        if version not in {b"HTTP/1.0", b"HTTP/1.1"}:
            raise ParsingError("The version of HTTP is not 1.1")
        if names.count(b"host") > 1 or (version == b"HTTP/1.1" and b"host" not in names):
            raise ParsingError("One Host is needed")
        if names.count(b"content-length") > 1 or names.count(b"transfer-encoding") > 1:
            raise ParsingError("The length is given twice")
        if b"content-length" in names and b"transfer-encoding" in names:
            raise ParsingError("The length is given in two ways")
        super().parse_header(header_plus)


class StrictChannel(HTTPChannel):
    """A connection whose requests are read strictly; its silence is measured by a steady clock."""

    parser_class = StrictRequestParser
    task_class = FairTask
    _active = 0.0

    @property
    def last_activity(self) -> float:
        """Give when something was last read or sent."""
        return self._active

    @last_activity.setter
    def last_activity(self, _wall_clock: float) -> None:
        """Take note of activity; waitress gives the wall clock, which may jump."""
        self._active = time.monotonic()


class StrictServer(TcpWSGIServer):
    """A listening socket whose connections are read strictly and closed when they are silent."""

    channel_class = StrictChannel
    _next_look = 0.0

    @property
    def next_channel_cleanup(self) -> int:
        """Give, to who compares with the wall clock: always, if it is time, else never."""
        return 0 if time.monotonic() >= self._next_look else sys.maxsize

    @next_channel_cleanup.setter
    def next_channel_cleanup(self, _wall_clock: int) -> None:
        """Look again after the interval."""
        self._next_look = time.monotonic() + self.adj.cleanup_interval

    def maintenance(self, _wall_clock: int) -> None:
        """Close silent connections, also those whose clients do not read their answer."""
        now = int(time.monotonic())
        super().maintenance(now)
        for channel in [*self.active_channels.values()]:  # type: ignore[attr-defined]
            if channel.total_outbufs_len and channel.last_activity < now - IDLE_SECONDS:
                with contextlib.suppress(OSError):  # it has gone meanwhile
                    channel.socket.shutdown(socket.SHUT_RDWR)  # so that writing, and its query, end


def create_server(app: WSGIApplication, host: str, port: int, settings: Settings) -> StrictServer:
    """Make a server that listens on one address; raises OSError where it cannot."""
    adjustments = Adjustments(
        host=host,
        port=port,
        ident=None,
        threads=settings.threads,
        connection_limit=CONNECTIONS,
        channel_timeout=IDLE_SECONDS,
        cleanup_interval=5,
        channel_request_lookahead=1,  # so that a client that leaves is noticed
        max_request_header_size=MAX_HEADER_BYTES,
        max_request_body_size=MAX_QUERY_BYTES + MAX_HEADER_BYTES,
        inbuf_overflow=2 * MAX_QUERY_BYTES,  # a disk may be full: nothing waits there
        outbuf_high_watermark=MAX_WAITING_BYTES,
        outbuf_overflow=2 * MAX_WAITING_BYTES,
        **_proxy(settings),
        clear_untrusted_proxy_headers=True,
    )
    dispatcher = ThreadedTaskDispatcher()
    dispatcher.queue = FairQueue(settings)  # type: ignore[assignment]
    dispatcher.set_thread_count(settings.threads)
    listen = adjustments.listen[0]
    return StrictServer(app, sockinfo=listen, adj=adjustments, dispatcher=dispatcher)  # type: ignore[arg-type]


def _proxy(settings: Settings) -> dict[str, Any]:
    """Say whose word on the public address is taken (waitress drops it from all others)."""
    if not settings.trusted_proxy:
        return {}
    told = {"x-forwarded-host", "x-forwarded-proto"}
    return {"trusted_proxy": settings.trusted_proxy, "trusted_proxy_headers": told}
