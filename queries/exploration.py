"""The relationship graph as people explore it: names, parts, organisations, money, communities."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

from shisaku.queries.client import Answer, Value
from shisaku.queries.relationships import build_graph

ASKED = (
    "relationship-edges", "part-tree", "names", "line-totals", "part-totals", "organizations",
    "source-files",
)  # fmt: skip
"""The questions whose answers make the graph."""
_HOMES = {"Measure": "measure", "Section": "section", "Chapter": "chapter"}

Row = Mapping[str, Value]


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """What one year, phase (its rounds together) and instrument have in a thing, in yen.

    order: of the phase. Counted once in it: lower and upper bound, contingent in neither, error:
    what rounding may make of it, figures, and how many are ceilings only. printed: the bounds of
    what is printed in a part, which overlaps with others; None for a line. phases: notations of
    those that have a figure. Money of different years, phases or instruments is never added up.
    """

    year: int
    order: int
    phase: str
    instrument: str
    lower: int
    upper: int
    contingent: int
    error: int
    figures: int
    ceilings: int
    printed: tuple[int, int] | None
    phases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Thing:
    """A node: a chapter, section, measure, line or organisation.

    above: the chapter of a part. edition: the one that a part is in. money: in order. community: a
    number for things that hang together closely; None for a thing without relations.
    """

    iri: str
    kind: str
    label: str
    label_en: str
    above: str | None = None
    edition: str | None = None
    money: tuple[Money, ...] = ()
    community: int | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """An edge: what connects two things, and where print shows it: IRI of the file, line."""

    kind: str
    source: str
    target: str
    places: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition of the document; year: its fiscal year, 0 where none is known."""

    label: str
    label_en: str
    year: int


@dataclass(frozen=True, slots=True)
class Exploration:
    """All there is to explore, sorted by IRI.

    phases: of all money, in order; rounds: of all phases that have a figure; instruments: IRIs with
    their names (ja, en), rounds by notation. editions: by IRI, the earliest first. files: IRIs with
    the names of the printed documents.
    """

    things: tuple[Thing, ...]
    relations: tuple[Relation, ...]
    phases: Mapping[str, tuple[str, str]]
    rounds: Mapping[str, tuple[str, str]]
    instruments: Mapping[str, tuple[str, str]]
    editions: Mapping[str, Edition]
    files: Mapping[str, str]


def make_exploration(answers: Mapping[str, Answer]) -> Exploration:
    """Put the answers of the questions ``ASKED`` together."""
    records = {name: answer.records() for name, answer in answers.items()}
    tree = {str(row["part"]): row for row in records["part-tree"]}
    names = {str(row["thing"]): row for row in records["names"]}
    relations = tuple(_relations(records, tree))
    money = _money(records, names)
    kinds = _kinds(records, tree)
    communities = _communities(answers["relationship-edges"])

    def named(iri: str, otherwise: str) -> tuple[str, str]:
        row = names.get(iri, {})
        return str(row.get("label") or otherwise), str(row.get("labelEn") or otherwise)

    things = tuple(
        Thing(
            iri,
            kind,
            *named(iri, label),
            _above(iri, tree, {"Chapter"}) if kind in {"measure", "section"} else None,
            _edition(iri, tree) if iri in tree else None,
            tuple(sorted(money.get(iri, ()))),
            communities.get(iri),
        )
        for iri, (kind, label) in sorted(kinds.items())
    )
    told = [money for thing in things for money in thing.money]
    notations = {
        str(row["notation"]): iri for iri, row in names.items() if row["order"] is not None
    }
    editions = {
        iri: Edition(*named(iri, iri), int(str(names.get(iri, {}).get("notation") or 0)))
        for iri in {thing.edition for thing in things if thing.edition}
    }
    files = {
        str(row["file"]): str(row["editionLabel"] or row["title"])
        for row in records["source-files"]
    }
    return Exploration(
        things=things,
        relations=relations,
        phases={
            phase: named(phase, phase) for _, phase in sorted({(it.order, it.phase) for it in told})
        },
        rounds={
            notation: named(notations[notation], notation)
            for notation in sorted({notation for it in told for notation in it.phases})
        },
        instruments={iri: named(iri, iri) for iri in sorted({it.instrument for it in told})},
        editions=dict(sorted(editions.items(), key=lambda pair: (pair[1].year, pair[0]))),
        files=files,
    )


