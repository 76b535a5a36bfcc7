"""What travels between the modules that publish a release."""

from dataclasses import dataclass

from shisaku.server.report.records import Words


@dataclass(frozen=True, slots=True)
class Dump:
    """A file for downloading: its name under ``/dumps/``, what it is, and what it holds.

    media_type: of what it holds, unpacked where it is compressed.
    """

    file: str
    media_type: str
    title: Words
    is_compressed: bool = False

    @property
    def slug(self) -> str:
        """Give its name as a segment of an IRI, where a dot would ask for a format."""
        return self.file.replace(".", "-")

    @property
    def is_whole_graph(self) -> bool:
        """Say whether it holds every triple of the release."""
        return self.file.startswith("graph.")


@dataclass(frozen=True, slots=True)
class Stored:
    """A download as a release holds it: its size in bytes and its SHA-256 (lower-case hex)."""

    dump: Dump
    size: int
    sha256: str
