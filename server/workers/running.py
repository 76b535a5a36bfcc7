"""One query while it runs: its worker, its slot, and the clock."""

import contextlib
import json
import logging
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator

from shisaku.server import engine as errors
from shisaku.server.engine import (
    Answer,
    EngineBusy,
    EngineError,
    Kind,
    QueryCrashed,
    QueryTooLarge,
    client_left,
    timed_out,
)
from shisaku.server.workers import frames
from shisaku.server.workers.admission import LOOK, Slot, watch
from shisaku.server.workers.processes import PoolError, Processes, Worker

LOG = logging.getLogger("shisaku")
_PATIENCE = 5  # times the light seconds: longer than this is long, however busy the machine
_OUT_OF_MEMORY = {-signal.SIGABRT, 1}  # an allocation failed in the engine, or in Python
_UNWATCHED = 1024 * 1024  # bytes of an answer that its client may be slow to read
_NICE = 10  # priority of heavy queries, below that of cheap ones


class WorkersLost(EngineBusy):
    """A query whose worker ended because the process that forks all of them did."""


class Running:
    """A query that has a slot: takes a worker, reads its answer in time, gives both back."""

    def __init__(self, processes: Processes, slot: Slot, is_gone: Callable[[], bool]) -> None:
        """Begin to count the time."""
        self.processes, self.slot, self.is_gone = processes, slot, is_gone
        self.settings = processes.settings
        self.worker: Worker | None = None
        self.received = bytearray()
        self.is_over = self.is_watched = False
        self.given: int | None = None  # bytes of the answer; None until its head
        self.failure: EngineError | None = None  # why it was given up meanwhile
        self.lock = threading.RLock()  # its clock is looked at from two threads
        self.began = time.monotonic()
        self.worked_before = 0.0

    def begin(self, request: bytes) -> None:
        """Hand a request to a worker; one that died while it waited is replaced once."""
        for attempt in (1, 2):
            self.worker = self._take()
            self.began = time.monotonic()
            self.worked_before = self.worker.processor_time()
            if self.slot.is_heavy:
                self._let_others_go_first()
            try:
                self.worker.connection.sendall(request)
            except OSError:
                self.processes.end(self.worker)
                if attempt == 2:  # noqa: PLR2004
                    raise
            else:
                return

    def _take(self) -> Worker:
        """Take a worker; raises EngineBusy where none can be started."""
        try:
            return self.processes.take(self.slot.is_heavy)
        except PoolError as error:
            LOG.error("%s", error)
            raise EngineBusy(
                "no worker can be started: ask again later",
                "クエリを動かせません: 後でもう一度",
            ) from error

    def answer(self) -> Answer:
        """Wait for the head of the answer."""
        kind, payload = self._frame()
        if kind != frames.HEAD:
            self._fail(payload)
        head = json.loads(payload)
        self.given = 0
        return Answer(Kind(head["kind"]), head["media_type"], self._body())

    def _body(self) -> Iterator[bytes]:
        """Give the chunks of the answer as they come."""
        try:
            while True:
                kind, payload = self._frame()
                if kind == frames.DATA:
                    self._watch(len(payload))
                    yield payload
                elif kind == frames.END:
                    self._finish()
                    return
                else:
                    self._fail(payload)
        finally:
            self.stop()

    def _watch(self, size: int) -> None:
        """Let the clock of a long answer be looked at also while its client does not read it."""
        self.given = (self.given or 0) + size
        if self.given > _UNWATCHED and not self.is_watched:
            self.is_watched = True
            watch(self._goes_on)

    def _goes_on(self) -> bool:
        """Say whether the query still runs; one whose time is over is given up."""
        with self.lock:
            try:
                self._look()
            except EngineError as error:
                self.failure = error.with_traceback(None)
                self.is_over = True
                self.processes.kill(self._worker)
                self.slot.leave()
            return not self.is_over

    def _fail(self, payload: bytes) -> None:
        """Raise the error that the worker reports; the worker itself is well."""
        said = json.loads(payload)
        self._finish()
        kind: type[EngineError] = getattr(errors, said["kind"])
        raise kind(said["en"], said["ja"], said["spot"] and errors.Spot(*said["spot"]))

    def _frame(self) -> tuple[bytes, bytes]:
        """Read one frame within the query's time."""
        kind, length = frames.HEADER.unpack(self._read(frames.HEADER.size))
        return kind, self._read(length)

    def _read(self, size: int) -> bytes:
        """Read exactly so many bytes; raises EngineError where the worker has died."""
        while len(self.received) < size:
            self._wait()
            try:
                piece = self._worker.connection.recv(2 * frames.CHUNK)
            except OSError:
                piece = b""
            if not piece:
                raise self.failure or self._ended(self._worker)
            self.received += piece
        read = bytes(self.received[:size])
        del self.received[:size]
        return read

    def _ended(self, worker: Worker) -> EngineError:
        """Say why a worker has ended before its answer did."""
        how = self.processes.why_ended(worker)
        if how is None or how == -signal.SIGKILL:
            kind = WorkersLost if how is None else EngineBusy
            return kind(
                "the process that evaluated it was ended from outside: ask again",
                "評価していたプロセスが外から止められました: もう一度お試しください",
            )
        self.slot.remember(is_long=True)
        if how == -signal.SIGXCPU:
            return timed_out(self.settings.query_timeout)
        if how in _OUT_OF_MEMORY:
            memory = self.settings.memory_mb
            return QueryTooLarge(
                f"it needed more than {memory} MiB of memory: make it smaller",
                f"メモリー {memory} MiB では足りません: より小さなクエリにしてください",
            )
        return QueryCrashed(
            "the process that evaluated it broke down over it: nest less, or ask in parts",
            "評価していたプロセスがこのクエリで異常終了しました: 入れ子を減らすか、分けてください",
        )

    @property
    def _worker(self) -> Worker:
        """Give the worker, once it has been taken."""
        assert self.worker is not None  # noqa: S101
        return self.worker

    def _wait(self) -> None:
        """Wait for bytes: until the light time is over, the whole time, or the client leaves."""
        has_input = False
        while not has_input:
            limits = self.settings
            has_input = self._worker.has_input(min(LOOK, limits.light_seconds, self._rest()))
            self._look(has_input)
            if not has_input and self.is_gone():
                raise client_left()

    def _look(self, has_input: bool = False) -> None:
        """Look at the clock, which waiting for the client does not stop.

        Raises EngineError where the time is over, unless the answer has just come.
        """
        with self.lock:
            if self.is_over or (has_input and self.given is None):
                return
            if self._rest() <= 0:
                raise timed_out(self.settings.query_timeout)
            if not self.slot.is_heavy and self._is_long():
                self.slot.become_heavy(self.began, is_answering=self.given is not None)
                if self.slot.is_heavy:
                    self._let_others_go_first()

    def _rest(self) -> float:
        """Give the seconds that the query may still take."""
        return self.settings.query_timeout - (time.monotonic() - self.began)

    def _is_long(self) -> bool:
        """Say whether the query is long, and not just slow because the machine is busy."""
        light = self.settings.light_seconds
        passed = time.monotonic() - self.began
        worked = self._worker.processor_time() - self.worked_before
        return passed >= light and (worked >= light / 2 or passed >= _PATIENCE * light)

    def _let_others_go_first(self) -> None:
        """Give the worker a priority below that of cheap queries."""
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self._worker.process, _NICE)

    def _finish(self) -> None:
        """Give worker and slot back after an answer that was read to its end."""
        with self.lock:
            if self.is_over or self.worker is None:
                return
            self.is_over = True
            if self.slot.is_heavy:  # its priority is low for good
                self.slot.remember(is_long=self._is_long())
                self.processes.give_back_low(self.worker)
            else:
                self.processes.give_back(self.worker)
            self.slot.leave()

    def stop(self) -> None:
        """End a worker that has not finished, and free its slot."""
        with self.lock:
            if self.failure and self.worker is not None:
                self.worker.connection.close()
            if not self.is_over:
                self.is_over = True
                if self.worker is not None:
                    self.processes.end(self.worker)
                self.slot.leave()
