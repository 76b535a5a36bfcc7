"""The worker processes of one data file: started, kept while they are well, ended."""

import contextlib
import os
import select
import socket
import struct
import subprocess
import sys
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from shisaku.server.settings import Settings, variable
from shisaku.server.workers import zygote
from shisaku.server.workers.walls import Wall


class PoolError(Exception):
    """The store cannot be loaded; the message says why."""


@dataclass(eq=False, slots=True)
class Worker:
    """A worker process, this end of its connection, and that to the process that forked it."""

    process: int
    connection: socket.socket
    parent: socket.socket

    def has_input(self, seconds: float) -> bool:
        """Say whether something, or the end, can be read from it within some seconds."""
        poll = select.poll()
        poll.register(self.connection, select.POLLIN)
        return bool(poll.poll(1000 * max(0, seconds)))

    def processor_time(self) -> float:
        """Give the seconds of processor time it has used; 0 where the system does not tell.

        Linux numbers the clock of a process so (clock_getcpuclockid of glibc); reading it costs a
        fiftieth of reading /proc.
        """
        try:
            return time.clock_gettime(~self.process << 3 | 2)
        except OSError:
            return 0.0


class Processes:
    """The process that has loaded a file, and the workers it has forked."""

    def __init__(self, source: Path | None, settings: Settings, sha256: str = "") -> None:
        """Load a file, or nothing, in a process of its own; raises PoolError where that fails.

        sha256: what the file must have, whenever it is loaded.
        """
        self.source, self.settings, self._sha256 = source, settings, sha256
        self._lock = threading.Lock()
        self._idle: list[Worker] = []
        self._idle_low: list[Worker] = []
        self._start()

    def _start(self) -> None:
        """Start the process that forks workers and wait until it has loaded the store."""
        self._control, theirs = socket.socketpair()
        limits = {variable(name): str(value) for name, value in asdict(self.settings).items()}
        command = [sys.executable, "-m", zygote.__name__, str(theirs.fileno())]
        if self.source:
            command += [str(self.source), self._sha256]
        self._zygote = subprocess.Popen(  # noqa: S603
            command,
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            env={**os.environ, **limits},
        )
        theirs.close()
        said = self._control.recv(4096)
        if said[:1] != zygote.READY:
            problem = said[1:].decode("utf-8", "replace") or "its process ended"
            self.close()
            raise PoolError(f"{self.source} cannot be loaded: {problem}")
        self.walls = tuple(Wall(name) for name in said[1:].decode().split())

    def close(self) -> None:
        """End all workers."""
        self._control.close()
        self._zygote.wait()
        for idle in (self._idle, self._idle_low):
            for worker in idle:
                worker.connection.close()
            idle.clear()

    def take(self, is_heavy: bool = False) -> Worker:
        """Give a worker that waits, or a new one; of low priority, if any waits, for heavy queries.

        What a worker has read of the store is its own: the next query finds it copied already.
        """
        with self._lock:
            idle = self._idle_low if is_heavy and self._idle_low else self._idle
            while idle:
                worker = idle.pop()
                if not worker.has_input(0):
                    return worker
                self._kill(worker)  # it has died: an idle worker says nothing
            try:
                return self._fork()
            except (OSError, struct.error):
                self._control.close()
                self._zygote.wait()
                self._start()
                return self._fork()

    def _fork(self) -> Worker:
        """Ask for a new worker; raises OSError or struct.error where nobody answers."""
        ours, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(self._control, [zygote.FORK], [theirs.fileno()])
        size = zygote.PROCESS.size
        (process,) = zygote.PROCESS.unpack(self._control.recv(size, socket.MSG_WAITALL))
        return Worker(process, ours, self._control)

    def give_back(self, worker: Worker) -> None:
        """Keep a worker for the next query."""
        with self._lock:
            self._idle.append(worker)

    def give_back_low(self, worker: Worker) -> None:
        """Keep a worker of low priority for the next heavy query; more than run at once, end."""
        with self._lock:
            self._idle_low.append(worker)
            surplus = self._idle_low[: -self.settings.heavy_workers]
            del self._idle_low[: -self.settings.heavy_workers]
        for one in surplus:
            self.end(one)

    def end(self, worker: Worker) -> None:
        """Kill a worker, whatever it does."""
        with self._lock:
            self._kill(worker)

    def kill(self, worker: Worker) -> None:
        """Kill a worker whose connection another thread reads, and closes."""
        with self._lock:
            self._end(worker)

    def _kill(self, worker: Worker) -> None:
        """Kill a worker and hear no more of it; under the lock."""
        worker.connection.close()
        self._end(worker)

    def _end(self, worker: Worker) -> None:
        """Have a worker killed; under the lock."""
        with contextlib.suppress(OSError):  # its parent has died, and it too
            worker.parent.sendall(zygote.KILL + zygote.PROCESS.pack(worker.process))

    def why_ended(self, worker: Worker) -> int | None:
        """Give the exit code, or minus the signal, of a worker whose connection has ended.

        None: its parent has died, and it with it.
        """
        with self._lock:
            try:
                worker.parent.sendall(zygote.WHY + zygote.PROCESS.pack(worker.process))
                said = worker.parent.recv(zygote.ENDED.size, socket.MSG_WAITALL)
                return int(zygote.ENDED.unpack(said)[0])
            except (OSError, struct.error):
                return None
