"""A worker that, asked for anything, tries the doors: its answer is what it met at each.

``python prying.py FILE [open]``: FILE is what it may do harm to; ``open`` builds no walls.
"""

import errno
import json
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pyoxigraph as ox

from shisaku.server.engine import QueryRefused
from shisaku.server.settings import Settings
from shisaku.server.workers import frames, worker

FILE = Path(sys.argv[1])
DOORS: dict[str, Callable[[], object]] = {
    "a TCP socket": lambda: socket.socket(socket.AF_INET),
    "a Unix socket": lambda: socket.socket(socket.AF_UNIX),
    "reading a file": FILE.read_bytes,
    "writing a file": lambda: FILE.write_bytes(b"x"),
    "listing a directory": lambda: os.listdir(FILE.parent),  # noqa: PTH208
    "making a directory": FILE.with_suffix(".d").mkdir,
    "renaming a file": lambda: FILE.rename(FILE.with_suffix(".moved")),
    "ending another process": lambda: os.kill(os.getppid(), 0),
    "a child": lambda: os.fork() or os._exit(0),
    "another program": lambda: os.execv("/bin/false", ["false"]),  # noqa: S606
}


def try_doors(*_: Any) -> None:
    """Answer with the error that was met at each door, or that it is open."""
    met = {}
    for name, open_door in DOORS.items():
        try:
            open_door()
            met[name] = "open"
        except OSError as error:
            met[name] = errno.errorcode[error.errno or 0]
    raise QueryRefused(json.dumps(met), "")


def main() -> None:
    """Ask such a worker and print its answer."""
    patch.object(worker, "evaluate", try_doors).start()
    if sys.argv[2:] == ["open"]:
        patch.object(worker, "build_walls").start()
        del DOORS["another program"]  # this door would not come back
    ours, theirs = socket.socketpair()
    if os.fork() == 0:
        ours.close()
        worker.work(ox.Store(), theirs, Settings(memory_mb=512))
        os._exit(0)
    theirs.close()
    ours.sendall(frames.record(frames.QUERY, query=["", [], [], None, None, True]))
    stream = ours.makefile("rb")
    _, length = frames.HEADER.unpack(stream.read(frames.HEADER.size))
    sys.stdout.write(json.loads(stream.read(length))["en"])


if __name__ == "__main__":
    main()
