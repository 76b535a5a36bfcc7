"""What is counted: which figure a statement is about (R4), its value (R5, R6), wholes (R7)."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from shisaku.loaders.amounts import rounding_unit
from shisaku.loaders.conclude.identity import line_key
from shisaku.loaders.conclude.records import (
    CrossReference,
    Figure,
    FigureKey,
    Line,
    MentionRef,
    ReferenceKind,
    StatementRef,
    Status,
)
from shisaku.loaders.places import LoadError, Place
from shisaku.loaders.records import Phase, Reading, Role, Statement

Word = TypeVar("Word", bound=str)
PHASE_ORDER = {
    Phase.REQUEST: -2,
    Phase.PROPOSAL: -1,
    Phase.INITIAL: 0,
    Phase.SUPPLEMENTARY: 1,
    Phase.SUPPLEMENTARY_1: 1,
    Phase.SUPPLEMENTARY_2: 2,
    Phase.SUPPLEMENTARY_3: 3,
    Phase.RESERVE: 1,
    Phase.EXECUTED: 7,
    Phase.CARRIED_OVER: 8,
    Phase.UNUSED: 9,
}
_SUPPLEMENTARY = tuple(phase for phase in Phase if phase.is_supplementary)


def statement_at(readings: Sequence[Reading], ref: StatementRef) -> Statement:
    """Give the statement at an address."""
    return readings[ref[0]].mentions[ref[1]].statements[ref[2]]


def about_figures(
    readings: Sequence[Reading],
    lines: Mapping[str, Line],
    line_of: Mapping[MentionRef, str],
    originals: Mapping[MentionRef, MentionRef],
) -> dict[StatementRef, FigureKey]:
    """R4: give the figure that each statement is about.

    originals: the original (R2) or first printing of a mention that has one.
    Raises LoadError for a statement whose fiscal year is not printed.
    """
    about = {
        (e, m, s): _own_figure(readings, (e, m, s), line_of)
        for e, reading in enumerate(readings)
        for m, mention in enumerate(reading.mentions)
        for s in range(len(mention.statements))
    }
    own = dict(about)
    for ref, key in own.items():
        original = originals.get(ref[:2])
        if original is not None:
            about[ref] = figure_of_other_phase(readings, (ref, key), original, own) or key
    about |= _figures_of_other_editions(readings, about)
    return _parts_of_lines(about, lines)


def _own_figure(
    readings: Sequence[Reading], ref: StatementRef, line_of: Mapping[MentionRef, str]
) -> FigureKey:
    """R4a: the line is the mention's, or the predecessor's for a comparison under its name."""
    mention = readings[ref[0]].mentions[ref[1]]
    statement = mention.statements[ref[2]]
    if statement.fiscal_year is None:
        raise LoadError(
            Place(readings[ref[0]].source.name, statement.span.line, statement.span.column),
            f"the fiscal year of {statement.text} is not printed",
            _how_to_tell_the_year(readings[ref[0]], statement),
        )
    line = line_key(statement.predecessor) if statement.predecessor else line_of[ref[:2]]
    part = _part(mention.statements, ref[2]) if statement.is_part else None
    accounts = {s.account for s in mention.statements if _differ_by_account(s, statement)}
    return FigureKey(
        line,
        statement.fiscal_year,
        statement.phase,
        statement.instrument,
        part,
        statement.account if len(accounts) > 1 else None,
    )


def _differ_by_account(one: Statement, other: Statement) -> bool:
    """Say whether two statements of a mention are of one figure, but perhaps for the account."""
    return not one.is_part and (
        (one.role, one.fiscal_year, one.phase, one.instrument, one.predecessor)
        == (other.role, other.fiscal_year, other.phase, other.instrument, other.predecessor)
    )


def _how_to_tell_the_year(reading: Reading, statement: Statement) -> str:
    """Say what to do where a fiscal year is not printed: the edition's, or a bare bracket's."""
    if reading.edition.fiscal_year and statement.role is Role.COMPARISON:
        return "say what a bare bracket means in a profile (bracket: {years: -1, phase: initial})"
    return "give the edition's with --fiscal-year"


def _part(statements: Sequence[Statement], index: int) -> str:
    """R4c: name a part by its funding source, else by its number under its whole."""
    statement = statements[index]
    siblings = [s for s in statements[: index + 1] if s.part_of == statement.part_of]
    return statement.funding or str(len(siblings))


def figure_of_other_phase(
    readings: Sequence[Reading],
    statement: tuple[StatementRef, FigureKey],
    original: MentionRef,
    own: Mapping[StatementRef, FigureKey],
) -> FigureKey | None:
    """R4b: give the original's figure when it prints the same money in another phase (L3509)."""
    ref, key = statement
    e, m = original
    there = range(len(readings[e].mentions[m].statements))
    if not key.phase.is_supplementary or any(own[e, m, s] == key for s in there):
        return None
    here = statement_at(readings, ref)
    same = [
        (e, m, s)
        for s in there
        if (other := readings[e].mentions[m].statements[s]).role is here.role
        and (other.yen, other.fiscal_year, other.instrument)
        == (here.yen, here.fiscal_year, here.instrument)
        and other.phase.is_supplementary
        and other.phase is not here.phase
    ]
    return own[same[0]] if len(same) == 1 else None


