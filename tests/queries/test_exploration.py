"""What there is to explore: where relations are printed, what counts, which communities."""

from collections.abc import Mapping

import pytest

from shisaku.ontology.terms import BASE
from shisaku.queries.catalogue import bind, find_query
from shisaku.queries.client import Answer, run_remote
from shisaku.queries.exploration import ASKED, Exploration, make_exploration


@pytest.fixture(scope="module")
def answers(server: str) -> Mapping[str, Answer]:
    """Ask what an exploration is made of."""
    return {name: run_remote(f"{server}/sparql", bind(find_query(name), {})) for name in ASKED}


@pytest.fixture(scope="module")
def found(answers: Mapping[str, Answer]) -> Exploration:
    """Give the exploration of the shipped document."""
    return make_exploration(answers)


def test_the_order_of_answers_changes_nothing(
    answers: Mapping[str, Answer], found: Exploration
) -> None:
    turned = {name: Answer(answer.columns, answer.rows[::-1]) for name, answer in answers.items()}

    assert make_exploration(turned) == found


def test_a_reprint_is_printed_in_a_named_file_at_its_line(found: Exploration) -> None:
    (reprint,) = (
        relation
        for relation in found.relations
        if (relation.kind, relation.source, relation.target)
        == ("reprint", f"{BASE}2024/ch/10/s/4/m/1", f"{BASE}2024/ch/2/s/3/m/3")
    )

    ((file, line),) = reprint.places
    assert line == 2179
    assert found.files[file] == "総務省重点施策2024"


def test_nothing_is_related_to_itself_and_each_end_is_there(found: Exploration) -> None:
    things = {thing.iri for thing in found.things}

    for relation in found.relations:
        assert relation.source != relation.target
        assert {relation.source, relation.target} <= things


def test_a_chapters_money_is_that_of_the_lines_counted_in_it(found: Exploration) -> None:
    chapters = [thing for thing in found.things if thing.kind == "chapter"]
    lines = [thing for thing in found.things if thing.kind == "line"]

    assert len(chapters) == 18
    for period in {period for line in lines for period in line.money}:
        assert sum(chapter.money.get(period, 0) for chapter in chapters) == sum(
            line.money.get(period, 0) for line in lines
        )


def test_a_community_holds_at_least_two_things_and_only_what_is_related(
    found: Exploration,
) -> None:
    numbers = [thing.community for thing in found.things if thing.community is not None]

    assert min(numbers.count(number) for number in set(numbers)) >= 2
    assert not [thing for thing in found.things if thing.kind == "chapter" and thing.community]
