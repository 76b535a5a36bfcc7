"""An engine in this process, without limits: for one's own command line, never for the public."""

from collections.abc import Callable, Sequence
from io import BytesIO

import pyoxigraph as ox

from shisaku.server.engine import ANY, Answer, Formats, Query, client_stays
from shisaku.server.evaluation import evaluate, kind_of, media_type_of, write
from shisaku.server.federation import Services, read_services


class LocalEngine:
    """Runs queries on a store; it has no walls."""

    walls: Sequence[str] = ()

    def __init__(self, store: ox.Store) -> None:
        """Keep the store."""
        self._store = store

    def run(
        self, query: Query, formats: Formats = ANY, is_gone: Callable[[], bool] = client_stays
    ) -> Answer:
        """Run a query. Raises EngineError."""
        del is_gone
        results = evaluate(self._store, query)
        media_type = media_type_of(kind_of(results), formats)
        body = BytesIO()
        write(results, media_type, body)
        return Answer(kind_of(results), media_type, iter([body.getvalue()]))

    def services(
        self, query: Query, allowed: Sequence[str], is_gone: Callable[[], bool] = client_stays
    ) -> Services:
        """Find the SERVICEs of a query. Raises EngineError."""
        del is_gone
        return read_services(query.text, allowed)
