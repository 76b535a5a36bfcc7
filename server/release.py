"""A release: the directory a build makes, which is never changed afterwards."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from shisaku.server.store import open_store


class ReleaseError(Exception):
    """There is no release to open; the message says what to run."""


@dataclass(frozen=True, slots=True)
class Release:
    """An opened release: its directory, what its build recorded of it, and its store."""

    directory: Path
    record: Mapping[str, Any]
    store: ox.Store


def open_release(directory: Path) -> Release:
    """Open the release in a directory; raises ReleaseError where there is none or a broken one."""
    try:
        record = json.loads((directory / "release.json").read_text(encoding="utf-8"))
        store = open_store(directory / "store")
    except FileNotFoundError as error:
        raise ReleaseError(f"no release in {directory}/: run shisaku build first") from error
    except (OSError, ValueError) as error:
        problem = f"the release in {directory}/ cannot be opened ({error})"
        raise ReleaseError(f"{problem}: run shisaku build again") from error
    return Release(directory, record, store)
