"""Find the budget blocks of a document and the names and figures that belong together in them.

A block begins at a label such as 【予算】 and ends before the next label, heading or prose. Names
and figures may stand on one line, on several, in columns, all names first, or figures first.
Where a document has no labels at all, figures on the lines after a name make a mention.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from shisaku.loaders.block_reader import (
    BlockReader,
    Blocks,
    items_of,
)
from shisaku.loaders.conventions import Conventions
from shisaku.loaders.document import Document
from shisaku.loaders.headings import Outline
from shisaku.loaders.marks import marks_of_line
from shisaku.loaders.profile import Profile
from shisaku.loaders.records import FindingKind
from shisaku.loaders.rows import (
    Row,
    is_words,
    row_of,
)
from shisaku.loaders.tables import Tables, read_tables
from shisaku.loaders.tokens import Kind, any_of
from shisaku.loaders.years import YEAR, read_year

_PHASED = r"(?:当初|補正|(?:第\s*+)?\d\s*次\s*補正)?"
_LABEL_STYLES = {
    "brackets": rf"[【〔]\s*+(?P<year>{YEAR})?\s*+(?P<phase>{_PHASED})\s*+WORD\s*+"
    r"(?:\([^()\n]{0,20}\))?\s*[】〕]",
    "line": r"^(?:[^\S\r\n]|[#*■●○◆・-])*+[\[<(]\s*+WORD\s*[\]>)]",
    "colon": r"^(?:[^\S\r\n]|[#*■●○◆・-])*+WORD\s*:",
}
_FIGURE_NEXT = re.compile(r"\s*[\d▲△]")


@dataclass(frozen=True, slots=True)
class Region:
    """Where a block may extend: after its label, to the line before the next label or heading."""

    number: int
    label: re.Match[str]
    line: int
    profile: Profile
    last_line: int
    end: int | None


@cache
def _label_pattern(conventions: Conventions) -> re.Pattern[str]:
    """Give the pattern of labels; the group ``year`` is there whatever the styles are."""
    words = any_of(conventions.label_words)
    styles = [_LABEL_STYLES[style].replace("WORD", words) for style in conventions.labels]
    never = "(?P<year>(?P<phase>(?!)))"
    return re.compile("|".join(styles if "brackets" in conventions.labels else [*styles, never]),
                      re.M)  # fmt: skip


def read_blocks(document: Document, outline: Outline, profile: Profile) -> Blocks:
    """Find all budget blocks and tables of the body."""
    blocks = Blocks()
    tables = read_tables(document, outline.body_line, profile)
    regions = list(_regions(document, outline, profile))
    for region in regions:
        reader = BlockReader(document, region.number, region.profile)
        for row in _rows(document, region, tables):
            reader.take(row)
        last = region.last_line + 1
        if reader.drafts or tables.lines.isdisjoint(range(region.line, last)):
            reader.finish(blocks, region.line)
    blocks.count = len(regions)
    blocks.labels = [region.label.span() for region in regions]
    blocks.starts = {region.number: region.label.start() for region in regions}
    if not regions and outline.parts:
        _read_unlabelled(document, outline, (profile, tables), blocks)
    _take_tables(document, tables, blocks)
    return blocks


def _take_tables(document: Document, tables: Tables, blocks: Blocks) -> None:
    """Add the items of tables in the order of print, each table a block of its own."""
    blocks.findings += tables.findings
    if not tables.titles:
        return
    blocks.labels += [*tables.titles, *tables.units]
    items, reported = items_of(document, tables.drafts)
    items = [replace(item, block=blocks.count - item.block) for item in items]
    blocks.findings += reported
    blocks.drafts = sorted([*blocks.drafts, *items], key=lambda draft: draft.tokens[0].start)
    for title, _ in tables.titles:
        blocks.count += 1
        blocks.starts[blocks.count] = title


def _regions(document: Document, outline: Outline, profile: Profile) -> Iterator[Region]:
    """Give the region of each label."""
    body = (
        document.start_of(outline.body_line) if outline.body_line <= len(document.lines) else None
    )
    if body is None:
        return
    found = _label_pattern(document.conventions).finditer(document.folded, body)
    labels = [m for m in found if not (_is_figure_label(m) or _is_explained(document, m))]
    headings = [*sorted(outline.heading_lines), len(document.lines) + 1]
    for number, label in enumerate(labels, start=1):
        line = document.line_at(label.end() - 1)
        following = labels[number] if number < len(labels) else None
        next_line = document.line_at(following.start()) if following else len(document.lines) + 1
        heading = headings[bisect_right(headings, line, hi=len(headings) - 1)]
        yield Region(
            number=number,
            label=label,
            line=line,
            profile=_labelled(profile, label),
            last_line=min(next_line, heading) - 1,
            end=following.start() if following and next_line == line else None,
        )


def _is_figure_label(label: re.Match[str]) -> bool:
    """Say whether a label with a phase is printed before a figure, not before a name."""
    return bool(label["phase"]) and bool(_FIGURE_NEXT.match(label.string, label.end()))


def _is_explained(document: Document, label: re.Match[str]) -> bool:
    """Say whether a note (※) names a label, to say what it means."""
    start = document.start_of(document.line_at(label.start()))
    return "※" in document.text[start : label.start()]


def _labelled(profile: Profile, label: re.Match[str]) -> Profile:
    """Give the defaults of a block whose label names a year or phase."""
    if not (label["year"] or label["phase"]):
        return profile
    year, phase = read_year(f"{label['year'] or ''}{label['phase'] or ''}", profile.fiscal_year)
    return replace(profile, fiscal_year=year, phase=phase)


def _rows(document: Document, region: Region, tables: Tables) -> Iterator[Row]:
    """Give the rows of a region outside tables, the first being the rest of the label's line."""
    yield row_of(document, region.line, region.label.end(), region.end)
    for line in range(region.line + 1, region.last_line + 1):
        if line not in tables.lines and line not in tables.notes:
            yield row_of(document, line)


