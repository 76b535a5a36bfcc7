"""What differs between two releases, by resource; and the history that a release carries on.

A resource has changed when another statement is made of it. Blank nodes are part of the resource
that they belong to, whatever they are called.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from shisaku.ontology.terms import NAMESPACE, PREFIXES
from shisaku.server.release import Release
from shisaku.server.report.records import Words

FILE: Final = "changes.json"
KEPT: Final = 20
"""Changes between releases that a release tells of; IRIs that are gone are kept for ever."""
_TYPE = PREFIXES["rdf"] + "type"
_LABEL, _ABOVE = (PREFIXES["rdfs"] + name for name in ("label", "subClassOf"))


@dataclass(frozen=True, slots=True)
class Thing:
    """A resource and its name, which is empty where it has none."""

    iri: str
    name: Words


@dataclass(frozen=True, slots=True)
class Group:
    """The changed resources of one class (iri; empty where they have none)."""

    iri: str
    name: Words
    added: tuple[Thing, ...]
    changed: tuple[Thing, ...]
    removed: tuple[Thing, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed from one release to another, by class."""

    old: str
    new: str
    groups: tuple[Group, ...]

    def count(self, way: str) -> int:
        """Count the resources that were ``added``, ``changed`` or ``removed``."""
        return sum(len(getattr(group, way)) for group in self.groups)


@dataclass(frozen=True, slots=True)
class History:
    """The changes that led to a release, newest first, and the IRIs that are gone."""

    changes: tuple[Changes, ...] = ()
    gone: frozenset[str] = frozenset()


class _Told:
    """What a release says of each resource."""

    def __init__(self, quads: Path) -> None:
        """Read the quads of a release."""
        self._said: defaultdict[Any, list[tuple[str, Any]]] = defaultdict(list)
        self.labels: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for quad in ox.parse(path=str(quads), format=ox.RdfFormat.N_QUADS):
            self._said[quad.subject].append((quad.predicate.value, quad.object))
            if quad.predicate.value == _LABEL and isinstance(quad.object, ox.Literal):
                self.labels[quad.subject.value].setdefault(
                    quad.object.language or "", quad.object.value
                )
        self.resources = {
            node.value: self._text(node) for node in self._said if isinstance(node, ox.NamedNode)
        }
        self._members = Counter(kind for iri in self.resources for kind in self._kinds(iri))

    def _text(self, node: Any) -> str:
        """Give all that is said of a node, and of the blank nodes that belong to it."""
        pairs = (
            f"<{predicate}> {self._text(o) if isinstance(o, ox.BlankNode) else o}"
            for predicate, o in self._said.get(node, ())
        )
        return f"[{' ; '.join(sorted(pairs))}]"

    def _kinds(self, iri: str) -> list[str]:
        """Give the classes of a resource."""
        said = self._said[ox.NamedNode(iri)]
        return [o.value for p, o in said if p == _TYPE and isinstance(o, ox.NamedNode)]

    def kind(self, iri: str) -> str:
        """Give the narrowest class of a resource: none above another, the fewest members, ours."""
        kinds = self._kinds(iri)
        wider = {
            above.value
            for kind in kinds
            for predicate, above in self._said.get(ox.NamedNode(kind), ())
            if predicate == _ABOVE and isinstance(above, ox.NamedNode) and above.value != kind
        }

        def rank(kind: str) -> tuple[int, bool, str]:
            return self._members[kind], not kind.startswith(NAMESPACE), kind

        return min((kind for kind in kinds if kind not in wider), key=rank, default="")

    def name(self, iri: str) -> Words:
        """Give the name of a resource; one language stands in for the other."""
        labels = self.labels.get(iri, {})
        japanese = labels.get("ja") or labels.get("") or labels.get("en", "")
        return Words(japanese, labels.get("en") or japanese)


def compare(old: Release, new: Release) -> Changes:
    """Say what changed from one release to another."""
    before, after = _Told(old.dataset), _Told(new.dataset)
    ways = {
        "added": (after, after.resources.keys() - before.resources.keys()),
        "changed": (
            after,
            {i for i, text in after.resources.items() if before.resources.get(i, text) != text},
        ),
        "removed": (before, before.resources.keys() - after.resources.keys()),
    }
    found: defaultdict[str, defaultdict[str, list[Thing]]] = defaultdict(lambda: defaultdict(list))
    for way, (told, iris) in ways.items():
        for iri in sorted(iris):
            found[told.kind(iri)][way].append(Thing(iri, told.name(iri)))
    return Changes(
        old.identifier,
        new.identifier,
        tuple(
            Group(
                kind,
                _kind_name(kind, after if kind in after.labels else before),
                *(tuple(found[kind][way]) for way in ways),
            )
            for kind in sorted(
                found, key=lambda kind: (not kind.startswith(NAMESPACE), not kind, kind)
            )
        ),
    )


def _kind_name(kind: str, told: _Told) -> Words:
    """Give the name of a class, else the last part of its IRI."""
    tail = kind.replace("#", "/").rpartition("/")[2]
    return told.name(kind) if kind in told.labels else Words(tail, tail)


def carry_on(old: Release, new: Release) -> History:
    """Give the history of a release that takes the place of another."""
    history = read_history(old)
    if old.identifier == new.identifier:
        return history
    changes = compare(old, new)
    removed = {thing.iri for group in changes.groups for thing in group.removed}
    there = {thing.iri for group in changes.groups for thing in group.added}
    return History((changes, *history.changes)[:KEPT], (history.gone | removed) - there)


def read_history(release: Release) -> History:
    """Read the history that a release carries; an empty one where it carries none."""
    if release.directory is None or not (release.directory / FILE).is_file():
        return History()
    said = json.loads(release.read(FILE))
    return History(tuple(map(_changes, said["changes"])), frozenset(said["gone"]))


def _changes(said: Mapping[str, Any]) -> Changes:
    """Make a record of what ``history_text`` wrote."""

    def things(listed: Iterable[Mapping[str, Any]]) -> tuple[Thing, ...]:
        return tuple(Thing(thing["iri"], Words(**thing["name"])) for thing in listed)

    groups = (
        Group(
            group["iri"],
            Words(**group["name"]),
            *(things(group[way]) for way in ("added", "changed", "removed")),
        )
        for group in said["groups"]
    )
    return Changes(said["old"], said["new"], tuple(groups))


def history_text(history: History) -> str:
    """Write a history as JSON, for the release that it led to."""
    document = {
        "changes": [asdict(changes) for changes in history.changes],
        "gone": sorted(history.gone),
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n"
