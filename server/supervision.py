"""The process that stays: it listens, starts the web process, and has another one ready.

It reads nothing that comes from outside. Whenever the web process ends, or stands still, the other
takes its place at the listening socket, where clients have waited meanwhile: in milliseconds,
however long the release takes to load.
"""

import contextlib
import ctypes
import logging
import os
import select
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType

LOG = logging.getLogger("shisaku")
STILL = 10
"""Seconds after which a web process that does not say that it goes on is ended."""
_PAUSE = 5  # seconds before the next attempt, where one ended before its turn came
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class Turn:
    """What a web process is told and tells: file descriptors of two pipes."""

    _begin: int
    _beats: int

    def wait(self) -> None:
        """Wait until it is this process's turn to answer; what it answers from is loaded."""
        os.read(self._begin, 1)

    def beat(self) -> None:
        """Say that this process goes on, about once a second from when it answers."""
        with contextlib.suppress(OSError):  # nobody may read it any more
            os.write(self._beats, b".")


def supervise(serve: Callable[[Turn], None]) -> None:
    """Run a function in processes of their own, one at a time, until somebody ends this one.

    SIGTERM and SIGINT end all, SIGHUP is passed on. Raises SystemExit with the code of the first
    where that ends before it answers.
    """
    supervisor = _Supervisor(serve)
    supervisor.run()


@dataclass(eq=False, slots=True)
class _Web:
    """A web process and this end of its pipes; last: when it last said that it goes on."""

    process: int
    begin: int
    beats: int
    last: float | None = None

    def signal(self, number: int) -> None:
        """Send it a signal, unless it has ended."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.process, number)

    def reap(self) -> int:
        """Wait for its end; give its exit code, or minus the signal."""
        os.close(self.begin)
        os.close(self.beats)
        return os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])


class _Supervisor:
    """The web process that answers, and the one that is ready to."""

    def __init__(self, serve: Callable[[Turn], None]) -> None:
        """Begin with none."""
        self._serve = serve
        self._web: _Web | None = None
        self._next: _Web | None = None
        self._is_over = False
        self._pause_ends = 0.0

    def run(self) -> None:
        """Keep a web process and another one ready."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._pass_on)
        has_answered = False
        while not self._is_over:
            web = self._web = self._next or self._start()
            self._next = None
            os.write(web.begin, b".")
            code = self._watch(web)
            has_answered |= web.last is not None
            self._web = None
            if not has_answered:
                raise SystemExit(code)
            if not self._is_over:
                LOG.error("the web process ended (%d): another takes its place", code)
        if self._next:
            self._next.signal(signal.SIGKILL)
            self._next.reap()

    def _pass_on(self, number: int, _: FrameType | None) -> None:
        """Pass a signal on; those that end a process end this one after it."""
        is_end = number != signal.SIGHUP
        self._is_over |= is_end
        for web in (self._web, self._next):
            if web:
                web.signal(signal.SIGTERM if is_end else signal.SIGHUP)

    def _start(self) -> _Web:
        """Fork a process that loads the release and waits for its turn; it ends when this does."""
        ours = os.getpid()
        (told, begin), (beats, telling) = os.pipe(), os.pipe()
        process = os.fork()
        if process:
            os.close(told)
            os.close(telling)
            return _Web(process, begin, beats)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.default_int_handler)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        libc = ctypes.CDLL(None, use_errno=True)
        if hasattr(libc, "prctl"):
            libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != ours:
            os._exit(1)
        os.close(begin)
        os.close(beats)
        self._serve(Turn(told, telling))
        raise SystemExit(0)

    def _watch(self, web: _Web) -> int:
        """Wait until a web process ends, and end it where it stands still; give its exit code."""
        while True:
            ready = self._look(web)
            if self._next and self._next.beats in ready:  # it never beats before its turn: it ended
                LOG.error("a web process ended while it waited (%d)", self._next.reap())
                self._next, self._pause_ends = None, time.monotonic() + _PAUSE
            if web.beats not in ready:
                if web.last is not None and time.monotonic() - web.last > STILL:
                    LOG.error("the web process stands still: it is ended")
                    web.signal(signal.SIGKILL)
            elif os.read(web.beats, 4096):
                web.last = time.monotonic()
                if not self._next and not self._is_over and web.last > self._pause_ends:
                    self._next = self._start()
            else:
                return web.reap()

    def _look(self, web: _Web) -> list[int]:
        """Give the pipes that say something, or have ended, within a second."""
        poll = select.poll()
        for one in (web, self._next):
            if one:
                poll.register(one.beats, select.POLLIN)
        return [descriptor for descriptor, _ in poll.poll(1000)]
