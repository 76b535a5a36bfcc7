"""How many pages of one client are made at once: their making takes the web process's own time.

The threads of the process compute one at a time, so that who asks for many pages at once would keep
others waiting; more than two at once make none of them sooner.
"""

from flask import Flask, current_app, g, request

from shisaku.server.protocol.client import asking_client, has_left
from shisaku.server.protocol.problems import Problem
from shisaku.server.settings import Settings
from shisaku.server.turns import Slots

_AT_ONCE = 2
_BESIDE = frozenset({None, "static", "healthz", "readyz", "metrics", "sparql.sparql"})
"""Endpoints that compute next to nothing, or let workers do it, which have their own slots."""
_AGENTS = "agents.mcp"  # its tools wait for workers most of the time


def share_computing(app: Flask, settings: Settings) -> None:
    """Let each client have its share of what the process computes."""
    pages = Slots(settings.threads, _AT_ONCE)
    agents = Slots(settings.threads, max(_AT_ONCE, settings.workers))

    @app.before_request
    def begin() -> None:
        """Wait for a client's turn; raises Problem 429 where that takes long."""
        if request.endpoint in _BESIDE:
            return
        slots, client = agents if request.endpoint == _AGENTS else pages, asking_client()
        wait = current_app.extensions["shisaku-settings"].queue_seconds
        if not slots.acquire(client, wait, has_left):
            raise Problem(
                "many-requests",
                "other requests of yours are being answered: send fewer at once",
                "あなたの他のリクエストに答えています: 一度に送る数を減らしてください",
            )
        g.computing = slots, client

    @app.teardown_request
    def end(_: BaseException | None) -> None:
        """Let the next come."""
        if taken := g.pop("computing", None):
            slots, client = taken
            slots.release(client)
