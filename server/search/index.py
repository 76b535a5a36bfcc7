"""The index of names, in memory, and the ranking of what a query finds in it.

It is made when a release is first searched, from three questions of the catalogue, which takes half
a second for the 580 things of the 2024 document: no file has to be written with the release, kept
in step with it, or be missing where an RDF file of another origin is served.

Ranking. A name's rank is

    cover × (0.6 + 0.4 × closeness) + 0.05 where the name holds the query as it stands
                                    + 0.05 where it begins with it

- cover: the share of the query that the name holds, by characters. A Japanese run counts whole
  where the name holds it as it stands, else 0.85 of the share of its bigrams, if that is over 0.75.
  A word counts whole where the name has it, 0.8 where a word of the name begins with it (cyber,
  cybersecurity), 0.6 where it begins with a word of four letters or more (networks, network).
- closeness: length of the query by length of the name, at most 1: 郵便局 before 郵便局長会.

A name that covers half of the query or less is not found. A printed form that is not the label
counts 0.95. A thing ranks by its best name in either language; ties go by kind (measures, lines
and named bodies before the headings above them), then by place in the document.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from shisaku.ontology.terms import NAMESPACE
from shisaku.server.search.folding import (
    SHORTEST_STEM,
    fold,
    is_word,
    keys_of_name,
    keys_of_query,
    known_variants,
    pairs,
)

_CLASSES = (
    "Measure BudgetLine Fund Organization LegalResource PolicyDocument Section Item Chapter Pillar "
    "PolicyTarget SubsidyRate RecipientGroup Edition"
)
KINDS = tuple(NAMESPACE + name for name in _CLASSES.split())
"""Classes that are searched; of two things as near, the earlier class comes first."""
_MOST_PAIRS, _BY_PAIRS, _BY_BEGINNING, _BY_STEM = 0.75, 0.85, 0.8, 0.6
_HALF = 0.5
_PRINTED, _HOLDS, _BEGINS = 0.95, 0.05, 0.05


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a thing; is_printed: as print has it, where that is not the label."""

    text: str
    is_printed: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A counted figure: IRI, fiscal year, phase and instrument (IRIs), yen.

    yen: None where only a ceiling is known. ceiling: else None. A part has the figures of the lines
    printed in it, a fund those of the lines that go through it.
    """

    iri: str
    year: int
    phase: str
    instrument: str
    yen: int | None
    ceiling: int | None = None

    @property
    def bounds(self) -> tuple[int, int]:
        """Give the yen that count at least and at most."""
        if self.yen is not None:
            return self.yen, self.yen
        return min(self.ceiling or 0, 0), max(self.ceiling or 0, 0)


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing that is searched: labels by language, all names, pillars and chapters, figures."""

    iri: str
    kind: str
    labels: Mapping[str, str]
    names: tuple[Name, ...]
    divisions: frozenset[str] = frozenset()
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing found, and how near its best name is."""

    entry: Entry
    score: float


class Index:
    """Entries, and the numbers of their names by what these are filed under."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        """File all names."""
        self.entries = tuple(sorted(entries, key=_in_order))
        self._names: list[tuple[int, Name, tuple[str, ...]]] = []
        self._filed: dict[str, set[int]] = defaultdict(set)
        for e, entry in enumerate(self.entries):
            seen = set[tuple[str, ...]]()
            for name in sorted(entry.names, key=lambda name: name.is_printed):
                runs = fold(name.text)
                if runs and runs not in seen:
                    seen.add(runs)
                    for key in keys_of_name(runs):
                        self._filed[key].add(len(self._names))
                    self._names.append((e, name, runs))

    def find(self, text: str) -> list[Hit]:
        """Give what a query finds, nearest first; everything, by kind and place, for none."""
        if not text.strip():
            return [Hit(entry, 0) for entry in self.entries]
        query = fold(known_variants(text, self._filed))
        best: dict[int, float] = {}
        for number in set().union(*(self._filed.get(key, ()) for key in keys_of_query(query))):
            e, name, runs = self._names[number]
            best[e] = max(best.get(e, 0), rank(query, runs) * (_PRINTED if name.is_printed else 1))
        found = [(-score, e) for e, score in best.items() if score > 0]
        return [Hit(self.entries[e], round(-score, 4)) for score, e in sorted(found)]


def rank(query: Sequence[str], name: Sequence[str]) -> float:
    """Give how near a name is to a query, both as runs: 0 for not found, at most 1.1."""
    asked = sum(map(len, query))
    cover = sum(len(run) * _share(run, name) for run in query) / asked
    if cover <= _HALF:
        return 0
    closeness = min(1, asked / sum(map(len, name)))
    words, joined = "".join(query), "".join(name)
    extra = _HOLDS * (words in joined) + _BEGINS * joined.startswith(words)
    return cover * (0.6 + 0.4 * closeness) + extra


def _share(run: str, name: Sequence[str]) -> float:
    """Give the share of a run that a name holds."""
    if is_word(run):
        return max((_of_word(run, word) for word in name if is_word(word)), default=0)
    joined = "".join(name)  # 防災・減災 is found as 防災減災 too
    if run in joined:
        return 1
    asked = pairs(run)
    held = sum(pair in joined for pair in asked) / len(asked)
    return held * _BY_PAIRS if held > _MOST_PAIRS else 0


def _of_word(asked: str, word: str) -> float:
    """Give how much a word of a name is the word asked for."""
    if asked == word:
        return 1
    if word.startswith(asked):
        return _BY_BEGINNING
    return _BY_STEM if len(word) >= SHORTEST_STEM and asked.startswith(word) else 0


def _in_order(entry: Entry) -> tuple[int, list[tuple[int, str]]]:
    """Give the place of an entry: its class, then its IRI with numbers as numbers."""
    parts = re.split(r"(\d+)", entry.iri)
    numbered = [(int(part) if part.isdigit() else 0, part) for part in parts]
    return KINDS.index(entry.kind), numbered
