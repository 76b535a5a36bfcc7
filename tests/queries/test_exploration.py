"""What there is to explore: where relations are printed, what counts, which communities."""

from collections.abc import Mapping

import pytest

from shisaku.ontology.terms import BASE
from shisaku.queries.catalogue import bind, find_query
from shisaku.queries.client import Answer, run_remote
from shisaku.queries.exploration import ASKED, Exploration, make_exploration
from tests.counted import Period, counted


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


def test_all_money_is_what_counts_there_and_each_period_by_itself(
    found: Exploration, server: str
) -> None:
    sums = counted(server)
    shown = {
        Period(
            thing.iri.removeprefix(BASE),
            one.year,
            *(iri.rpartition("/")[2] for iri in (one.phase, one.instrument)),
        ): one
        for thing in found.things
        for one in thing.money
    }

    assert len([thing for thing in found.things if thing.kind == "chapter"]) == 18
    for key, one in shown.items():
        if key not in sums:  # printed there, counted elsewhere
            assert (one.lower, one.upper, one.contingent, one.figures) == (0, 0, 0, 0)
            assert one.printed
        elif key.instrument == "government-guarantee":
            assert (one.lower, one.upper, one.contingent) == (0, 0, sums[key].upper)
        else:
            assert (one.lower, one.upper, one.figures, one.ceilings) == sums[key]
    things = {thing.iri.removeprefix(BASE) for thing in found.things}
    assert {key for key in sums if key.thing in things} <= set(shown)


def test_a_community_holds_at_least_two_things_and_only_what_is_related(
    found: Exploration,
) -> None:
    numbers = [thing.community for thing in found.things if thing.community is not None]

    assert min(numbers.count(number) for number in set(numbers)) >= 2
    assert not [thing for thing in found.things if thing.kind == "chapter" and thing.community]
