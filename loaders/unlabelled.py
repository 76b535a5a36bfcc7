"""Items printed without a label: figures behind a heading or a name, on its line or the next.

Where a document has labels, only lines outside their blocks are read, and only where the print
tells an item from prose: in a heading, behind an item's sign (○), or parted from its figures by a
wide gap, as in a list.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from shisaku.loaders.block_reader import BlockReader
from shisaku.loaders.document import Document
from shisaku.loaders.drafts import Blocks
from shisaku.loaders.headings import Outline
from shisaku.loaders.items import OPEN_END, take_items, words_of
from shisaku.loaders.marks import marks_of_line
from shisaku.loaders.profile import Profile
from shisaku.loaders.records import FindingKind
from shisaku.loaders.rows import Row, is_words, row_of
from shisaku.loaders.tables import Tables
from shisaku.loaders.tokens import Kind
from shisaku.loaders.years import YEAR

_ITEM_SIGNS = "●○◆■◇▶►□◎"
_GAP = re.compile(rf"\S(?:[^\S\t]{{2,}}|\t\s*)(?:[\d▲△(]|{YEAR})")


@dataclass(frozen=True, slots=True)
class Unlabelled:
    """Where to read: the blocks to add to, and the lines of tables and labelled blocks."""

    blocks: Blocks
    tables: Tables
    labelled: Collection[int]


def read_unlabelled(
    document: Document, outline: Outline, profile: Profile, where: Unlabelled
) -> None:
    """Read the items outside labelled blocks and tables."""
    reader = BlockReader(document, 0, profile, is_labelled=False)
    before, title = len(where.blocks.drafts), 0
    for line in range(outline.body_line, len(document.lines) + 1):
        if line in where.labelled or line in where.tables.lines or line in where.tables.notes:
            continue
        text, is_heading = document.lines[line - 1], line in outline.heading_lines
        if not text or text.isspace():
            continue
        if "。" in text and not is_heading:
            _flush(reader, where.blocks)  # a sentence: most lines are, and need no tokens
            reader = BlockReader(document, where.blocks.count + 1, profile, is_labelled=False)
            continue
        row = _unmarked_row(document, line, outline)
        if row.is_blank:
            continue
        is_read = _is_read(row, is_heading, where, reader)
        if not is_read or is_heading or row.bullet or _begins(row, reader, title):
            _flush(reader, where.blocks)
            reader = BlockReader(document, where.blocks.count + 1, profile, is_labelled=False)
        if is_read:
            reader.take(row)
        title = line if is_heading and row.tokens[0].start > document.start_of(line) else title
    _flush(reader, where.blocks)
    if len(where.blocks.drafts) > before:
        where.blocks.drafts.sort(key=lambda draft: draft.tokens[0].start)


def _is_read(row: Row, is_heading: bool, where: Unlabelled, reader: BlockReader) -> bool:
    """Say whether a row can be (part of) an item."""
    if row.is_stop or _is_prose(row):
        return False
    is_whole = row.has_amount and row.ends_with_figures and not row.begins_with_figures
    if row.bullet:
        return is_whole and row.bullet in _ITEM_SIGNS
    if not where.labelled:
        return True
    if reader.drafts and row.begins_with_figures:
        return True
    return is_whole and (is_heading or bool(_GAP.search(row.text)))


def _begins(row: Row, reader: BlockReader, title: int) -> bool:
    """Say whether a row begins a name: behind the figures of another, or below a heading.

    title: the line of the last title printed beside its number, which is no part of the name below.
    """
    if not is_words(row.words[0]) or reader.awaits_part:
        return False
    if reader.drafts:
        return not row.has_amount
    names = [(name.line, words_of(name.tokens)) for name in reader.names]
    return len(names) == 1 and names[0][0] == title and not OPEN_END.search(names[0][1])


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
    named = [draft for draft in reader.drafts if draft.names]
    items = take_items(reader.document, named, blocks)
    if items:
        blocks.count += 1
        blocks.drafts += items
        blocks.findings += [f for f in reader.findings if f.kind is FindingKind.UNPLACED]
