"""The HTTP server: waitress, with strict connections of which each client has its share."""

import contextlib
import socket
import sys
import time
from typing import Any
from wsgiref.types import WSGIApplication

from waitress.adjustments import Adjustments
from waitress.server import TcpWSGIServer

from shisaku.server.protocol.channel import IDLE_SECONDS, StrictChannel
from shisaku.server.protocol.fairness import FairDispatcher, network_of
from shisaku.server.protocol.requests import MAX_QUERY_BYTES
from shisaku.server.settings import Settings

MAX_HEADER_BYTES = 64 * 1024
MAX_WAITING_BYTES = 4 * 1024 * 1024
"""Of an answer, so much may wait in memory for its client to read before its query waits too."""
CONNECTIONS = 1000


class StrictServer(TcpWSGIServer):
    """A listening socket whose connections are read strictly and closed when silent or slow."""

    channel_class = StrictChannel
    settings = Settings()
    _next_look = 0.0

    def accept(self) -> tuple[socket.socket, Any] | None:
        """Accept a connection; an address that has its share gets no more, but the proxy does."""
        accepted: tuple[socket.socket, Any] | None = super().accept()
        if accepted and not self._has_room(str(accepted[1][0])):
            accepted[0].close()
            return None
        return accepted

    def _has_room(self, address: str) -> bool:
        """Say whether an address may have one more connection."""
        if address == self.settings.trusted_proxy:
            return True
        client = network_of(address)
        channels = self.active_channels.values()  # type: ignore[attr-defined]
        held = sum(network_of(str(channel.addr[0])) == client for channel in channels)
        return held < self.settings.connections

    @property
    def next_channel_cleanup(self) -> int:
        """Give, to who compares with the wall clock: always, if it is time, else never."""
        return 0 if time.monotonic() >= self._next_look else sys.maxsize

    @next_channel_cleanup.setter
    def next_channel_cleanup(self, _wall_clock: int) -> None:
        """Look again after the interval."""
        self._next_look = time.monotonic() + self.adj.cleanup_interval

    def maintenance(self, _wall_clock: int) -> None:
        """Close connections that are silent, send a request by drops or so read their answer."""
        now = time.monotonic()
        super().maintenance(int(now))
        for channel in [*self.active_channels.values()]:  # type: ignore[attr-defined]
            channel.will_close |= channel.is_late(now, self.settings.request_seconds)
            if channel.is_unread(now):
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
        cleanup_interval=1,
        channel_request_lookahead=1,  # so that a client that leaves is noticed
        max_request_header_size=MAX_HEADER_BYTES,
        max_request_body_size=MAX_QUERY_BYTES + MAX_HEADER_BYTES,
        inbuf_overflow=2 * MAX_QUERY_BYTES,  # a disk may be full: nothing waits there
        outbuf_high_watermark=MAX_WAITING_BYTES,
        outbuf_overflow=2 * MAX_WAITING_BYTES,
        **_proxy(settings),
        clear_untrusted_proxy_headers=True,
    )
    listen, dispatcher = adjustments.listen[0], FairDispatcher(settings)
    server = StrictServer(app, sockinfo=listen, adj=adjustments, dispatcher=dispatcher)  # type: ignore[arg-type]
    server.settings = settings
    return server


def _proxy(settings: Settings) -> dict[str, Any]:
    """Say whose word on the public address is taken (waitress drops it from all others)."""
    if not settings.trusted_proxy:
        return {}
    told = {"x-forwarded-host", "x-forwarded-proto"}
    return {"trusted_proxy": settings.trusted_proxy, "trusted_proxy_headers": told}
