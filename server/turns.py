"""Who comes next, where many clients wait: each client in turn, however much one of them asks."""

import threading
from collections import deque
from collections.abc import Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


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


class Slots:
    """A semaphore that is passed on in turn to the clients that wait for it."""

    def __init__(self, number: int) -> None:
        """Begin with so many free."""
        self._free = number
        self._lock = threading.Lock()
        self._turns: Turns[threading.Event] = Turns()

    @property
    def waiting(self) -> int:
        """Give how many wait."""
        return len(self._turns)

    def acquire(self, client: str, timeout: float = 0) -> bool:
        """Wait for a slot at most so many seconds; says whether there was one."""
        with self._lock:
            if self._free:
                self._free -= 1
                return True
            turn = threading.Event()
            self._turns.add(client, turn)
        came = turn.wait(timeout)
        with self._lock:
            if not came and not turn.is_set():
                self._turns.withdraw(client, turn)
            return turn.is_set()

    def release(self) -> None:
        """Pass a slot on, or keep it free."""
        with self._lock:
            client = next(iter(self._turns), None)
            if client is None:
                self._free += 1
            else:
                self._turns.take(client).set()
