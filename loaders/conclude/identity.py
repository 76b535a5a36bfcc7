"""Which printings are of one budget line (contract R1), and which lines stand under another."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from shisaku.loaders.conclude.records import Line, MentionRef
from shisaku.loaders.names import former_in_name, name_key, unregistered_slug
from shisaku.loaders.records import Reading
from shisaku.loaders.registers import read_rows

# うち between two nouns: 過疎地域持続的発展支援交付金 うち過疎地域… (L771); no part of a word.
_PART_IN_NAME = re.compile(r"(?P<whole>.*[一-龠ァ-ヶー々)）A-Za-z0-9])\s*うち(?=[^ぁ-んー\s])")


@dataclass(frozen=True, slots=True)
class Entry:
    """A reviewed row of the register: the line of a name key."""

    slug: str
    key: str
    english: str
    reason: str


@cache
def register() -> Mapping[str, Entry]:
    """Read the register of slugs, by name key (``ontology/slugs.csv``)."""
    rows = read_rows("shisaku.ontology", "slugs.csv")
    return {r["key"]: Entry(r["slug"], r["key"], r["en"], r["reason"]) for r in rows}


def line_key(name: str) -> str:
    """R1: give the key by which a printed name is a line; the register may join two names.

    Names that the register gives one slug are the line of the first of them.
    """
    key = name_key(name)
    entry = register().get(key)
    if entry is None:
        return key
    return next(other.key for other in register().values() if other.slug == entry.slug)


def whole_in_name(name: str) -> str | None:
    """R1: give the name X of a line printed as ``X うち Y``, else None."""
    found = _PART_IN_NAME.match(name)
    return found["whole"].strip() if found else None


def slug_of(key: str) -> str:
    """Give the slug of a line: the register's, else ``n-`` and ten digits of the key's SHA-256."""
    entry = register().get(key)
    return entry.slug if entry else unregistered_slug(key)


def identify_lines(
    readings: Sequence[Reading],
) -> tuple[dict[str, Line], dict[MentionRef, str]]:
    """R1: give all lines by key, and the line of each mention.

    A line's label is the printed name of its first unmarked mention, else of its first mention.
    """
    line_of: dict[MentionRef, str] = {}
    names: dict[str, list[tuple[bool, str]]] = defaultdict(list)
    under: dict[str, str] = {}
    for e, reading in enumerate(readings):
        for m, mention in enumerate(reading.mentions):
            key = line_of[e, m] = line_key(mention.name)
            names[key].append((mention.is_reprint, mention.name))
            if whole := whole_in_name(mention.name):
                names[line_key(whole)].append((True, whole))
                under[key] = line_key(whole)
            if former := former_in_name(mention.name):
                names[line_key(former)].append((True, former))
            for statement in mention.statements:
                if statement.predecessor:
                    names[line_key(statement.predecessor)].append((True, statement.predecessor))
    lines = {key: _line(key, found, under.get(key)) for key, found in names.items()}
    return lines, line_of


def _line(key: str, names: Sequence[tuple[bool, str]], under: str | None) -> Line:
    """Make a line of the names it is printed by."""
    label = next((name for is_marked, name in names if not is_marked), names[0][1])
    entry = register().get(key)
    return Line(key, slug_of(key), label, entry.english if entry else None, under)
