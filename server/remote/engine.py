"""The engine that asks a store: ``SHISAKU_STORE`` in the place of workers of one's own."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO
from typing import IO, cast

from shisaku.server.engine import (
    ANY,
    Answer,
    Formats,
    Kind,
    NotAllowed,
    Query,
    client_stays,
)
from shisaku.server.evaluation import kind_of_form, media_type_of
from shisaku.server.federation import Services
from shisaku.server.guard import refuse_unsafe
from shisaku.server.release import Release
from shisaku.server.remote.answers import ACCEPT, Body, write_answer
from shisaku.server.remote.asking import Asking, Channel
from shisaku.server.remote.held import Held, read_contents
from shisaku.server.remote.store import Store
from shisaku.server.settings import Settings
from shisaku.server.workers.admission import Admission, HeavyLater
from shisaku.server.workers.pool import WorkerPool


class RemoteEngine:
    """Passes queries on to a store that holds a release, and its answers back.

    The union of the release's graphs is asked for by name (SPARQL 1.1 Protocol §2.1.4), whatever
    else the store holds and takes for its default graph.
    """

    walls: Sequence[str] = ()

    def __init__(self, release: Release, settings: Settings) -> None:
        """Look whether the store holds the release; raises PoolError where it does not."""
        self._settings = settings
        contents = read_contents(release)
        self._graphs = tuple(contents.graphs)
        self._admission = Admission(settings)
        self._store = Store(settings)
        self._reader = WorkerPool(None, settings)  # parses queries: that may end a process
        self._held = Held(contents, self._ask)
        try:
            self._held.check_whole()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the connections to the store, and end what reads queries."""
        self._store.close()
        self._reader.close()

    def run(
        self, query: Query, formats: Formats = ANY, is_gone: Callable[[], bool] = client_stays
    ) -> Answer:
        """Let the store run a query. Raises EngineError; the answer's body does so too."""
        kind, asked = self._prepared(query, is_gone)
        media_type = media_type_of(kind, formats)

        def ask() -> Answer:
            slot = self._admission.enter(query, is_gone)
            asking = Asking(slot, self._settings, is_gone)

            def work(channel: Channel) -> None:
                self._held.check()
                self._write(asked, (kind, media_type), asking.end, cast("IO[bytes]", channel))
                self._held.check()  # a long answer may have met another release

            return asking.answer(kind, media_type, work)

        try:
            return ask()
        except HeavyLater:
            return ask()

    def services(
        self, query: Query, allowed: Sequence[str], is_gone: Callable[[], bool] = client_stays
    ) -> Services:
        """Find the SERVICEs of a query, as a pool does. Raises EngineError."""
        return self._reader.services(query, allowed, is_gone)

    def _prepared(self, query: Query, is_gone: Callable[[], bool]) -> tuple[Kind, Query]:
        """Give what a query answers with, and the query with the graphs it sees, written anew.

        Raises what a store of one's own raises before it evaluates, and NotAllowed for graphs
        that are not of the release.
        """
        read = self._reader.read(query, self._graphs, is_gone)
        for graph in (*query.default_graphs, *query.named_graphs):
            if graph not in self._graphs:
                offered = ", ".join(self._graphs)
                raise NotAllowed(
                    f"{graph} is no graph of the release; there are: {offered}",
                    f"{graph} というグラフはありません。あるもの: {offered}",
                )
        query = replace(query, text=read.text)
        if not (read.names_dataset or query.default_graphs or query.named_graphs):
            query = self._of_all_graphs(query)
        return read.kind, query

    def _of_all_graphs(self, query: Query) -> Query:
        """Give a query that sees the whole release."""
        return replace(query, default_graphs=self._graphs, named_graphs=self._graphs)

    def _write(self, query: Query, wanted: tuple[Kind, str], end: float, out: IO[bytes]) -> None:
        """Ask the store and write its answer, of a kind, in a media type."""
        kind, media_type = wanted
        response = self._store.send(query, ACCEPT[kind], end)
        try:
            body = Body(response, self._settings, end)
            write_answer(body, kind, media_type, out)
        finally:
            response.close()

    def _ask(self, text: str) -> bytes:
        """Ask the store for oneself, without a slot, in words of one's own; gives JSON."""
        kind = kind_of_form(refuse_unsafe(text).form)
        query = self._of_all_graphs(Query(text))
        out = BytesIO()
        end = time.monotonic() + self._settings.query_timeout
        self._write(query, (kind, ACCEPT[Kind.ROWS]), end, out)
        return out.getvalue()
