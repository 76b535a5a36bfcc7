"""Load a release into a store by the Graph Store Protocol, so that nobody takes half of it for all.

The graph that names the release goes first and comes last: in between a server that answers from
the store says that it is being loaded (``held``).
"""

import itertools
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import httpx2

from shisaku.server.release import Release
from shisaku.server.remote.engine import RemoteEngine
from shisaku.server.remote.held import FRESH, Contents, graph_of, read_contents
from shisaku.server.remote.store import connect
from shisaku.server.settings import Settings
from shisaku.server.workers.processes import PoolError

_LINES = 20_000
"""Triples of one request; a store may bound the size of a request's body."""
_SECONDS = 600
"""For which a store may write one request's triples."""
Progress = Callable[[str], None]


class PublishError(Exception):
    """A store that does not take a release; the message says what it said."""


class GraphStore:
    """Where the graphs of a store are written (SPARQL 1.1 Graph Store HTTP Protocol)."""

    def __init__(self, address: str, settings: Settings) -> None:
        """Keep the address; user and password are those of the settings."""
        self._address = address
        self._client = connect(settings)

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def remove(self, graph: str) -> None:
        """Remove a graph, where it is there; raises PublishError."""
        self._send("DELETE", graph, b"", {httpx2.codes.NOT_FOUND})

    def replace(self, graph: str, lines: Iterable[str]) -> None:
        """Write a graph anew, of lines of N-Triples; raises PublishError."""
        rest = iter(lines)
        method = "PUT"
        while part := list(itertools.islice(rest, _LINES)):
            self._send(method, graph, "".join(part).encode())
            method = "POST"

    def _send(
        self, method: str, graph: str, body: bytes, also: set[httpx2.codes] | None = None
    ) -> None:
        """Send one request; nothing that writes is sent twice. also: statuses that are good too."""
        name = "graph-uri" if "sparql-graph-crud" in self._address else "graph"  # Virtuoso's word
        try:
            response = self._client.request(
                method,
                self._address,
                params={name: graph},
                content=body,
                headers={"Content-Type": "application/n-triples"},
                timeout=_SECONDS,
            )
        except httpx2.HTTPError as error:
            problem = f"{error or type(error).__name__}; is it the Graph Store address?"
            raise PublishError(f"{self._address}: {problem}") from error
        if not response.is_success and response.status_code not in (also or set()):
            said = response.text.partition("\n")[0][:200]
            raise PublishError(
                f"{self._address}: {method} of <{graph}>: {response.status_code} {said}; "
                "correct it and publish again: the store counts as empty until then"
            )


def publish(release: Release, store: GraphStore, settings: Settings, progress: Progress) -> bool:
    """Load a release into a store, graph by graph; says whether that was needed.

    Raises PublishError, and PoolError where the store holds something else afterwards.
    """
    contents = read_contents(release)
    if _holds(release, settings):
        return False
    store.remove(contents.description)
    time.sleep(2 * FRESH)  # servers look again before the first graph changes
    for graph in _in_order(contents):
        progress(graph)
        store.replace(graph, _triples(release.dataset, graph))
    RemoteEngine(release, settings).close()
    return True


def _holds(release: Release, settings: Settings) -> bool:
    """Say whether a store holds a release already, whole."""
    try:
        RemoteEngine(release, settings).close()
    except PoolError:
        return False
    return True


def _in_order(contents: Contents) -> Sequence[str]:
    """Give the graphs, the one that names the release last."""
    return sorted(contents.graphs, key=lambda graph: (graph == contents.description, graph))


def _triples(dataset: Path, graph: str) -> Iterator[str]:
    """Give the triples of a graph as lines of N-Triples."""
    with dataset.open(encoding="utf-8") as lines:
        for line in lines:
            if graph_of(line) == graph:
                yield f"{line.rpartition('<')[0]}.\n"
