"""``make bench``: measure everything on this machine and print the table of targets.

``python -m bench.run RELEASE [SCALE]``: the release's graph once, twice (100,000 triples), ten
times, and by powers of ten up to SCALE. Writes ``results/results.md`` and ``results.svg``.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import report, serving
from bench.data import write_copies
from bench.engines.every import ENGINES
from bench.questions import questions
from bench.side_by_side import Comparison, Sample, compare
from bench.targets import HUNDRED_THOUSAND, Measured, targets

SIZES = (1, HUNDRED_THOUSAND, 10, 100, 1000)
OUT = Path(__file__).parent / "results" / "results.md"


def comparisons(graph: Path, scale: int, folder: Path) -> Iterator[Comparison]:
    """Compare all engines at each size up to a scale; one file of data at a time."""
    for copies in (size for size in SIZES if size <= scale):
        sample = Sample(copies, write_copies(graph, copies, folder / f"data-{copies}.nt"))
        yield compare(sample, ENGINES, questions())
        sample.data.unlink()


def main(directory: Path, scale: int) -> None:
    """Measure, print, and keep the report."""
    load, cores = os.getloadavg()[0], os.cpu_count()
    machine = f"{cores} cores, load average {load:.1f} at the start"
    graph = directory / "graph.nt"
    with TemporaryDirectory(prefix="shisaku-bench-") as name:
        compared = list(comparisons(graph, scale, Path(name)))
        streamed = serving.stream(write_copies(graph, 10, Path(name) / "data.nt"))
    cold, rates = serving.cold_start(directory), serving.measure(directory)
    measured = Measured(compared, rates, streamed, cold)
    text = "\n\n".join(report.render(measured, targets(measured)))
    OUT.parent.mkdir(exist_ok=True)
    report.plot(measured, OUT.with_suffix(".svg"))
    OUT.write_text(f"# Results\n\n{machine}. What is measured how: README.md.\n\n{text}\n")
    print(text)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100)  # noqa: PLR2004
