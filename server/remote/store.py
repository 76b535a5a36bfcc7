"""A SPARQL 1.1 endpoint over HTTP: queries sent, tried again where that is safe, failures named."""

import logging
import time
from collections.abc import Generator

import httpx2

from shisaku.server.engine import (
    EndpointFailed,
    EngineBusy,
    EngineError,
    Query,
    QueryTimedOut,
)
from shisaku.server.settings import Settings

LOG = logging.getLogger("shisaku")
ATTEMPTS = 3
"""How often a query is sent until its answer begins."""
_CONNECT_SECONDS = 5
_PAUSE = 0.2  # seconds before the next attempt, where the store names none; then twice as many
_FULL = frozenset({429, 502, 503})


class Challenged(httpx2.Auth):
    """Says user and password as the store asks for them: Basic or Digest, and not unasked."""

    def __init__(self, user: str, password: str) -> None:
        """Keep them for a store that asks."""
        self._kinds = {
            "basic": httpx2.BasicAuth(user, password),
            "digest": httpx2.DigestAuth(user, password),
        }
        self._asked: httpx2.Auth | None = None

    def auth_flow(
        self, request: httpx2.Request
    ) -> Generator[httpx2.Request, httpx2.Response, None]:
        """Send a request, and where the store asks who it is, again."""
        if self._asked is None:
            response = yield request
            if response.status_code != httpx2.codes.UNAUTHORIZED:
                return
            challenge = response.headers.get("www-authenticate", "").partition(" ")[0].lower()
            self._asked = self._kinds.get(challenge)
            if self._asked is None:
                return
        yield from self._asked.auth_flow(request)


def connect(settings: Settings) -> httpx2.Client:
    """Give the client that speaks with a store; it follows no redirect."""
    auth = None
    if settings.store_user or settings.store_password:
        auth = Challenged(settings.store_user, settings.store_password)
    connections = settings.workers + settings.heavy_workers
    return httpx2.Client(
        auth=auth,
        headers={"User-Agent": "shisaku", "Accept-Encoding": "identity"},
        limits=httpx2.Limits(max_connections=None, max_keepalive_connections=connections),
        timeout=httpx2.Timeout(settings.query_timeout, connect=_CONNECT_SECONDS),
    )


class Store:
    """The endpoint of ``SHISAKU_STORE``."""

    def __init__(self, settings: Settings) -> None:
        """Keep its address; nothing is asked yet."""
        self.address = settings.store
        self._client = connect(settings)

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def send(self, query: Query, accept: str, end: float) -> httpx2.Response:
        """Send a query; gives the answer's head, its body unread. Close it.

        end: until when it may take, by the monotonic clock. Raises EngineError.
        """
        pause = _PAUSE
        for attempt in range(1, ATTEMPTS + 1):
            outcome = self._try(query, accept, end)
            if isinstance(outcome, httpx2.Response) and outcome.status_code not in _FULL:
                return _answered(outcome)
            wait = pause
            if isinstance(outcome, httpx2.Response):
                wait = _retry_after(outcome, pause)
                outcome.close()
                LOG.warning("the store answered %d", outcome.status_code)
            if attempt == ATTEMPTS or time.monotonic() + wait >= end:
                break
            time.sleep(wait)
            pause *= 2
        raise EngineBusy(
            "the store is full or down: ask again in a moment",
            "ストアが混み合っているか止まっています: 少し後でもう一度",
        )

    def _try(self, query: Query, accept: str, end: float) -> httpx2.Response | None:
        """Send a query once; gives None where there is no connection. Raises QueryTimedOut."""
        form = {
            "query": query.text,
            "default-graph-uri": [*query.default_graphs],
            "named-graph-uri": [*query.named_graphs],
        }
        rest = max(0.01, end - time.monotonic())
        timeout = httpx2.Timeout(rest, connect=min(rest, _CONNECT_SECONDS))
        request = self._client.build_request(
            "POST", self.address, data=form, headers={"Accept": accept}, timeout=timeout
        )
        try:
            return self._client.send(request, stream=True)
        except httpx2.ConnectTimeout:
            return None
        except httpx2.TimeoutException as error:
            raise slow() from error
        except httpx2.TransportError as error:
            LOG.warning("the store cannot be reached: %s", error)
            return None


def _answered(response: httpx2.Response) -> httpx2.Response:
    """Give a good answer's head; raises EngineError for every other status."""
    status = response.status_code
    if status == httpx2.codes.OK:
        return response
    try:
        response.read()
        said = "".join(c for c in response.text.partition("\n")[0][:300] if c.isprintable())
    except (httpx2.HTTPError, ValueError):
        said = ""
    finally:
        response.close()
    LOG.warning("the store answered %d %s", status, said)
    if status == httpx2.codes.GATEWAY_TIMEOUT:
        raise slow()
    raise failed(f"{status} {said}".rstrip())


def _retry_after(response: httpx2.Response, pause: float) -> float:
    """Give the seconds after which the store wants to be asked again; a date counts as none."""
    said = response.headers.get("retry-after", "")
    return float(said) if said.isascii() and said.isdigit() else pause


def slow() -> EngineError:
    """Give the error of a store that takes too long."""
    return QueryTimedOut(
        "the store did not answer in time: make the query smaller",
        "ストアが時間内に答えません: より小さなクエリにしてください",
    )


def failed(problem: str) -> EngineError:
    """Give the error of a store whose answer cannot be used. problem: what it said or did."""
    return EndpointFailed(
        f"the store gave no answer that can be used ({problem})",
        f"ストアの答えを使えません ({problem})",
    )
