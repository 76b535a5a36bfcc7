"""The process that holds the store and forks workers, which share its memory until they write.

``python -m shisaku.server.workers.zygote FD [SOURCE SHA256]``: FD is a connected Unix socket over
which the pool asks for workers (``F`` with the worker's end of a socket pair), ends them (``K`` and
a process number) and asks how one ended (``W`` and a process number). It evaluates nothing and ends
when the pool's end closes. Without SOURCE its store is empty; SHA256 is what SOURCE must have,
whenever it is loaded.
"""

import gc
import os
import signal
import socket
import struct
import sys
from pathlib import Path

import pyoxigraph as ox

from shisaku.server.release import sha256_of
from shisaku.server.settings import read_settings
from shisaku.server.store import load_dataset
from shisaku.server.workers.walls import leave_network, standing_walls
from shisaku.server.workers.worker import work

PROCESS = struct.Struct(">I")
ENDED = struct.Struct(">i")
"""How a worker ended: its exit code, or minus the signal's number."""
READY, FAILED, FORK, KILL, WHY = b"R", b"X", b"F", b"K", b"W"


def main(descriptor: int, source: str = "", sha256: str = "") -> int:
    """Load the store, say so, then fork and end workers as asked."""
    control = socket.socket(fileno=descriptor)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the web process's to handle
    try:
        store = _load(Path(source), sha256) if source else ox.Store()
    except (OSError, SyntaxError, ValueError) as error:
        control.sendall(FAILED + str(error).encode()[:4000])
        return 2
    walls = standing_walls(read_settings().memory_mb)
    leave_network()
    gc.freeze()
    control.sendall(READY + " ".join(walls).encode())
    children = _Children()
    while True:
        command, descriptors, _, _ = socket.recv_fds(control, 1, 1)
        children.reap()
        if command == FORK:
            process = _fork(store, descriptors[0], control)
            children.ended[process] = None
            os.close(descriptors[0])
            control.sendall(PROCESS.pack(process))
        elif command in {KILL, WHY}:
            (process,) = PROCESS.unpack(control.recv(PROCESS.size, socket.MSG_WAITALL))
            if command == KILL:
                children.kill(process)
            else:
                control.sendall(ENDED.pack(children.why(process)))
        else:
            break
    for process in [*children.ended]:
        children.kill(process)
    return 0


def _load(source: Path, sha256: str) -> ox.Store:
    """Load a file; raises ValueError where it is not, or is no longer, the one to be loaded."""
    _check(source, sha256)
    store = load_dataset(source)
    _check(source, sha256)
    return store


def _check(source: Path, sha256: str) -> None:
    """Raise ValueError where a file has another checksum."""
    if sha256 and sha256_of(source) != sha256:
        raise ValueError("it is not the file that was opened: another lies there now")


class _Children:
    """The workers that were forked; ended: how each did, None while it is not known to have.

    A number is never reused before it was reaped here.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self.ended: dict[int, int | None] = {}
        self._killed: set[int] = set()

    def reap(self) -> None:
        """Take note of those that have ended."""
        for process in [one for one, ended in self.ended.items() if ended is None]:
            found, status = os.waitpid(process, os.WNOHANG)
            if found:
                self.ended[process] = os.waitstatus_to_exitcode(status)
        self._killed = {one for one in self._killed if not os.waitpid(one, os.WNOHANG)[0]}

    def kill(self, process: int) -> None:
        """End one, unless it has ended, and forget it."""
        if self.ended.pop(process, 0) is None:
            os.kill(process, signal.SIGKILL)
            self._killed.add(process)

    def why(self, process: int) -> int:
        """Give how one ended that has let go of its connection (0 for none of these), forget it."""
        ended = self.ended.pop(process, 0)
        if ended is None:
            os.kill(process, signal.SIGKILL)  # changes nothing where it is ending already
            ended = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        return ended


def _fork(store: ox.Store, descriptor: int, control: socket.socket) -> int:
    """Fork a worker that serves a connection; give its process number."""
    process = os.fork()
    if process:
        return process
    try:
        control.close()
        silence = os.open(os.devnull, os.O_WRONLY)  # an abort prints a Rust backtrace
        os.dup2(silence, 2)
        work(store, socket.socket(fileno=descriptor), read_settings())
    finally:
        os._exit(0)


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]), *sys.argv[2:]))
