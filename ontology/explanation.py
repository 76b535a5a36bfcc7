"""Why a graph is contradictory: a smallest set of its facts and axioms that already is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from rdflib import Graph, Literal, Node

from shisaku.ontology.axioms import Statement, statements_of

T = TypeVar("T")


def smallest(
    items: Sequence[T], contradicts: Callable[[Sequence[T]], bool], also: Sequence[T] = ()
) -> list[T]:
    """Give a smallest part of some items that still contradicts itself (Junker, QuickXplain 2004).

    contradicts: says whether a set of items is contradictory; all items together are.
    also: what is kept in any case. Nothing can be left out of what is given.
    """
    if also and contradicts(also):
        return []
    return list(items) if len(items) <= 1 else _halves(items, contradicts, also)


def _halves(
    items: Sequence[T], contradicts: Callable[[Sequence[T]], bool], also: Sequence[T]
) -> list[T]:
    """Shrink one half given the other, then the other given what is left of the first."""
    middle = len(items) // 2
    first, second = items[:middle], items[middle:]
    of_second = smallest(second, contradicts, [*also, *first])
    of_first = smallest(first, contradicts, [*also, *of_second])
    return [*of_first, *of_second]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The facts and the axioms that contradict each other: none of them can be left out."""

    facts: tuple[Statement, ...]
    axioms: tuple[Statement, ...]


def explain(
    graph: Graph, is_consistent: Callable[[Graph], bool], focus: Node | None = None
) -> Explanation:
    """Explain why a contradictory graph is so.

    is_consistent: the reasoner to ask, many times.
    focus: what the contradiction shows in, where that is known: the search starts around it.
    """
    statements = statements_of(graph)

    def contradicts(some: Sequence[Statement]) -> bool:
        return not is_consistent(statements.graph_of(some))

    near = _facts_around(focus, statements.facts, lambda f: contradicts([*statements.axioms, *f]))
    axioms = smallest(statements.axioms, contradicts, near)
    facts = smallest(near, contradicts, axioms)  # asked with a few axioms: fast
    return Explanation(tuple(facts), tuple(axioms))


def _facts_around(
    focus: Node | None,
    facts: Sequence[Statement],
    is_enough: Callable[[Sequence[Statement]], bool],
) -> Sequence[Statement]:
    """Give the facts within as few steps of a node as are enough; all, where there is none."""
    nodes, found = {focus}, 0
    while focus is not None:
        near = [f for f in facts if nodes & {f.triple[0], f.triple[2]}]
        if is_enough(near):
            return near
        if len(near) == found:
            break
        found = len(near)
        nodes |= {n for f in near for n in f.triple[::2] if not isinstance(n, Literal)}
    return facts
