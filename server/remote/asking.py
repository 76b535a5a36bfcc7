"""One query while a store answers it: a thread reads the store, another answers the client."""

import logging
import queue
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from shisaku.server.engine import Answer, EngineError, Kind, client_left, timed_out
from shisaku.server.remote.store import failed
from shisaku.server.settings import Settings
from shisaku.server.workers.admission import LOOK, Slot, watch

LOG = logging.getLogger("shisaku")

_CHUNK = 64 * 1024
_AHEAD = 8  # chunks that may wait for the client


class _Left(Exception):
    """Nobody waits for the answer any more."""


@dataclass(frozen=True, slots=True)
class _End:
    """Nothing comes after this; failure: why, where that is no whole answer."""

    failure: EngineError | None = None


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

    def finish(self, failure: EngineError | None = None) -> None:
        """Say that this was all; after a failure, what is held is not passed on."""
        if failure is None:
            self.flush()
        self._put(_End(failure))

    def _put(self, item: bytes | _End) -> None:
        """Wait for room; ends the thread where nobody reads any more."""
        while not self._is_left.is_set():
            try:
                return self._items.put(item, timeout=LOOK)
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
        self._lock = threading.RLock()  # its clock is looked at from two threads
        self._has_begun = self._is_over = False
        self._failure: EngineError | None = None  # why it was given up meanwhile
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
            except Exception as failure:  # noqa: BLE001  (told where it is waited for)
                told = _bare(failure)
                _let_go(failure)
                self._channel.finish(told)
            else:
                self._channel.finish()
        except _Left as left:
            _let_go(left)

    def _body(self) -> Iterator[bytes]:
        """Give the chunks as they come; the slot is free when it ends."""
        try:
            while not isinstance(item := self._item(), _End):
                yield item
                if not self._has_begun:
                    self._has_begun = True
                    watch(self._goes_on)
            if item.failure is not None:
                raise item.failure
            if self._slot.is_heavy:
                self._slot.remember(is_long=self._is_long())
        finally:
            self._leave()

    def _leave(self) -> None:
        """Hear no more of the store, and free the slot."""
        with self._lock:
            if not self._is_over:
                self._is_over = True
                self._channel.leave()
                self._slot.leave()

    def _goes_on(self) -> bool:
        """Say whether the query still runs; one whose time is over is given up."""
        with self._lock:
            try:
                self._look()
            except EngineError as error:
                self._failure = error.with_traceback(None)
                self._leave()
            return not self._is_over

    def _item(self) -> bytes | _End:
        """Wait for what comes next: until the light time is over, the whole, or nobody waits."""
        look = min(LOOK, self._settings.light_seconds)
        while (item := self._channel.take(min(look, self.end - time.monotonic()))) is None:
            self._look()
            if self._is_gone():
                raise client_left()
        if not isinstance(item, _End):
            self._look()
        return item

    def _look(self) -> None:
        """Look at the clock, which waiting for the client does not stop; raises EngineError."""
        with self._lock:
            if self._failure:
                raise self._failure
            if self._is_over:
                return
            if time.monotonic() >= self.end:
                raise timed_out(self._settings.query_timeout)
            if not self._slot.is_heavy and self._is_long():
                self._slot.become_heavy(self._began, is_answering=self._has_begun)

    def _is_long(self) -> bool:
        """Say whether the query has taken long; of a store only the time is known."""
        return time.monotonic() - self._began >= self._settings.light_seconds


def _bare(failure: Exception) -> EngineError:
    """Give an error that another thread may have: none of the frames where it was raised.

    These hold what pyoxigraph lets only its own thread free.
    """
    if isinstance(failure, EngineError):
        return type(failure)(str(failure), failure.ja, failure.spot)
    LOG.error("reading the store failed", exc_info=failure)
    return failed(type(failure).__name__)


def _let_go(failure: BaseException) -> None:
    """Free, in this thread, what the frames of an error hold, and of those that led to it."""
    cause: BaseException | None = failure
    while cause is not None:
        traceback.clear_frames(cause.__traceback__)
        cause = cause.__context__


def _again(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    """Put the chunk that was waited for before the rest."""
    try:
        yield first
        yield from rest
    finally:
        rest.close()  # type: ignore[attr-defined]
