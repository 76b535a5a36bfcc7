"""From documents to a release: read, conclude, emit, validate, and move into place whole."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from shisaku.loaders.conclude.records import Conclusions
from shisaku.loaders.conclude.together import conclude
from shisaku.loaders.document import Document, read_document
from shisaku.loaders.emit import Emitter
from shisaku.loaders.facts import redact
from shisaku.loaders.places import LoadError
from shisaku.loaders.reader import read
from shisaku.loaders.records import Finding as Unsettled
from shisaku.loaders.records import FindingKind, Reading
from shisaku.ontology.iris import Iris
from shisaku.ontology.terms import BASE, PREFIXES, ontology_files
from shisaku.queries.catalogue import find_query
from shisaku.server.entailment import roll_ups
from shisaku.server.evaluation import answer_of
from shisaku.server.placing import placed_whole
from shisaku.server.publish.changes import FILE as CHANGES
from shisaku.server.publish.changes import History, carry_on, history_text
from shisaku.server.publish.dataset import describe
from shisaku.server.publish.dumps import FOLDER as DUMPS
from shisaku.server.publish.dumps import write_dumps
from shisaku.server.release import DATASET, SOURCES, ReleaseError, open_release
from shisaku.server.report.making import REPORT_FILES, Material, make_report, report_files
from shisaku.server.report.records import Remark
from shisaku.server.report.remarks import in_both_languages
from shisaku.server.store import open_store, write_store
from shisaku.server.validation import FILE as FINDINGS
from shisaku.server.validation import validate_build
from shisaku.shapes.findings import Finding

RELEASE_FILES = {
    FINDINGS,
    "graph.nt",
    DATASET,
    "graph.ttl",
    "graph.trig",
    "release.json",
    "report.txt",
    "store",
    CHANGES,
    DUMPS,
    SOURCES,
    *REPORT_FILES,
}


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
    """How to build: base of instance IRIs, year of figures without one, edition profile."""

    base: str = BASE
    fiscal_year: int | None = None
    progress: Callable[[str], None] = _silent
    profile: str | None = None


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made: the release's record, and the warnings of its shapes."""

    directory: Path
    record: dict[str, Any]
    warnings: tuple[Finding, ...]


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
    options.progress("reading")
    readings = [read(path, options.fiscal_year, options.profile) for path in sources]
    _check_editions(readings)
    conclusions = conclude(readings)
    iris = Iris(options.base)
    try:
        with placed_whole(out) as staging:
            options.progress("writing the graph")
            said = [*_ontology(iris), *Emitter(conclusions, iris).quads()]
            quads = [*said, *_inferred(said, iris)]
            described = describe(quads, readings, iris.base)
            _write_graph(staging, [*quads, *described.quads])
            options.progress("validating")
            kept = out / FINDINGS, staging / FINDINGS
            texts = _texts(readings, sources)
            findings = validate_build(said, texts, *kept)
            if any(finding.severity == "Violation" for finding in findings):
                raise InvalidGraph(findings)
            options.progress("loading the store")
            write_store(staging / DATASET, staging / "store")
            _write_texts(staging / SOURCES, readings, texts, options.profile)
            record = _record(staging, conclusions, iris, described.identifier)
            options.progress("writing the report")
            _write_report(staging, Material(record, iris.base, _remarks(conclusions), findings))
            options.progress("writing the downloads")
            write_dumps(staging, record)
            _write_history(staging, out)
    except OSError as error:
        raise LoadError(
            str(out), error.strerror or str(error), "give a directory to write, with room"
        ) from error
    return Built(out, record, tuple(findings))


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


def _ontology(iris: Iris) -> list[str]:
    """Give the vocabulary as N-Quads, its blank nodes named canonically (RDFC-1.0)."""
    name = ox.NamedNode(f"{iris.base}graph/ontology")
    dataset = ox.Dataset()
    for file in ontology_files():
        for quad in ox.parse(
            file.read_bytes(), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True
        ):
            dataset.add(ox.Quad(quad.subject, quad.predicate, quad.object, name))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(f"{quad} ." for quad in dataset)


def _inferred(said: Sequence[str], iris: Iris) -> list[str]:
    """Give what follows from all that is said, as N-Quads of a graph of its own."""
    return [f"{line[:-1]}<{iris.base}graph/inferred> ." for line in roll_ups(said)]


