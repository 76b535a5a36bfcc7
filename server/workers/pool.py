"""The pool of workers over one data file: the engine that the server answers from."""

from collections.abc import Callable
from pathlib import Path

from shisaku.server.engine import ANY, Answer, Formats, Query, client_stays
from shisaku.server.settings import Settings
from shisaku.server.workers.admission import Admission
from shisaku.server.workers.processes import Processes
from shisaku.server.workers.running import Running


class WorkerPool:
    """An engine whose queries run in worker processes over one data file."""

    def __init__(self, source: Path, settings: Settings, is_union: bool = True) -> None:
        """Load the file in a process of its own; raises PoolError where that fails."""
        self._is_union = is_union
        self._admission = Admission(settings)
        self._processes = Processes(source, settings)

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
        slot = self._admission.enter(query)
        running = Running(self._processes, slot, is_gone)
        try:
            running.begin(query, formats, self._is_union)
            return running.answer()
        except BaseException:
            running.stop()
            raise
