"""Build the tree of parts from the contents and from headings printed irregularly in the body.

What one heading means depends on those before it: a page may repeat the headings in force, leave
out the chapter's or the section's (L2628, L2929, L3037), or announce several sections at once
(L172). The contents, where the document has them, say which chapters and sections there are.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from shisaku.loaders.document import Document
from shisaku.loaders.marks import Mark, levelled, marks_of_line, stands_alone
from shisaku.loaders.names import is_alike
from shisaku.loaders.records import Finding, FindingKind, Heading, Level, Part, Span

SAME = 0.75
"""Two printings of one title are at least this alike (OCR: ローリング for ローミング)."""
SURE = 0.85
"""A title as alike as this to one of the contents moves to that section without its number."""
_ORDER = list(Level)
_REACH = 200  # characters of a sentence that are looked at: long lines stay cheap
_LEADS = re.compile(r"(?:、|次の[^。]*。|以下の[^。]*。)\s*$")
CONTENTS = re.compile(r"目\s*次\s*(?:\(.*\))?\**\s*$")
_PAGE_NUMBER = re.compile(r"\s*[-ー–]?\s*\d{1,3}\s*[-ー–]?\s*")
Path = tuple[tuple[str, str], ...]


@dataclass(eq=False)
class Node:
    """A part while the tree grows; position: among the children of its parent."""

    level: Level
    number: int
    parent: "Node | None"
    copy: int = 1
    position: int = 0
    headings: list[Heading] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)
    latest: dict[tuple[Level, int], "Node"] = field(default_factory=dict)
    last_number: dict[Level, int] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """Give the title of the first heading."""
        return self.headings[0].title

    @property
    def is_in_body(self) -> bool:
        """Say whether a heading of the body has been met."""
        return any(not heading.in_contents for heading in self.headings)

    def is_named(self, title: str) -> bool:
        """Say whether a heading with this title can be one of this part."""
        return any(is_alike(heading.title, title, SAME) for heading in self.headings)

    def child(self, level: Level, number: int) -> "Node | None":
        """Give the last child of a level with a number."""
        return self.latest.get((level, number))

    def add(self, level: Level, number: int) -> "Node":
        """Add a child; its copy says how often the number has occurred under this part."""
        before = self.child(level, number)
        node = Node(level, number, self, before.copy + 1 if before else 1, len(self.children))
        self.children.append(node)
        self.latest[level, number] = node
        self.last_number[level] = number
        return node

    def below(self, level: Level) -> list["Node"]:
        """Give the children of a level in order."""
        return [child for child in self.children if child.level is level]


@dataclass(frozen=True)
class Outline:
    """The tree of a document, flattened: its parts, and which is in force from which offset."""

    parts: tuple[Part, ...]
    starts: tuple[int, ...]
    paths: tuple[Path, ...]
    heading_lines: frozenset[int]
    findings: tuple[Finding, ...]
    body_line: int

    def body_start(self, document: Document) -> int:
        """Give the offset at which the body begins: the last line's where there is none."""
        return document.start_of(min(self.body_line, len(document.lines)))

    @cached_property
    def all_paths(self) -> frozenset[Path]:
        """Give the paths of all parts."""
        return frozenset(self.paths)

    def in_force(self, offset: int) -> Path:
        """Give the path of the innermost part in force at an offset; empty before the first."""
        index = bisect_right(self.starts, offset)
        return self.paths[index - 1] if index else ()

    @cached_property
    def body_headings(self) -> tuple[tuple[Span, Path], ...]:
        """Give place and part of each heading of the body; no part where it is printed again.

        A heading that comes after the text of its part has begun opens nothing either (L2640).
        """
        found = (
            (heading.span, part.path if self._opens(heading, part) else ())
            for part in self.parts
            for heading in part.headings
            if not heading.in_contents
        )
        return tuple(sorted(found, key=lambda heading: heading[0].start))

    def _opens(self, heading: Heading, part: Part) -> bool:
        """Say whether a heading is the first of its part in the body, and opens it."""
        before = self.in_force(heading.span.start - 1)
        return heading is part.first_heading and before[: len(part.path)] != part.path

    def named_in(self, offset: int) -> Path:
        """Give the path of the part that a word at an offset belongs to.

        In a heading it is the part headed, and none (an empty path) where the heading is printed
        again; elsewhere the innermost part in force.
        """
        index = bisect_right(self.body_headings, offset, key=lambda heading: heading[0].start)
        if index:
            span, path = self.body_headings[index - 1]
            if offset < span.end:
                return path
        return self.in_force(offset)


