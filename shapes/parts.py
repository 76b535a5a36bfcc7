"""A graph of several editions cut into parts that can be validated apart, with the same findings.

A part is an edition with all that a shape looks at from one of its nodes. What editions share
(lines, figures) comes with what others print of it; the vocabulary is in every part, of years and
organizations those that the part names. The last part has what no edition owns.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field

from shisaku.ontology.terms import NAMESPACE, PREFIXES

_QUAD = re.compile(r"(\S+) <([^>]*)> (.*) <([^>]*)graph/(\w+)/?([^>]*)> \.\s*")
# Relate two editions; all other links stay within one (contract R2).
_BETWEEN = {
    f"{NAMESPACE}comparesWith",
    f"{NAMESPACE}referenceTo",
    f"{PREFIXES['prov']}wasRevisionOf",
}
_SEVERAL = 2
_HAS_STATEMENT = f"{NAMESPACE}hasStatement"
_MENTION_OF = f"{NAMESPACE}mentionOf"
_APPEARS_IN, _PART_OF = f"{NAMESPACE}appearsIn", f"{NAMESPACE}partOf"
_EDITION = f"<{NAMESPACE}Edition>"


@dataclass(frozen=True, slots=True)
class Part:
    """Triples to validate together (N-Triples, sorted).

    owned: the subjects that are whole here. others: the rest of what is named here, whose findings
    do not count.
    """

    name: str
    triples: str
    owned: Set[str]
    others: Set[str]


@dataclass(slots=True)
class _Graph:
    """Triples by subject, links between subjects, and what each edition prints.

    owner: the edition of a subject, "" for what is shared; vocabulary and reference have none:
    nothing is looked for behind them. placed: the mentions that lead to an edition. No shape looks
    from a line at those in other editions; all that lead to none S35 compares with each other.
    crosses: editions are linked as they must not be.
    """

    triples: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    links: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    backlinks: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    mentions: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    owner: dict[str, str] = field(default_factory=dict)
    placed: set[str] = field(default_factory=set)
    vocabulary: set[str] = field(default_factory=set)
    reference: set[str] = field(default_factory=set)
    crosses: bool = False

    def link(self, subject: str, predicate: str, value: str) -> None:
        """Keep one link."""
        self.links[subject].add(value)
        is_one_way = predicate == _MENTION_OF and subject in self.placed
        if value in self.owner and not is_one_way:
            self.backlinks[value].add(subject)
        if predicate == _HAS_STATEMENT:
            self.mentions[value].add(subject)
        between = {self.owner.get(subject, ""), self.owner.get(value, "")} - {""}
        self.crosses |= len(between) > 1 and predicate not in _BETWEEN

    def near(self, nodes: Iterable[str]) -> set[str]:
        """Give what is one link away, either way."""
        found = {n for node in nodes for n in self.links[node] | self.backlinks[node]}
        return found & self.owner.keys()

    def onward(self, nodes: Set[str], wanted: Callable[[str], bool] = bool) -> set[str]:
        """Give the nodes and all that links lead to from them through wanted ones."""
        reached, new = set(nodes), set(nodes)
        while new:
            new = {n for node in new for n in self.links[node] if wanted(n)} - reached
            reached |= new
        return reached


def parts(quads: Sequence[str], is_all: bool = True) -> list[Part]:
    """Cut the N-Quads of a build; one part where there is one edition, or links go astray.

    is_all: false for editions that share no line with the others of their build; what belongs to
    none of these (vocabulary and reference data) is then validated apart.
    """
    graph = _read(quads)
    editions: dict[str, set[str]] = defaultdict(set)
    for node, edition in graph.owner.items():
        editions[edition].add(node)
    general = graph.vocabulary | graph.reference
    rest = editions.pop("", set()) | (general if is_all else set())
    if graph.crosses or (is_all and len(editions) < _SEVERAL):
        owned = set(graph.triples) if is_all else set(graph.triples) - general
        return [_part("all", graph, set(graph.triples), owned)]
    found = [_edition(edition, own, graph) for edition, own in sorted(editions.items())]
    rest = rest.difference(*(part.owned for part in found))
    if not rest:
        return found
    around = rest | graph.near(rest)
    return [*found, _part("shared", graph, graph.onward(around | graph.near(around)), rest)]


def _edition(edition: str, own: set[str], graph: _Graph) -> Part:
    """Give the part of an edition: its nodes, what they share, and what others print of that."""
    near = graph.near(own)
    shared = {node for node in near if not graph.owner[node]}
    behind = graph.onward(shared, lambda node: not graph.owner.get(node, node))
    context = {node for node in graph.near(behind) if not graph.owner[node]}
    foreign = {node for node in near | graph.near(shared) if graph.owner[node] not in {"", edition}}
    foreign |= {mention for node in foreign for mention in graph.mentions[node]}
    foreign = graph.onward(foreign, lambda node: bool(graph.owner.get(node)))
    return _part(edition, graph, own | behind | context | foreign, own | shared)


def _part(name: str, graph: _Graph, nodes: set[str], owned: set[str]) -> Part:
    """Make a part of some nodes, the vocabulary, and the reference data that they name."""
    subjects = graph.onward(nodes, graph.reference.__contains__) | graph.vocabulary
    triples = "".join(
        triple for subject in sorted(subjects) for triple in sorted(graph.triples[subject])
    )
    named = subjects.union(*(graph.links[subject] for subject in subjects))
    return Part(name, triples, owned, frozenset(node.strip("<>") for node in named - owned))


def _rows(quads: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Give subject, predicate, object, base of IRIs, kind of named graph, and edition."""
    for quad in quads:
        if found := _QUAD.fullmatch(quad):
            yield found.groups()


def _placed(quads: Iterable[str]) -> set[str]:
    """Give the mentions whose part leads up to an edition."""
    below: dict[str, set[str]] = defaultdict(set)
    appearing, new = [], set()
    for subject, predicate, value, *_ in _rows(quads):
        if predicate == _PART_OF:
            below[value].add(subject)
        elif predicate == _APPEARS_IN:
            appearing.append((subject, value))
        elif value == _EDITION:
            new.add(subject)
    parts: set[str] = set()
    while new := {part for whole in new for part in below[whole]} - parts:
        parts |= new
    return {mention for mention, part in appearing if part in parts}


def _read(quads: Sequence[str]) -> _Graph:
    """Index the quads of a build by its named graphs."""
    graph = _Graph(placed=_placed(quads))
    printed: dict[str, set[str]] = defaultdict(set)
    segments = {}
    for subject, predicate, value, base, kind, edition in _rows(quads):
        graph.triples[subject].append(f"{subject} <{predicate}> {value} .\n")
        segments[subject] = subject.removeprefix(f"<{base}").partition("/")[0]
        if kind == "ontology":
            graph.vocabulary.add(subject)
        elif kind == "reference":
            graph.reference.add(subject)
        elif edition:
            printed[subject].add(edition)
    editions = set().union(*printed.values())
    for subject in graph.triples.keys() - graph.vocabulary - graph.reference:
        by = printed[subject] or editions & {segments[subject]}
        graph.owner[subject] = next(iter(by)) if len(by) == 1 else ""
    for subject, predicate, value, *_ in _rows(quads):
        if value in graph.owner or value in graph.reference:
            graph.link(subject, predicate, value)
    return graph