def _figures_of_other_editions(
    readings: Sequence[Reading], about: Mapping[StatementRef, FigureKey]
) -> dict[StatementRef, FigureKey]:
    """P2: give the figure of an earlier edition that prints the same money in another phase.

    The link is line, year, instrument and equal yen; there must be one such figure alone, and no
    edition may print both.
    """
    printed: dict[FigureKey, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for ref, key in about.items():
        if key.phase.is_supplementary and key.part is None:
            printed[key][ref[0]].add(statement_at(readings, ref).yen)
    same: dict[FigureKey, FigureKey] = {}
    for key, here in sorted(printed.items(), key=lambda item: min(item[1])):
        others = [
            other
            for phase in _SUPPLEMENTARY
            if phase is not key.phase
            and (there := printed.get(other := replace(key, phase=phase)))
            and min(there) < min(here)
            and there.keys().isdisjoint(here)
            and set().union(*there.values()) & set().union(*here.values())
        ]
        if len(others) == 1:
            same[key] = same.get(others[0], others[0])
    return {ref: same[key] for ref, key in about.items() if key in same}


def _parts_of_lines(
    about: dict[StatementRef, FigureKey], lines: Mapping[str, Line]
) -> dict[StatementRef, FigureKey]:
    """R4c: a figure of an うち line is a part where the whole line has the same figure."""
    whole_figures = {key for key in about.values() if key.part is None}
    result = dict(about)
    for ref, key in about.items():
        whole = lines[key.line].sub_line_of
        if whole and key.part is None and replace(key, line=whole) in whole_figures:
            result[ref] = replace(key, part=f"of {whole}")
    return result


def component_of(
    key: FigureKey, lines: Mapping[str, Line], known: Container[FigureKey]
) -> FigureKey | None:
    """R4c: give the observation of which a figure is a part, None for an observation.

    known: all figures; a part of a figure that is itself a part is one of that figure's whole.
    """
    if key.part is None:
        return None
    if key.part.startswith("of ") or key.whole not in known:
        return replace(key.whole, line=lines[key.line].sub_line_of or key.line)
    return key.whole


def count_figures(
    readings: Sequence[Reading],
    about: Mapping[StatementRef, FigureKey],
    lines: Mapping[str, Line],
) -> dict[FigureKey, Figure]:
    """R5, R6: give each figure its value, taken once, from one statement."""
    statements: dict[FigureKey, list[StatementRef]] = defaultdict(list)
    for ref, key in about.items():
        statements[key].append(ref)
    return {
        key: _count(readings, key, refs, component_of(key, lines, statements))
        for key, refs in statements.items()
    }


def _count(
    readings: Sequence[Reading],
    key: FigureKey,
    refs: Sequence[StatementRef],
    whole: FigureKey | None,
) -> Figure:
    """R5: an amount if any statement is not 内数, else a ceiling; whole: of which it is a part."""
    chosen = counted_from(readings, refs)
    statement = statement_at(readings, chosen)
    statements = [statement_at(readings, ref) for ref in refs]
    return Figure(
        key=key,
        yen=statement.yen,
        is_ceiling=statement.is_within,
        counted_from=chosen,
        component_of=whole,
        phases=tuple(sorted({s.phase for s in statements})),
        rounding_unit=rounding_unit(statement.text),
        funding=_only(s.funding for s in statements),
        account=key.account or _only(s.account for s in statements),
        is_superseded=all(readings[ref[0]].edition.is_superseded for ref in refs),
    )


def _only(words: Iterable[Word | None]) -> Word | None:
    """Give the one word that is printed; None where there is none, or more than one."""
    found = {word for word in words if word}
    return found.pop() if len(found) == 1 else None


def counted_from(readings: Sequence[Reading], refs: Sequence[StatementRef]) -> StatementRef:
    """R6: choose the statement a value is taken from.

    By: not 内数; mention not marked 再掲; edition not superseded (contract-2 section 8); role
    main; mention free of 内数; earlier edition; order.
    """

    def rank(ref: StatementRef) -> tuple[bool, bool, bool, bool, bool, StatementRef]:
        mention = readings[ref[0]].mentions[ref[1]]
        statement = mention.statements[ref[2]]
        return (
            statement.is_within,
            mention.is_reprint,
            readings[ref[0]].edition.is_superseded,
            statement.role is not Role.MAIN,
            any(s.is_within for s in mention.statements),
            ref,
        )

    return min(refs, key=rank)


def refer_wholes(
    readings: Sequence[Reading],
    about: Mapping[StatementRef, FigureKey],
    figures: Mapping[FigureKey, Figure],
) -> Iterator[CrossReference]:
    """R7: conclude where the whole of each 内数 statement is printed, if anywhere."""
    for ref, key in about.items():
        statement = statement_at(readings, ref)
        if not statement.is_within:
            continue
        figure = figures[key]
        found = not figure.is_ceiling and figure.yen == statement.yen
        yield CrossReference(
            kind=ReferenceKind.WITHIN_WHOLE,
            status=Status.RESOLVED if found else Status.MISSING,
            source=ref,
            target=figure.counted_from if found else None,
            rule="same-figure-of-line",
            evidence=ref,
        )


def is_earlier(comparison: Statement, statements: Sequence[Statement]) -> bool:
    """R10: say whether a comparison figure is earlier than the mention's latest main figure.

    True where the mention has no main figure; an unnumbered 補正 has the order of 1次補正.
    """
    mains = [s for s in statements if s.role is Role.MAIN]
    return not mains or time_of(comparison) < max(map(time_of, mains))


def time_of(statement: Statement) -> tuple[int, int]:
    """R10: give year and order of phase, by which figures are earlier or later."""
    return statement.fiscal_year or 0, PHASE_ORDER[statement.phase]


def totals(figures: Mapping[FigureKey, Figure]) -> dict[tuple[int, Phase, str], int]:
    """R12: add up the observations per fiscal year, phase and instrument, in yen."""
    sums: dict[tuple[int, Phase, str], int] = defaultdict(int)
    for figure in figures.values():
        if figure.component_of is None and not (figure.is_ceiling or figure.is_superseded):
            key = figure.key
            sums[key.fiscal_year, key.phase, key.instrument] += figure.yen
    return dict(sums)
