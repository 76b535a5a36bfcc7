"""Which release is served now, and the change over to another without dropping a request."""

import logging
import threading
from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask

from shisaku.server.release import Release, ReleaseError
from shisaku.server.settings import Settings
from shisaku.server.workers.pool import WorkerPool
from shisaku.server.workers.processes import PoolError

LOG = logging.getLogger("shisaku")


class Serving:
    """A WSGI application that passes each request to that of the newest release.

    A release that was changed over from is closed when its longest query must have ended.
    """

    def __init__(
        self,
        make: Callable[[Release, WorkerPool], Flask],
        opened: Callable[[], Release],
        settings: Settings,
    ) -> None:
        """Open the first release; raises ReleaseError and PoolError."""
        self._make, self._opened, self._settings = make, opened, settings
        self._pool, self._app = self._open()

    def _open(self) -> tuple[WorkerPool, Flask]:
        """Open the release that there is now."""
        release = self._opened()
        pool = WorkerPool(release.dataset, self._settings, release.is_union)
        return pool, self._make(release, pool)

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
            pool, app = self._open()
        except (ReleaseError, PoolError) as error:
            LOG.error("the old release stays: %s", error)
            return
        old, self._pool, self._app = self._pool, pool, app
        LOG.info("changed over to release %s", app.extensions["shisaku-release"].identifier)
        timer = threading.Timer(
            self._settings.query_timeout + self._settings.queue_seconds, old.close
        )
        timer.daemon = True
        timer.start()

    def close(self) -> None:
        """End the workers."""
        self._pool.close()
