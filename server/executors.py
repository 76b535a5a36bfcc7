"""What runs the jobs of a build: this process, processes beside it, or an executor one names."""

import multiprocessing
import multiprocessing.connection
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from itertools import chain, islice
from typing import Protocol, TypeVar

from shisaku.loaders.places import LoadError

Job = TypeVar("Job")
Result = TypeVar("Result")
_WORTH_A_PROCESS = 2  # jobs that are done in turn; a process takes a second to start
_AHEAD = 4  # jobs a core that wait for their turn, so that none is idle and memory is bounded
_OF_JOBS = {"builtins", "shisaku", "concurrent"}  # where what a job may raise is defined


class Run(Protocol):
    """What runs jobs."""

    def __call__(
        self, function: Callable[[Job], Result], jobs: Iterable[Job], /
    ) -> Iterator[Result]:
        """Run a function on each of some jobs; results come in the order of the jobs."""


@contextmanager
def opened(named: str | None = None) -> Iterator[Run]:
    """Give what runs jobs until the end of a block.

    named: ``module:callable`` that makes an executor; else as many processes as cores, and none
    for few jobs. Raises LoadError where the callable cannot be found or makes no executor.
    """
    executors = [] if named is None else [_made(named)]

    def run(function: Callable[[Job], Result], jobs: Iterable[Job], /) -> Iterator[Result]:
        ahead = iter(jobs)
        first = list(islice(ahead, _WORTH_A_PROCESS + 1))
        if not executors and len(first) <= _WORTH_A_PROCESS:
            yield from map(function, first)
            return
        if not executors:
            executors.append(_processes())
        yield from _in_order(executors[0], function, chain(first, ahead))

    try:
        yield run
    finally:
        for executor in executors:
            executor.shutdown()


def _in_order(
    executor: Executor, function: Callable[[Job], Result], jobs: Iterable[Job]
) -> Iterator[Result]:
    """Give the results in the order of the jobs, whatever the order in which they are done."""
    waiting: deque[Future[Result]] = deque()
    try:
        for job in jobs:
            waiting.append(executor.submit(function, job))
            if len(waiting) > _AHEAD * (os.cpu_count() or 1):
                yield _result(waiting.popleft())
        while waiting:
            yield _result(waiting.popleft())
    finally:
        for future in waiting:
            future.cancel()


def _result(future: Future[Result]) -> Result:
    """Give a result. Raises BrokenExecutor where an executor has an error of its own for that."""
    try:
        return future.result()
    except Exception as error:
        if type(error).__module__.partition(".")[0] in _OF_JOBS:
            raise
        raise BrokenExecutor(f"{type(error).__name__}: {error}") from error


def _processes() -> ProcessPoolExecutor:
    """Make a pool of as many processes as cores, with no copy of what this process holds."""
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(os.cpu_count(), context, initializer=_end_with_parent)


def _end_with_parent() -> None:
    """Let this process end when the one that started it does, killed or not."""

    def wait() -> None:
        if parent := multiprocessing.parent_process():
            multiprocessing.connection.wait([parent.sentinel])
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def _made(named: str) -> Executor:
    """Make the executor that a callable gives."""
    place = f"--executor {named}"
    remedy = "give module:callable that makes a concurrent.futures.Executor / 実行器を作るものを"
    module, _, name = named.partition(":")
    try:
        make = getattr(import_module(module), name)
    except (ImportError, AttributeError, ValueError) as error:
        problem = f"it cannot be found ({error}) / 見つかりません"
        raise LoadError(place, problem, remedy) from error
    executor = make() if callable(make) else make
    if not isinstance(executor, Executor):
        problem = f"it gives {type(executor).__name__}, no executor / 実行器ではありません"
        raise LoadError(place, problem, remedy)
    return executor
