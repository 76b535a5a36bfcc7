"""What is searched of a release: its entries, and the words for facets, asked once."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from flask import current_app

from shisaku.ontology.terms import NAMESPACE
from shisaku.server.pages.asking import ask_rows
from shisaku.server.pages.beside import FUND, beside
from shisaku.server.search.index import KINDS, Entry, Figure, Index, Name

_DIVISIONS = {"pillar": f"{NAMESPACE}Pillar", "chapter": f"{NAMESPACE}Chapter"}


@dataclass(frozen=True, slots=True)
class Collection:
    """The index, the pillars and chapters in order, and labels by IRI and language.

    labels: of entries, and of classes and phases beside them.
    """

    index: Index
    divisions: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, Mapping[str, str]]

    def label(self, iri: str, lang: str) -> str:
        """Give a label in a language, else in any; the IRI of what has none."""
        labels = self.labels.get(iri, {})
        return labels.get(lang) or next(iter(labels.values()), iri)


def collection() -> Collection:
    """Give what is searched of the release that is served. Raises EngineError.

    Two first searches at once may both ask for it: both get the same.
    """
    made: Collection | None = current_app.extensions.get("shisaku-search")
    if made is None:
        made = current_app.extensions["shisaku-search"] = collect()
    return made


def collect() -> Collection:
    """Ask the catalogue for names, places and figures."""
    kinds: dict[str, set[str]] = defaultdict(set)
    names: dict[str, list[Name]] = defaultdict(list)
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    for row in ask_rows("search-names"):
        iri, name = row["thing"]["value"], row["name"]
        is_printed = row["printed"]["value"] == "true"
        kinds[iri].add(row["class"]["value"])
        names[iri].append(Name(name["value"], is_printed))
        if not is_printed or not labels[iri]:  # what has no label is shown as printed
            labels[iri].setdefault(name.get("xml:lang", "ja"), name["value"])
    divisions, figures = _divisions(), _figures()
    for fund in beside().funds:
        kinds[fund.iri].add(FUND)
        labels[fund.iri] = dict(fund.labels)
        names[fund.iri] += [Name(label) for label in fund.labels.values()]
        names[fund.iri] += [Name(text, is_printed=True) for text in sorted(fund.printed)]
        lines = sorted(fund.lines)
        divisions[fund.iri] = frozenset[str]().union(*(divisions[line] for line in lines))
        figures[fund.iri] = tuple(figure for line in lines for figure in figures[line])
    index = Index(
        Entry(iri, kind, labels[iri], tuple(names[iri]), divisions[iri], figures[iri])
        for iri, classes in kinds.items()
        for kind in KINDS
        if kind in classes
    )
    in_order = {
        name: tuple(entry.iri for entry in index.entries if entry.kind == kind)
        for name, kind in _DIVISIONS.items()
    }
    return Collection(index, in_order, labels)


def _divisions() -> defaultdict[str, frozenset[str]]:
    """Give pillars and chapters by thing."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in ask_rows("search-divisions"):
        found[row["thing"]["value"]].add(row["division"]["value"])
    return defaultdict(frozenset, {iri: frozenset(iris) for iri, iris in found.items()})


def _figures() -> defaultdict[str, tuple[Figure, ...]]:
    """Give counted figures by thing."""
    counted = beside().counted
    found: dict[str, list[Figure]] = defaultdict(list)
    for row in ask_rows("search-figures"):
        yen = int(row["amount"]["value"]) if "amount" in row else None
        thing, iri, year, phase = (
            row[name]["value"] for name in ("thing", "figure", "year", "phase")
        )
        more = counted[iri]
        found[thing].append(Figure(iri, int(year), phase, more.instrument.iri, yen, more.ceiling))
    return defaultdict(tuple, {iri: tuple(figures) for iri, figures in found.items()})
