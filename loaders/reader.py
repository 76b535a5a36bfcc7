"""Read one printed document: its parts, its budget mentions, and the report of what is left."""

import gc
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from shisaku.loaders.actors import read_names
from shisaku.loaders.block_reader import CEILING
from shisaku.loaders.blocks import read_blocks
from shisaku.loaders.caps import read_caps
from shisaku.loaders.cover import compare_titles
from shisaku.loaders.document import Document, read_document
from shisaku.loaders.doubts import doubts
from shisaku.loaders.drafts import Blocks, Draft
from shisaku.loaders.facts import original_of, sidecar_path
from shisaku.loaders.fixed_grants import read_fixed_grants
from shisaku.loaders.frames import Figures
from shisaku.loaders.funds import read_funds
from shisaku.loaders.headings import Outline, read_outline
from shisaku.loaders.local_finance import read_local_finance
from shisaku.loaders.milestones import read_milestones
from shisaku.loaders.names import title_key
from shisaku.loaders.namings import in_mentions, naming_remarks, read_citations, with_holders
from shisaku.loaders.passages import read_passages
from shisaku.loaders.places import LoadError
from shisaku.loaders.printing import Printed, block_of
from shisaku.loaders.profile import read_edition, read_profile, with_conventions
from shisaku.loaders.progress import read_progress
from shisaku.loaders.rates import read_rates
from shisaku.loaders.records import (
    Block,
    Finding,
    FindingKind,
    Level,
    Mention,
    Part,
    Rate,
    Reading,
    SourceFile,
    Span,
)
from shisaku.loaders.statements import printed_words, read_figures
from shisaku.loaders.targets import read_targets
from shisaku.loaders.tokens import Kind, Token, significant
from shisaku.loaders.unheld import unheld_amounts
from shisaku.loaders.units import Units, with_money

_MARK_AT_END = re.compile(r"\s*[(（【](?P<words>再掲|新規)[)）】]$")
_NOTE_SIGN = re.compile(r"(?<=\S)\s*(?:[(（]\s*注\s*[0-9０-９]*\s*[)）]|[※*＊]\s*[0-9０-９]+)$")
Path_ = tuple[tuple[str, str], ...]


def read(path: Path, fiscal_year: int | None = None, profile: str | None = None) -> Reading:
    """Read the document at a path.

    fiscal_year: of figures printed without one, where the document does not say.
    profile: name or file of the edition profile to read it by, else the one that fits its head.
    Raises LoadError when the file cannot be read or is no such document.
    """
    document = read_document(path)
    source, finding = original_of(path, document)
    with _no_search_for_cycles():
        reading = read_printed(document, fiscal_year, profile)
    findings = reading.findings if finding is None else (finding, *reading.findings)
    passages = () if sidecar_path(path).is_file() else reading.passages
    return replace(reading, source=source, findings=findings, passages=passages)


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Let Python look for no cycles: a tenth of the time, and what is read stays anyway."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def read_printed(
    document: Document, fiscal_year: int | None = None, given: str | None = None
) -> Reading:
    """Read a decoded document; raises LoadError when it is no document of the genre."""
    document = with_conventions(document, given)
    profile = read_profile(document, fiscal_year)
    outline = read_outline(document)
    drafted = read_blocks(document, outline, profile)
    if not drafted.count and not outline.parts:
        raise LoadError(
            document.name,
            "this does not look like a budget document (no heading, no budget label)",
            "give the text of a ministry's list of measures",
        )
    if document.text.lstrip()[:15].lower().startswith(("<!doctype", "<html")):
        raise LoadError(document.name, "this is HTML", "save the document as plain text")
    mentions, drafts, findings = _mentions(document, outline, drafted)
    rates = read_rates(document, outline)
    blocks = tuple(_blocks(document, drafted, list(zip(mentions, drafts, strict=True)), rates))
    edition = read_edition(document, profile.fiscal_year)
    reading = Reading(
        source=SourceFile(document.name, document.sha256),
        edition=edition,
        parts=outline.parts,
        mentions=with_holders(mentions, read_names(document, outline), edition.publisher),
        blocks=blocks,
        rates=rates,
        caps=read_caps(document, outline),
        fixed_grants=read_fixed_grants(document, outline),
        passages=read_passages(document, outline, blocks),
        findings=(*document.findings, *outline.findings, *drafted.findings, *findings),
        citations=read_citations(document, outline),
        funds=read_funds(document, outline),
        targets=read_targets(document, outline, profile.fiscal_year),
        local_finance=read_local_finance(document, outline, rates),
        milestones=read_milestones(document, outline, profile.fiscal_year),
        progress=read_progress(document, outline, profile.fiscal_year),
    )
    reading = with_money(in_mentions(reading), Units(document, outline, drafted.places))
    return replace(reading, findings=_findings(document, outline, drafted, reading))


def _findings(
    document: Document, outline: Outline, drafted: Blocks, reading: Reading
) -> tuple[Finding, ...]:
    """Give what there is to report, in order: of the parts that were read, then of their whole."""
    found = {*reading.findings, *compare_titles(document)}
    found.update(naming_remarks(document, outline, reading.citations))
    of_figures = {*reading.findings}.difference(document.findings, outline.findings)
    spans = [block.span for block in reading.blocks] + [rate.span for rate in reading.rates]
    spans += [cap.span for cap in reading.caps] + [target.span for target in reading.targets]
    held = [(span.start, span.end) for span in spans]
    held += [(t.start, t.end) for draft in drafted.asides for t in draft.tokens]
    found.update(unheld_amounts(document, outline, held, of_figures))
    read_as_caps = {Finding(cap.span.line, FindingKind.REMARK, CEILING) for cap in reading.caps}
    return tuple(sorted(found - read_as_caps))