def _read_unlabelled(
    document: Document, outline: Outline, found: tuple[Profile, Tables], blocks: Blocks
) -> None:
    """Read figures on the lines after a name, where the document has no labels."""
    profile, tables = found
    reader = BlockReader(document, 0, profile, is_labelled=False)
    for line in range(outline.body_line, len(document.lines) + 1):
        row = _unmarked_row(document, line, outline)
        if row.is_blank or line in tables.lines or line in tables.notes:
            continue
        if line in outline.heading_lines or row.is_stop or row.is_bulleted or _is_prose(row):
            _flush(reader, blocks)
            reader = BlockReader(document, blocks.count + 1, profile, is_labelled=False)
            if row.is_stop or row.is_bulleted or _is_prose(row):
                continue
        elif (
            not row.has_amount
            and reader.drafts
            and is_words(row.words[0])
            and not reader.awaits_part
        ):
            _flush(reader, blocks)
            reader = BlockReader(document, blocks.count + 1, profile, is_labelled=False)
        reader.take(row)
    _flush(reader, blocks)


def _unmarked_row(document: Document, line: int, outline: Outline) -> Row:
    """Give the row of a line without its heading's number."""
    mark = next(marks_of_line(document, line), None) if line in outline.heading_lines else None
    if mark is None:
        return row_of(document, line)
    start = document.text.find(mark.printed_number, document.start_of(line)) + len(
        mark.printed_number
    )
    return row_of(document, line, start)


def _is_prose(row: Row) -> bool:
    """Say whether a row is a sentence or a note."""
    return row.words[0].kind is Kind.NOTE or any("。" in token.text for token in row.tokens)


def _flush(reader: BlockReader, blocks: Blocks) -> None:
    """Keep the drafts of an unlabelled block that have a name."""
    items, reported = items_of(reader.document, [draft for draft in reader.drafts if draft.names])
    if items:
        blocks.count += 1
        blocks.drafts += items
        blocks.findings += [f for f in reader.findings if f.kind is FindingKind.UNPLACED]
    blocks.findings += reported
