"""What this machine, or the control group that this process is in, has."""

import os
from pathlib import Path

_MIB = 1024 * 1024
_GROUPS = Path("/sys/fs/cgroup")


def memory_mb() -> int:
    """Give the memory that there is for this process and those below it, in MiB."""
    whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return min([whole, *_limits()]) // _MIB


def _limits() -> list[int]:
    """Give the limits of the control groups (Linux; version 2, or the memory group of 1), bytes."""
    try:
        lines = Path("/proc/self/cgroup").read_text(encoding="utf-8").split()
    except OSError:
        return []
    found = []
    for line in lines:
        _, controllers, path = line.split(":", 2)
        if controllers in {"", "memory"}:
            top = _GROUPS / controllers
            group = top / path.lstrip("/")
            name = "memory.limit_in_bytes" if controllers else "memory.max"
            found += [
                _limit(one / name) for one in (group, *group.parents) if top in (one, *one.parents)
            ]
    return [limit for limit in found if limit]


def _limit(file: Path) -> int:
    """Read a limit, in bytes; 0 where there is none."""
    try:
        text = file.read_text(encoding="ascii").strip()
    except OSError:
        return 0
    return int(text) if text.isdigit() else 0
