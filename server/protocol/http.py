"""The HTTP server: waitress, with strict connections of which each client has its share."""

import resource
import socket
import sys
import time
from collections import Counter
from collections.abc import Callable
from operator import itemgetter
from typing import Any
from wsgiref.types import WSGIApplication

from waitress.adjustments import Adjustments
from waitress.server import TcpWSGIServer

from shisaku.server.protocol.channel import IDLE_SECONDS, StrictChannel
from shisaku.server.protocol.fairness import FairDispatcher, client_of, network_of
from shisaku.server.protocol.requests import MAX_QUERY_BYTES
from shisaku.server.settings import Settings

MAX_HEADER_BYTES = 64 * 1024
MAX_WAITING_BYTES = 4 * 1024 * 1024
"""Of an answer, so much may wait in memory for its client to read before its query waits too."""
HELD_BYTES, HELD_SHARE = 128 * 1024 * 1024, 32 * 1024 * 1024
"""Memory for what is read of requests and waits of answers: of all clients, and of one."""
CONNECTIONS, _SPARE, _AT_ONCE = 1000, 100, 64
FILES = 4096
"""Open files that the process may have, if the system lets it."""


class StrictServer(TcpWSGIServer):
    """A listening socket whose connections are read strictly and closed when silent or slow."""

    channel_class = StrictChannel
    task_dispatcher: FairDispatcher
    settings = Settings()
    beat: Callable[[], None] = staticmethod(lambda: None)
    is_tight = False
    _next_look = 0.0
    _has_accepted = False

    def handle_accept(self) -> None:
        """Accept all who wait, not one in each round: a round looks at every connection."""
        for _ in range(_AT_ONCE):
            self._has_accepted = False
            super().handle_accept()
            if not self._has_accepted:
                return

    def accept(self) -> tuple[socket.socket, Any] | None:
        """Accept a connection, if need be in the place of an idle one of who has most."""
        accepted: tuple[socket.socket, Any] | None = super().accept()
        self._has_accepted = accepted is not None
        if accepted and not self._make_room(str(accepted[1][0])):
            accepted[0].close()
            return None
        return accepted

    def _make_room(self, address: str) -> bool:
        """Say whether an address may have one more connection, where needed after closing one.

        Who has its share gives up one of its own; where all are taken, who has most does.
        """
        client, limit = network_of(address), self.settings.connections
        channels: list[StrictChannel] = [*self.active_channels.values()]  # type: ignore[attr-defined]
        if len(channels) < min(limit, CONNECTIONS):
            return True
        held = Counter(network_of(str(channel.addr[0])) for channel in channels)
        is_full = len(channels) >= CONNECTIONS
        if address != self.settings.trusted_proxy and held[client] >= limit:
            loser = client
        elif is_full:
            loser = max(held, key=lambda one: held[one])
        else:
            return True
        idle = [
            channel
            for channel in channels
            if channel.is_idle() and network_of(str(channel.addr[0])) == loser
        ]
        if not idle:
            return False
        min(idle, key=lambda channel: channel.last_activity).handle_close()
        return True

    def readable(self) -> bool:
        """Say whether to accept (the loop asks in each round)."""
        if self.is_tight:
            self.is_tight = False
            self._relieve()
        return bool(super().readable())

    def _relieve(self) -> None:
        """End connections of who holds more memory than its share, or most of all too much.

        Those that hold most go first.
        """
        channels: list[StrictChannel] = [*self.active_channels.values()]  # type: ignore[attr-defined]
        theirs: dict[str, list[tuple[int, StrictChannel]]] = {}
        for held, channel in sorted(((one.held, one) for one in channels), key=itemgetter(0)):
            client = client_of(channel, self.settings.trusted_proxy)
            theirs.setdefault(client, []).append((held, channel))
        sums = Counter({client: sum(held for held, _ in has) for client, has in theirs.items()})
        while sums and (sums.most_common(1)[0][1] > HELD_SHARE or sums.total() > HELD_BYTES):
            client = max(sums, key=lambda one: sums[one])
            held, channel = theirs[client].pop()
            sums[client] -= held
            channel.reset()

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
        self.beat()
        is_short = self.task_dispatcher.queue.is_short()
        super().maintenance(int(now))
        for channel in [*self.active_channels.values()]:  # type: ignore[attr-defined]
            channel.will_close |= channel.is_late(now, self.settings.request_seconds)
            if channel.is_unread(now, is_short):
                channel.reset()  # so that writing, and its query, end


def listen(host: str, port: int) -> socket.socket:
    """Listen on one address; raises OSError where that cannot be."""
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    listening = socket.socket(family, kind, protocol)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind(address)
    listening.listen(CONNECTIONS)
    return listening


def create_server(
    app: WSGIApplication, listening: socket.socket, settings: Settings
) -> StrictServer:
    """Make a server that accepts connections from a socket that listens."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(FILES, hard) if hard > 0 else FILES, hard))
    adjustments = Adjustments(
        sockets=[listening],
        ident=None,
        threads=settings.threads,
        connection_limit=CONNECTIONS + _SPARE,
        asyncore_use_poll=True,  # select() knows 1024 files, the connections among them
        channel_timeout=IDLE_SECONDS,
        cleanup_interval=1,
        channel_request_lookahead=1,  # so that queries may ask whether their client has left
        max_request_header_size=MAX_HEADER_BYTES,
        max_request_body_size=MAX_QUERY_BYTES + MAX_HEADER_BYTES,
        inbuf_overflow=2 * MAX_QUERY_BYTES,  # a disk may be full: nothing waits there
        outbuf_high_watermark=MAX_WAITING_BYTES,
        outbuf_overflow=2 * MAX_WAITING_BYTES,
        **_proxy(settings),
        clear_untrusted_proxy_headers=True,
    )
    where = listening.family, listening.type, listening.proto, listening.getsockname()
    server = StrictServer(
        app,
        _sock=listening,
        dispatcher=FairDispatcher(settings),
        adj=adjustments,
        sockinfo=where,
        bind_socket=False,
    )
    server.settings = settings
    return server


def _proxy(settings: Settings) -> dict[str, Any]:
    """Say whose word on the public address is taken (waitress drops it from all others)."""
    if not settings.trusted_proxy:
        return {}
    told = {"x-forwarded-host", "x-forwarded-proto"}
    return {"trusted_proxy": settings.trusted_proxy, "trusted_proxy_headers": told}