def _mentions(
    document: Document, outline: Outline, blocks: Blocks
) -> tuple[list[Mention], list[Draft], list[Finding]]:
    """Make mentions of drafts and place them; a draft none of whose figures reads is reported."""
    mentions, drafts, findings = [], [], []
    for draft in blocks.drafts:
        figures = read_figures(document, draft.profile, draft.tokens)
        findings += figures.findings
        mention = _mention(document, outline, draft, figures)
        line = document.line_at(draft.tokens[0].start)
        if any(token.kind is Kind.REQUEST for token in draft.tokens):
            what = f"asked for without an amount: {mention.name}"
            findings.append(Finding(line, FindingKind.REMARK, what))
            if not figures.statements:
                continue
        if not figures.statements:
            findings.append(Finding(line, FindingKind.UNPLACED, f"no figure of {mention.name}"))
            continue
        mentions.append(mention)
        drafts.append(draft)
        findings += doubts(mention)
    if not mentions:
        findings.append(Finding(1, FindingKind.REMARK, "no budget item was found"))
    return _placed(mentions, outline), drafts, findings


def _blocks(
    document: Document,
    blocks: Blocks,
    printed: Sequence[tuple[Mention, Draft]],
    rates: Sequence[Rate],
) -> Iterator[Block]:
    """Give each block that prints a mention, from its label to its last figure or note."""
    by_number: dict[int, list[int]] = defaultdict(list)
    for position, (mention, _) in enumerate(printed):
        by_number[mention.block].append(position)
    for number, positions in by_number.items():
        runs = {position: printed[position][1].run for position in positions}
        start = min(run[0] for run in runs.values())
        inside = Printed(
            number=number,
            start=blocks.starts.get(number, start),
            end=_with_emphasis(document, max(run[1] for run in runs.values())),
            mentions=[(position, printed[position][0]) for position in positions],
            runs=runs,
        )
        yield block_of(document, inside, rates)


def _with_emphasis(document: Document, end: int) -> int:
    """Give the end of a block, behind the emphasis (``**``) that closes there (L165)."""
    return end + 2 if document.text.startswith("**", end) else end


def _mention(document: Document, outline: Outline, draft: Draft, figures: Figures) -> Mention:
    """Make the mention of a draft, in the part in force where it begins."""
    pieces = [piece for row in draft.names if (piece := _piece(document, row))]
    name = "".join(text for text, _ in pieces)
    mark = _MARK_AT_END.search(name)  # printed over two lines, no row shows it
    name = name[: mark.start()] if mark else name
    marked = mark["words"] if mark else ""
    sign = _NOTE_SIGN.search(name)
    name = name[: sign.start()] if sign else name
    tokens = significant(draft.tokens)
    start = min(place for _, place in pieces) if pieces else tokens[0].start
    ends = [s.span.end for s in figures.statements] + [
        t.end for t in tokens if t.kind in {Kind.NOTE, Kind.WITHIN, Kind.CLOSE}
    ]
    above = pieces and figures.statements and start > figures.statements[-1].span.end
    span = _line_span(document, start) if above else document.span(start, max(ends, default=start))
    return Mention(
        name=name,
        span=span,
        part=outline.in_force(start),
        block=draft.block,
        statements=tuple(figures.statements),
        is_reprint=figures.is_reprint or marked == "再掲",
        is_new=figures.is_new or marked == "新規",
        notes=(*([sign[0].strip()] if sign else []), *figures.notes),
    )


def _piece(document: Document, row: Sequence[Token]) -> tuple[str, int] | None:
    """Give one row of a name as printed, and where it begins."""
    words = significant(row)
    if not words:
        return None
    runs: list[str] = []
    end = words[0].start
    for token in row:
        if words[0].start <= token.start < words[-1].end:
            runs.append(
                document.text[token.start : token.end] if token.kind is not Kind.CELL else " "
            )
            end = token.end
    text = printed_words("".join(runs), 0, end)
    return text.strip(" \t:：、,・…").replace("**", ""), words[0].start


def _line_span(document: Document, start: int) -> Span:
    """Give the span of a name printed under its figures: its own line (contract 6.13)."""
    line = document.line_at(start)
    return document.span(start, document.start_of(line) + len(document.lines[line - 1]))


def _placed(mentions: list[Mention], outline: Outline) -> list[Mention]:
    """Move mentions from the item in force to the measure where they cover the whole of it.

    A mention belongs to the item whose title is its name (L611). A block after the last of several
    items, none of the others having one, covers the measure (L239, L989).
    """
    parts = {part.path: part for part in outline.parts}
    items = defaultdict(list)
    for part in outline.parts:
        if part.level is Level.ITEM:
            items[part.parent].append(part)
    own = defaultdict(set)
    for mention in mentions:
        if mention.part in parts and parts[mention.part].level is Level.ITEM:
            own[parts[mention.part].parent].add(mention.part)
    placed = []
    for mention in mentions:
        here = parts.get(mention.part)
        siblings = items[here.parent] if here and here.level is Level.ITEM else []
        placed.append(_place(mention, here, siblings, own) if siblings and here else mention)
    return placed


def _place(
    mention: Mention, part: Part, siblings: Sequence[Part], own: dict[Path_, set[Path_]]
) -> Mention:
    """Place one mention that stands where an item is in force."""
    named = [item for item in siblings if title_key(item.title) == title_key(mention.name)]
    if named:
        return replace(mention, part=named[0].path)
    if len(siblings) > 1 and part is siblings[-1] and own[part.parent] == {part.path}:
        return replace(mention, part=part.parent)
    return mention
