"""Engines in process: libraries that a program loads, each here in a child that can be ended."""

import multiprocessing
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from bench.engines.engine import LIMIT, Failed, Reply

Answering = Callable[[str], bytes]


def rdflib(data: Path, _folder: Path) -> Answering:
    """Load into rdflib's own store in memory."""
    from rdflib import Graph  # noqa: PLC0415

    return _of_graph(Graph().parse(data, format="nt"))


def oxrdflib(data: Path, _folder: Path) -> Answering:
    """Load into Oxigraph behind rdflib's interface; its documentation says to parse by ox-nt."""
    from rdflib import Graph  # noqa: PLC0415

    return _of_graph(Graph(store="Oxigraph").parse(data, format="ox-nt"))


def _of_graph(graph: Any) -> Answering:
    """Answer from an rdflib graph."""

    def answering(query: str) -> bytes:
        result = graph.query(query)
        is_graph = result.type in {"CONSTRUCT", "DESCRIBE"}
        return bytes(result.serialize(format="nt" if is_graph else "json") or b"")

    return answering


def pyoxigraph_in_memory(data: Path, _folder: Path) -> Answering:
    """Load into Oxigraph in memory by its bulk loader."""
    import pyoxigraph as ox  # noqa: PLC0415

    store = ox.Store()
    store.bulk_load(path=str(data), format=ox.RdfFormat.N_TRIPLES)
    return _of_store(store)


def pyoxigraph_on_disk(data: Path, folder: Path) -> Answering:
    """Load into Oxigraph on disk by its bulk loader, optimized and opened read-only."""
    import pyoxigraph as ox  # noqa: PLC0415

    store = ox.Store(str(folder))
    store.bulk_load(path=str(data), format=ox.RdfFormat.N_TRIPLES)
    store.flush()
    store.optimize()
    del store
    return _of_store(ox.Store.read_only(str(folder)))


def _of_store(store: Any) -> Answering:
    """Answer from an Oxigraph store."""
    import pyoxigraph as ox  # noqa: PLC0415

    def answering(query: str) -> bytes:
        results = store.query(query)
        is_graph = isinstance(results, ox.QueryTriples)
        format_ = ox.RdfFormat.N_TRIPLES if is_graph else ox.QueryResultsFormat.JSON
        return bytes(results.serialize(format=format_))

    return answering


class Embedded:
    """A library in a process of its own; the time of an answer is taken in there."""

    def __init__(self, load: Callable[[Path, Path], Answering], data: Path, folder: Path) -> None:
        """Load the data."""
        self.folder = folder
        self._pipe, theirs = multiprocessing.Pipe()
        fresh = multiprocessing.get_context("spawn")
        self._process = fresh.Process(target=_serve, args=(load, data, folder, theirs), daemon=True)
        self._process.start()
        theirs.close()
        self.load_seconds: float = self._pipe.recv()

    @property
    def pid(self) -> int:
        """Give the child's process."""
        return self._process.pid or 0

    def ask(self, query: str) -> Reply:
        """Answer a query; raises Failed, and TimeoutError after ``LIMIT``."""
        self._pipe.send(query)
        if not self._pipe.poll(LIMIT):
            raise TimeoutError
        reply = self._pipe.recv()
        if isinstance(reply, Reply):
            return reply
        raise Failed(reply)

    def close(self) -> None:
        """End the child, whatever it is at."""
        self._process.kill()
        self._process.join()


def _serve(
    load: Callable[[Path, Path], Answering], data: Path, folder: Path, pipe: Connection
) -> None:
    """Load, say how many seconds it took, and answer queries until the other end is closed."""
    began = time.perf_counter()
    answering = load(data, folder)
    pipe.send(time.perf_counter() - began)
    while True:
        query = pipe.recv()
        began = time.perf_counter()
        try:
            body = answering(query)
            pipe.send(Reply((time.perf_counter() - began) * 1000, body))
        except Exception as error:  # noqa: BLE001  (a peer's failure is a result)
            pipe.send(f"{type(error).__name__}: {error}")
