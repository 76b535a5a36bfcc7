"""What a build records of its release: counts, what was not placed, the report, the changes."""

import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

from shisaku.loaders.conclude.records import Conclusions
from shisaku.loaders.records import Finding, FindingKind
from shisaku.queries.catalogue import find_query
from shisaku.server.evaluation import answer_of
from shisaku.server.publish.changes import FILE as CHANGES
from shisaku.server.publish.changes import History, carry_on, history_text
from shisaku.server.release import DATASET, ReleaseError, open_release
from shisaku.server.report.making import Material, make_report, report_files
from shisaku.server.report.records import Remark
from shisaku.server.report.remarks import in_both_languages
from shisaku.server.store import open_store


def write_record(
    directory: Path, conclusions: Conclusions, base: str, identifier: str
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
    with (directory / "graph.nt").open("rb") as triples:
        counts["triples"] = sum(1 for _ in triples)
    with (directory / DATASET).open("rb") as dataset:
        checksum = hashlib.file_digest(dataset, "sha256").hexdigest()
    record = {
        "release": identifier,
        "sha256": checksum,
        "base": base,
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


def _found_in(conclusions: Conclusions, e: int) -> list[Finding]:
    """Give what reading and concluding could not settle of an edition, in the order of print."""
    concluded = (finding for at, finding in conclusions.findings if at == e)
    return sorted([*conclusions.readings[e].findings, *concluded])


def remarks(conclusions: Conclusions) -> tuple[Remark, ...]:
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


def write_report(directory: Path, material: Material) -> None:
    """Write the data-quality report of what the directory's store holds."""
    store = open_store(directory / "store")
    report = make_report(lambda name: answer_of(store, find_query(name).text).records(), material)
    for name, text in report_files(report):
        (directory / name).write_text(text, encoding="utf-8")


def write_history(staging: Path, out: Path) -> None:
    """Write what changed since the release that stands where this one will, if there is one."""
    try:
        history = carry_on(open_release(out), open_release(staging))
    except ReleaseError:  # none, or one that nobody can open: nothing to compare with
        history = History()
    (staging / CHANGES).write_text(history_text(history), encoding="utf-8")