def _kinds(records: Mapping[str, list[Any]], tree: Mapping[str, Row]) -> dict[str, tuple[str, str]]:
    """Give each thing's kind and a name: chapters, measures, and whatever has a relation."""
    found = {
        iri: (_HOMES[str(row["kind"])], iri)
        for iri, row in tree.items()
        if row["kind"] in {"Chapter", "Measure"}
    }
    for row in records["relationship-edges"]:
        for end in ("source", "target"):
            found[str(row[end])] = (str(row[f"{end}Type"]), str(row[f"{end}Label"]))
    for row in records["organizations"]:
        found[str(row["organization"])] = ("organization", str(row["organizationLabel"]))
        if (home := _home(str(row["place"]), tree)) and home not in found:
            found[home] = (_HOMES[str(tree[home]["kind"])], home)
    return found


def _relations(records: Mapping[str, list[Any]], tree: Mapping[str, Row]) -> Iterator[Relation]:
    """Give the edges, sorted; the printed places of one kind between two things together."""
    places: dict[tuple[str, str, str], set[tuple[str, int]]] = {}
    for row in records["relationship-edges"]:
        key = (str(row["kind"]), str(row["source"]), str(row["target"]))
        places.setdefault(key, set()).add((str(row["file"]), int(row["sourceLine"])))
    files = {str(row["edition"]): str(row["file"]) for row in records["source-files"]}
    for row in records["organizations"]:
        if home := _home(str(row["place"]), tree):
            key = ("organization", home, str(row["organization"]))
            file = files[_edition(home, tree)]
            places.setdefault(key, set()).add((file, int(row["sourceLine"])))
    homes = {source for _, source, _ in places} | {target for _, _, target in places}
    for iri, row in tree.items():
        is_shown = row["kind"] == "Measure" or (row["kind"] == "Section" and iri in homes)
        if is_shown and (chapter := _above(iri, tree, {"Chapter"})):
            places[("part", chapter, iri)] = set()
    for (kind, source, target), found in sorted(places.items()):
        if source != target:
            yield Relation(kind, source, target, tuple(sorted(found)))


def _money(records: Mapping[str, list[Any]], names: Mapping[str, Row]) -> dict[str, list[Money]]:
    """Give what is counted in each line and part, as the questions about totals answer it."""
    money: dict[str, list[Money]] = {}
    for name, of in (("line-totals", "line"), ("part-totals", "part")):
        for row in records[name]:
            phase = str(row["phase"])
            one = Money(
                int(row["year"]),
                int(str(names[phase]["order"])),
                phase,
                str(row["instrument"]),
                ceil(row["lower"]),
                ceil(row["upper"]),
                ceil(row["contingent"]),
                ceil(row["roundingError"]),
                ceil(row["observations"]),
                ceil(row["ceilings"]),
                (row["printedLower"], row["printedUpper"]) if of == "part" else None,
                tuple(str(row["phasesIncluded"]).split()),
            )
            money.setdefault(str(row[of]), []).append(one)
    return money


def _home(part: str, tree: Mapping[str, Row]) -> str | None:
    """Give the measure that a part is or stands in, else its section, else its chapter."""
    return next((found for kind in _HOMES if (found := _above(part, tree, {kind}))), None)


def _above(part: str | None, tree: Mapping[str, Row], kinds: set[str]) -> str | None:
    """Give the nearest part of some kinds that a part is or stands in."""
    while part is not None and part in tree:
        if str(tree[part]["kind"]) in kinds:
            return part
        part = str(tree[part]["above"])
    return None


def _edition(part: str, tree: Mapping[str, Row]) -> str:
    """Give the edition that a part stands in."""
    while part in tree:
        part = str(tree[part]["above"])
    return part


def _communities(edges: Answer) -> dict[str, int]:
    """Give the numbers of groups of things that hang together more closely than with others."""
    import networkx as nx  # noqa: PLC0415  (slow to import)

    graph: nx.Graph[str] = nx.Graph(build_graph(edges))
    groups = [sorted(group) for group in nx.community.greedy_modularity_communities(graph)]
    groups.sort(key=lambda group: (-len(group), group))
    return {iri: number for number, group in enumerate(groups, start=1) for iri in group}
