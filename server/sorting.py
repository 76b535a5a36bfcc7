"""Lines in order, however many: sorted runs in files, merged."""

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import chain, groupby, islice
from pathlib import Path
from typing import TextIO

RUN = 500_000
"""Lines that are sorted in memory at a time; a line of N-Quads takes about 300 bytes there."""


def sorted_lines(lines: Iterable[str], folder: Path) -> Iterator[str]:
    """Give lines (without their ends) in the order of their characters, each once.

    folder: where the sorted runs of many lines are kept meanwhile.
    """
    ahead = iter(lines)
    first = sorted(set(islice(ahead, RUN)))
    with tempfile.TemporaryDirectory(dir=folder) as runs, ExitStack() as opened:
        files: list[TextIO] = []
        while run := sorted(set(islice(ahead, RUN))):
            file = Path(runs) / str(len(files))
            write_lines(run, file)
            files.append(opened.enter_context(file.open(encoding="utf-8", newline="\n")))
        merged = heapq.merge(first, *(map(_bare, file) for file in files))
        yield from (line for line, _ in groupby(merged)) if files else first


def grouped(
    numbered: Iterable[tuple[int, str]], count: int, folder: Path
) -> Iterator[tuple[int, list[str]]]:
    """Give the lines of each number below a count, in order; arguments else as of sorted_lines."""
    width = len(str(count))
    lines = (f"{number:0{width}}{line}" for number, line in numbered)
    every = (f"{number:0{width}}" for number in range(count))
    for number, group in groupby(
        sorted_lines(chain(lines, every), folder), key=lambda line: line[:width]
    ):
        yield int(number), [line[width:] for line in group if len(line) > width]


def write_lines(lines: Iterable[str], file: Path) -> None:
    """Add lines to the end of a file, which is made where there is none."""
    with file.open("a", encoding="utf-8", newline="\n") as out:
        out.writelines(f"{line}\n" for line in lines)


def read_lines(file: Path) -> Iterator[str]:
    """Give the lines of a file without their ends; only LF ends one, as in N-Quads."""
    with file.open(encoding="utf-8", newline="\n") as opened:
        yield from map(_bare, opened)


def _bare(line: str) -> str:
    """Take the end off a line."""
    return line.removesuffix("\n")
