"""Who may evaluate: a light slot for each query, and a few heavy ones for those that take long.

After ``light_seconds`` a query needs a heavy slot, or is ended: however many heavy queries come,
cheap ones wait for no more than that. Clients that wait come in turn.
"""

import threading

from shisaku.server.engine import EngineBusy, Query
from shisaku.server.settings import Settings
from shisaku.server.turns import Slots

_REMEMBERED = 1000  # queries known to be long


class Admission:
    """The slots of a pool, and which queries were long."""

    def __init__(self, settings: Settings) -> None:
        """Begin with all slots free."""
        self._settings = settings
        self.light = Slots(settings.workers)
        self.heavy = Slots(settings.heavy_workers)
        self._lock = threading.Lock()
        self._long: dict[int, None] = {}  # hashes: texts may have a MiB each

    def enter(self, query: Query) -> "Slot":
        """Wait for a slot; a query that was long before waits for a heavy one.

        Raises EngineBusy.
        """
        if hash(query.text) in self._long:
            if not self.heavy.acquire(query.client, self._settings.light_seconds):
                raise _no_heavy_slot()
            return Slot(self, query, is_heavy=True)
        if not self.light.acquire(query.client, self._settings.queue_seconds):
            raise EngineBusy("no worker became free in time: ask again in a moment")
        return Slot(self, query, is_heavy=False)

    def remember(self, query: Query, is_long: bool) -> None:
        """Keep, or forget, that a query was long; of many only the latest."""
        key = hash(query.text)
        with self._lock:
            self._long.pop(key, None)
            if is_long:
                self._long[key] = None
                if len(self._long) > _REMEMBERED:
                    del self._long[next(iter(self._long))]


class Slot:
    """One query's right to be evaluated, until it leaves."""

    def __init__(self, admission: Admission, query: Query, is_heavy: bool) -> None:
        """Take over a slot that was acquired."""
        self._admission, self._query, self.is_heavy = admission, query, is_heavy

    def remember(self, is_long: bool) -> None:
        """Keep for the next time whether the query was long."""
        self._admission.remember(self._query, is_long)

    def become_heavy(self) -> None:
        """Exchange a light slot for a heavy one; raises EngineBusy where none is free."""
        self.remember(is_long=True)
        if not self._admission.heavy.acquire(self._query.client):
            raise _no_heavy_slot()
        self._admission.light.release()
        self.is_heavy = True

    def leave(self) -> None:
        """Free the slot."""
        (self._admission.heavy if self.is_heavy else self._admission.light).release()


def _no_heavy_slot() -> EngineBusy:
    """Give the error of a long query that finds no slot."""
    return EngineBusy("too many long queries run: ask again later, or a smaller one")