def _write_graph(directory: Path, quads: Sequence[str]) -> None:
    """Write the graph as N-Quads, TriG, and (all named graphs merged) N-Triples and Turtle."""
    lines = "".join(f"{quad}\n" for quad in quads)
    (directory / DATASET).write_text(lines, encoding="utf-8")
    parsed = list(ox.parse(lines.encode(), format=ox.RdfFormat.N_QUADS))
    triples = sorted({quad.triple for quad in parsed}, key=str)
    for name, format_, content in (
        ("graph.trig", ox.RdfFormat.TRIG, parsed),
        ("graph.ttl", ox.RdfFormat.TURTLE, triples),
        ("graph.nt", ox.RdfFormat.N_TRIPLES, triples),
    ):
        prefixes = PREFIXES if format_ is not ox.RdfFormat.N_TRIPLES else None
        ox.serialize(content, str(directory / name), format=format_, prefixes=prefixes)


def _texts(readings: Sequence[Reading], sources: Sequence[Path]) -> dict[str, Document]:
    """Give the documents by the checksum that their places name."""
    pairs = zip(readings, sources, strict=True)
    return {reading.source.sha256: read_document(path) for reading, path in pairs}


def _write_texts(
    directory: Path, readings: Sequence[Reading], texts: Mapping[str, Document], profile: str | None
) -> None:
    """Write the facts edition of each document, for the source view: sentences stay out."""
    directory.mkdir()
    for reading in readings:
        facts = redact(texts[reading.source.sha256], profile)
        (directory / f"{reading.edition.slug}.txt").write_bytes(facts.encode())


def _record(
    directory: Path, conclusions: Conclusions, iris: Iris, identifier: str
) -> dict[str, Any]:
    """Write what the release holds (release.json) and what was not placed (report.txt)."""
    counts = Counter[str]()
    lines = []
    for e, reading in enumerate(conclusions.readings):
        counts.update({"mentions": len(reading.mentions), "parts": len(reading.parts)})
        counts["statements"] += sum(len(mention.statements) for mention in reading.mentions)
        found = _found_in(conclusions, e)
        counts["unplaced"] += sum(f.kind is FindingKind.UNPLACED for f in found)
        counts["remarks"] += sum(f.kind is FindingKind.REMARK for f in found)
        lines += [f"{reading.source.name}:{f.line}: {f.kind}: {f.what}\n" for f in found]
    counts.update({"lines": len(conclusions.lines), "figures": len(conclusions.figures)})
    counts["triples"] = (directory / "graph.nt").read_bytes().count(b"\n")
    record = {
        "release": identifier,
        "sha256": hashlib.sha256((directory / DATASET).read_bytes()).hexdigest(),
        "base": iris.base,
        "editions": [
            {
                "slug": reading.edition.slug,
                "title": reading.edition.title,
                "publisher": reading.edition.publisher,
                "source": reading.source.name,
                "sha256": reading.source.sha256,
            }
            for reading in conclusions.readings
        ],
        "counts": dict(sorted(counts.items())),
    }
    text = json.dumps(record, ensure_ascii=False, indent=2) + "\n"
    (directory / "release.json").write_text(text, encoding="utf-8")
    (directory / "report.txt").write_text("".join(lines), encoding="utf-8")
    return record


def _found_in(conclusions: Conclusions, e: int) -> list[Unsettled]:
    """Give what reading and concluding could not settle of an edition, in the order of print."""
    concluded = (finding for at, finding in conclusions.findings if at == e)
    return sorted([*conclusions.readings[e].findings, *concluded])


def _remarks(conclusions: Conclusions) -> tuple[Remark, ...]:
    """Give what could not be settled as the report says it."""
    return tuple(
        Remark(
            reading.source.name,
            finding.line,
            finding.kind is FindingKind.UNPLACED,
            in_both_languages(finding.what),
        )
        for e, reading in enumerate(conclusions.readings)
        for finding in _found_in(conclusions, e)
    )


def _write_report(directory: Path, material: Material) -> None:
    """Write the data-quality report of what the directory's store holds."""
    store = open_store(directory / "store")
    report = make_report(lambda name: answer_of(store, find_query(name).text).records(), material)
    for name, text in report_files(report):
        (directory / name).write_text(text, encoding="utf-8")


def _write_history(staging: Path, out: Path) -> None:
    """Write what changed since the release that stands where this one will, if there is one."""
    try:
        history = carry_on(open_release(out), open_release(staging))
    except ReleaseError:  # none, or one that nobody can open: nothing to compare with
        history = History()
    (staging / CHANGES).write_text(history_text(history), encoding="utf-8")
