"""Units: the paragraphs and bullets before a budget block, which say what its money is for.

A unit begins after the heading or block above and ends before the block. Notes (※), captions and
tables are none of it. Beside what is named only the marks of bullets and the ends of lines are
read: a facts edition keeps those.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from shisaku.loaders.document import Document
from shisaku.loaders.headings import Outline
from shisaku.loaders.records import Citation, Fund, Mention, Reading

Run = tuple[int, int]
_MARK = re.compile(r"[ \t]*(?:(?:[-*+](?![\d*-])|[・●○◆◇■□▶►◎•✓➢])[ \t]*)*")
_NOTE = re.compile(r"※|\(?注")
_CAPTION = re.compile(r"#.*|[【〔<].*|\*\*.*\*\*|\|.*|[^\t]*\t.*")
_LEADS = re.compile(r"(?<![^\s、。はがをにでて])(?:以下[のをに、]|次の(?:事業|取組|施策|とおり))")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a unit: the run of its words, and the indentation and bullet before them."""

    start: int
    end: int
    mark: str

    @property
    def is_bullet(self) -> bool:
        """Say whether a bullet begins it."""
        return bool(self.mark.strip())

    def is_below(self, other: "_Line") -> bool:
        """Say whether it is indented deeper."""
        return _indentation(self) > _indentation(other)


_Passage = list[_Line]
_Group = list[_Passage]
"""A paragraph or bullet, and those that belong to it: deeper ones, and those that 以下 leads to."""


@dataclass(frozen=True)
class Units:
    """The units of a document; blocks: the run of each budget block by its number."""

    document: Document
    outline: Outline
    blocks: Mapping[int, Run]

    @cached_property
    def _edges(self) -> list[tuple[int, int, int]]:
        """Give start and end of each heading (number 0) and block, in order."""
        headings = [(span.start, span.end, 0) for span, _ in self.outline.body_headings]
        return sorted([*headings, *((*run, number) for number, run in self.blocks.items())])

    def around(self, offset: int) -> tuple[int, Run] | None:
        """Give the number of the block in whose unit a character stands, and the unit's run."""
        index = bisect_right(self._edges, offset, key=lambda edge: edge[0])
        above = self._edges[index - 1][1] if index else 0
        if index == len(self._edges) or offset < above:
            return None
        below, _, number = self._edges[index]
        return (number, (above, below)) if number else None

    def groups(self, unit: Run) -> list[_Group]:
        """Give the paragraphs and bullets of a unit that count, with those that belong to each."""
        groups: list[_Group] = []
        for passage in self._passages(unit):
            if not self._counts(passage):
                continue
            if groups and self._belongs(passage, groups[-1]):
                groups[-1].append(passage)
            else:
                groups.append([passage])
        return groups

    def runs(self, offsets: Iterable[int]) -> Iterator[Run]:
        """Give what says where the passages of some characters' units begin, end and lead to."""
        for unit in sorted({found[1] for offset in offsets if (found := self.around(offset))}):
            for passage in self._passages(unit):
                first = passage[0]
                start = first.start - len(first.mark)
                if self._counts(passage):
                    text = self.document.folded
                    for line in passage:
                        yield from (m.span() for m in _LEADS.finditer(text, line.start, line.end))
                    yield start, first.start
                elif note := _NOTE.match(self.document.folded, first.start):
                    yield start, note.end()
                else:
                    continue
                yield from ((line.end - 1, line.end) for line in passage)

    def _passages(self, unit: Run) -> Iterator[_Passage]:
        """Give the lines of a unit by paragraph, bullet, note and caption."""
        passage: _Passage = []
        for number in range(self._first_line(unit[0]), self.document.line_at(unit[1])):
            line = self._line(number)
            if line is not None and passage and self._goes_on(line, passage[0]):
                passage.append(line)
                continue
            if passage:
                yield passage
            passage = [line] if line else []
        if passage:
            yield passage

    def _first_line(self, offset: int) -> int:
        """Give the first line that begins at an offset or after it."""
        line = self.document.line_at(offset)
        return line if self.document.start_of(line) == offset else line + 1

    def _line(self, number: int) -> _Line | None:
        """Give a line of a unit, None where it is blank."""
        start, words = self.document.start_of(number), self.document.lines[number - 1].rstrip(" *")
        end = start + len(words.rstrip())
        mark = _MARK.match(self.document.folded, start, end)
        begin = mark.end() if mark else start
        return _Line(begin, end, self.document.folded[start:begin]) if begin < end else None

    def _goes_on(self, line: _Line, first: _Line) -> bool:
        """Say whether a line goes on with the passage of the lines right above it."""
        return not (line.is_bullet or self._is(_CAPTION, line) or self._is(_CAPTION, first)) and (
            not self._is(_NOTE, line)
        )

    def _is(self, pattern: re.Pattern[str], line: _Line) -> bool:
        """Say whether the words of a line begin so."""
        return bool(pattern.match(self.document.folded, line.start, line.end))

    def _counts(self, passage: _Passage) -> bool:
        """Say whether a passage is a bullet or a paragraph of sentences."""
        first = passage[0]
        if self._is(_NOTE, first) or self._is(_CAPTION, first):
            return False
        return first.is_bullet or any(self.document.text[line.end - 1] == "。" for line in passage)

    def _belongs(self, passage: _Passage, group: _Group) -> bool:
        """Say whether a bullet belongs to the passage above it: deeper, or what 以下 leads to."""
        line, head = passage[0], group[0]
        if not line.is_bullet:
            return False
        if head[0].is_bullet and line.is_below(head[0]):
            return True
        leads = any(_LEADS.search(self.document.folded, one.start, one.end) for one in head)
        same = len(group) == 1 or line.mark.split() == group[1][0].mark.split()
        return leads and (same or line.is_below(group[1][0]))


