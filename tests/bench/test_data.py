"""Data of any size: what the copies share and what each has of its own."""

from collections import Counter
from pathlib import Path

import pytest

from bench.data import OF_ONE_MINISTRY, write_copies

ID = "https://w3id.org/shisaku/id"
NS = "https://w3id.org/shisaku/ns#"


@pytest.fixture(scope="module")
def graph(release: Path) -> Path:
    """Give the graph of the release."""
    return release / "graph.nt"


@pytest.fixture(scope="module")
def six(graph: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Give the statements of a whole ministry and the first edition of another."""
    out = tmp_path_factory.mktemp("copies") / "six.nt"
    return write_copies(graph, OF_ONE_MINISTRY + 1, out).read_text().splitlines()


@pytest.mark.slow
def test_the_first_copy_is_the_graph_itself(graph: Path, tmp_path: Path) -> None:
    one = write_copies(graph, 1, tmp_path / "one.nt")

    assert sorted(one.read_text().splitlines()) == sorted(graph.read_text().splitlines())


@pytest.mark.slow
def test_no_statement_is_written_twice(six: list[str]) -> None:
    assert [statement for statement, times in Counter(six).items() if times > 1] == []


def test_each_copy_is_an_edition_with_as_many_mentions(six: list[str]) -> None:
    printed = [s for s in six if "/ch/" in s and f"> <{NS}mentionOf> <" in s]
    editions = Counter(statement.split("/ch/")[0] for statement in printed)

    assert sorted(editions.values()) == [205] * 6


def test_a_line_runs_on_through_the_editions_of_its_ministry_only(six: list[str]) -> None:
    line = f"<{NS}figureOf> <{ID}/line/local-allocation-tax"
    own = [s for s in six if f"{line}>" in s]
    other = [s for s in six if f"{line}-m1>" in s]

    assert {s.split("/")[7] for s in own if "/initial>" in s} >= {"2024", "2034", "2064"}
    assert len(own) == OF_ONE_MINISTRY * len(other)


def test_ministries_share_the_vocabulary(six: list[str], graph: Path) -> None:
    def of_vocabulary(statements: list[str]) -> int:
        return sum(statement.startswith(f"<{NS}") for statement in statements)

    assert of_vocabulary(six) == of_vocabulary(graph.read_text().splitlines()) > 0
