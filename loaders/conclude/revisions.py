"""Reissues: of the editions of one key, each revises the one before it (contract-2 section 8)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from shisaku.loaders.conclude.records import Figure
from shisaku.loaders.records import Edition, Finding, FindingKind, Reading


def with_revisions(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Give the readings, each saying which edition it revises and whether a later one revises it.

    Only dated editions of a known publisher and year are compared.
    """
    issues: dict[str, list[Edition]] = defaultdict(list)
    for edition in (reading.edition for reading in readings):
        if edition.issued and edition.publisher and edition.fiscal_year:
            issues[edition.key].append(edition)
    revised = {
        later.slug: earlier.slug
        for of_key in issues.values()
        for earlier, later in pairwise(sorted(of_key, key=lambda edition: edition.issued or ""))
        if earlier.slug != later.slug
    }
    superseded = set(revised.values())
    return tuple(
        replace(
            reading,
            edition=replace(
                reading.edition,
                revises=revised.get(reading.edition.slug),
                is_superseded=reading.edition.slug in superseded,
            ),
        )
        for reading in readings
    )


def dropped_figures(
    readings: Sequence[Reading], figures: Iterable[Figure]
) -> Iterator[tuple[int, Finding]]:
    """Report the figures that only superseded editions print, which are not counted."""
    for figure in figures:
        if figure.is_superseded:
            e, m, s = figure.counted_from
            mention = readings[e].mentions[m]
            statement = mention.statements[s]
            what = f"only a superseded edition prints {statement.text} of {mention.name}"
            yield e, Finding(statement.span.line, FindingKind.REMARK, what)
