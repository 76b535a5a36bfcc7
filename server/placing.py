"""Files that are made beside their place and put there whole, or not at all."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def placed_whole(out: Path) -> Iterator[Path]:
    """Give a new directory to fill; it takes the place of another when all has succeeded.

    Raises OSError where it cannot be made or moved.
    """
    staging = out.parent / f".{out.name}.building-{os.getpid()}"
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
