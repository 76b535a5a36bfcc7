"""How validation grows: one edition's data, and as much as five, twenty and fifty print.

The 2024 edition is copied under other slugs: five editions of a ministry, ten years apart, share
their budget lines; ministries share the vocabulary only. Prints a Markdown table, and the exponent
by which seconds of processor time grow with triples (1: twice the data, twice the time).
"""

import math
import os
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from shisaku.server.executors import opened
from shisaku.server.validation import Validation
from shisaku.shapes.parts import parts

EDITIONS = (1, 5, 20, 50)
OF_ONE_MINISTRY = 5
EDITION = re.compile(r"/id/(graph/printed/)?2024(?=[/>])")
NAME = re.compile(r"/id/(line|succession|source)/([^/>]+)")
YEAR = re.compile(r'(/fy/|/id/line/[^/>]+/|#year> "|"(?=\d{4}-0[34]-))(\d{4})')


def copied(quads: Sequence[str], number: int) -> Iterator[str]:
    """Give the statements of the edition as those of another one."""
    ministry, decade = divmod(number, OF_ONE_MINISTRY)
    for quad in quads:
        renamed = EDITION.sub(rf"/id/\g<1>m{ministry}-{decade}", quad)
        renamed = NAME.sub(
            lambda name: f"{name[0]}-m{ministry}{'' if name[1] == 'line' else f'-{decade}'}",
            renamed,
        )
        yield YEAR.sub(lambda year: f"{year[1]}{int(year[2]) + 10 * decade}", renamed)


def changed(quads: Sequence[str]) -> list[str]:
    """Give the statements with one printed title of one edition changed."""
    at = next(n for n, quad in enumerate(quads) if "/m0-0/" in quad and "#printedTitle>" in quad)
    return [*quads[:at], quads[at].replace('> "', '> "新', 1), *quads[at + 1 :]]


def seconds(quads: Sequence[str], previous: Path, kept: Path) -> float:
    """Measure one validation; gives seconds of processor time, of its processes too."""
    began = os.times()
    with opened() as run:
        Validation({}, previous, kept, run).findings(parts(quads))
    return sum(now - then for now, then in zip(os.times()[:4], began[:4], strict=True))


def main(release: Path) -> None:
    """Measure on the graph of a release with one edition."""
    source = (release / "graph.nq").read_text(encoding="utf-8").splitlines(keepends=True)
    points = []
    print("| editions | triples | all, s | one edition changed, s |\n| --- | --- | --- | --- |")
    for editions in EDITIONS:
        quads = sorted({quad for n in range(editions) for quad in copied(source, n)})
        with tempfile.TemporaryDirectory() as folder:
            nothing, first, second = (Path(folder) / name for name in ("none", "first", "second"))
            whole = seconds(quads, nothing, first)
            again = seconds(changed(quads), first, second)
        points.append((math.log(len(quads)), math.log(whole)))
        print(f"| {editions} | {len(quads):,} | {whole:.1f} | {again:.1f} |", flush=True)
    (x0, y0), (x1, y1) = points[0], points[-1]
    print(f"\nExponent: {(y1 - y0) / (x1 - x0):.2f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
