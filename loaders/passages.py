"""The text under each part: paragraphs and bullets, read only where the full text is given.

A facts edition has no prose, so it has no passages; what a block or a heading prints is none.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from shisaku.loaders.document import Document
from shisaku.loaders.headings import Outline
from shisaku.loaders.records import Block, Passage

_BEFORE = re.compile(
    r"[ \t\u3000]*(?:(?P<title>\#+)|(?P<dash>[-*+](?=[ \t])))?"
    r"[ \t\u3000]*(?P<sign>[・●○◆◇■□▶►◎•※➢✓])?[ \t\u3000]*"
)
_NO_TEXT = re.compile(r"[\s\d#*|:\-–―ー=_<>/br.…]*")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of prose: its number, the run of its words, and what stands before them."""

    number: int
    start: int
    end: int
    is_bullet: bool
    is_title: bool


def read_passages(
    document: Document, outline: Outline, blocks: Iterable[Block]
) -> tuple[Passage, ...]:
    """Give the passages in the order of printing, each in the innermost part in force."""
    taken = set(outline.heading_lines)
    for block in blocks:
        taken.update(range(block.span.line, block.span.end_line + 1))
    found: list[list[_Line]] = []
    for line in _lines(document, outline.body_line, taken):
        if found and _goes_on(found[-1][-1], line):
            found[-1].append(line)
        else:
            found.append([line])
    passages = (_passage(document, outline, lines) for lines in found)
    return tuple(passage for passage in passages if passage.part)


def _goes_on(before: _Line, line: _Line) -> bool:
    """Say whether a line goes on with the paragraph or bullet of the line above it."""
    begins = line.is_bullet or line.is_title or before.is_title
    return line.number == before.number + 1 and not begins


def _lines(document: Document, first: int, taken: set[int]) -> Iterator[_Line]:
    """Give the lines with words that neither a heading nor a block prints."""
    for number in range(first, len(document.lines) + 1):
        text = document.lines[number - 1]
        if number in taken or _NO_TEXT.fullmatch(text):
            continue
        start, before = document.start_of(number), _BEFORE.match(text)
        if before is not None:
            yield _Line(
                number,
                start + before.end(),
                start + len(text),
                is_bullet=bool(before["dash"] or before["sign"]),
                is_title=bool(before["title"]),
            )


def _passage(document: Document, outline: Outline, lines: list[_Line]) -> Passage:
    """Make a passage of a line and those that go on with it, without the breaks between them."""
    words = (document.text[line.start : line.end].replace("**", "").strip() for line in lines)
    return Passage(
        text="".join(words),
        is_bullet=lines[0].is_bullet,
        part=outline.in_force(lines[0].start),
        span=document.span(lines[0].start, lines[-1].end),
    )
