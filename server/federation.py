"""SERVICE to the endpoints that the operator names, and to no other (SPARQL 1.1 Federated Query).

The workers have no network. Each SERVICE of a query is asked for beforehand, by a process of its
own with its own limits, and stands in the query as VALUES: by the specification it is evaluated
from its own pattern alone (§4), so that both mean the same. Where they stand a worker reads: no
text of a client is lexed in the web process.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Protocol

from shisaku.ontology.terms import BASE
from shisaku.server.engine import (
    Engine,
    EngineBusy,
    EngineError,
    NotAllowed,
    Query,
    QueryUnreadable,
    client_stays,
)
from shisaku.server.guard import FORMS
from shisaku.server.lexer import Kind, Token, tokens
from shisaku.server.settings import Settings
from shisaku.server.turns import Slots, share_of

MOST = 8
"""SERVICE groups of one query that are asked for."""
Fetch = Callable[[str, str, float, int], str]
"""Asks an endpoint (its IRI) a query, within some seconds, for so many MiB at most.

Gives VALUES; raises EngineError.
"""


@dataclass(frozen=True, slots=True)
class Service:
    """One SERVICE: where it stands in the query, whom it asks and for what."""

    start: int
    end: int
    endpoint: str
    is_silent: bool
    pattern: str


Services = tuple[str, Sequence[Service]]
"""A query's prologue and its outermost SERVICEs."""
Read = Callable[[Query, Sequence[str], Callable[[], bool]], Services]
"""Does what ``read_services`` does, for a client that may leave, where it may take its time."""


class FederatedEngine(Engine, Protocol):
    """An engine that also says what a query asks of others."""

    @property
    def services(self) -> Read:
        """Read SERVICEs."""


class Federation:
    """Asks the endpoints of ``SHISAKU_FEDERATION`` for what queries want of them."""

    def __init__(self, settings: Settings, fetch: Fetch, read: Read) -> None:
        """Begin with nothing asked."""
        self._settings, self._fetch, self._read = settings, fetch, read
        self._slots = Slots(settings.heavy_workers, share_of(settings.heavy_workers))

    def resolve(self, query: Query, is_gone: Callable[[], bool] = client_stays) -> Query:
        """Give a query with what the endpoints answer in the place of each SERVICE.

        Where no endpoint is named, the query as it is. Raises EngineError.
        """
        allowed = self._settings.federation.split()
        if not allowed or "service" not in query.text.lower():
            return query
        prologue, services = self._read(query, allowed, is_gone)
        if not services:
            return query
        if len(services) > MOST:
            raise NotAllowed(
                f"a query may ask {MOST} times with SERVICE: split it",
                f"SERVICE は一つのクエリで {MOST} 回までです: 分けてください",
            )
        if not self._slots.acquire(query.client, self._settings.queue_seconds, is_gone):
            raise EngineBusy(
                "too many queries ask other endpoints: ask again in a moment",
                "外部への問い合わせが混み合っています: 少し後でもう一度",
            )
        try:
            return replace(query, text=self._text(query.text, prologue, services))
        finally:
            self._slots.release(query.client)

    def _text(self, text: str, prologue: str, services: Sequence[Service]) -> str:
        """Write a query's text anew; all its SERVICEs share one time."""
        end = time.monotonic() + self._settings.federation_seconds
        pieces, done = [], 0
        for service in services:
            asked = f"BASE <{BASE}>\n{prologue}\nSELECT * WHERE {service.pattern}"
            pieces += [text[done : service.start], self._values(service, asked, end)]
            done = service.end
        return "".join([*pieces, text[done:]])

    def _values(self, service: Service, query: str, end: float) -> str:
        """Give the solutions of one SERVICE; where it is SILENT and fails, the empty one (§2.4)."""
        try:
            seconds = end - time.monotonic()
            return self._fetch(service.endpoint, query, seconds, self._settings.federation_mb)
        except EngineError:
            if service.is_silent:
                return "{ }"
            raise


def _refuse_others(text: str, allowed: Sequence[str]) -> None:
    """Refuse a query that asks, at any depth, what is not named; raises NotAllowed."""
    words = [token for token in tokens(text) if token.word != "silent"]
    for token, endpoint in pairwise([*words, Token(Kind.MARK, "", 0)]):
        if "service" in token.word and (
            token.word != "service" or endpoint.text.strip("<>") not in allowed
        ):
            raise NotAllowed(
                f"SERVICE is offered for {', '.join(allowed)} only, by the whole IRI",
                f"SERVICE の相手は {', '.join(allowed)} だけです (IRI を省略せずに)",
            )


def read_services(text: str, allowed: Sequence[str]) -> Services:
    """Give a query's prologue and its outermost SERVICEs, which ask some endpoints only.

    Raises NotAllowed and QueryUnreadable.
    """
    _refuse_others(text, allowed)
    found = tokens(text)
    prologue, services = None, []
    for token in found:
        if prologue is None and token.word.startswith(FORMS):
            prologue = text[: token.start]
        elif token.word == "service":
            services.append(_service(text, token.start, found))
    return prologue or "", services


def _service(text: str, start: int, found: Iterator[Token]) -> Service:
    """Read what follows the word SERVICE; what is inside it goes along unread."""
    endpoint = next(found, None)
    is_silent = endpoint is not None and endpoint.word == "silent"
    if is_silent:
        endpoint = next(found, None)
    opening = next(found, None)
    if endpoint is None or opening is None or opening.text != "{":
        raise QueryUnreadable(
            "SERVICE needs an IRI and a group in braces",
            "SERVICE の後には IRI と { … } が要ります",
        )
    depth = 1
    for token in found:
        depth += {"{": 1, "}": -1}.get(token.text, 0)
        if depth == 0:
            pattern = text[opening.start : token.end]
            return Service(start, token.end, endpoint.text.strip("<>"), is_silent, pattern)
    raise QueryUnreadable("the group of SERVICE is not closed", "SERVICE の { … } が閉じていません")
