"""The way back to print: a block's layout with slots for its data, and the block from both.

A layout keeps what is printed around the data of one budget block (label, brackets, marks, line
breaks) and names each datum where it stands: ``【予算】{b/1 printedName} {b/1/a/1 printedAmount}``.
A slot is a resource, as a path below the part that holds the block, and a property of it; a number
after the property chooses among several values in the order of their characters.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from shisaku.loaders.document import Document
from shisaku.loaders.records import Block, Mention, Rate, Slot

LONGEST_VALUE = 1000
_SLOT = re.compile(
    r"(?P<brace>\{\{|\}\})|\{(?P<path>[a-z0-9/-]+) (?P<property>\w+)(?: (?P<index>\d+))?\}"
)
_BLANKS = re.compile(r"[^\S\r\n]+")
_LINES = re.compile(r"\s*[\r\n]\s*")


@dataclass(frozen=True, slots=True)
class Printed:
    """What one block prints: its number, bounds, and the mentions in it by their position.

    runs: for each mention the run of characters in which its words and figures stand.
    """

    number: int
    start: int
    end: int
    mentions: Sequence[tuple[int, Mention]]
    runs: Mapping[int, tuple[int, int]]


def block_of(document: Document, printed: Printed, rates: Sequence[Rate]) -> Block:
    """Give the block with its layout: text between slots, in the order of printing.

    rates: all rates of the document, in the order of printing.
    White space shrinks to one blank or one line break.
    """
    slots = _Slots(document, printed)
    for position, mention in printed.mentions:
        slots.of_mention(position, mention)
    first, beyond = (
        bisect_left(rates, offset, key=lambda rate: rate.span.start)
        for offset in (printed.start, printed.end)
    )
    for r in range(first, beyond):
        slots.put(rates[r].span.start, rates[r].span.end, Slot("rate", r, "printedRate"))
    return Block(
        number=printed.number,
        part=printed.mentions[0][1].part,
        pieces=tuple(slots.pieces()),
        span=document.span(printed.start, printed.end),
        mentions=tuple(position for position, _ in printed.mentions),
    )


class _Slots:
    """Finds where the data of a block stand in its text."""

    def __init__(self, document: Document, printed: Printed) -> None:
        """Begin with nothing found."""
        self.text, self.printed = document.text, printed
        self.found: dict[int, tuple[int, Slot]] = {}
        self.covered = bytearray(printed.end - printed.start)

    def put(self, start: int, end: int, slot: Slot) -> bool:
        """Cover a run with a slot; False where another slot covers some of it."""
        a, b = start - self.printed.start, end - self.printed.start
        if a < 0 or any(self.covered[a:b]):
            return False
        self.covered[a:b] = b"\x01" * (b - a)
        self.found[start] = (end, slot)
        return True

    def of_mention(self, position: int, mention: Mention) -> None:
        """Cover the figures, the name, then the words among the figures."""
        run = self.printed.runs[position]
        for s, statement in enumerate(mention.statements):
            figure = "printedDigits" if statement.unit else "printedAmount"
            amount = Slot("statement", position, figure, s)
            self.put(statement.span.start, statement.span.end, amount)
        self._search(mention.name, Slot("mention", position, "printedName"), run)
        for s, statement in enumerate(mention.statements):
            previous = mention.statements[s - 1].span.end if s else run[0]
            before, after = (previous, statement.span.start), (statement.span.end, run[1])
            for name, value, *within in (
                ("printedPeriod", statement.period, before, after),
                ("printedPredecessor", statement.predecessor, (previous, run[1])),
                ("printedNote", statement.note, before if statement.is_part else after),
            ):
                self._search(value, Slot("statement", position, name, s), *within)
        notes = sorted(set(mention.notes))
        for n, note in enumerate(notes, start=1):
            slot = Slot("mention", position, "printedNote", index=n if len(notes) > 1 else None)
            self._search(note, slot, run)

    def _search(self, value: str | None, slot: Slot, *within: tuple[int, int]) -> None:
        """Cover the first free run that prints a value, white space inside it apart."""
        words = "".join((value or "").split())
        if not words or len(words) > LONGEST_VALUE:
            return
        for start, end in within:
            at = self.text.find(words[0], start, end)
            while at >= 0:
                beyond = _end_of(words, self.text, (at, end))
                if beyond and self.put(at, beyond, slot):
                    return
                at = self.text.find(words[0], max(at + 1, beyond), end)

    def pieces(self) -> Iterator[str | Slot]:
        """Give the text between the slots and the slots, in order."""
        position = self.printed.start
        for start in sorted(self.found):
            end, slot = self.found[start]
            if text := _quiet(self.text[position:start]):
                yield text
            yield slot
            position = end
        if text := _quiet(self.text[position : self.printed.end]):
            yield text


def _end_of(words: str, text: str, run: tuple[int, int]) -> int:
    """Give where words end that begin a run, white space and emphasis (*) apart; 0 if others do."""
    position, end = run
    for word in words:
        while position < end and text[position] != word and _is_silent(text[position]):
            position += 1
        if position == end or text[position] != word:
            return 0
        position += 1
    return position


def _is_silent(character: str) -> bool:
    """Say whether a character may stand inside printed words without being of them."""
    return character == "*" or character.isspace()


def _quiet(text: str) -> str:
    """Shrink white space to one blank or one line break."""
    return _LINES.sub("\n", _BLANKS.sub(" ", text))


def layout_text(pieces: Sequence[str | Slot], path_of: Callable[[Slot], str]) -> str:
    """Write a layout; path_of gives the path of a slot's resource below the block's part."""
    return "".join(_written(piece, path_of) for piece in pieces)


def _written(piece: str | Slot, path_of: Callable[[Slot], str]) -> str:
    """Write one piece of a layout; braces that are printed are doubled."""
    if isinstance(piece, str):
        return piece.replace("{", "{{").replace("}", "}}")
    index = f" {piece.index}" if piece.index else ""
    return f"{{{path_of(piece)} {piece.property}{index}}}"


def print_block(layout: str, values: Callable[[str, str], Sequence[str]]) -> str:
    """Print a block from its layout.

    values: gives the values of a property of the resource at a path below the block's part.
    Raises KeyError with the slot for a value that the data lacks.
    """

    def fill(slot: re.Match[str]) -> str:
        if slot["brace"]:
            return slot["brace"][0]
        found = sorted(values(slot["path"], slot["property"]))
        place = int(slot["index"] or 1) - 1
        if place >= len(found):
            raise KeyError(slot[0])
        return found[place]

    return _SLOT.sub(fill, layout)


def as_compared(text: str) -> str:
    """Give print for comparison: NFKC, without white space."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
