"""Who may evaluate: a light slot for each query, and a few heavy ones for those that take long.

After ``light_seconds`` a query needs a heavy slot; where none is free it is ended, waits for one
and begins anew: however many heavy queries come, cheap ones wait for no more than that. Clients
that wait come in turn, and one never has all slots of a kind.
"""

import threading
import time
from collections.abc import Callable

from shisaku.server.engine import EngineBusy, Query, client_left, client_stays
from shisaku.server.settings import Settings
from shisaku.server.turns import Slots, share_of

_REMEMBERED = 1000  # queries known to be long
LOOK = 0.25
"""Seconds between looks at the clock, and whether the other side is still there."""


_FULL = (
    "too many long queries run: ask again later, or a smaller one",
    "時間のかかるクエリで埋まっています: 後でもう一度、またはより小さなクエリで",
)


class HeavyLater(EngineBusy):
    """A query that turned out long while no heavy slot was free: the next time it waits for one."""


class Admission:
    """The slots of a pool, and which queries were long."""

    def __init__(self, settings: Settings) -> None:
        """Begin with all slots free."""
        self._settings = settings
        self.patience = settings.light_seconds + settings.queue_seconds
        self.light = Slots(settings.workers, share_of(settings.workers))
        self.heavy = Slots(settings.heavy_workers, share_of(settings.heavy_workers))
        self._lock = threading.Lock()
        self._long: dict[int, None] = {}  # hashes: texts may have a MiB each

    def enter(self, query: Query, is_gone: Callable[[], bool] = client_stays) -> "Slot":
        """Wait for a slot; a query that was long before waits for a heavy one.

        Raises EngineBusy.
        """
        is_heavy = hash(query.text) in self._long
        slots = self.heavy if is_heavy else self.light
        if slots.acquire(query.client, self._settings.queue_seconds, is_gone):
            return Slot(self, query, is_heavy)
        if is_gone():
            raise client_left()
        if is_heavy:
            raise HeavyLater(*_FULL)
        raise EngineBusy(
            "no worker became free in time: ask again in a moment",
            "空きを待ちきれませんでした: 少し後でもう一度",
        )

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

    def become_heavy(self, began: float, is_answering: bool) -> None:
        """Exchange a light slot for a heavy one; an answer that has begun may wait for it.

        That as long as a query may. began: when its evaluation began, by time.monotonic(). Raises
        HeavyLater where none is free.
        """
        self.remember(is_long=True)
        if self._admission.heavy.acquire(self._query.client):
            self._admission.light.release(self._query.client)
            self.is_heavy = True
        elif not is_answering or time.monotonic() - began > self._admission.patience:
            raise HeavyLater(*_FULL)

    def leave(self) -> None:
        """Free the slot."""
        slots = self._admission.heavy if self.is_heavy else self._admission.light
        slots.release(self._query.client)


def watch(goes_on: Callable[[], bool]) -> None:
    """Look at a query, in a thread of its own, until it goes on no more."""

    def look() -> None:
        while goes_on():
            time.sleep(LOOK)

    threading.Thread(target=look, daemon=True).start()
