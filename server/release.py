"""A release: the directory a build makes, which is never changed afterwards."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shisaku.ontology.iris import Iris
from shisaku.ontology.terms import BASE

DATASET = "graph.nq"
SOURCES = "sources"


class ReleaseError(Exception):
    """There is no release to open; the message says what to run."""


@dataclass(frozen=True, slots=True)
class Release:
    """What is served: the file of its dataset, and what its build recorded of it.

    is_union: whether queries see all named graphs as the default graph.
    directory: what the build wrote beside the dataset; None where only a dataset is served.
    """

    dataset: Path
    record: Mapping[str, Any]
    is_union: bool = True
    directory: Path | None = None

    @property
    def base(self) -> str:
        """Give where the instances of the release live."""
        return str(self.record.get("base", BASE))

    @property
    def modified(self) -> float:
        """Give when its dataset was written, in seconds since 1970 (UTC)."""
        return self.dataset.stat().st_mtime

    @property
    def identifier(self) -> str:
        """Give what names this release and no other: digits of its checksum."""
        return str(self.record["release"])

    @property
    def sha256(self) -> str:
        """Give the checksum of its dataset."""
        return str(self.record["sha256"])

    @property
    def sources(self) -> Mapping[str, str]:
        """Give the editions whose text the release holds, by the IRI of their places' file."""
        iris, editions = Iris(self.base), self.record["editions"] if self.directory else ()
        return {iris.source(edition["sha256"]): edition["slug"] for edition in editions}

    @staticmethod
    def text_name(edition: str) -> str:
        """Give the name of the file that holds an edition's facts edition."""
        return f"{SOURCES}/{edition}.txt"

    def read(self, name: str) -> bytes:
        """Read another file that the build wrote; raises ReleaseError where there is none."""
        if self.directory is None:
            raise ReleaseError(f"{self.dataset}: a file of RDF has no {name}: serve a release")
        try:
            return (self.directory / name).read_bytes()
        except OSError as error:
            problem = f"the release in {self.directory}/ has no {name}"
            raise ReleaseError(f"{problem}: run shisaku build again") from error


def open_release(directory: Path) -> Release:
    """Open the release in a directory; raises ReleaseError where there is none or a broken one."""
    try:
        record = json.loads((directory / "release.json").read_text(encoding="utf-8"))
        release = Release(directory / DATASET, record, directory=directory)
        if not release.identifier or sha256_of(release.dataset) != record["sha256"]:
            raise ValueError(f"{DATASET} is not as it was built")
    except FileNotFoundError as error:
        raise ReleaseError(f"no release in {directory}/: run shisaku build first") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        problem = f"the release in {directory}/ cannot be opened ({error})"
        raise ReleaseError(f"{problem}: run shisaku build again") from error
    return release


def open_dataset(file: Path) -> Release:
    """Take any RDF file for a release, named by its checksum; raises ReleaseError."""
    try:
        digest = sha256_of(file)
    except OSError as error:
        raise ReleaseError(f"{file}: {error.strerror}: give a file of RDF") from error
    record = {"release": digest[:12], "sha256": digest, "counts": {}, "editions": []}
    return Release(file, record, is_union=False)


def sha256_of(file: Path) -> str:
    """Give a file's checksum; raises OSError."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
