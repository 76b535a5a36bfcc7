"""What is printed again: 再掲 (R2), repeats without a mark (R3), agreement (R8), copies (R9)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from shisaku.loaders.conclude.identity import line_key
from shisaku.loaders.conclude.records import (
    CrossReference,
    MeasureRef,
    MentionRef,
    ReferenceKind,
    Status,
)
from shisaku.loaders.names import name_key
from shisaku.loaders.records import Level, Mention, Part, Reading, Role, Statement

MIN_FIT = 6
"""So many characters of a name have to fit another before the two can be confused."""


def original_of(unmarked: Sequence[MentionRef], reading: Reading) -> MentionRef | None:
    """R2: give the original among the unmarked mentions of the line in the same edition.

    The first in document order that has a main figure without 内数, else the first.
    """
    for ref in unmarked:
        statements = reading.mentions[ref[1]].statements
        if any(s.role is Role.MAIN and not s.is_within for s in statements):
            return ref
    return unmarked[0] if unmarked else None


def counted_printing(unmarked: Sequence[MentionRef], reading: Reading) -> MentionRef | None:
    """K1: give the printing that a line's unmarked mentions repeat: where its money is counted.

    The first whose main figures are all without 内数, else that of R2.
    """
    for ref in unmarked:
        mains = [s for s in reading.mentions[ref[1]].statements if s.role is Role.MAIN]
        if mains and not any(s.is_within for s in mains):
            return ref
    return original_of(unmarked, reading)


def first_printings(
    readings: Sequence[Reading], line_of: Mapping[MentionRef, str]
) -> dict[MentionRef, MentionRef]:
    """R4b: give the printing before it with whose figures those of each mention are compared.

    Of a mention marked 再掲 its original (R2), of an unmarked one the first of its line.
    """
    before: dict[MentionRef, MentionRef] = {}
    for e, reading in enumerate(readings):
        unmarked = unmarked_by_line(e, reading, line_of)
        for m, mention in enumerate(reading.mentions):
            of_line = unmarked.get(line_of[e, m], [])
            first = (
                original_of(of_line, reading) if mention.is_reprint else next(iter(of_line), None)
            )
            if first is not None and first != (e, m):
                before[e, m] = first
    return before


def agrees(later: Mention, earlier: Mention) -> bool:
    """R8: say whether no figure of the later mention has a rival in the earlier one."""
    for statement in later.statements:
        if any(_equal(statement, other) for other in earlier.statements):
            continue
        if any(_rival(statement, other) for other in earlier.statements):
            return False
    return True


def _alike(one: Statement, other: Statement) -> bool:
    """Say whether role, year, instrument and part are the same."""
    return (one.role, one.fiscal_year, one.instrument, one.is_part) == (
        other.role, other.fiscal_year, other.instrument, other.is_part,
    )  # fmt: skip


def _equal(one: Statement, other: Statement) -> bool:
    """Say whether two statements print the same figure."""
    return _alike(one, other) and one.phase is other.phase and one.yen == other.yen


def _rival(one: Statement, other: Statement) -> bool:
    """Say whether two statements are of one year, both initial or both supplementary."""
    return _alike(one, other) and one.phase.is_supplementary == other.phase.is_supplementary


def unmarked_by_line(
    e: int, reading: Reading, line_of: Mapping[MentionRef, str]
) -> dict[str, list[MentionRef]]:
    """Give the unmarked mentions of each line of an edition, in document order."""
    unmarked: dict[str, list[MentionRef]] = defaultdict(list)
    for m, mention in enumerate(reading.mentions):
        if not mention.is_reprint:
            unmarked[line_of[e, m]].append((e, m))
    return unmarked


def refer_mentions(
    e: int, reading: Reading, line_of: Mapping[MentionRef, str]
) -> Iterator[CrossReference]:
    """R2, K1, R8: conclude what each mention of an edition prints again."""
    unmarked = unmarked_by_line(e, reading, line_of)
    for m, mention in enumerate(reading.mentions):
        ref, of_line = (e, m), unmarked.get(line_of[e, m], [])
        kind = ReferenceKind.REPRINT if mention.is_reprint else ReferenceKind.REPEAT
        find = original_of if mention.is_reprint else counted_printing
        target = find(of_line, reading)
        if target is not None and target != ref:
            earlier, later = sorted((ref, target)) if not mention.is_reprint else (target, ref)
            yield CrossReference(
                kind=kind,
                status=Status.RESOLVED,
                source=ref,
                target=target,
                rule="same-normalized-name",
                evidence=ref,
                agrees=agrees(reading.mentions[later[1]], reading.mentions[earlier[1]]),
            )
        elif mention.is_reprint:
            yield _unresolved(ref, line_of[ref], unmarked)


def _unresolved(
    ref: MentionRef, key: str, unmarked: Mapping[str, Sequence[MentionRef]]
) -> CrossReference:
    """R2: state a 再掲 without an original as missing, or ambiguous if its name fits several."""
    fitting = tuple(refs[0] for other, refs in unmarked.items() if _fits(key, other))
    is_ambiguous = len(fitting) > 1
    return CrossReference(
        kind=ReferenceKind.REPRINT,
        status=Status.AMBIGUOUS if is_ambiguous else Status.MISSING,
        source=ref,
        target=None,
        rule="same-normalized-name",
        evidence=ref,
        candidates=fitting if is_ambiguous else (),
    )


def _fits(one: str, other: str) -> bool:
    """Say whether one name is the beginning of the other."""
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= MIN_FIT and longer.startswith(shorter)


def restated_measures(e: int, reading: Reading) -> Iterator[CrossReference]:
    """R9: conclude which measures copy an earlier one of another section.

    A copy has the same title key, and its lines, if any, are among the original's.
    """
    lines = _lines_of_measures(reading)
    first: dict[str, list[Part]] = defaultdict(list)
    for part in reading.parts:
        if part.level is not Level.MEASURE:
            continue
        key = name_key(part.title)
        originals = [
            p for p in first[key] if p.parent != part.parent and lines[part.path] <= lines[p.path]
        ]
        if originals:
            yield _restatement((e, part.path), (e, originals[0].path))
        else:
            first[key].append(part)


def _restatement(copy: MeasureRef, original: MeasureRef) -> CrossReference:
    """Make the cross-reference of a measure that copies another."""
    return CrossReference(
        kind=ReferenceKind.RESTATEMENT,
        status=Status.RESOLVED,
        source=copy,
        target=original,
        rule="same-normalized-title",
        evidence=copy,
    )


def _lines_of_measures(reading: Reading) -> Mapping[tuple[tuple[str, str], ...], set[str]]:
    """Give the lines printed in each measure, its items included."""
    lines: dict[tuple[tuple[str, str], ...], set[str]] = defaultdict(set)
    for mention in reading.mentions:
        path = mention.part[:-1] if mention.part and mention.part[-1][0] == "i" else mention.part
        lines[path].add(line_key(mention.name))
    return lines
