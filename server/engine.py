"""The one interface "run this query within these limits": what protocol, pages and commands ask.

Queries are evaluated by killable processes (``workers``), or in this process for one's own
command line, or by another program that has the graph (``remote``): whoever asks knows none of it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Kind(StrEnum):
    """What a query answers with."""

    ROWS = "rows"
    TRUTH = "truth"
    GRAPH = "graph"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a query's text: line and column, both from 1, in characters."""

    line: int
    column: int


class EngineError(Exception):
    """A query that got no answer; the message says why and what is possible."""

    def __init__(self, en: str, ja: str, spot: Spot | None = None) -> None:
        """Keep the message in both languages, and where in the query its reason stands."""
        super().__init__(en)
        self.ja, self.spot = ja, spot


class QueryRefused(EngineError):
    """A query that will not be run."""


class UpdateRefused(QueryRefused):
    """A request to change what is served."""


class NotAllowed(QueryRefused):
    """A query that asks this endpoint to reach elsewhere."""


class QueryUnreadable(EngineError):
    """A query that is no SPARQL; the message says where."""


class NotAcceptable(EngineError):
    """None of the formats asked for fits the answer, or can hold its values; says what is."""


class QueryTimedOut(EngineError):
    """A query that took longer than it may and was ended."""


def timed_out(seconds: float) -> QueryTimedOut:
    """Give the error of a query that had so many seconds."""
    return QueryTimedOut(
        f"it was ended after {seconds:g} s: make it smaller",
        f"{seconds:g} 秒で打ち切りました: より小さなクエリにしてください",
    )


class QueryTooLarge(EngineError):
    """A query whose memory or result grew larger than it may, and which was ended."""


class QueryCrashed(EngineError):
    """A query over which the process that evaluated it broke down."""


class EndpointFailed(EngineError):
    """Another endpoint, which the query asks, gave nothing to go on with."""


class EngineBusy(EngineError):
    """No worker is free; ask again."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query's text and the dataset that the protocol gives it (SPARQL 1.1 Protocol §2.1.4).

    client: who asks; those who wait come in turn.
    """

    text: str
    default_graphs: Sequence[str] = ()
    named_graphs: Sequence[str] = ()
    client: str = ""


@dataclass(frozen=True, slots=True)
class Formats:
    """The media types that fit a client: of rows and truth, and of graphs; None where none does."""

    rows: str | None = "application/sparql-results+json"
    graph: str | None = "text/turtle"


ANY = Formats()


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it comes: its kind and media type are known before its first byte.

    body: chunks of bytes; raises EngineError where the query fails midway. Close it if unread.
    """

    kind: Kind
    media_type: str
    body: Iterator[bytes]

    def whole(self) -> bytes:
        """Give the body in one piece."""
        return b"".join(self.body)


def client_stays() -> bool:
    """Say that the client is still there."""
    return False


def client_left() -> EngineBusy:
    """Give the error of a query that nobody waits for."""
    return EngineBusy("the client has left", "クライアントが去りました")


class Engine(Protocol):
    """Whatever can run a query."""

    @property
    def walls(self) -> Sequence[str]:
        """Name what the operating system puts round the evaluation of a query."""

    def run(
        self, query: Query, formats: Formats = ANY, is_gone: Callable[[], bool] = client_stays
    ) -> Answer:
        """Run a query. is_gone: says whether the client has left. Raises EngineError."""
