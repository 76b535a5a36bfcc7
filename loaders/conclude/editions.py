"""Which comparison figures of one edition an earlier edition printed as its own, and if they agree.

Figures are shared by all editions (contract R4), so a comparison figure of the later edition and a
main figure of the earlier one can be about the same line, year, phase and instrument.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from shisaku.loaders.conclude.figures import counted_from, statement_at
from shisaku.loaders.conclude.records import (
    CrossReference,
    FigureKey,
    ReferenceKind,
    StatementRef,
    Status,
)
from shisaku.loaders.records import Reading, Role


def compare_editions(
    readings: Sequence[Reading], about: Mapping[StatementRef, FigureKey]
) -> Iterator[CrossReference]:
    """Conclude which main figure of an earlier edition each comparison figure prints again.

    Where several fit, the one that the figure would be counted from (R6). A share (内数) is
    compared with shares only, as in R8. A part (うち) that only its order names is not compared.
    """
    mains: dict[FigureKey, list[StatementRef]] = defaultdict(list)
    for ref, key in about.items():
        if statement_at(readings, ref).role is Role.MAIN and _is_named(key):
            mains[key].append(ref)
    for ref, key in about.items():
        statement = statement_at(readings, ref)
        if statement.role is not Role.COMPARISON:
            continue
        earlier = [
            main
            for main in mains.get(key, ())
            if main[0] < ref[0] and statement_at(readings, main).is_within is statement.is_within
        ]
        if earlier:
            yield _comparison(readings, ref, counted_from(readings, earlier))


def _is_named(key: FigureKey) -> bool:
    """Say whether a figure is a whole, or a part known by its source or line."""
    return key.part is None or not key.part.isdecimal()


def _comparison(
    readings: Sequence[Reading], later: StatementRef, earlier: StatementRef
) -> CrossReference:
    """Make the cross-reference of a comparison figure, with whether the yen are the same."""
    same = statement_at(readings, later).yen == statement_at(readings, earlier).yen
    return CrossReference(
        kind=ReferenceKind.EDITION_COMPARISON,
        status=Status.RESOLVED,
        source=later,
        target=earlier,
        rule="same-figure-across-editions",
        evidence=later,
        agrees=same,
    )
