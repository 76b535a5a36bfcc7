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

from shisaku.loaders.block_reader import BlockReader
from shisaku.loaders.conventions import Conventions
from shisaku.loaders.document import Document
from shisaku.loaders.drafts import Blocks
from shisaku.loaders.headings import Outline
from shisaku.loaders.items import take_items
from shisaku.loaders.profile import Profile
from shisaku.loaders.rows import Row, row_of
from shisaku.loaders.tables import Tables, read_tables
from shisaku.loaders.unlabelled import Unlabelled, read_unlabelled
from shisaku.loaders.years import YEAR, prints_phase, read_year

_PHASED = r"(?:当初|補正|(?:第\s*+)?\d\s*次\s*補正)?"
_LABEL_STYLES = {
    "brackets": rf"[【〔]\s*+(?P<year>{YEAR})?\s*+(?P<phase>{_PHASED})\s*+(?P<word>WORD)?\s*+"
    r"(?:\([^()\n]{0,20}\))?\s*[】〕]",
    "line": r"^(?:[^\S\r\n]|[#*■●○◆・-])*+[\[<(]\s*+WORD\s*[\]>)]",
    "colon": r"^(?:[^\S\r\n]|[#*■●○◆・-])*+WORD\s*:",
}
_FIGURE_NEXT = re.compile(r"\s*[\d▲△]")
_NAME_NEXT = re.compile(r"[ \t]*[^\s\d▲△(【〔、。]")


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
    """Give the pattern of labels; its groups are there whatever the styles are.

    A label may be spaced out: ``【 予 算 】``.
    """
    longest_first = sorted(conventions.label_words, key=len, reverse=True)
    words = "|".join("[ ]*".join(map(re.escape, word)) for word in longest_first) or "(?!)"
    styles = [_LABEL_STYLES[style].replace("WORD", f"(?:{words})") for style in conventions.labels]
    never = "(?P<year>(?P<phase>(?P<word>(?!))))"
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
    labelled = {line for region in regions for line in range(region.line, region.last_line + 1)}
    if outline.parts:
        read_unlabelled(document, outline, profile, Unlabelled(blocks, tables, labelled))
    _take_tables(document, tables, blocks)
    return blocks


def _take_tables(document: Document, tables: Tables, blocks: Blocks) -> None:
    """Add the items of tables in the order of print, each table a block of its own."""
    blocks.findings += tables.findings
    if not tables.titles:
        return
    blocks.labels += [*tables.titles, *tables.units]
    items = take_items(document, tables.drafts, blocks)
    items = [replace(item, block=blocks.count - item.block) for item in items]
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
    labels = [m for m in found if _is_label(document, m) and not _is_explained(document, m)]
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
            profile=_labelled(profile, label, document.conventions),
            last_line=min(next_line, heading) - 1,
            end=following.start() if following and next_line == line else None,
        )


def _is_label(document: Document, label: re.Match[str]) -> bool:
    """Say whether a label is printed before a name; one with a phase may stand before a figure.

    Without a word for budget (``【令和6年度補正】``) it must begin a line on which a name follows.
    """
    year = label["year"] or ""
    if label["word"] or not label[0].endswith(("】", "〕")):
        return not (label["phase"] and _FIGURE_NEXT.match(label.string, label.end()))
    if year.endswith(document.conventions.label_words):
        return not _FIGURE_NEXT.match(label.string, label.end())
    start = document.start_of(document.line_at(label.start()))
    begins = not document.folded[start : label.start()].strip(" \t#*■●○◆・-")
    return bool(year) and begins and bool(_NAME_NEXT.match(label.string, label.end()))


def _is_explained(document: Document, label: re.Match[str]) -> bool:
    """Say whether a note (※) names a label, to say what it means."""
    start = document.start_of(document.line_at(label.start()))
    return "※" in document.text[start : label.start()]


def _labelled(profile: Profile, label: re.Match[str], conventions: Conventions) -> Profile:
    """Give the defaults of a block whose label names an account (L3491), a year or a phase."""
    profile = replace(profile, account=conventions.account_in(label[0]))
    dated = f"{label['year'] or ''}{label['phase'] or ''}"
    if not dated:
        return profile
    year, phase = read_year(dated, profile.fiscal_year)
    if year == profile.fiscal_year and not prints_phase(dated):
        phase = profile.phase
    return replace(profile, fiscal_year=year, phase=phase)


def _rows(document: Document, region: Region, tables: Tables) -> Iterator[Row]:
    """Give the rows of a region outside tables, the first being the rest of the label's line."""
    yield row_of(document, region.line, region.label.end(), region.end)
    for line in range(region.line + 1, region.last_line + 1):
        if line not in tables.lines and line not in tables.notes:
            yield row_of(document, line)
