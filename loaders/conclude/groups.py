"""Which editions belong together: those that print of the same budget lines or revise each other.

What is concluded of an edition depends on those of its group alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from shisaku.loaders.conclude.records import Conclusions


@dataclass(slots=True)
class _Union:
    """Sets of names that grow together (union-find)."""

    above: dict[str, str] = field(default_factory=dict)

    def root(self, name: str) -> str:
        """Give the name that stands for the set of one."""
        while (above := self.above.setdefault(name, name)) != name:
            self.above[name] = self.above[above]
            name = above
        return name

    def join(self, one: str, other: str) -> None:
        """Make the sets of two names one."""
        self.above[self.root(one)] = self.root(other)


def groups(conclusions: Conclusions) -> tuple[list[list[int]], dict[str, int]]:
    """Give the groups of editions (their positions), and the group of each line by its slug."""
    union = _Union()
    for edition, key in _links(conclusions):
        union.join(f"e{edition}", f"l{key}")
    slugs = {r.edition.slug: e for e, r in enumerate(conclusions.readings)}
    for e, reading in enumerate(conclusions.readings):
        if revised := reading.edition.revises:
            union.join(f"e{e}", f"e{slugs[revised]}")
    for key, line in conclusions.lines.items():
        if line.sub_line_of:
            union.join(f"l{key}", f"l{line.sub_line_of}")
    members: dict[str, list[int]] = defaultdict(list)
    for edition in range(len(conclusions.readings)):
        members[union.root(f"e{edition}")].append(edition)
    numbers = {root: number for number, root in enumerate(members)}
    of_lines = {
        line.slug: numbers.get(union.root(f"l{key}"), 0) for key, line in conclusions.lines.items()
    }
    return [*members.values()], of_lines


def _links(conclusions: Conclusions) -> Iterator[tuple[int, str]]:
    """Give each line that an edition names, by its key."""
    mentions: Iterable[tuple[tuple[int, ...], str]] = conclusions.line_of.items()
    yield from ((ref[0], key) for ref, key in mentions)
    yield from ((ref[0], figure.line) for ref, figure in conclusions.about.items())
    for event in conclusions.successions:
        yield from ((event.edition, key) for key in (event.successor, *event.predecessors))
    for terms in (conclusions.line_of_rate, conclusions.line_of_cap):
        yield from ((ref[0], key) for ref, key in terms.items())
