"""The pool of workers: who may evaluate, for how long, and what becomes of one that may not.

A query has a light slot. After ``light_seconds`` it needs one of the few heavy slots, or is ended:
however many heavy queries come, cheap ones wait for no more than that.
"""

import contextlib
import json
import os
import select
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from shisaku.server import engine as errors
from shisaku.server.engine import (
    ANY,
    Answer,
    EngineBusy,
    EngineError,
    Formats,
    Kind,
    Query,
    QueryTimedOut,
    QueryTooLarge,
    QueryUnreadable,
    client_stays,
)
from shisaku.server.settings import Settings, variable
from shisaku.server.workers import frames, zygote

_LOOK = 0.25  # seconds between looks whether the client is still there
_PATIENCE = 5  # times the light seconds: longer than this is long, however busy the machine
_REMEMBERED = 1000  # queries known to be long
_NICE = 10  # priority of heavy queries, below that of cheap ones


class PoolError(Exception):
    """The store cannot be loaded; the message says why."""


@dataclass(eq=False, slots=True)
class _Worker:
    """A worker process and the pool's end of its connection."""

    process: int
    connection: socket.socket


class WorkerPool:
    """An engine whose queries run in worker processes over one data file."""

    def __init__(self, source: Path, settings: Settings, is_union: bool = True) -> None:
        """Load the file in a process of its own; raises PoolError where that fails."""
        self.source, self.settings, self.is_union = source, settings, is_union
        self._light = threading.BoundedSemaphore(settings.workers)
        self._heavy = threading.BoundedSemaphore(settings.heavy_workers)
        self._waiting = threading.BoundedSemaphore(settings.queue)
        self._lock = threading.Lock()
        self._long: dict[str, None] = {}
        self._idle: list[_Worker] = []
        self._start()

    def _start(self) -> None:
        """Start the process that forks workers and wait until it has loaded the store."""
        self._control, theirs = socket.socketpair()
        limits = {variable(name): str(value) for name, value in asdict(self.settings).items()}
        command = [sys.executable, "-m", zygote.__name__, str(theirs.fileno()), str(self.source)]
        self._zygote = subprocess.Popen(  # noqa: S603
            command,
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            env={**os.environ, **limits},
        )
        theirs.close()
        said = self._control.recv(4096)
        if said != zygote.READY:
            problem = said[1:].decode("utf-8", "replace") or "its process ended"
            self.close()
            raise PoolError(f"{self.source} cannot be loaded: {problem}")

    def close(self) -> None:
        """End all workers."""
        self._control.close()
        self._zygote.wait()
        for worker in self._idle:
            worker.connection.close()
        self._idle.clear()

    def run(
        self,
        query: Query,
        formats: Formats = ANY,
        is_gone: Callable[[], bool] = client_stays,
    ) -> Answer:
        """Run a query in a worker. Raises EngineError; the answer's body does so too."""
        if not self._waiting.acquire(blocking=False):
            raise EngineBusy("too many queries wait: ask again in a moment")
        try:
            is_heavy = self._admit(query)
        finally:
            self._waiting.release()
        running = _Running(self, is_gone, is_heavy)
        try:
            running.begin(query, formats)
            return running.answer()
        except BaseException:
            running.stop()
            raise

    def _admit(self, query: Query) -> bool:
        """Wait for a slot; a query that was long before waits for a heavy one, and says so."""
        limits = self.settings
        if query.text in self._long:
            if not self._heavy.acquire(timeout=limits.light_seconds):
                raise EngineBusy("too many long queries run: ask again later, or a smaller one")
            return True
        if not self._light.acquire(timeout=limits.queue_seconds):
            raise EngineBusy("no worker became free in time: ask again in a moment")
        return False

    def remember(self, text: str, is_long: bool) -> None:
        """Keep, or forget, that a query was long; of many only the latest."""
        with self._lock:
            self._long.pop(text, None)
            if is_long:
                self._long[text] = None
                if len(self._long) > _REMEMBERED:
                    del self._long[next(iter(self._long))]

    def take(self) -> _Worker:
        """Give a worker that waits, or a new one."""
        with self._lock:
            while self._idle:
                worker = self._idle.pop()
                if not _has_input(worker.connection, 0):
                    return worker
                worker.connection.close()  # it has died: an idle worker says nothing
            try:
                return self._fork()
            except (OSError, struct.error):
                self._zygote.wait()
                self._start()
                return self._fork()

    def _fork(self) -> _Worker:
        """Ask for a new worker; raises OSError or struct.error where nobody answers."""
        ours, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(self._control, [zygote.FORK], [theirs.fileno()])
        size = zygote.PROCESS.size
        (process,) = zygote.PROCESS.unpack(self._control.recv(size, socket.MSG_WAITALL))
        return _Worker(process, ours)

    def give_back(self, worker: _Worker) -> None:
        """Keep a worker for the next query."""
        with self._lock:
            self._idle.append(worker)

    def end(self, worker: _Worker) -> None:
        """Kill a worker, whatever it does."""
        worker.connection.close()
        with self._lock, contextlib.suppress(OSError):  # its parent has died, and it too
            self._control.sendall(zygote.KILL + zygote.PROCESS.pack(worker.process))

    def promote(self) -> bool:
        """Exchange a light slot for a heavy one, if one is free."""
        if not self._heavy.acquire(blocking=False):
            return False
        self._light.release()
        return True

    def leave(self, is_heavy: bool) -> None:
        """Free a slot."""
        (self._heavy if is_heavy else self._light).release()


