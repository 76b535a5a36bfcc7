"""What was measured, as Markdown and as plots."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from bench.serving import CLIENTS
from bench.side_by_side import Answered, Comparison
from bench.targets import Measured, Target, growth, pass_seconds


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def render(measured: Measured, held: Sequence[Target]) -> Iterator[str]:
    """Give the paragraphs of the whole report."""
    rows = [
        (one.what, one.target, one.measured, "met" if one.is_met else "**not met**", one.why_not)
        for one in held
    ]
    yield "## Targets"
    yield table(("what", "target", "measured", "", "why not"), rows)
    for comparison in measured.comparisons:
        yield f"## {comparison.triples:,} triples ({comparison.copies} ×)"
        yield _load_table(comparison)
        yield _answer_table(comparison)
    if len(measured.comparisons) > 1:
        yield "## Growth exponents"
        yield _growth_table(measured.comparisons[0], measured.comparisons[-1])
    yield "## Under load"
    yield _rate_table(measured)


def _load_table(one: Comparison) -> str:
    """Write what loading cost."""
    rows = [
        (name, cost.problem, "", "")
        if cost.problem
        else (name, f"{cost.seconds:.2f}", f"{cost.memory:.0f}", f"{cost.disk:.0f}")
        for name, cost in one.loaded.items()
    ]
    return table(("engine", "load, s", "memory, MiB", "disk, MiB"), rows)


def _answer_table(one: Comparison) -> str:
    """Write the medians in milliseconds."""
    names = [name for name, cost in one.loaded.items() if not cost.problem]
    rows = [
        (question, *(_cell(cells.get(name)) for name in names))
        for question, cells in one.answered.items()
    ]
    total = ("the twelve", *(f"{pass_seconds(one, name) * 1000:.1f}" for name in names))
    return table(("median, ms", *names), [*rows, total])


def _cell(cell: Answered | None) -> str:
    """Write one median; ≠ where the answer is another, a word where there is none."""
    if cell is None:
        return "out"
    if cell.problem:
        return "time-out" if cell.problem == "time-out" else "fails"
    return f"{cell.milliseconds:.2f}{' ≠' if cell.differs else ''}"


def _growth_table(first: Comparison, last: Comparison) -> str:
    """Write by which power of the number of triples each median grows."""
    names = [name for name in last.loaded if not last.loaded[name].problem]
    rows = [
        (question, *(_growth(first, last, question, name) for name in names))
        for question in first.answered
    ]
    return table((f"{first.copies} × to {last.copies} ×", *names), rows)


def _growth(first: Comparison, last: Comparison, question: str, name: str) -> str:
    """Write one exponent."""
    cells = [one.answered[question].get(name) for one in (first, last)]
    if any(cell is None or cell.problem for cell in cells):
        return "-"
    times = [cell.milliseconds for cell in cells if cell]
    return f"{growth((first.triples, times[0]), (last.triples, times[1])):.2f}"


def _rate_table(measured: Measured) -> str:
    """Write requests a second and their times, by number of clients."""
    rows = [
        (
            server,
            load,
            str(clients),
            f"{r.rate:,.0f}",
            f"{r.p50:.1f}",
            f"{r.p99:.1f}",
            str(r.failed),
        )
        for server, loads in measured.rates.items()
        for load, rates in loads.items()
        for clients, r in zip(CLIENTS, rates, strict=True)
    ]
    return table(("server", "what", "clients", "a second", "p50, ms", "p99, ms", "failed"), rows)


def plot(measured: Measured, out: Path) -> None:
    """Draw the time of one pass over the twelve against the number of triples."""
    import matplotlib as mpl  # noqa: PLC0415

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "shisaku"
    from matplotlib import pyplot as plt  # noqa: PLC0415

    figure, axes = plt.subplots(figsize=(8, 5))
    for name in measured.comparisons[0].loaded:
        points = [
            (one.triples, seconds)
            for one in measured.comparisons
            if (seconds := pass_seconds(one, name))
        ]
        if points:
            axes.plot(*zip(*points, strict=True), marker="o", label=name)
    axes.set(xscale="log", yscale="log", xlabel="triples", ylabel="the twelve queries, seconds")
    axes.legend(fontsize="small")
    figure.tight_layout()
    figure.savefig(out, metadata={"Date": None})
