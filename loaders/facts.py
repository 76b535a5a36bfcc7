"""The facts edition: a document with its prose blanked, every fact at its line and column.

Titles, names, amounts, rates, marks and the head's notes on amounts stay; each other character
becomes a blank, one for one. A sidecar file keeps the name and checksum of the original, so that
provenance still points there.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from shisaku.loaders.actors import actor_runs, read_actors
from shisaku.loaders.blocks import read_blocks
from shisaku.loaders.caps import cap_runs
from shisaku.loaders.document import Document
from shisaku.loaders.fixed_grants import fixed_grant_runs
from shisaku.loaders.funds import fund_runs, read_funds
from shisaku.loaders.headings import Outline, read_outline
from shisaku.loaders.laws import law_runs
from shisaku.loaders.local_finance import local_finance_runs
from shisaku.loaders.marks import marks_of_line
from shisaku.loaders.milestones import milestone_runs
from shisaku.loaders.places import LoadError
from shisaku.loaders.profile import HEAD_LINES, is_note, read_profile, with_conventions
from shisaku.loaders.progress import progress_runs
from shisaku.loaders.rates import rate_runs
from shisaku.loaders.records import Finding, FindingKind, SourceFile
from shisaku.loaders.targets import target_runs
from shisaku.loaders.unheld import Run, amount_runs
from shisaku.loaders.units import Units
from shisaku.loaders.years import YEAR

_NOTE_FACTS = re.compile(
    rf"※|\(?注\d?[):]|計数|金額|予算額?|【[^】\n]*】\s*は?|[(（]\s*[)）]\s*内?|{YEAR}"
)


def redact(document: Document, profile: str | None = None) -> str:
    """Give the facts edition of a document: the same length, lines and columns.

    profile: name or file of the edition profile to read it by, else the one that fits its head.
    """
    document = with_conventions(document, profile)
    facts = list(_facts(document))
    return blanked(document.text, [*facts, *_other_amounts(document, facts)])


def blanked(text: str, runs: Iterable[Run]) -> str:
    """Give a text with a blank for each character outside some runs; line breaks stay."""
    kept = bytearray(len(text))
    for start, end in runs:
        kept[start:end] = b"\x01" * (end - start)
    return "".join(
        character if keep or character in "\r\n" else " "
        for character, keep in zip(text, kept, strict=True)
    )


def _facts(document: Document) -> Iterator[Run]:
    """Give the runs of characters that are facts."""
    profile, outline = read_profile(document), read_outline(document)
    yield from _head(document, outline)
    for line in range(1, len(document.lines) + 1):
        if line in outline.heading_lines or _is_title(document, line):
            yield _line(document, line)
    yield from rate_runs(document, outline)
    yield from cap_runs(document)
    yield from fixed_grant_runs(document)
    yield from actor_runs(document, outline)
    yield from law_runs(document, outline)
    yield from fund_runs(document, outline)
    yield from target_runs(document, outline)
    yield from local_finance_runs(document, outline)
    yield from milestone_runs(document, outline, profile.fiscal_year)
    yield from progress_runs(document, outline, profile.fiscal_year)
    blocks = read_blocks(document, outline, profile)
    spans = [actor.span for actor in read_actors(document, outline)]
    spans += [fund.span for fund in read_funds(document, outline)]
    units = Units(document, outline, blocks.places)
    yield from units.runs(span.start for span in spans)
    labelled = {document.line_at(end - 1): start for start, end in reversed(blocks.labels)}
    yield from blocks.labels
    for draft in (*blocks.drafts, *blocks.asides):
        tokens = [*draft.tokens, *(token for row in draft.names for token in row)]
        lines = [document.line_at(token.start) for token in tokens]
        for line in range(min(lines), max(lines) + 1):  # a rate between name and figure too
            start, end = _line(document, line)
            yield labelled.get(line, start), end


def _other_amounts(document: Document, facts: Sequence[Run]) -> Iterator[Run]:
    """Give the lines that hold an amount outside the facts, unless they are sentences."""
    kept = {offset for start, end in facts for offset in range(start, end)}
    for start, _ in amount_runs(document, read_outline(document)):
        line = document.line_at(start)
        if start not in kept and "。" not in document.lines[line - 1]:
            yield _line(document, line)


def _line(document: Document, line: int) -> Run:
    """Give start and end of a line."""
    start = document.start_of(line)
    return start, start + len(document.lines[line - 1])


def _is_title(document: Document, line: int) -> bool:
    """Say whether a line bears a heading's number and no sentence: an item of a nested list too."""
    text = document.lines[line - 1]
    return "。" not in text and any(not m.is_bulleted for m in marks_of_line(document, line))


def _head(document: Document, outline: Outline) -> Iterator[Run]:
    """Give the titles above the first heading, and what the notes say of amounts."""
    for line in range(1, min(HEAD_LINES, len(document.lines)) + 1):
        text = document.lines[line - 1]
        if line in outline.heading_lines and "目次" not in text:
            break
        start, end = _line(document, line)
        is_head_note = is_note(document.folded[start:end])
        if not is_head_note and "。" not in text:
            yield start, end
        for found in _NOTE_FACTS.finditer(document.folded, start, end):
            if is_head_note:
                yield found.span()
    for line, text in enumerate(document.lines, start=1):
        if line < outline.body_line and "目次" in text:
            yield _line(document, line)


def sidecar_path(path: Path) -> Path:
    """Give the path of the sidecar beside a facts edition."""
    return path.with_name(f"{path.name}.source.json")


def sidecar(document: Document, facts: str) -> str:
    """Give the sidecar's text: the original's name and SHA-256, and those of the facts edition."""
    record = {
        "name": document.name,
        "sha256": document.sha256,
        "facts_sha256": hashlib.sha256(facts.encode()).hexdigest(),
    }
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def original_of(path: Path, document: Document) -> tuple[SourceFile, Finding | None]:
    """Give the file that a document's spans point into: the original of a facts edition, or itself.

    A facts edition changed since it was made points to itself, with a remark.
    Raises LoadError for a sidecar that cannot be read.
    """
    itself = SourceFile(document.name, document.sha256)
    beside = sidecar_path(path)
    if not beside.is_file():
        return itself, None
    try:
        record = json.loads(beside.read_text(encoding="utf-8"))
        original = SourceFile(str(record["name"]), str(record["sha256"]))
        unchanged = record["facts_sha256"] == document.sha256
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise LoadError(str(beside), "the sidecar cannot be read", "run shisaku redact") from error
    if unchanged:
        return original, None
    what = f"changed since {beside.name} was made: places point to this file, not to the original"
    return itself, Finding(1, FindingKind.REMARK, what)
