"""Documents read one at a time, in any process, and kept by what the result depends on.

A kept document is a directory named by the SHA-256 of the source's bytes, the loaders' code and
data, and the options. It holds the records that conclusions need, the quads of what the document
alone prints, and its facts edition; a file with their checksums tells whether it is whole.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import msgspec

from shisaku.loaders.document import read_document, read_file
from shisaku.loaders.editions import slugs_apart
from shisaku.loaders.emit import printed_quads, text_quads
from shisaku.loaders.facts import redact, sidecar_path
from shisaku.loaders.reader import read
from shisaku.loaders.records import Reading
from shisaku.ontology.iris import Iris
from shisaku.ontology.terms import BASE
from shisaku.server.executors import Run
from shisaku.server.placing import placed_whole
from shisaku.server.sorting import write_lines

_RECORDS, _PRINTED, _TEXT, _FACTS = "records", "printed.nq", "text.nq", "facts.txt"
_SUMS = "SHA256SUMS"
_TELLS = 100  # documents between two lines of progress


@dataclass(frozen=True, slots=True)
class Manner:
    """How to read: base of instance IRIs, year of figures without one, edition profile."""

    base: str = BASE
    fiscal_year: int | None = None
    profile: str | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A document that was read: its path, and where its parts are kept.

    reading: without its blocks and passages, which no conclusion needs. is_new: not kept before.
    """

    source: Path
    folder: Path
    reading: Reading
    is_new: bool

    @property
    def printed(self) -> Path:
        """Give the file of the quads of what it prints."""
        return self.folder / _PRINTED

    @property
    def text(self) -> Path:
        """Give the file of the quads of its prose."""
        return self.folder / _TEXT

    @property
    def facts(self) -> Path:
        """Give the file of its facts edition."""
        return self.folder / _FACTS


@dataclass(frozen=True, slots=True)
class _Job:
    """A document to read, how, and the directory to keep it in.

    slug: the segment of IRIs of an edition that a date tells from another, else None.
    """

    path: Path
    manner: Manner
    folder: Path
    slug: str | None


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where documents are kept, how they are read, what runs it, and what is told of it."""

    folder: Path
    manner: Manner
    run: Run
    progress: Callable[[str], None]

    def read(self, paths: Sequence[Path]) -> list[Kept]:
        """Give documents in the order of their paths; what is kept is not read again.

        Of editions that only their days of issue tell apart, the later ones are named by theirs.

        Raises LoadError for what is no such document, OSError where nothing can be written.
        """
        found = self._read([self._job(path) for path in paths])
        slugs = slugs_apart([document.reading.edition for document in found])
        again = {
            n: self._job(document.source, slug)
            for n, (document, slug) in enumerate(zip(found, slugs, strict=True))
            if slug != document.reading.edition.slug
        }
        reissues = self._read([*again.values()]) if again else ()
        for n, document in zip(again, reissues, strict=True):
            found[n] = document
        return found

    def _read(self, jobs: Sequence[_Job]) -> list[Kept]:
        """Give the documents of some jobs."""
        new = {job.folder: job for job in jobs if not _is_whole(job.folder)}
        for count, _ in enumerate(self.run(_keep, new.values()), start=1):
            if count % _TELLS == 0:
                self.progress(f"reading: {count:,} of {len(new):,} documents")
        kept = len(jobs) - len(new)
        self.progress(f"{len(new):,} of {len(jobs):,} documents read, {kept:,} kept")
        return [
            Kept(job.path, job.folder, _recorded(job.folder), job.folder in new) for job in jobs
        ]

    def _job(self, path: Path, slug: str | None = None) -> _Job:
        """Name where a document is kept by all that its reading depends on."""
        manner = self.manner
        profile = Path(manner.profile) if manner.profile else None
        sidecar = sidecar_path(path)
        depends = (
            _loaders(),
            repr((manner, slug)).encode(),
            profile.read_bytes() if profile and profile.is_file() else b"",
            path.name.encode(),
            read_file(path),
            sidecar.read_bytes() if sidecar.is_file() else b"",
        )
        key = _digest(b"".join(hashlib.sha256(part).digest() for part in depends))
        return _Job(path, manner, self.folder / key[:2] / key, slug)


def _keep(job: _Job) -> None:
    """Read a document and keep what it gives."""
    manner, iris = job.manner, Iris(job.manner.base)
    reading = read(job.path, manner.fiscal_year, manner.profile)
    if job.slug:
        reading = replace(reading, edition=replace(reading.edition, slug=job.slug))
    with placed_whole(job.folder) as folder:
        records = replace(reading, blocks=(), passages=())
        (folder / _RECORDS).write_bytes(msgspec.msgpack.encode(records))
        write_lines(printed_quads(reading, iris), folder / _PRINTED)
        write_lines(text_quads(reading, iris) if reading.passages else (), folder / _TEXT)
        facts = redact(read_document(job.path), manner.profile)
        (folder / _FACTS).write_bytes(facts.encode())
        (folder / _SUMS).write_text(_sums(folder), encoding="ascii")


def _sums(folder: Path) -> str:
    """Give the checksums of what is kept of a document, a line each."""
    names = (_RECORDS, _PRINTED, _TEXT, _FACTS)
    return "".join(f"{_digest((folder / name).read_bytes())}  {name}\n" for name in names)


def _is_whole(folder: Path) -> bool:
    """Say whether all that was kept of a document is there, as it was written."""
    try:
        return (folder / _SUMS).read_text(encoding="ascii") == _sums(folder)
    except (OSError, UnicodeDecodeError):
        return False


def _recorded(folder: Path) -> Reading:
    """Give the records that were kept of a document."""
    return msgspec.msgpack.decode((folder / _RECORDS).read_bytes(), type=Reading)


def _digest(content: bytes) -> str:
    """Give a SHA-256."""
    return hashlib.sha256(content).hexdigest()


@cache
def _loaders() -> bytes:
    """Give a digest of the code and data that read a document and make its quads."""
    found = hashlib.sha256(version("rdflib").encode())
    for package in ("shisaku.loaders", "shisaku.ontology"):
        for file in _files_in(files(package)):
            found.update(hashlib.sha256(file.read_bytes()).digest())
    return found.digest()


def _files_in(folder: Traversable) -> Iterator[Traversable]:
    """Give the files below a folder of a package, in the order of their names."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _files_in(entry)
        elif entry.is_file():
            yield entry
