"""The pool of workers over one data file: the engine that the server answers from."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from shisaku.server.engine import ANY, Answer, Formats, Kind, Query, client_stays
from shisaku.server.federation import Service, Services
from shisaku.server.settings import Settings
from shisaku.server.workers import frames
from shisaku.server.workers.admission import Admission, HeavyLater
from shisaku.server.workers.processes import Processes
from shisaku.server.workers.running import Running, WorkersLost
from shisaku.server.workers.walls import Wall


@dataclass(frozen=True, slots=True)
class Plain:
    """A query that was parsed: what it answers with, and its text written anew.

    names_dataset: it says FROM.
    """

    kind: Kind
    text: str
    names_dataset: bool


class WorkerPool:
    """An engine whose queries run in worker processes over one data file."""

    def __init__(
        self, source: Path | None, settings: Settings, is_union: bool = True, sha256: str = ""
    ) -> None:
        """Load a file, or nothing, in a process of its own; raises PoolError where that fails.

        sha256: what the file must have, also when it is loaded again.
        """
        self._is_union = is_union
        self._admission = Admission(settings)
        self._processes = Processes(source, settings, sha256)

    @property
    def walls(self) -> Sequence[Wall]:
        """Name the walls that stand round the workers."""
        return self._processes.walls

    def close(self) -> None:
        """End all workers."""
        self._processes.close()

    def run(
        self,
        query: Query,
        formats: Formats = ANY,
        is_gone: Callable[[], bool] = client_stays,
    ) -> Answer:
        """Run a query in a worker. Raises EngineError; the answer's body does so too."""
        graphs = [*query.default_graphs], [*query.named_graphs]
        asked = (query.text, *graphs, formats.rows, formats.graph, self._is_union)
        return self._ask(query, frames.record(frames.QUERY, query=asked), is_gone)

    def read(
        self, query: Query, graphs: Sequence[str], is_gone: Callable[[], bool] = client_stays
    ) -> Plain:
        """Let a worker parse a query and write it anew; nothing is evaluated.

        graphs: what FROM may name. Raises EngineError.
        """
        asked = frames.record(frames.READ, text=query.text, graphs=[*graphs])
        answer = self._ask(query, asked, is_gone)
        said = json.loads(answer.whole())
        return Plain(answer.kind, said["text"], said["names_dataset"])

    def services(
        self, query: Query, allowed: Sequence[str], is_gone: Callable[[], bool] = client_stays
    ) -> Services:
        """Let a worker find the SERVICEs of a query. Raises EngineError."""
        asked = frames.record(frames.SERVICES, text=query.text, allowed=[*allowed])
        prologue, services = json.loads(self._ask(query, asked, is_gone).whole())
        return prologue, [Service(*one) for one in services]

    def _ask(self, query: Query, request: bytes, is_gone: Callable[[], bool]) -> Answer:
        """Ask a worker; and again where the parent of all died, or a heavy slot is waited for."""
        try:
            return self._try(query, request, is_gone)
        except (WorkersLost, HeavyLater):
            return self._try(query, request, is_gone)

    def _try(self, query: Query, request: bytes, is_gone: Callable[[], bool]) -> Answer:
        """Ask a worker."""
        running = Running(self._processes, self._admission.enter(query, is_gone), is_gone)
        try:
            running.begin(request)
            return running.answer()
        except BaseException:
            running.stop()
            raise
