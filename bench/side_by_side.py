"""The engines side by side: load, memory, disk, and every question, in rounds.

The rounds go over the engines in turn, so that what else the machine does meets all alike; in each
an engine is asked some times in a row, as one is that has the machine to itself: what the others
have pushed out of the processor's caches is back after the first. Each query ends in a comment with
a number of its own: no cache has seen its text.
"""

import itertools
import statistics
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.engines.engine import Engine, Failed, Missing, answer, disk, memory
from bench.engines.every import ENGINES, MOST_COPIES
from bench.questions import Question

ROUNDS, IN_A_ROW = 7, 5
ENOUGH = 2.5
"""Seconds of one engine's time for one question, after which its rounds end early."""
_fresh = itertools.count()


@dataclass(frozen=True, slots=True)
class Sample:
    """Data to measure on: a file of N-Triples that holds so many copies of the graph."""

    copies: int
    data: Path

    def triples(self) -> int:
        """Count its triples."""
        with self.data.open("rb") as stream:
            return sum(1 for _ in stream)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading cost: seconds, MiB in memory, MiB on disk; or the problem."""

    seconds: float = 0
    memory: float = 0
    disk: float = 0
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """How one engine answered one question: the median in ms, or the problem.

    differs: whether its answer is another than that of the first engine.
    """

    milliseconds: float = 0
    problem: str = ""
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """All measurements at one size: by engine, and by question and engine."""

    copies: int
    triples: int
    loaded: Mapping[str, Loaded]
    answered: Mapping[str, Mapping[str, Answered]]


@dataclass(slots=True)
class Contender:
    """An engine that takes part in a round: its times, its answer, or why it is out."""

    engine: Engine
    times: list[float] = field(default_factory=list)
    answer: Counter[str] = field(default_factory=Counter)
    problem: str = ""

    def ask(self, question: Question) -> None:
        """Ask once more, unless it is out or has taken its time."""
        if self.problem or sum(self.times) > ENOUGH * 1000:
            return
        try:
            reply = self.engine.ask(f"{question.text}\n# {next(_fresh)}")
        except Failed as error:
            self.problem = str(error)
        except TimeoutError:
            self.problem = "time-out"
        else:
            self.times.append(reply.milliseconds)
            self.answer = answer(reply.body)


class Field:
    """The engines that run, each with its data loaded; one that hangs is started again."""

    def __init__(self, sample: Sample, folder: Path) -> None:
        """Hold no engine yet."""
        self._sample, self._folder = sample, folder
        self.running: dict[str, Engine] = {}

    def start(self, name: str) -> Loaded:
        """Start an engine; says what that cost, or why it is not there."""
        most = MOST_COPIES.get(name, self._sample.copies)
        if self._sample.copies > most:
            return Loaded(problem=f"left out above {most} copies")
        folder = self._folder / f"{name.replace(' ', '-')}-{next(_fresh)}"
        folder.mkdir()
        try:
            engine = ENGINES[name](self._sample.data.resolve(), folder)
        except (Missing, Failed, EOFError) as error:
            return Loaded(problem=str(error) or "it ended while it loaded")
        self.running[name] = engine
        return Loaded(engine.load_seconds, memory(engine), disk(engine))

    def compare(self, question: Question, rounds: int) -> Mapping[str, Answered]:
        """Ask all engines a question, in rounds."""
        contenders = {name: Contender(engine) for name, engine in self.running.items()}
        for _ in range(rounds):
            for contender, _ in itertools.product(contenders.values(), range(IN_A_ROW)):
                contender.ask(question)
        for name in [n for n, contender in contenders.items() if contender.problem == "time-out"]:
            self.running.pop(name).close()
            self.start(name)
        expected = next(iter(contenders.values())).answer
        return {
            name: Answered(
                statistics.median(contender.times) if contender.times else 0,
                contender.problem,
                question.is_compared and not contender.problem and contender.answer != expected,
            )
            for name, contender in contenders.items()
        }


@contextmanager
def field_of(sample: Sample) -> Iterator[Field]:
    """Give a field for a sample, and end its engines afterwards."""
    with TemporaryDirectory(prefix="shisaku-bench-") as folder:
        found = Field(sample, Path(folder))
        try:
            yield found
        finally:
            for engine in found.running.values():
                engine.close()


def compare(
    sample: Sample, names: Iterable[str], asked: Iterable[Question], rounds: int = ROUNDS
) -> Comparison:
    """Measure engines on a sample; one line to stderr for each engine and question."""
    triples = sample.triples()
    with field_of(sample) as field_:
        loaded = {}
        for name in names:
            loaded[name] = field_.start(name)
            print(f"{triples:,} triples: {name} {loaded[name]}", file=sys.stderr)
        answered = {}
        for question in asked:
            answered[question.name] = field_.compare(question, rounds)
            print(f"{triples:,} triples: {question.name}", file=sys.stderr)
    return Comparison(sample.copies, triples, loaded, answered)
