"""A printed text as runs of characters: what each belongs to, and what is marked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from shisaku.loaders.document import Document

_EXTENT = re.compile(r"(\d{1,7}):(\d{1,7})-(\d{1,7}):(\d{1,7})")
_BLANK = re.compile(r"(\s{3,})")  # shorter ones are print's own
_EDGES = re.compile(r"(^\s+|\s+$)")
_MARKED = 1 << 30


@dataclass(frozen=True, slots=True, order=True)
class Extent:
    """Printed characters: first and last line and column, from 1, the last one included."""

    line: int
    column: int
    end_line: int
    end_column: int

    def __str__(self) -> str:
        """Give the form that an address holds: ``926:25-926:30``."""
        return f"{self.line}:{self.column}-{self.end_line}:{self.end_column}"


def read_extent(text: str) -> Extent | None:
    """Read what ``str`` of an extent gives; None where it is none."""
    found = _EXTENT.fullmatch(text)
    return Extent(*map(int, found.groups())) if found else None


@dataclass(frozen=True, slots=True)
class Printed:
    """A thing that the text prints: where, its page's address, the words for its kind."""

    extent: Extent
    address: str
    kind: str


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring characters of one line that belong to one thing, or to none."""

    text: str
    thing: Printed | None = None
    is_marked: bool = False

    @property
    def is_blank(self) -> bool:
        """Say whether prose was blanked here."""
        return bool(_BLANK.fullmatch(self.text))


def print_lines(
    document: Document, things: Sequence[Printed], mark: Extent | None
) -> Iterator[tuple[Run, ...]]:
    """Give each line as runs; a character belongs to the smallest thing printed over it.

    What reaches beyond a line is cut at its end.
    """
    owners = [0] * len(document.text)
    bounds = [(*_offsets(document, thing.extent), n) for n, thing in enumerate(things, start=1)]
    for start, end, n in sorted(bounds, key=lambda bound: bound[0] - bound[1]):
        owners[start:end] = [n] * (end - start)
    if mark:
        start, end = _offsets(document, mark)
        owners[start:end] = [owner | _MARKED for owner in owners[start:end]]
    for start, line in zip(document.line_starts, document.lines, strict=True):
        yield tuple(_runs(line, owners[start : start + len(line)], things))


def _offsets(document: Document, extent: Extent) -> tuple[int, int]:
    """Give the offsets of an extent's first character and of the one after its last."""
    if not (1 <= extent.line <= extent.end_line <= len(document.lines)):
        return 0, 0
    start, end = (
        document.start_of(line) + min(columns, len(document.lines[line - 1]))
        for line, columns in (
            (extent.line, extent.column - 1),
            (extent.end_line, extent.end_column),
        )
    )
    return start, max(start, end)


def _runs(line: str, owners: Sequence[int], things: Sequence[Printed]) -> Iterator[Run]:
    """Cut a line where its characters' owner or mark changes; blanks at edges have no owner."""
    at = 0
    for owner, characters in groupby(owners):
        end = at + sum(1 for _ in characters)
        is_marked, n = bool(owner & _MARKED), owner & ~_MARKED
        for text in (_BLANK if not n else _EDGES).split(line[at:end]):
            if text:
                yield Run(text, things[n - 1] if n and not text.isspace() else None, is_marked)
        at = end
