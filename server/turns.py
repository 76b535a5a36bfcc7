"""Who comes next, where many clients wait: each client in turn, however much one of them asks."""

import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")
_LOOK = 0.25  # seconds between looks whether the client is still there


class Turns(Generic[T]):
    """What waits, by client: taken from one client after the other, of each in order."""

    def __init__(self) -> None:
        """Begin with nothing that waits."""
        self._waiting: dict[str, deque[T]] = {}

    def __len__(self) -> int:
        """Give how much waits."""
        return sum(map(len, self._waiting.values()))

    def __iter__(self) -> Iterator[str]:
        """Give the clients, who is next first."""
        return iter(self._waiting)

    def add(self, client: str, item: T) -> None:
        """Let something of a client's wait."""
        self._waiting.setdefault(client, deque()).append(item)

    def take(self, client: str) -> T:
        """Give what has waited longest of a client's; the client goes to the end of the row."""
        theirs = self._waiting.pop(client)
        item = theirs.popleft()
        if theirs:
            self._waiting[client] = theirs
        return item

    def withdraw(self, client: str, item: T) -> None:
        """Take something out that no longer waits."""
        self._waiting[client].remove(item)
        if not self._waiting[client]:
            del self._waiting[client]

    def largest(self) -> tuple[str, T]:
        """Give the client with most that waits, and its newest."""
        client = max(self._waiting, key=lambda client: len(self._waiting[client]))
        return client, self._waiting[client][-1]


def share_of(number: int) -> int:
    """Give how many of some slots one client may have: all but one, which is left to others."""
    return max(1, number - 1)


class Slots:
    """A semaphore that is passed on in turn to the clients that wait for it."""

    def __init__(self, number: int, share: int | None = None) -> None:
        """Begin with so many free, of which one client may have a share; None: all."""
        self._free, self._share = number, number if share is None else share
        self._lock = threading.Lock()
        self._held: Counter[str] = Counter()
        self._turns: Turns[threading.Event] = Turns()

    @property
    def waiting(self) -> int:
        """Give how many wait."""
        return len(self._turns)

    def acquire(
        self, client: str, timeout: float = 0, is_gone: Callable[[], bool] = lambda: False
    ) -> bool:
        """Wait for a slot at most so many seconds; says whether there was one.

        is_gone: whether nobody waits for what the slot is for any more.
        """
        turn = threading.Event()
        with self._lock:
            self._turns.add(client, turn)
            self._pass_on()
        end = time.monotonic() + timeout
        while not turn.wait(min(_LOOK, max(0, end - time.monotonic()))):
            if time.monotonic() >= end or is_gone():
                break
        with self._lock:
            if not turn.is_set():
                self._turns.withdraw(client, turn)
            return turn.is_set()

    def release(self, client: str) -> None:
        """Give a client's slot back."""
        with self._lock:
            self._free += 1
            self._held[client] -= 1
            self._held += Counter()  # forgets who has none
            self._pass_on()

    def _pass_on(self) -> None:
        """Give what is free to those who wait and have not their share."""
        while self._free:
            client = next((one for one in self._turns if self._held[one] < self._share), None)
            if client is None:
                return
            self._free -= 1
            self._held[client] += 1
            self._turns.take(client).set()
