"""The process that holds the store and forks workers, which share its memory until they write.

``python -m shisaku.server.workers.zygote FD SOURCE``: FD is a connected Unix socket over which the
pool asks for workers (``F`` with the worker's end of a socket pair) and ends them (``K`` and a
process number). It evaluates nothing and ends when the pool's end closes.
"""

import contextlib
import gc
import os
import signal
import socket
import struct
import sys
from pathlib import Path

import pyoxigraph as ox

from shisaku.server.settings import read_settings
from shisaku.server.store import load_dataset
from shisaku.server.workers.walls import leave_network, standing_walls
from shisaku.server.workers.worker import work

PROCESS = struct.Struct(">I")
READY, FAILED, FORK, KILL = b"R", b"X", b"F", b"K"


def main(descriptor: int, source: Path) -> int:
    """Load the store, say so, then fork and end workers as asked."""
    control = socket.socket(fileno=descriptor)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the web process's to handle
    try:
        store = load_dataset(source)
    except (OSError, SyntaxError, ValueError) as error:
        control.sendall(FAILED + str(error).encode()[:4000])
        return 2
    walls = standing_walls(read_settings().memory_mb)
    leave_network()
    gc.freeze()
    control.sendall(READY + " ".join(walls).encode())
    children: set[int] = set()
    while True:
        command, descriptors, _, _ = socket.recv_fds(control, 1, 1)
        _reap(children)
        if command == FORK:
            process = _fork(store, descriptors[0], control)
            children.add(process)
            os.close(descriptors[0])
            control.sendall(PROCESS.pack(process))
        elif command == KILL:
            (process,) = PROCESS.unpack(control.recv(PROCESS.size, socket.MSG_WAITALL))
            if process in children:  # never reaped: the number is still the worker's
                os.kill(process, signal.SIGKILL)
        else:
            break
    for process in children:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    return 0


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


def _reap(children: set[int]) -> None:
    """Take note of workers that have ended."""
    while children:
        process, _ = os.waitpid(-1, os.WNOHANG)
        if process == 0:
            return
        children.discard(process)


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]), Path(sys.argv[2])))
