"""Reviewed English labels of parts, by what their titles say (``data/labels.csv``)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from shisaku.loaders.names import name_key
from shisaku.loaders.records import Finding, FindingKind, Part, Reading
from shisaku.loaders.registers import read_rows


@cache
def english_labels() -> Mapping[tuple[str, str], Mapping[str, str]]:
    """Give English labels by level and name key of the title, then by that of the parent's title.

    The parent is ``""`` where the pair has one sense only.
    """
    found: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for row in read_rows("shisaku.loaders", "data", "labels.csv"):
        found[row["level"], name_key(row["title"])][name_key(row["parent"])] = row["en"]
    return found


def english_label(level: str, title: str, parent: str) -> str | None:
    """Give the English label of a part, all by their titles; None for an unknown one."""
    senses = english_labels().get((level, name_key(title)), {})
    return senses.get("") or senses.get(name_key(parent))


def part_labels(reading: Reading) -> Iterator[tuple[Part, str | None]]:
    """Give each part of an edition with its English label, None for an unknown one."""
    titles = {part.path: part.title for part in reading.parts}
    for part in reading.parts:
        parent = titles.get(part.parent, reading.edition.title)
        yield part, english_label(part.level.name.lower(), part.title, parent)


def unlabelled(readings: Sequence[Reading]) -> Iterator[tuple[int, Finding]]:
    """Report, once an edition, that titles have no reviewed English: shape S16 names each."""
    for e, reading in enumerate(readings):
        lines = [
            part.first_heading.span.line for part, english in part_labels(reading) if not english
        ]
        if lines:
            what = f"no English label is registered for {len(lines)} of {len(reading.parts)} titles"
            yield e, Finding(min(lines), FindingKind.REMARK, what)
