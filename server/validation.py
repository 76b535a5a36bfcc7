"""Validation of a build, part by part; a part that has not changed is not validated again."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from shisaku.loaders.document import read_document
from shisaku.server.executors import Run
from shisaku.shapes.findings import Finding, as_records, from_records, merged
from shisaku.shapes.parts import Part

FILE = "findings.json"


@dataclass(frozen=True, slots=True)
class Job:
    """A part to validate, its digest, and the documents that it has places in, by checksum."""

    digest: str
    part: Part
    printed: Mapping[str, Path]


@dataclass(frozen=True, slots=True)
class Validation:
    """How the parts of a build are validated.

    sources: paths of documents by checksum, to compare places with. previous: what an earlier
    build kept of its findings, if anything. kept: file to write. run: runs the jobs.
    """

    sources: Mapping[str, Path]
    previous: Path
    kept: Path
    run: Run

    def findings(self, parts: Iterable[Part]) -> list[Finding]:
        """Give the findings of a build, and keep them by the digest of each part."""
        known, digests = _known(self.previous), dict[str, None]()
        known |= self.run(_findings, self._new(parts, known, digests))
        record = {digest: as_records(known[digest]) for digest in sorted(digests)}
        text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
        self.kept.write_text(text, encoding="utf-8")
        return merged(finding for digest in digests for finding in known[digest])

    def _new(
        self, parts: Iterable[Part], known: Mapping[str, object], digests: dict[str, None]
    ) -> Iterator[Job]:
        """Give the parts that nothing is known of; keeps the digest of each, in their order."""
        for part in parts:
            digest = _digest(part)
            if digest not in known and digest not in digests:
                printed = {c: path for c, path in self.sources.items() if c in part.triples}
                yield Job(digest, part, printed)
            digests[digest] = None


def _known(previous: Path) -> dict[str, list[Finding]]:
    """Read what an earlier build kept; nothing where there is none or it cannot be read."""
    try:
        record = json.loads(previous.read_text(encoding="utf-8"))
        return {digest: from_records(records) for digest, records in record.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def _digest(part: Part) -> str:
    """Name what the findings of a part depend on: shapes, engine, triples, what does not count."""
    text = "\0".join((*_engine(), part.triples, *sorted(part.others)))
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def _engine() -> tuple[str, ...]:
    """Give the shapes, and the versions of what applies them."""
    folder = files("shisaku.shapes")
    shapes = sorted(
        file.read_text(encoding="utf-8") for file in folder.iterdir() if file.name.endswith(".ttl")
    )
    return *shapes, version("pyshacl") + version("rdflib")


def _findings(job: Job) -> tuple[str, list[Finding]]:
    """Validate one part, against the documents that it has places in."""
    from shisaku.shapes.validator import validate_part  # noqa: PLC0415  (slow to import)

    sources = {checksum: read_document(path) for checksum, path in job.printed.items()}
    return job.digest, validate_part(job.part, sources)
