"""Files that are made beside their place and put there whole, or not at all."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def placed_whole(out: Path) -> Iterator[Path]:
    """Give a new directory to fill; it takes the place of another when all has succeeded.

    What killed processes left beside it is swept away first. Raises OSError where it cannot be
    made or moved.
    """
    staging = out.parent / f".{out.name}.building-{os.getpid()}"
    _sweep(out)
    try:
        staging.mkdir(parents=True)
        yield staging
        _move_into_place(staging, out)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _move_into_place(staging: Path, out: Path) -> None:
    """Put what is finished where the old one was, which goes only then."""
    old = out.parent / f".{out.name}.old-{os.getpid()}"
    if out.exists():
        out.rename(old)
    staging.rename(out)
    shutil.rmtree(old, ignore_errors=True)


def _sweep(out: Path) -> None:
    """Remove what processes left beside a directory that are no more.

    One that was killed between the two steps of a move leaves the old directory: it goes back.
    """
    left = re.compile(rf"\.{re.escape(out.name)}\.(building|old)-(\d+)")
    for path in out.parent.iterdir() if out.parent.is_dir() else ():
        found = left.fullmatch(path.name)
        if found is None or _is_running(int(found[2])):
            continue
        if found[1] == "old" and not out.exists():
            path.rename(out)
        else:
            shutil.rmtree(path, ignore_errors=True)


def _is_running(process: int) -> bool:
    """Say whether a process with a number is running, whoever's it is."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