def _has_input(connection: socket.socket, seconds: float) -> bool:
    """Say whether something, or the end, can be read from a connection within some seconds."""
    poll = select.poll()
    poll.register(connection, select.POLLIN)
    return bool(poll.poll(1000 * max(0, seconds)))


def processor_time(process: int) -> float:
    """Give the seconds of processor time a process has used; 0 where the system does not tell."""
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="ascii")
    except OSError:
        return 0.0
    fields = state.rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class _Running:
    """One query while it runs: its worker, its slot, and the clock."""

    def __init__(self, pool: WorkerPool, is_gone: Callable[[], bool], is_heavy: bool) -> None:
        """Begin to count the time."""
        self.pool, self.is_gone, self.is_heavy = pool, is_gone, is_heavy
        self.worker: _Worker | None = None
        self.is_over = False
        self.text = ""
        self.began = time.monotonic()
        self.worked_before = 0.0

    def begin(self, query: Query, formats: Formats) -> None:
        """Hand the query to a worker; one that died while it waited is replaced once."""
        self.text = query.text
        request = frames.record(
            frames.QUERY,
            query=[
                query.text, [*query.default_graphs], [*query.named_graphs],
                formats.rows, formats.graph, self.pool.is_union,
            ],
        )  # fmt: skip
        for attempt in (1, 2):
            self.worker = self.pool.take()
            self.began = time.monotonic()
            self.worked_before = processor_time(self.worker.process)
            if self.is_heavy:
                self._let_others_go_first()
            try:
                self.worker.connection.sendall(request)
            except OSError:
                self.pool.end(self.worker)
                if attempt == 2:  # noqa: PLR2004
                    raise
            else:
                return

    def answer(self) -> Answer:
        """Wait for the head of the answer."""
        kind, payload = self._frame()
        if kind != frames.HEAD:
            self._fail(payload)
        head = json.loads(payload)
        return Answer(Kind(head["kind"]), head["media_type"], self._body())

    def _body(self) -> Iterator[bytes]:
        """Give the chunks of the answer as they come."""
        try:
            while True:
                kind, payload = self._frame()
                if kind == frames.DATA:
                    yield payload
                elif kind == frames.END:
                    self._finish()
                    return
                else:
                    self._fail(payload)
        finally:
            self.stop()

    def _fail(self, payload: bytes) -> None:
        """Raise the error that the worker reports; the worker itself is well."""
        said = json.loads(payload)
        self._finish()
        kind: type[EngineError] = getattr(errors, said["kind"])
        if kind is QueryUnreadable:
            raise QueryUnreadable(said["message"], said["line"], said["column"])
        raise kind(said["message"])

    def _frame(self) -> tuple[bytes, bytes]:
        """Read one frame within the query's time."""
        kind, length = frames.HEADER.unpack(self._read(frames.HEADER.size))
        return kind, self._read(length)

    def _read(self, size: int) -> bytes:
        """Read exactly so many bytes; raises QueryTooLarge where the worker has died."""
        assert self.worker is not None  # noqa: S101
        connection = self.worker.connection
        read = bytearray()
        while len(read) < size:
            self._wait(connection)
            try:
                piece = connection.recv(size - len(read))
            except OSError:
                piece = b""
            if not piece:
                self.pool.remember(self.text, is_long=True)
                memory = self.pool.settings.memory_mb
                raise QueryTooLarge(
                    f"the query needed more than it may ({memory} MiB of memory): make it smaller"
                )
            read += piece
        return bytes(read)

    def _wait(self, connection: socket.socket) -> None:
        """Wait for bytes: until the light time is over, the whole time, or the client leaves."""
        limits = self.pool.settings
        while not _has_input(connection, min(_LOOK, limits.light_seconds, self._rest())):
            if self._rest() <= 0:
                raise QueryTimedOut(f"the query took longer than {limits.query_timeout:g} s")
            if not self.is_heavy and self._is_long():
                self._become_heavy()
            if self.is_gone():
                raise EngineBusy("the client has left")

    def _rest(self) -> float:
        """Give the seconds that the query may still take."""
        return self.pool.settings.query_timeout - (time.monotonic() - self.began)

    def _is_long(self) -> bool:
        """Say whether the query is long, and not just slow because the machine is busy."""
        light = self.pool.settings.light_seconds
        passed = time.monotonic() - self.began
        assert self.worker is not None  # noqa: S101
        worked = processor_time(self.worker.process) - self.worked_before
        return passed >= light and (worked >= light / 2 or passed >= _PATIENCE * light)

    def _become_heavy(self) -> None:
        """Take a heavy slot; raises EngineBusy where none is free."""
        self.pool.remember(self.text, is_long=True)
        if not self.pool.promote():
            raise EngineBusy("too many long queries run: ask again later, or a smaller one")
        self.is_heavy = True
        self._let_others_go_first()

    def _let_others_go_first(self) -> None:
        """Give the worker a priority below that of cheap queries."""
        assert self.worker is not None  # noqa: S101
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.worker.process, _NICE)

    def _finish(self) -> None:
        """Give worker and slot back after an answer that was read to its end."""
        if not self.is_over and self.worker is not None:
            self.is_over = True
            if self.is_heavy:  # its priority is low for good
                self.pool.remember(self.text, is_long=self._is_long())
                self.pool.end(self.worker)
            else:
                self.pool.give_back(self.worker)
            self.pool.leave(self.is_heavy)

    def stop(self) -> None:
        """End a worker that has not finished, and free its slot."""
        if not self.is_over:
            self.is_over = True
            if self.worker is not None:
                self.pool.end(self.worker)
            self.pool.leave(self.is_heavy)
