"""Which request is served next: each client's in turn, and none may have all threads or all room.

Stands where waitress has a plain queue. A client is an address (of IPv6 its /64 network); behind a
proxy that is trusted (``SHISAKU_TRUSTED_PROXY``), the last address of X-Forwarded-For.
"""

import threading
from collections import Counter, deque
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_address, ip_network
from typing import Any

from waitress.channel import HTTPChannel
from waitress.task import ThreadedTaskDispatcher, WSGITask

from shisaku.server.settings import Settings
from shisaku.server.turns import Turns

CLIENT, REFUSED = "shisaku.client", "shisaku.refused"
"""Keys of the WSGI environment: who asks; the status a request is refused with, or None."""
HEALTH = "/healthz"
"""What is answered whatever else is: from memory, without a query."""
_LONGEST = 64  # characters of a client's name, which a proxy may pass on from anyone


@dataclass(eq=False, slots=True)
class Visit:
    """One request of a channel while it waits and is served; has_thread: one of its client's."""

    queue: "FairQueue"
    channel: HTTPChannel
    client: str
    refused: int | None = None
    has_thread: bool = False

    def service(self) -> None:
        """Serve the request (waitress calls it in one of its threads)."""
        self.channel.visit = self  # type: ignore[attr-defined]
        try:
            self.channel.service()
        finally:
            self.queue.leave(self)

    def cancel(self) -> None:
        """Give the request up: the server ends."""
        self.channel.cancel()


class FairTask(WSGITask):
    """A request whose environment says who asks and whether it is refused.

    The head of its answer leaves with the first of what follows: at each call of the system threads
    contend for the interpreter, which at 32 clients costs more than the answer.
    """

    def get_environment(self) -> dict[str, Any]:
        """Give the WSGI environment."""
        visit: Visit = self.channel.visit  # type: ignore[attr-defined]
        told = {CLIENT: visit.client, REFUSED: visit.refused}
        return {**super().get_environment(), **told}

    def execute(self) -> None:
        """Write the answer; what ends midway must not look whole, as over HTTP/1.0 it would."""
        try:
            super().execute()
        except BaseException:
            if self.wrote_header:
                self.channel.never_whole()  # type: ignore[attr-defined]
            raise

    def write(self, data: bytes) -> None:
        """Write a piece of the answer."""
        if data and self.complete and not self.wrote_header:
            self.channel.head = self.build_response_header()  # type: ignore[attr-defined]
            self.wrote_header = True
        super().write(data)
        if self.channel.head:  # type: ignore[attr-defined]
            self.channel.write_soon(b"")  # no body may follow


class FairQueue:
    """What waitress's dispatcher takes requests from; it has the methods of a deque it uses."""

    def __init__(self, settings: Settings) -> None:
        """Begin with nothing.

        An eighth of the threads is left to what is answered at once, a quarter of the others to
        clients that have none.
        """
        self._room, self._proxy = settings.queue, settings.trusted_proxy
        self._most = settings.threads - settings.threads // 8
        self._most_again = max(1, self._most * 3 // 4)
        self._lock = threading.Lock()
        self._turns: Turns[Visit] = Turns()
        self._at_once: deque[Visit] = deque()
        self._served: Counter[str] = Counter()

    def __len__(self) -> int:
        """Give how many requests may be served at once; that may be fewer than wait."""
        with self._lock:
            return len(self._at_once) + len(self._next())

    def _next(self) -> list[str]:
        """Give the clients whose turn may come, the next first."""
        held = self._served.total()
        if held < self._most_again:
            return [*self._turns]
        return [one for one in self._turns if not self._served[one] and held < self._most]

    def is_short(self) -> bool:
        """Say whether requests wait for a thread that nobody gives back."""
        with self._lock:
            return len(self._turns) > 0 and not self._next()

    def append(self, channel: HTTPChannel) -> None:
        """Let a request wait; where the room is full, who has most in it loses the newest."""
        client = client_of(channel, self._proxy)
        visit = Visit(self, channel, client)
        with self._lock:
            path: str = channel.requests[0].path  # type: ignore[attr-defined]
            if path == HEALTH and client not in {one.client for one in self._at_once}:
                self._at_once.append(visit)
                return
            self._turns.add(client, visit)
            if len(self._turns) > self._room:
                client, visit = self._turns.largest()
                self._turns.withdraw(client, visit)
                visit.refused = 429 if {*self._turns, *self._served} - {client} else 503
                self._at_once.append(visit)

    def popleft(self) -> Visit:
        """Give the next to be served: what is refused is soon done."""
        with self._lock:
            if self._at_once:
                return self._at_once.popleft()
            client = self._next()[0]
            self._served[client] += 1
            visit = self._turns.take(client)
            visit.has_thread = True
            return visit

    def leave(self, visit: Visit) -> None:
        """Take note that a request has been served."""
        if visit.has_thread:
            with self._lock:
                self._served[visit.client] -= 1
                self._served += Counter()  # forgets who has none


class FairDispatcher(ThreadedTaskDispatcher):
    """Threads that take requests from a fair queue."""

    queue: FairQueue  # type: ignore[assignment]

    def __init__(self, settings: Settings) -> None:
        """Start the threads."""
        super().__init__()
        self.queue = FairQueue(settings)
        self.set_thread_count(settings.threads)

    def add_task(self, task: HTTPChannel) -> None:  # type: ignore[override]
        """Let a request wait, and wake a thread only where it may take one: waking is dear."""
        with self.lock:
            self.queue.append(task)
            if self.queue:
                self.queue_cv.notify()


def client_of(channel: HTTPChannel, proxy: str) -> str:
    """Say who asks: an address, or of IPv6 its network; proxy: whose word on it is taken."""
    address = str(channel.addr[0])
    request = next(iter(channel.requests), channel.request)
    if address == proxy and request:
        told = request.headers.get("X_FORWARDED_FOR", address)
        address = told.rpartition(",")[2].strip()[:_LONGEST]
    return network_of(address)


@lru_cache(maxsize=4096)
def network_of(address: str) -> str:
    """Give an address of IPv4, the /64 network of one of IPv6, and what is neither as it is."""
    try:
        is_4 = ip_address(address).version == 4  # noqa: PLR2004
    except ValueError:
        return address
    return address if is_4 else str(ip_network((address, 64), strict=False))
