"""From documents to a release: read, conclude, emit, validate, and move into place whole."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor
from dataclasses import dataclass, field
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from shisaku.loaders.conclude.together import conclude
from shisaku.loaders.places import LoadError
from shisaku.loaders.records import Reading
from shisaku.ontology.iris import Iris
from shisaku.server.documents import Kept, Manner, Shelf
from shisaku.server.executors import Run, opened
from shisaku.server.graph_files import STORE, Said
from shisaku.server.placing import placed_whole
from shisaku.server.publish.changes import FILE as CHANGES
from shisaku.server.publish.dumps import FOLDER as DUMPS
from shisaku.server.publish.dumps import write_dumps
from shisaku.server.recording import remarks, write_history, write_record, write_report
from shisaku.server.release import DATASET, SOURCES
from shisaku.server.report.making import REPORT_FILES, Material
from shisaku.server.validation import FILE as FINDINGS
from shisaku.server.validation import Validation
from shisaku.shapes.findings import Finding

RELEASE_FILES = {
    FINDINGS,
    "graph.nt",
    DATASET,
    "graph.ttl",
    "graph.trig",
    "release.json",
    "report.txt",
    STORE,
    CHANGES,
    DUMPS,
    SOURCES,
    *REPORT_FILES,
}
_SHELF = "documents"


class InvalidGraph(Exception):
    """The graph violates shapes; nothing was published. Carries the findings."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        """Keep the findings, violations and warnings."""
        super().__init__(f"{len(findings)} findings")
        self.findings = findings


def _silent(step: str) -> None:
    """Show no progress."""
    del step


@dataclass(frozen=True, slots=True)
class Options:
    """How to build.

    manner: how documents are read. cache: directory that keeps them for later builds, if any.
    executor: ``module:callable`` of what runs jobs, else processes do.
    """

    manner: Manner = field(default_factory=Manner)
    progress: Callable[[str], None] = _silent
    cache: Path | None = None
    executor: str | None = None


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made: the release's record, and the warnings of its shapes.

    read: how many of the documents had to be read; the others were kept.
    """

    directory: Path
    record: dict[str, Any]
    warnings: tuple[Finding, ...]
    read: int


def shipped_documents() -> Iterator[Path]:
    """Give the facts editions that the package ships."""
    with as_file(files("shisaku.loaders") / "data") as folder:
        yield from sorted(folder.glob("*.facts.txt"))


def build(sources: Sequence[Path], out: Path, options: Options) -> Built:
    """Build one or several editions into one graph in a directory, replacing a release there.

    The directory changes only when all has succeeded.
    Raises LoadError for what cannot be read or written, InvalidGraph for violations of shapes.
    """
    _check_target(out)
    try:
        with opened(options.executor) as run, placed_whole(out) as staging:
            shelf = Shelf(options.cache or staging / _SHELF, options.manner, run, options.progress)
            documents = shelf.read(sources)
            _check_editions([document.reading for document in documents])
            built = _fill(staging, documents, Making(out, options, run))
            shutil.rmtree(staging / _SHELF, ignore_errors=True)
    except BrokenExecutor as error:
        raise LoadError(
            str(out),
            f"a process of the build was ended, by too little memory perhaps ({error})",
            "build again; what --cache keeps is not read again",
        ) from error
    except OSError as error:
        raise LoadError(
            str(out), error.strerror or str(error), "give a directory to write, with room"
        ) from error
    return built


@dataclass(frozen=True, slots=True)
class Making:
    """A release that is being made: where it will stand, how, and what runs the jobs."""

    out: Path
    options: Options
    run: Run


def _fill(staging: Path, documents: Sequence[Kept], making: Making) -> Built:
    """Fill the directory of a release."""
    tell, base = making.options.progress, making.options.manner.base
    tell("writing the graph")
    conclusions = conclude([document.reading for document in documents])
    said = Said(staging, documents, conclusions, Iris(base))
    said.write()
    tell("validating")
    sources = {document.reading.source.sha256: document.source for document in documents}
    kept = Validation(sources, making.out / FINDINGS, staging / FINDINGS, making.run)
    findings = kept.findings(said.parts())
    if any(finding.severity == "Violation" for finding in findings):
        raise InvalidGraph(findings)
    tell("loading the store")
    identifier = said.complete()
    said.write_formats()
    _write_texts(staging / SOURCES, documents)
    record = write_record(staging, conclusions, base, identifier)
    tell("writing the report")
    write_report(staging, Material(record, base, remarks(conclusions), findings))
    tell("writing the downloads")
    write_dumps(staging, record)
    write_history(staging, making.out)
    read = sum(document.is_new for document in documents)
    return Built(making.out, record, tuple(findings), read)


def _write_texts(directory: Path, documents: Sequence[Kept]) -> None:
    """Write the facts edition of each document, for the source view: sentences stay out."""
    directory.mkdir()
    for document in documents:
        shutil.copyfile(document.facts, directory / f"{document.reading.edition.slug}.txt")


def _check_target(out: Path) -> None:
    """Refuse to replace what is no release."""
    if out.exists() and not out.is_dir():
        raise LoadError(str(out), "it is no directory", "give a directory for the release")
    if out.is_dir() and (others := {path.name for path in out.iterdir()} - RELEASE_FILES):
        raise LoadError(
            str(out), f"it holds other files ({', '.join(sorted(others)[:3])})", "give an empty one"
        )


def _check_editions(readings: Sequence[Reading]) -> None:
    """Refuse two documents that are the same edition."""
    first: dict[str, Reading] = {}
    for reading in readings:
        other = first.setdefault(reading.edition.slug, reading)
        if other is not reading:
            raise LoadError(
                reading.source.name,
                f"it is edition {reading.edition.slug}, as {other.source.name} is",
                "build each edition from one document",
            )
