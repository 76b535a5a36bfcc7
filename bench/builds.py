"""What it costs to read long documents, to emit triples, and to build many documents.

Prints Markdown tables, with the targets met or not; the documents are made up (``documents.py``).
``python -m bench.builds`` measures in a small form, with ``DOCUMENTS [MEGABYTES]`` up to these
sizes; a build of more than ``VALIDATED`` documents leaves the shapes out, and says so.
"""

import json
import math
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox

from bench.documents import Size, write_document, write_documents
from shisaku.loaders.conclude.together import conclude
from shisaku.loaders.emit import Emitter, printed_quads, text_quads
from shisaku.loaders.reader import read
from shisaku.ontology.iris import Iris
from shisaku.server.build import Options, build, shipped_documents
from shisaku.server.validation import Validation
from shisaku.shapes.findings import Finding
from shisaku.shapes.parts import Part

LENGTHS = {0.2: Size(20, 2, 5), 2: Size(60, 4, 8), 20: Size(60, 18, 18), 200: Size(60, 57, 56)}
"""Sizes of one document by its megabytes, about."""
COUNTS = (1, 10, 100, 300, 1000)
VALIDATED = 100
MOST_EXPONENT, LEAST_MEGABYTES, LEAST_RATIO = 1.05, 1.0, 0.3


def exponent(points: Sequence[tuple[float, float]]) -> float:
    """Give by which power of the size the cost grows, from the first point to the last."""
    (x0, y0), (x1, y1) = points[0], points[-1]
    return math.log(y1 / y0) / math.log(x1 / x0)


def met(is_met: bool) -> str:
    """Say whether a target is met."""
    return "met" if is_met else "not met"


def extraction(most: float) -> None:
    """Measure reading: seconds of processor time of this process, after start-up."""
    (shipped,) = shipped_documents()
    read(shipped)
    points = []
    print("| MB of text | mentions | seconds | MB a second |\n| --- | --- | --- | --- |")
    for megabytes, size in LENGTHS.items():
        if megabytes <= most:
            with tempfile.TemporaryDirectory() as folder:
                file = write_document(Path(folder) / "long.txt", 3, size)
                length, began = file.stat().st_size / 1e6, time.process_time()
                mentions = len(read(file).mentions)
                seconds = time.process_time() - began
            points.append((length, seconds))
            print(f"| {length:.2f} | {mentions:,} | {seconds:.2f} | {length / seconds:.2f} |")
    grows, rate = exponent(points), min(length / seconds for length, seconds in points)
    print(f"\nExponent {grows:.2f}: at most {MOST_EXPONENT} {met(grows <= MOST_EXPONENT)}.")
    print(f"{rate:.2f} MB a second: {LEAST_MEGABYTES} {met(rate >= LEAST_MEGABYTES)}.\n")


def emission() -> None:
    """Measure emitting against pyoxigraph's bulk loader, in memory, on the same triples."""
    (document,) = shipped_documents()
    reading, iris = read(document), Iris()
    conclusions = conclude([reading])

    def emit() -> list[str]:
        emitter = Emitter(conclusions, iris)
        others = sorted({*emitter.concluded(), *emitter.reference()})
        return [*printed_quads(reading, iris), *text_quads(reading, iris), *others]

    lines = emit()
    text = "".join(f"{line}\n" for line in lines).encode()
    rates = []
    for work in (emit, lambda: ox.Store().bulk_load(text, format=ox.RdfFormat.N_QUADS)):
        best = math.inf
        for _ in range(5):
            began = time.perf_counter()
            work()
            best = min(best, time.perf_counter() - began)
        rates.append(len(lines) / best)
    ratio = rates[0] / rates[1]
    print("| triples | emitted a second | loaded a second | ratio |\n| --- | --- | --- | --- |")
    print(f"| {len(lines):,} | {rates[0]:,.0f} | {rates[1]:,.0f} | {ratio:.2f} |")
    print(f"\nAt least {LEAST_RATIO}: {met(ratio >= LEAST_RATIO)}.\n")


def building(most: int) -> None:
    """Measure builds, each in a process of its own: seconds of its steps, memory of its tree."""
    points = []
    print("| documents | triples | read | write | SHACL | store | report | downloads | all, s "
          "| peak MiB |\n|" + " --- |" * 10)  # fmt: skip
    for count in COUNTS:
        if count <= most:
            with tempfile.TemporaryDirectory() as folder:
                told, memory = run(Path(folder), count)
            steps, whole = told["steps"], sum(told["steps"])
            points.append((count, whole, memory, steps[2]))
            seconds = [f"{s:.1f}" for s in steps]
            seconds[2] = seconds[2] if count <= VALIDATED else "left out"
            row = (f"{count:,}", f"{told['triples']:,}", *seconds, f"{whole:.0f}", f"{memory:,.0f}")
            print(f"| {' | '.join(row)} |", flush=True)
    points = points[1:] if points[2:] else points  # one document is mostly start-up
    time_grows = exponent([(count, whole - shacl) for count, whole, _, shacl in points])
    memory_grows = exponent([(count, memory) for count, _, memory, _ in points])
    print(f"\nExponents from {points[0][0]} documents on: time without SHACL {time_grows:.2f}, "
          f"memory {memory_grows:.2f}.")  # fmt: skip


def run(folder: Path, count: int) -> tuple[dict[str, list[float]], float]:
    """Build documents in a process; give what it tells, and the peak of its tree in MiB."""
    write_documents(folder / "documents", count, Size())
    command = [
        sys.executable,
        "-m",
        "bench.builds",
        "--build",
        str(folder),
        str(int(count > VALIDATED)),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        peak = 0.0

        def watch() -> None:
            nonlocal peak
            while process.poll() is None:
                peak = max(peak, memory_of(process.pid))
                time.sleep(0.2)

        watching = threading.Thread(target=watch)
        watching.start()
        told, _ = process.communicate()
        watching.join()
    if process.returncode:
        raise SystemExit(f"the build of {count} documents failed")
    return json.loads(told), peak


def memory_of(process: int) -> float:
    """Give the memory of a process and all below it in MiB, pages they share counted once."""
    try:
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
        children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    except OSError:  # it has ended
        return 0.0
    own = next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return own / 1024 + sum(memory_of(int(child)) for child in children.split())


def build_once(folder: Path, without_shapes: bool) -> None:
    """Build the documents of a folder; print seconds of its six steps, and triples, as JSON."""
    if without_shapes:
        Validation.findings = _no_findings  # type: ignore[method-assign]
    starts = [time.monotonic()]

    def progress(step: str) -> None:
        if not step.startswith("reading"):
            starts.append(time.monotonic())

    built = build(
        sorted((folder / "documents").iterdir()), folder / "out", Options(progress=progress)
    )
    starts = [starts[0], *starts[2:], time.monotonic()]  # what was read is told at its end
    steps = [now - then for then, now in pairwise(starts)]
    print(json.dumps({"steps": steps, "triples": built.record["counts"]["triples"]}))


def _no_findings(self: Validation, parts: Iterable[Part]) -> list[Finding]:
    """Find nothing."""
    del parts
    self.kept.write_text("{}\n", encoding="utf-8")
    return []


def main(arguments: Sequence[str]) -> None:
    """Measure all."""
    if arguments[:1] == ["--build"]:
        build_once(Path(arguments[1]), arguments[2] == "1")
        return
    documents, megabytes = [*map(int, arguments), 10, 2][:2] if arguments else (10, 2)
    extraction(megabytes)
    emission()
    building(documents)


if __name__ == "__main__":
    main(sys.argv[1:])
