"""Diagrams of classes as boxes in columns, laid out the same way each time; no drawing here.

A box names a class and lists properties; an arrow leaves from the property's own line, so that no
arrow needs words of its own. Subclasses stand under their class, on a bracket.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from unicodedata import east_asian_width

_FONT: Final = 13
_BOLD: Final = 1.1
LINE: Final = 20
_GAP, _STEP, _BETWEEN, _PADDING = 14, 18, 72, 8
"""Pixels: between boxes, in to a subclass, between columns, in a box beside its words."""


@dataclass(frozen=True, slots=True)
class Row:
    """A property in a box; targets: keys of the boxes that it leads to."""

    words: str
    address: str
    targets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """A class to draw; above: key of the class that it stands under; is_other: of another area."""

    key: str
    words: str
    address: str
    rows: tuple[Row, ...] = ()
    above: str | None = None
    is_other: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A node in its place, in pixels from the top left."""

    node: Node
    x: int
    y: int
    width: int

    @property
    def height(self) -> int:
        """Give how tall it is: its name, and each property."""
        return _height(self.node)

    def row_y(self, number: int) -> int:
        """Give the middle of a property's line; of the name for -1."""
        return self.y + LINE * (number + 1) + LINE // 2 + (4 if number >= 0 else 2)


@dataclass(frozen=True, slots=True)
class Arrow:
    """A line of an arrow as an SVG path, and the tip that it ends in; hollow for a subclass."""

    path: str
    tip: str
    is_hollow: bool = False


@dataclass(frozen=True, slots=True)
class Diagram:
    """All to draw, and how large that is."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    width: int
    height: int


def lay_out(columns: Iterable[Sequence[Node]]) -> Diagram:
    """Place the nodes of each column, left to right, each after the class that it stands under."""
    boxes: dict[str, Box] = {}
    x = 1
    for nodes in filter(None, columns):
        depths = _depths(nodes)
        width = max(_width(node) + _STEP * depths[node.key] for node in nodes)
        y = 1
        for node in nodes:
            wanted = _height_of_sources(node, boxes) if not depths[node.key] else 0
            y = max(y, wanted)
            indent = _STEP * depths[node.key]
            boxes[node.key] = Box(node, x + indent, y, width - indent)
            y += _height(node) + _GAP
        x += width + _BETWEEN
    placed = tuple(boxes.values())
    return Diagram(
        placed,
        (*_brackets(boxes), *_arrows(boxes)),
        x - _BETWEEN + _loops(boxes),
        max(box.y + box.height for box in placed) + 1,
    )


def columns_of(nodes: Sequence[Node]) -> list[list[Node]]:
    """Sort nodes into columns: each to the right of what leads to it from before it in the order.

    A node stands in the column of the class that it stands under.
    """
    column: dict[str, int] = {node.key: 0 for node in nodes}
    position = {node.key: number for number, node in enumerate(nodes)}
    root = {node.key: node.above or node.key for node in nodes}
    for node in nodes:
        if node.above:
            column[node.key] = column[node.above]
        for target in (target for row in node.rows for target in row.targets):
            top = root[target]
            if position[top] > position[root[node.key]]:
                column[top] = max(column[top], column[node.key] + 1)
    last = max(column.values())
    return [[n for n in nodes if column[root[n.key]] == number] for number in range(last + 1)]


def _depths(nodes: Sequence[Node]) -> Mapping[str, int]:
    """Give how many classes of the column each node stands under."""
    depths: dict[str, int] = {}
    for node in nodes:
        depths[node.key] = depths[node.above] + 1 if node.above in depths else 0
    return depths


def _width(node: Node) -> int:
    """Give the width that a node's words need, as most fonts set them."""
    longest = max((_length(row.words) for row in node.rows), default=0)
    return int(max(longest, _length(node.words) * _BOLD)) + 2 * _PADDING


def _length(words: str) -> float:
    """Give the length of words: full-width characters are square, others about 0.6 as wide."""
    return sum(_FONT if east_asian_width(c) in "WF" else _FONT * 0.6 for c in words)


def _height(node: Node) -> int:
    """Give the height of a node's box."""
    return LINE * (len(node.rows) + 1) + (8 if node.rows else 4)


def _height_of_sources(node: Node, boxes: Mapping[str, Box]) -> int:
    """Give where a box would stand for its first arrow to be level."""
    levels = (
        box.row_y(number)
        for box in boxes.values()
        for number, row in enumerate(box.node.rows)
        if node.key in row.targets
    )
    return min(levels, default=LINE // 2 + 3) - LINE // 2 - 2


def _brackets(boxes: Mapping[str, Box]) -> Iterator[Arrow]:
    """Give the lines from subclasses up to their class."""
    for box in boxes.values():
        above = boxes.get(box.node.above or "")
        if above:
            x, top, y = above.x + 8, above.y + above.height, box.row_y(-1)
            tip = f"{x},{top} {x - 5},{top + 8} {x + 5},{top + 8}"
            yield Arrow(f"M{box.x},{y} H{x} V{top + 8}", tip, is_hollow=True)


def _arrows(boxes: Mapping[str, Box]) -> Iterator[Arrow]:
    """Give the arrows from properties to the classes of their values."""
    for box in boxes.values():
        for number, row in enumerate(box.node.rows):
            for target in row.targets:
                yield _arrow(box, box.row_y(number), boxes[target])


def _arrow(start: Box, y: int, end: Box) -> Arrow:
    """Give one arrow: rightward, leftward, or round the right where both stand in one column."""
    aim = end.row_y(-1)
    right, far = start.x + start.width, end.x + end.width
    if end.x >= right:
        return _curve(right, y, end.x, aim, (40, -40))
    if far <= start.x:
        return _curve(start.x, y, far, aim, (-40, 40))
    bend = min(24 + abs(aim - y) // 8, _BETWEEN - 12)
    return _curve(right, y, far, aim, (bend, bend))


def _curve(x: int, y: int, to_x: int, to_y: int, bends: tuple[int, int]) -> Arrow:  # noqa: PLR0913, PLR0917
    """Give an arrow from one point to another; bends: how far it first runs level, at each end."""
    back = 7 if bends[1] > 0 else -7
    path = f"M{x},{y} C{x + bends[0]},{y} {to_x + bends[1]},{to_y} {to_x + back},{to_y}"
    return Arrow(path, f"{to_x},{to_y} {to_x + back},{to_y - 4} {to_x + back},{to_y + 4}")


def _loops(boxes: Mapping[str, Box]) -> int:
    """Give the room that arrows round the right of the last column need."""
    last = max(box.x + box.width for box in boxes.values())
    return (
        _BETWEEN - 12
        if any(
            box.x + box.width == last and row.targets
            for box in boxes.values()
            for row in box.node.rows
        )
        else 1
    )
