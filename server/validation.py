"""Validation of a build, part by part; a part that has not changed is not validated again."""

import hashlib
import json
import multiprocessing
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from shisaku.shapes.findings import Finding, as_records, from_records, merged
from shisaku.shapes.parts import Part, parts
from shisaku.shapes.source_text import Source

Job = tuple[Part, Mapping[str, Source]]
FILE = "findings.json"
_WORTH_A_PROCESS = 2  # parts that are validated in turn; a process takes a second to start


def validate_build(
    quads: Sequence[str], sources: Mapping[str, Source], previous: Path, kept: Path
) -> list[Finding]:
    """Give the findings of a build, and keep them by the digest of each part.

    quads: N-Quads. sources: documents by checksum, to compare places with.
    previous: what an earlier build kept, if anything. kept: file to write.
    """
    known = _known(previous)
    found = {_digest(part): part for part in parts(quads)}
    new = [digest for digest in found if digest not in known]
    jobs = [(found[digest], _printed(found[digest], sources)) for digest in new]
    known |= zip(new, _validated(jobs), strict=True)
    record = {digest: as_records(known[digest]) for digest in sorted(found)}
    kept.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return merged(finding for digest in found for finding in known[digest])


def _known(previous: Path) -> dict[str, list[Finding]]:
    """Read what an earlier build kept; nothing where there is none or it cannot be read."""
    try:
        record = json.loads(previous.read_text(encoding="utf-8"))
        return {digest: from_records(records) for digest, records in record.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def _digest(part: Part) -> str:
    """Name what the findings of a part depend on: shapes, engine, triples, what does not count."""
    folder = files("shisaku.shapes")
    shapes = sorted(file.read_text() for file in folder.iterdir() if file.name.endswith(".ttl"))
    engine = version("pyshacl") + version("rdflib")
    text = "\0".join((*shapes, engine, part.triples, *sorted(part.others)))
    return hashlib.sha256(text.encode()).hexdigest()


def _printed(part: Part, sources: Mapping[str, Source]) -> dict[str, Source]:
    """Give the sources that a part has places in: their checksums stand in its triples."""
    return {checksum: source for checksum, source in sources.items() if checksum in part.triples}


def _validated(jobs: Sequence[Job]) -> list[list[Finding]]:
    """Validate parts, in processes of their own where there are several."""
    if len(jobs) <= _WORTH_A_PROCESS:
        return [_findings(job) for job in jobs]
    workers = min(len(jobs), os.cpu_count() or 1)
    context = multiprocessing.get_context("spawn")  # no copy of what this process holds
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        return list(pool.map(_findings, jobs))


def _findings(job: Job) -> list[Finding]:
    """Validate one part."""
    from shisaku.shapes.validator import validate_part  # noqa: PLC0415  (slow to import)

    return validate_part(*job)
