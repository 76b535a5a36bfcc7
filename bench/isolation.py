"""What isolation costs: cheap queries through the worker pool, against evaluation in process.

Both ask the same store the same queries in turn, in one run; prints a Markdown table.
"""

import statistics
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from shisaku.server.engine import Query
from shisaku.server.evaluation import evaluate, write
from shisaku.server.release import open_release
from shisaku.server.settings import Settings
from shisaku.server.store import load_dataset
from shisaku.server.workers.pool import WorkerPool

ROUNDS = 2000
QUERY = Query("SELECT ?s { ?s a <https://w3id.org/shisaku/ns#Pillar> } LIMIT 5")
JSON = "application/sparql-results+json"


def timed(ask: Callable[[], object]) -> float:
    """Give the milliseconds of one question."""
    began = time.perf_counter()
    ask()
    return (time.perf_counter() - began) * 1000


def main(directory: Path) -> None:
    """Measure on a release."""
    release = open_release(directory)
    store, pool = load_dataset(release.dataset), WorkerPool(release.dataset, Settings())

    def in_process() -> None:
        write(evaluate(store, QUERY), JSON, BytesIO())

    def in_worker() -> None:
        pool.run(QUERY).whole()

    own, isolated = [], []
    for _ in range(ROUNDS):
        own.append(timed(in_process))
        isolated.append(timed(in_worker))
    pool.close()
    medians = statistics.median(own), statistics.median(isolated)
    print("| in process, ms | in a worker, ms | cost, ms | ratio |\n| --- | --- | --- | --- |")
    difference, ratio = medians[1] - medians[0], medians[1] / medians[0]
    print(f"| {medians[0]:.3f} | {medians[1]:.3f} | {difference:.3f} | {ratio:.1f} |")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "release"))