def read_outline(document: Document) -> Outline:
    """Find all headings of a document and the parts they head."""
    marks = {
        line: found
        for line in range(1, len(document.lines) + 1)
        if (found := list(marks_of_line(document, line)))
    }
    marks = levelled(_without_lists(document, marks))
    contents_from, body_line = _contents(document, marks)
    tree = _Tree()
    for line, found in marks.items():
        if line < contents_from:
            continue
        for mark in found:
            tree.take(mark, in_contents=line < body_line)
    return tree.outline(body_line)


def _without_lists(document: Document, marks: dict[int, list[Mark]]) -> dict[int, list[Mark]]:
    """Leave out the lists of a sentence: (1) below a line that leads to it, and what follows."""
    last, number = 0, 0
    kept = {}
    for line, found in marks.items():
        mark = found[0]
        above = line - 1
        while above > 0 and not document.lines[above - 1].strip():
            above -= 1
        before = document.lines[above - 1][-_REACH:] if above else ""
        begins = mark.number == 1 and _LEADS.search(before)
        goes_on = above == last and mark.number == number + 1
        if mark.style == "round" and not mark.is_hashed and (begins or (last and goes_on)):
            last, number = line, mark.number
        else:
            kept[line] = found
    return kept


def _contents(document: Document, marks: dict[int, list[Mark]]) -> tuple[int, int]:
    """Find the lines where the contents begin and where the body begins.

    Without contents both are the first line.
    """
    first = next((n for n, text in enumerate(document.lines, 1) if CONTENTS.search(text)), None)
    if first is None:
        return 1, 1
    seen: list[Mark] = []
    for line in range(first + 1, len(document.lines) + 1):
        text = document.lines[line - 1]
        if not text.strip() or CONTENTS.search(text) or _PAGE_NUMBER.fullmatch(text):
            continue
        mark = marks.get(line, [None])[0]
        if mark is None or (_repeats(mark, seen) and not _entry_follows(marks, line)):
            return first, line
        seen.append(mark)
    return first, len(document.lines) + 1


def _repeats(mark: Mark, seen: list[Mark]) -> bool:
    """Say whether a heading stands in the contents already."""
    return mark.page is None and any(
        other.level is mark.level
        and other.number == mark.number
        and is_alike(other.title, mark.title, SAME)
        for other in seen
    )


def _entry_follows(marks: dict[int, list[Mark]], line: int) -> bool:
    """Say whether the next heading is an entry of the contents, with its page."""
    following = (found for number, found in marks.items() if number > line)
    return any(found[0].page is not None for _, found in zip(range(2), following, strict=False))


