"""Where a look-up's time goes: in process, in a worker, in the application, over HTTP.

Each layer holds those before it. The plain server of ``engines/plain.py`` goes through two of them.
They are asked in blocks of some in a row, in one run; prints a Markdown table.
"""

import itertools
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from wsgiref.types import WSGIApplication

from werkzeug.test import create_environ, run_wsgi_app

from bench.engines import plain, servers
from shisaku.server.app import create_app
from shisaku.server.engine import Query
from shisaku.server.evaluation import evaluate, write
from shisaku.server.release import open_release
from shisaku.server.settings import Settings
from shisaku.server.store import load_dataset
from shisaku.server.workers.pool import WorkerPool

BLOCKS, IN_A_ROW = 60, 25
TEXT = "SELECT ?s { ?s a <https://w3id.org/shisaku/ns#Pillar> } LIMIT 5"
JSON = "application/sparql-results+json"
_fresh = itertools.count()


def fresh() -> str:
    """Give the query as no cache has seen it."""
    return f"{TEXT}\n# {next(_fresh)}"


def timed(ask: Callable[[], object]) -> float:
    """Give the milliseconds of one question."""
    began = time.perf_counter()
    ask()
    return (time.perf_counter() - began) * 1000


def asking(app: WSGIApplication) -> Callable[[], object]:
    """Give what asks an application without a server before it."""
    return lambda: run_wsgi_app(
        app, create_environ("/sparql", query_string={"query": fresh()}, headers={"Accept": JSON})
    )


def measure(layers: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    """Give the median of each layer in milliseconds."""
    times: dict[str, list[float]] = {name: [] for name in layers}
    for _ in range(BLOCKS):
        for name, ask in layers.items():
            times[name] += [timed(ask) for _ in range(IN_A_ROW)]
    return {name: statistics.median(found) for name, found in times.items()}


def main(directory: Path) -> None:
    """Measure on a release."""
    release, data = open_release(directory), (directory / "graph.nt").resolve()
    store = load_dataset(release.dataset)
    with (
        TemporaryDirectory() as ours,
        TemporaryDirectory() as theirs,
        closing(WorkerPool(release.dataset, Settings())) as pool,
        closing(servers.release(directory.resolve(), Path(ours))) as server,
        closing(servers.plain(data, Path(theirs))) as other,
    ):
        found = measure(
            {
                "pyoxigraph in process": lambda: write(
                    evaluate(store, Query(fresh())), JSON, BytesIO()
                ),
                "a worker process": lambda: pool.run(Query(fresh())).whole(),
                "the application": asking(create_app(release, pool).wsgi_app),
                "over HTTP": lambda: server.ask(fresh()),
                "plain Flask, the application": asking(plain.create_app(str(data)).wsgi_app),
                "plain Flask, over HTTP": lambda: other.ask(fresh()),
            }
        )
    print("| a look-up, nothing cached | median, ms |\n| --- | --- |")
    for name, milliseconds in found.items():
        print(f"| {name} | {milliseconds:.2f} |")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "release"))
