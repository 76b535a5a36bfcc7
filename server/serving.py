"""Which release is served now, and the change over to another without dropping a request."""

import logging
import threading
from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask

from shisaku.server.release import Release, ReleaseError
from shisaku.server.remote.engine import RemoteEngine
from shisaku.server.settings import Settings
from shisaku.server.workers.pool import WorkerPool
from shisaku.server.workers.processes import PoolError

LOG = logging.getLogger("shisaku")


Answering = WorkerPool | RemoteEngine
"""What can be opened and closed, and answers queries in between."""


def open_engine(release: Release, settings: Settings) -> Answering:
    """Give what answers from a release: workers, or the store that the settings name.

    Raises PoolError.
    """
    if settings.store:
        return RemoteEngine(release, settings)
    return WorkerPool(release.dataset, settings, release.is_union, release.sha256)


class Serving:
    """A WSGI application that passes each request to that of the newest release.

    A release that was changed over from is closed when its longest query must have ended.
    """

    def __init__(
        self,
        make: Callable[[Release, Answering], Flask],
        opened: Callable[[], Release],
        settings: Settings,
    ) -> None:
        """Open the first release; raises ReleaseError and PoolError."""
        self._make, self._opened, self._settings = make, opened, settings
        self._engine, self._app = self._open()

    def _open(self) -> tuple[Answering, Flask]:
        """Open the release that there is now."""
        release = self._opened()
        engine = open_engine(release, self._settings)
        where = f"in {self._settings.store}" if self._settings.store else "behind walls: "
        LOG.info("release %s, %s%s", release.identifier, where, ", ".join(engine.walls))
        return engine, self._make(release, engine)

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Answer a request from the newest release."""
        return self._app(environ, start_response)

    def reload(self) -> None:
        """Open the release anew, beside what is served, then change over."""
        threading.Thread(target=self._reload, daemon=True).start()

    def _reload(self) -> None:
        """Change over; a release that cannot be opened leaves the old one in service."""
        try:
            engine, app = self._open()
        except (ReleaseError, PoolError, OSError) as error:
            LOG.error("the old release stays: %s", error)
            return
        old, self._engine, self._app = self._engine, engine, app
        LOG.info("changed over")
        timer = threading.Timer(
            self._settings.query_timeout + self._settings.queue_seconds, old.close
        )
        timer.daemon = True
        timer.start()

    def close(self) -> None:
        """End the workers, or the connections to the store."""
        self._engine.close()
