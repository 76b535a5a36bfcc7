"""A target is said to be met only where the figures meet it; growth is told as a power."""

import pytest

from bench import report
from bench.engines.every import IN_PROCESS, ON_DISK, OURS, OXIGRAPH, PEER, PLAIN, UNCACHED, VIRTUOSO
from bench.load import Rate
from bench.serving import CLIENTS, LOOK_UPS, REPEATED, REPEATED_LOOK_UP, REPEATED_PAGE, Streamed
from bench.side_by_side import Answered, Comparison, Loaded
from bench.targets import TWELVE, Measured, growth, targets

TIMES = {IN_PROCESS: 1.0, ON_DISK: 2.0, OURS: 2.0, OXIGRAPH: 3.0, PEER: 100.0, VIRTUOSO: 3.0}
RATES = {OURS: 3000.0, UNCACHED: 1000.0, PLAIN: 2000.0, PEER: 1000.0}


def compared(copies: int, cost: float, **times: float) -> Comparison:
    """Give figures of one size; all costs are so many times those of the smallest."""
    engines = {**TIMES, **times}
    return Comparison(
        copies,
        copies * 50_000,
        {name: Loaded(cost, 10 * cost) for name in engines},
        {
            question: {name: Answered(ms * cost) for name, ms in engines.items()}
            for question in TWELVE
        },
    )


def measured(large: Comparison | None = None, cold: float = 0.5) -> Measured:
    """Give a run that meets all targets but what is changed."""
    loads = (LOOK_UPS, REPEATED_LOOK_UP, REPEATED, REPEATED_PAGE)
    rates = {
        name: {load: [Rate(rate, 1, 2, 0)] * len(CLIENTS) for load in loads}
        for name, rate in RATES.items()
    }
    return Measured(
        [compared(1, 1), large or compared(2, 2)], rates, Streamed(5, 500, 100, 110), cold
    )


def missed(run: Measured) -> list[str]:
    return [one.what for one in targets(run) if not one.is_met]


def test_all_are_met_by_figures_that_meet_them() -> None:
    assert missed(measured()) == []


@pytest.mark.parametrize(
    ("run", "what"),
    [
        (measured(compared(2, 2, **{OXIGRAPH: 2.7})), "one pass over the twelve, 100,000 triples"),
        (measured(compared(2, 3)), "load of larger data by the bulk loader"),
        (measured(cold=1.01), "cold start to first answer, existing store"),
    ],
)
def test_one_that_is_missed_is_said_to_be_so(run: Measured, what: str) -> None:
    assert missed(run) == [what]
    assert f"| {what} |" in next(
        line
        for line in "\n".join(report.render(run, targets(run))).splitlines()
        if "not met" in line
    )


def test_growth_is_the_power_of_the_size() -> None:
    assert growth((10, 3), (1000, 300)) == pytest.approx(1)
    assert growth((10, 3), (1000, 30_000)) == pytest.approx(2)
    assert growth((10, 3), (1000, 3)) == 0