class _Tree:
    """The tree and the headings in force while the document is read from top to bottom."""

    def __init__(self) -> None:
        """Begin with nothing in force."""
        self.root = Node(Level.PILLAR, 0, None)
        self.current: dict[Level, Node] = {}
        self.announced: list[Node] = []
        self.are_announced = False
        self.lists: list[tuple[str, int]] = []
        self.forces: list[tuple[int, Node]] = []
        self.lines: set[int] = set()
        self.findings: list[Finding] = []
        self.has_contents = False
        self.numbered: dict[int, list[Node]] = defaultdict(list)

    def take(self, mark: Mark, in_contents: bool) -> None:
        """Take the next heading candidate of the document."""
        self.has_contents = self.has_contents or in_contents
        if mark.level is not Level.SECTION and mark.is_bulleted and not in_contents:
            return
        if mark.level is not Level.SECTION:
            self.announced = self.announced if mark.level is Level.MEASURE else []
        node = getattr(self, f"_{mark.level.name.lower()}")(mark, in_contents)
        if node is not None:
            node.headings.append(Heading(mark.title, mark.printed_number, mark.span, in_contents))
            self._enter(node, mark, in_contents)

    def _enter(self, node: Node, mark: Mark, in_contents: bool) -> None:
        """Put a part in force; parts below it end, unless the page only repeats the heading."""
        if self.current.get(node.level) is not node:
            for level in _ORDER[_ORDER.index(node.level) :]:
                self.current.pop(level, None)
            self.lists = self.lists if node.level is Level.ITEM else []
        self.current[node.level] = node
        self.lines.update(range(mark.span.line, mark.span.end_line + 1))
        if not in_contents:
            innermost = next(self.current[x] for x in reversed(_ORDER) if x in self.current)
            self.forces.append((mark.span.start, innermost))

    def _new(self, level: Level, number: int, parent: Node, line: int) -> Node:
        """Add a part; a number that its parent has already is kept, with a remark."""
        if parent.child(level, number):
            self._remark(
                line, f"the number of this {level.name.lower()} was printed before: {number}"
            )
        elif number < parent.last_number.get(level, 0):
            self._remark(line, f"the numbers run back: {level.name.lower()} {number}")
        return parent.add(level, number)

    def _remark(self, line: int, what: str) -> None:
        """Add a remark to the report."""
        self.findings.append(Finding(line, FindingKind.REMARK, what))

    def _parent(self, *levels: Level) -> Node:
        """Give the innermost part in force of some levels, or the root."""
        return next((self.current[level] for level in levels if level in self.current), self.root)

    def _pillar(self, mark: Mark, in_contents: bool) -> Node | None:
        known = self.root.child(Level.PILLAR, mark.number)
        if known and known.is_named(mark.title):
            return known
        if self.has_contents and not in_contents and self.root.children:
            return None  # a Roman numeral in prose: the contents name all pillars
        if mark.style == "part" and not in_contents and not stands_alone(mark):
            return None
        return self._new(Level.PILLAR, mark.number, self.root, mark.span.line)

    def _chapter(self, mark: Mark, in_contents: bool) -> Node | None:
        present, pillar = self.current.get(Level.CHAPTER), self._parent(Level.PILLAR)
        candidates = sorted(
            self.numbered[mark.number],
            key=lambda c: (c is not present, c.parent is not pillar),
        )
        known = next((c for c in candidates if c.is_named(mark.title)), None)
        if known:
            return known
        if not in_contents and (self.has_contents or not stands_alone(mark)):
            return None  # a number in prose
        chapter = self._new(Level.CHAPTER, mark.number, pillar, mark.span.line)
        self.numbered[mark.number].append(chapter)
        return chapter

    def _section(self, mark: Mark, in_contents: bool) -> Node | None:
        chapter = self._parent(Level.CHAPTER, Level.PILLAR)
        known = chapter.child(Level.SECTION, mark.number)
        if not (known and known.is_named(mark.title)):
            later = None if in_contents else self._section_of_later_chapter(mark)
            known = later or self._new(Level.SECTION, mark.number, chapter, mark.span.line)
        if not in_contents:
            self._announce(known)
        return known

    def _section_of_later_chapter(self, mark: Mark) -> Node | None:
        """Find the section whose chapter's heading is missing on this page (L2628, L3035)."""
        for chapter in self._chapters_after():
            section = chapter.child(Level.SECTION, mark.number)
            if section and section.is_named(mark.title):
                self.current[Level.CHAPTER] = chapter
                return section
        return None

    def _chapters_after(self) -> Iterator[Node]:
        """Give the chapters after the one in force; those of no pillar come first."""
        present = self.current.get(Level.CHAPTER)
        pillars = [self.root, *self.root.below(Level.PILLAR)]
        first = pillars.index(present.parent) if present and present.parent else 0
        for pillar in pillars[first:]:
            begin = present.position + 1 if present and pillar is present.parent else 0
            yield from (node for node in pillar.children[begin:] if node.level is Level.CHAPTER)

    def _announce(self, section: Node) -> None:
        """Remember sections that are announced together, before the measures of each (L172)."""
        self.announced = [*([] if self.are_announced else self.announced), section]
        self.are_announced = False

    def _measure(self, mark: Mark, in_contents: bool) -> Node | None:
        announced, self.announced = self.announced, []
        self.are_announced = True
        if not in_contents:
            self._move_to_section(mark, announced)
        section = self._parent(Level.SECTION, Level.CHAPTER)
        known = section.child(Level.MEASURE, mark.number)
        if known and (mark.is_continued or known.is_named(mark.title)):
            self.announced = announced
            return known
        if known and mark.number == 1 and (following := self._section_after(section)):
            self.current[Level.SECTION] = section = following  # L2929
        self.announced = announced
        return self._new(Level.MEASURE, mark.number, section, mark.span.line)

    def _move_to_section(self, mark: Mark, announced: list[Node]) -> None:
        """Put the section in force whose title the measure bears (L160, L879, L3037)."""
        section = self.current.get(Level.SECTION)
        if section is None:
            return
        present = section.child(Level.MEASURE, mark.number)
        if present and present.is_named(mark.title):
            return
        chapter = self.current.get(Level.CHAPTER)
        near = [*announced, section, *(chapter.below(Level.SECTION) if chapter else [])]
        following = next(self._chapters_after(), None)
        later = following.below(Level.SECTION) if following else []
        bearing = [s for s in (*near, *later) if is_alike(s.title, mark.title, SURE)]
        if bearing:
            self._force(bearing[0])
        elif len(announced) > 1:
            self._force(announced[0])

    def _force(self, section: Node) -> None:
        """Put a section, and the chapter it stands in, in force."""
        if self.current.get(Level.SECTION) is not section:
            self.current.pop(Level.MEASURE, None)
            self.current.pop(Level.ITEM, None)
        if section.parent is not None and section.parent.level is Level.CHAPTER:
            self.current[Level.CHAPTER] = section.parent
        self.current[Level.SECTION] = section

    def _section_after(self, section: Node) -> Node | None:
        """Give the next section of the contents if the body has not come to it yet."""
        if section.parent is None:
            return None
        following = [
            s for s in section.parent.below(Level.SECTION) if s.number == section.number + 1
        ]
        return following[0] if following and not following[0].is_in_body else None

    def _item(self, mark: Mark, in_contents: bool) -> Node | None:
        if in_contents:
            return None
        parent = self._parent(Level.MEASURE, Level.SECTION, Level.CHAPTER)
        known = parent.child(Level.ITEM, mark.number)
        if known and known.is_named(mark.title) and len(self.lists) <= 1:
            return known
        return self._next_in_list(mark, parent)

    def _next_in_list(self, mark: Mark, parent: Node) -> Node | None:
        """Give a new item if the number goes on in the measure's own list.

        A list that begins again at ① inside an item is the item's (L1010, L1742); the innermost
        list that a number continues is the one it belongs to.
        """
        before = (mark.style, mark.number - 1)
        while self.lists and self.lists[-1] != before and mark.number != 1:
            if len(self.lists) == 1:
                break
            self.lists.pop()
        if self.lists and self.lists[-1] == before:
            self.lists[-1] = (mark.style, mark.number)
        elif mark.number == 1:
            self.lists.append((mark.style, 1))
        else:
            self._remark(mark.span.line, f"{mark.printed_number} goes on no list of items here")
            return None
        if len(self.lists) > 1:
            return None
        return self._new(Level.ITEM, mark.number, parent, mark.span.line)

    def outline(self, body_line: int) -> Outline:
        """Give the finished tree, with the path of each part (contract section 2)."""
        restart = any(sum(c.copy == 1 for c in chapters) > 1 for chapters in self.numbered.values())
        paths: dict[Node, Path] = {self.root: ()}
        parts: list[Part] = []
        self._flatten(self.root, paths, parts, restart)
        return Outline(
            parts=tuple(parts),
            starts=tuple(start for start, _ in self.forces),
            paths=tuple(paths[node] for _, node in self.forces),
            heading_lines=frozenset(self.lines),
            findings=tuple(self.findings),
            body_line=body_line,
        )

    def _flatten(
        self, node: Node, paths: dict[Node, Path], parts: list[Part], restart: bool
    ) -> None:
        """Give each part its path: chapters stand beside pillars unless their numbers restart."""
        for child in node.children:
            above = paths[node]
            if child.level is Level.CHAPTER and not restart:
                above = ()
            number = str(child.number) if child.copy == 1 else f"{child.number}-{child.copy}"
            paths[child] = (*above, (child.level.value, number))
            parts.append(
                Part(child.level, paths[child], paths[node], child.number, tuple(child.headings))
            )
            self._flatten(child, paths, parts, restart)
