"""What was measured, as Markdown and as plots."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from bench.serving import CLIENTS, LOOK_UPS
from bench.side_by_side import Answered, Comparison
from bench.targets import Measured, Target, growth, pass_seconds

Cost = Callable[[str, Comparison], float]


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def render(measured: Measured, held: Sequence[Target]) -> Iterator[str]:
    """Give the paragraphs of the whole report."""
    rows = [
        (one.what, one.target, one.measured, "met" if one.is_met else "**not met**") for one in held
    ]
    yield "## Targets"
    yield table(("what", "target", "measured", ""), rows)
    for comparison in measured.comparisons:
        yield f"## {comparison.triples:,} triples ({comparison.copies} ×)"
        yield _load_table(comparison)
        yield _answer_table(comparison)
    if len(measured.comparisons) > 1:
        yield "## Growth exponents"
        yield _growth_table(measured.comparisons)
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
    sums = [pass_seconds(one, name) * 1000 for name in names]
    total = ("the twelve", *(f"{time:.1f}" if time else "-" for time in sums))
    return table(("median, ms", *names), [*rows, total])


def _cell(cell: Answered | None) -> str:
    """Write one median; ≠ where the answer is another, a word where there is none."""
    if cell is None:
        return "out"
    if cell.problem:
        return "time-out" if cell.problem == "time-out" else "fails"
    return f"{cell.milliseconds:.2f}{' ≠' if cell.differs else ''}"


def _growth_table(comparisons: Sequence[Comparison]) -> str:
    """Write by which power of the number of triples each cost grows, to the engine's most data."""
    names = list(comparisons[0].loaded)
    costs: dict[str, Cost] = {
        "load": lambda name, one: one.loaded[name].seconds,
        "memory": lambda name, one: one.loaded[name].memory,
        "disk": lambda name, one: one.loaded[name].disk,
    }
    for question in comparisons[0].answered:
        costs[question] = partial(_milliseconds, question)
    rows = [
        (what, *(_growth(comparisons, partial(cost, name)) for name in names))
        for what, cost in costs.items()
    ]
    return table(("exponent", *names), rows)


def _milliseconds(question: str, name: str, one: Comparison) -> float:
    """Give the median of one engine's answers; 0 where there is none."""
    cell = one.answered[question].get(name)
    return cell.milliseconds if cell else 0


def _growth(comparisons: Sequence[Comparison], cost: Callable[[Comparison], float]) -> str:
    """Write one exponent, from the least data to the most that has a cost."""
    points = [(one.triples, cost(one)) for one in comparisons]
    points = [point for point in points if point[1] > 1e-2]  # noqa: PLR2004  (less is no cost)
    return f"{growth(points[0], points[-1]):.2f}" if len(points) > 1 else "-"


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
    """Draw the time of a pass over the twelve by triples, and look-ups a second by clients."""
    import matplotlib as mpl  # noqa: PLC0415

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "shisaku"
    from matplotlib import pyplot as plt  # noqa: PLC0415

    figure, (left, right) = plt.subplots(1, 2, figsize=(12, 5))
    for name in measured.comparisons[0].loaded:
        points = [(one.triples, pass_seconds(one, name)) for one in measured.comparisons]
        points = [point for point in points if point[1]]
        if points:
            left.plot(*zip(*points, strict=True), marker="o", label=name)
    left.set(xscale="log", yscale="log", xlabel="triples", ylabel="the twelve queries, seconds")
    for name, loads in measured.rates.items():
        right.plot(CLIENTS, [rate.rate for rate in loads[LOOK_UPS]], marker="o", label=name)
    right.set(xscale="log", xlabel="clients", ylabel=f"{LOOK_UPS}, a second", ylim=(0, None))
    for axes in (left, right):
        axes.legend(fontsize="small")
    figure.tight_layout()
    figure.savefig(out, metadata={"Date": None})
    plt.close(figure)
