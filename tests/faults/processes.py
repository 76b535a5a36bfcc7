"""The processes of a server: which is which, and what they take."""

import contextlib
from pathlib import Path

from tests.served import Served


def children(process: int) -> list[int]:
    """Give the processes that a process has started, the first first."""
    with contextlib.suppress(OSError):
        return [
            int(one) for one in Path(f"/proc/{process}/task/{process}/children").read_text().split()
        ]
    return []


def below(process: int) -> list[int]:
    """Give the processes below one, all generations."""
    found = []
    for tasks in Path("/proc").glob(f"{process}/task/*/children"):
        with contextlib.suppress(OSError):
            for child in map(int, tasks.read_text().split()):
                found += [child, *below(child)]
    return found


def web_of(served: Served) -> int:
    """Give the web process that answers: the first that the supervisor has."""
    return children(served.process.pid)[0]


def zygote_of(served: Served) -> int:
    """Give the process that forks the workers of the web process that answers."""
    return next(iter(below(web_of(served))))


def memory(process: int) -> int:
    """Give the resident memory of a process in MiB."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) // 1024
    return 0
