"""The single items of a block: several names and their figures parted, totals set aside."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from shisaku.loaders.conventions import Conventions
from shisaku.loaders.document import Document
from shisaku.loaders.drafts import Blocks, Draft
from shisaku.loaders.names import name_key
from shisaku.loaders.records import Finding, FindingKind
from shisaku.loaders.rows import depth_after
from shisaku.loaders.tokens import Kind, Token, any_of, cells_of, significant, text_of

# Words that compare or join figures: they are no name.
_GLUE = re.compile(r"(?:又は|または|から|→|⇒|[~〜]|皆[増減])+|\W*[ぁ-ん]{0,3}\W*")
OPEN_END = re.compile(r"[、のをがにでとやはへた](?:\s*)$")


@cache
def no_item_patterns(conventions: Conventions) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Give the patterns of a total's name and of a row or name that is a ceiling's (L739)."""
    total = rf"\W*(?:{any_of(conventions.totals)}|\w+(?:合計|小計|総計))\W*"
    ceiling = any_of(conventions.ceilings)
    first = rf"[※\d\s]*(?:\S{{0,12}}(?:当たり|につき)の?)?(?:補助|交付)?{ceiling}"
    last = rf".*(?:\s{ceiling}額?|\s最大|当たり|につき|ごとに)[\s:]*$"
    return re.compile(total), re.compile(f"{first}|{last}")


def take_items(document: Document, drafts: Iterable[Draft], blocks: Blocks) -> list[Draft]:
    """Give the drafts of single items; what is none is set aside in the blocks, and reported."""
    items = []
    for draft in (single for several in drafts for single in _paired(document, several)):
        reason = _no_item(document.conventions, words_of(draft.names[-1]) if draft.names else "")
        if reason is None:
            items.append(draft)
        else:
            line = document.line_at(draft.tokens[0].start)
            blocks.findings.append(Finding(line, *reason))
            blocks.asides.append(draft)
    return items


def _no_item(conventions: Conventions, name: str) -> tuple[FindingKind, str] | None:
    """Say why a name is none of a budget item: a total, a ceiling, words between figures."""
    total, ceiling = no_item_patterns(conventions)
    if total.fullmatch(name_key(name)):
        return FindingKind.REMARK, f"a total is no budget item: {name}"
    if ceiling.match(name):
        return FindingKind.REMARK, f"a ceiling is no budget item: {name}"
    if name and (_GLUE.fullmatch(name_key(name)) or name.lstrip("、, ") in conventions.asides):
        return FindingKind.UNPLACED, f"no name of a budget item: {name}"
    if re.match(rf"{any_of(conventions.label_words)}\s", name):
        return FindingKind.UNPLACED, f"a label without brackets or colon: {name}"
    return None


def _paired(document: Document, draft: Draft) -> list[Draft]:
    """Part a draft of several names and as many rows or columns of figures (L3446).

    The i-th row belongs to the i-th name when the rows repeat a year and phase, or when every
    name is whole; a name broken over lines ends in the middle of a phrase. A mark is of the name
    that it is printed on.
    """
    marks, rows = _marks_apart(document, draft)
    cells = _cells(draft.names[0]) if len(draft.names) == 1 else []
    columns = [cell for row in rows for cell in _cells(row)] if len(cells) > 1 else []
    if columns and len(columns) == len(cells):
        borders = [token.start for token in draft.names[0] if token.kind is Kind.CELL]
        return [
            replace(draft, names=(tuple(name),), figures=((*own, *column),))
            for name, own, column in zip(cells, _shared(marks, borders), columns, strict=True)
        ]
    groups = _groups(rows)
    whole = draft.is_labelled and not any(OPEN_END.search(words_of(n)) for n in draft.names[:-1])
    if len(draft.names) > 1 and len(groups) == len(draft.names) and (whole or _collide(groups)):
        lines = [document.line_at(name[0].start) for name in draft.names[1:] if name]
        starts = [document.start_of(line) for line in lines]
        return [
            replace(draft, names=(name,), figures=((*own, *group[0]), *group[1:]))
            for name, own, group in zip(draft.names, _shared(marks, starts), groups, strict=True)
        ]
    return [draft]


def _marks_apart(document: Document, draft: Draft) -> tuple[list[Token], list[tuple[Token, ...]]]:
    """Part the marks on the lines of a draft's names from its rows of figures below them."""
    last = max((document.line_at(name[-1].start) for name in draft.names if name), default=0)
    first, *rows = draft.figures
    marks = [token for token in first if document.line_at(token.start) <= last]
    return marks, [first[len(marks) :], *rows]


def _shared(marks: Iterable[Token], borders: Sequence[int]) -> list[list[Token]]:
    """Share marks out by the offsets that part the names."""
    shares: list[list[Token]] = [[] for _ in range(len(borders) + 1)]
    for mark in marks:
        shares[bisect_right(borders, mark.start)].append(mark)
    return shares


def words_of(tokens: Sequence[Token]) -> str:
    """Give the folded text of tokens without white space around it."""
    return text_of(tokens).strip()


def _cells(tokens: Sequence[Token]) -> list[list[Token]]:
    """Split tokens at the borders of table cells, leaving out empty cells."""
    return [cell for cell in cells_of(tokens) if significant(cell)]


def _groups(rows: Sequence[tuple[Token, ...]]) -> list[list[tuple[Token, ...]]]:
    """Group rows of figures: a row that begins with a bracket, or in one, goes on."""
    groups: list[list[tuple[Token, ...]]] = []
    depth = 0
    for row in rows:
        words = significant(row)
        goes_on = (
            depth
            or not words
            or words[0].kind not in {Kind.AMOUNT, Kind.YEAR, Kind.PHASE, Kind.INSTRUMENT}
        )
        if groups and goes_on:
            groups[-1].append(row)
        else:
            groups.append([row])
        depth = depth_after(row, depth)
    return groups


def _collide(groups: Sequence[Sequence[tuple[Token, ...]]]) -> bool:
    """Say whether two groups begin with figures of one year and phase."""
    starts = []
    for group in groups:
        words = significant(group[0])
        starts.append(words[0].text if words[0].kind is Kind.YEAR else "")
    return len(set(starts)) < len(starts)
