"""One query while a store answers it: a thread reads the store, another answers the client."""

import queue
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from shisaku.server.engine import Answer, Kind, client_left, timed_out
from shisaku.server.settings import Settings
from shisaku.server.workers.admission import Slot

_LOOK = 0.25  # seconds between looks whether the other side is still there
_CHUNK = 64 * 1024
_AHEAD = 8  # chunks that may wait for the client


class _Left(Exception):
    """Nobody waits for the answer any more."""


@dataclass(frozen=True, slots=True)
class _End:
    """Nothing comes after this; failure: why, where that is no whole answer."""

    failure: Exception | None = None


class Channel:
    """What the store's thread writes and the client's reads: a file of a few chunks' room."""

    def __init__(self) -> None:
        """Begin empty."""
        self._items: queue.Queue[bytes | _End] = queue.Queue(_AHEAD)
        self._held = bytearray()
        self._is_left = threading.Event()

    def write(self, data: bytes) -> int:
        """Take bytes; they are passed on in chunks, in turn with the reader."""
        self._held += data
        if len(self._held) >= _CHUNK:
            self.flush()
        return len(data)

    def flush(self) -> None:
        """Pass on what is held."""
        self._put(bytes(self._held))
        self._held.clear()

    def finish(self, failure: Exception | None = None) -> None:
        """Say that this was all; after a failure, what is held is not passed on."""
        if failure is None:
            self.flush()
        self._put(_End(failure))

    def _put(self, item: bytes | _End) -> None:
        """Wait for room; ends the thread where nobody reads any more."""
        while not self._is_left.is_set():
            try:
                return self._items.put(item, timeout=_LOOK)
            except queue.Full:
                continue
        raise _Left

    def take(self, seconds: float) -> bytes | _End | None:
        """Give what comes within some seconds."""
        try:
            return self._items.get(timeout=max(0, seconds))
        except queue.Empty:
            return None

    def leave(self) -> None:
        """Read no more."""
        self._is_left.set()


class Asking:
    """A query that has a slot: its clock, and both ends of its answer."""

    def __init__(self, slot: Slot, settings: Settings, is_gone: Callable[[], bool]) -> None:
        """Begin to count the time."""
        self._slot, self._settings, self._is_gone = slot, settings, is_gone
        self._channel = Channel()
        self._began = time.monotonic()

    @property
    def end(self) -> float:
        """Give until when the query may take, by the monotonic clock."""
        return self._began + self._settings.query_timeout

    def answer(self, kind: Kind, media_type: str, ask: Callable[[Channel], None]) -> Answer:
        """Let a thread ask the store, and give what it writes once something has come.

        Raises EngineError, as the answer's body does.
        """
        threading.Thread(target=self._work, args=(ask,), daemon=True).start()
        body = self._body()
        first = next(body, b"")
        return Answer(kind, media_type, _again(first, body))

    def _work(self, ask: Callable[[Channel], None]) -> None:
        """Ask the store and pass on its answer, or why there is none."""
        try:
            try:
                ask(self._channel)
            except _Left:
                raise
            except Exception as failure:  # noqa: BLE001  (raised again where it is waited for)
                self._channel.finish(failure)
            else:
                self._channel.finish()
        except _Left:
            return

    def _body(self) -> Iterator[bytes]:
        """Give the chunks as they come; the slot is free when it ends."""
        try:
            while not isinstance(item := self._item(), _End):
                yield item
            if item.failure is not None:
                raise item.failure
            if self._slot.is_heavy:
                self._slot.remember(is_long=self._is_long())
        finally:
            self._channel.leave()
            self._slot.leave()

    def _item(self) -> bytes | _End:
        """Wait for what comes next: until the light time is over, the whole, or nobody waits."""
        look = min(_LOOK, self._settings.light_seconds)
        while (item := self._channel.take(min(look, self.end - time.monotonic()))) is None:
            if time.monotonic() >= self.end:
                raise timed_out(self._settings.query_timeout)
            if not self._slot.is_heavy and self._is_long():
                self._slot.become_heavy()
            if self._is_gone():
                raise client_left()
        return item

    def _is_long(self) -> bool:
        """Say whether the query has taken long; of a store only the time is known."""
        return time.monotonic() - self._began >= self._settings.light_seconds


def _again(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    """Put the chunk that was waited for before the rest."""
    try:
        yield first
        yield from rest
    finally:
        rest.close()  # type: ignore[attr-defined]