def with_money(reading: Reading, units: Units) -> Reading:
    """Give a reading whose namings with a role, and funds, tell the mentions they are about."""
    of_block: dict[int, list[int]] = {}
    for position, mention in enumerate(reading.mentions):
        of_block.setdefault(mention.block, []).append(position)
    citations = tuple(
        _with_mentions(citation, reading, units, of_block) if citation.role else citation
        for citation in reading.citations
    )
    funds = tuple(_with_lines(fund, reading, units, of_block) for fund in reading.funds)
    return replace(reading, citations=citations, funds=funds)


def _with_mentions(
    citation: Citation, reading: Reading, units: Units, of_block: Mapping[int, Sequence[int]]
) -> Citation:
    """Give a naming with the mention in whose place it stands, else those of its unit's block.

    It is not about the whole of the money if a bullet of the unit does not name the body.
    """
    around = reading.mention_around(citation.span.start)
    if around is not None:
        return replace(citation, mentions=(around,))
    found = units.around(citation.span.start)
    groups = units.groups(found[1]) if found else []
    if not (found and any(_holds(group, citation.span.start) for group in groups)):
        return citation
    named = [c.span.start for c in reading.citations if c.key == citation.key]
    bullets = [group for group in groups if group[0][0].is_bullet]
    everywhere = all(any(_holds(group, offset) for offset in named) for group in bullets)
    mentions = tuple(of_block.get(found[0], ()))
    return replace(citation, mentions=mentions, is_whole=citation.is_whole and everywhere)


def _with_lines(
    fund: Fund, reading: Reading, units: Units, of_block: Mapping[int, Sequence[int]]
) -> Fund:
    """Give a fund with the mention in whose place it is named, else those of its unit's block.

    Of a block's mentions only those count that print 基金 and name no other fund.
    """
    around = reading.mention_around(fund.span.start)
    if around is not None:
        return replace(fund, mentions=(around,))
    found = units.around(fund.span.start)
    if not (found and any(_holds(g, fund.span.start) for g in units.groups(found[1]))):
        return fund
    others = {other.name for other in reading.funds} - {fund.name}
    mentions = (m for m in of_block.get(found[0], ()) if _is_fund(reading.mentions[m], others))
    return replace(fund, mentions=tuple(mentions))


def _is_fund(mention: Mention, others: Iterable[str]) -> bool:
    """Say whether the name of a mention prints 基金, and no other fund's name."""
    return "基金" in mention.name and not any(other in mention.name for other in others)


def _holds(group: _Group, offset: int) -> bool:
    """Say whether a character stands in a passage of a group."""
    return any(p[0].start <= offset < p[-1].end for p in group)


def _indentation(line: _Line) -> int:
    """Give the number of blanks before the bullet."""
    return len(line.mark) - len(line.mark.lstrip())
