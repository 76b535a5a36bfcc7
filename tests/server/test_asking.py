"""What a thread reads of a store stays in it: nothing that only it may free goes to another."""

import threading
from collections.abc import Callable

import pytest

from shisaku.server.engine import EndpointFailed, EngineError, Kind, Query, QueryTimedOut
from shisaku.server.remote.asking import Asking, Channel
from shisaku.server.remote.store import failed
from shisaku.server.settings import Settings
from shisaku.server.workers.admission import Admission


class Unsendable:
    """What takes note of the thread that frees it."""

    def __init__(self, freed: list[int]) -> None:
        """Note in a list."""
        self.freed = freed

    def __del__(self) -> None:
        """Take note."""
        self.freed.append(threading.get_ident())


def asking(settings: Settings) -> Asking:
    """Begin a query that has a slot."""
    return Asking(Admission(settings).enter(Query("ASK {}")), settings, lambda: False)


def from_another(_: Channel) -> None:
    """Fail as a store does whose answer cannot be read."""
    try:
        raise ValueError("odd")
    except ValueError as error:
        raise failed("it is odd") from error


def for_no_known_reason(_: Channel) -> None:
    """Fail as nobody thought of."""
    raise LookupError("secret")


@pytest.mark.parametrize("fail", [from_another, for_no_known_reason])
def test_an_error_brings_nothing_of_the_thread_that_raised_it(
    fail: Callable[[Channel], None],
) -> None:
    freed: list[int] = []
    read_in: list[int] = []

    def read(channel: Channel) -> None:
        held = Unsendable(freed)
        read_in.append(threading.get_ident())
        channel.write(b"begun")
        fail(channel)
        assert held

    with pytest.raises(EndpointFailed) as caught:
        asking(Settings()).answer(Kind.ROWS, "text/csv", read)

    error: EngineError = caught.value
    names = [entry.frame.code.name for entry in caught.traceback]
    assert freed == read_in
    assert not {"read", fail.__name__} & {*names}
    assert (error.__cause__, error.__context__) == (None, None)
    assert "secret" not in str(error)


def test_a_client_that_does_not_read_is_given_up_at_the_time_of_its_query() -> None:
    settings = Settings(query_timeout=0.4, light_seconds=0.1)
    admission = Admission(settings)
    is_over = threading.Event()

    def read(channel: Channel) -> None:
        try:
            while True:
                channel.write(b"x" * 70_000)
        finally:
            is_over.set()

    slot = admission.enter(Query("ASK {}", client="one"))
    answer = Asking(slot, settings, lambda: False).answer(Kind.ROWS, "text/csv", read)
    next(answer.body)
    next(answer.body)  # and then nothing for long

    assert is_over.wait(5)
    with pytest.raises(QueryTimedOut):
        answer.whole()
