"""Conclude from the readings of all editions together: the rules in their order."""

from collections.abc import Iterator, Mapping, Sequence

from shisaku.loaders.conclude.editions import compare_editions
from shisaku.loaders.conclude.figures import (
    about_figures,
    count_figures,
    is_earlier,
    refer_wholes,
)
from shisaku.loaders.conclude.identity import identify_lines, register
from shisaku.loaders.conclude.rates import (
    lines_of_terms,
    overridden_caps,
    overridden_rates,
    repeated_rates,
)
from shisaku.loaders.conclude.records import (
    Conclusions,
    CrossReference,
    Line,
    MentionRef,
    ReferenceKind,
    Status,
)
from shisaku.loaders.conclude.reprints import (
    first_printings,
    refer_mentions,
    restated_measures,
)
from shisaku.loaders.conclude.revisions import dropped_figures, with_revisions
from shisaku.loaders.conclude.successions import (
    contradictions,
    related_lines,
    successions,
    with_former_names,
)
from shisaku.loaders.conclude.targets import targets_of_progress
from shisaku.loaders.labels import unlabelled
from shisaku.loaders.records import Finding, FindingKind, Reading, Role


def conclude(readings: Sequence[Reading]) -> Conclusions:
    """Apply the rules of the contract (R1-R12) to some readings.

    Raises LoadError for a figure whose fiscal year is not printed.
    """
    ordered = with_former_names(with_revisions(sorted(readings, key=_in_time)))
    lines, line_of = identify_lines(ordered)
    printings = [
        reference
        for e, reading in enumerate(ordered)
        for reference in (*refer_mentions(e, reading, line_of), *restated_measures(e, reading))
    ]
    about = about_figures(ordered, lines, line_of, first_printings(ordered, line_of))
    figures = count_figures(ordered, about, lines)
    events = tuple(successions(ordered, line_of))
    line_of_rate = lines_of_terms(ordered, line_of, lambda reading: reading.rates)
    return Conclusions(
        readings=ordered,
        lines=lines,
        line_of=line_of,
        references=(
            *printings,
            *refer_wholes(ordered, about, figures),
            *_sub_lines(lines, line_of),
            *related_lines(ordered, line_of),
            *compare_editions(ordered, about),
        ),
        figures=figures,
        about=about,
        successions=events,
        line_of_rate=line_of_rate,
        line_of_cap=lines_of_terms(ordered, line_of, lambda reading: reading.caps),
        overridden_rates=overridden_rates(ordered),
        overridden_caps=overridden_caps(ordered),
        repeated_rates=repeated_rates(ordered, line_of_rate),
        targets_of_progress=targets_of_progress(ordered),
        findings=(
            *remarks(ordered),
            *_new_series(ordered),
            *unlabelled(ordered),
            *_new_lines(ordered, line_of),
            *dropped_figures(ordered, figures.values()),
        ),
    )


def _in_time(reading: Reading) -> tuple[int, str, str]:
    """Give what puts editions in order: fiscal year, day of issue, name."""
    edition = reading.edition
    return edition.fiscal_year or 0, edition.issued or "", edition.slug


def remarks(readings: Sequence[Reading]) -> Iterator[tuple[int, Finding]]:
    """Report what contradicts itself in print, or leads nowhere, with the edition it is in."""
    lines, line_of = identify_lines(readings)
    yield from contradictions(tuple(successions(readings, line_of)), readings)
    yield from _comparisons_not_earlier(readings)
    yield from _circular_parts(readings, lines, line_of)
    for e, reading in enumerate(readings):
        for reference in refer_mentions(e, reading, line_of):
            if reference.status is not Status.RESOLVED and isinstance(reference.source, tuple):
                mention = reading.mentions[int(str(reference.source[1]))]
                what = f"the original of the reprint {mention.name} is {reference.status.value}"
                yield e, Finding(mention.span.line, FindingKind.REMARK, what)


def _circular_parts(
    readings: Sequence[Reading], lines: Mapping[str, Line], line_of: Mapping[MentionRef, str]
) -> Iterator[tuple[int, Finding]]:
    """Report lines printed as part (うち) of a line that is printed as part of theirs."""
    pairs = {(line.sub_line_of, key) for key, line in lines.items() if line.sub_line_of}
    parts = {(whole, key.removeprefix(f"{whole}うち")): key for whole, key in pairs}
    circular = {key for (whole, part), key in parts.items() if (part, whole) in parts}
    for (e, m), key in line_of.items():
        if key in circular:
            mention = readings[e].mentions[m]
            what = f"the parts run in a circle: {mention.name}"
            yield e, Finding(mention.span.line, FindingKind.REMARK, what)


def _sub_lines(
    lines: Mapping[str, Line], line_of: Mapping[MentionRef, str]
) -> Iterator[CrossReference]:
    """R1: make the cross-reference of each line printed as ``X うち Y``."""
    first: dict[str, MentionRef] = {}
    for ref, key in line_of.items():
        first.setdefault(key, ref)
    for key, line in lines.items():
        if line.sub_line_of:
            yield CrossReference(
                kind=ReferenceKind.SUB_LINE,
                status=Status.RESOLVED,
                source=key,
                target=line.sub_line_of,
                rule="uchi-in-name",
                evidence=first[key],
            )


def _comparisons_not_earlier(readings: Sequence[Reading]) -> Iterator[tuple[int, Finding]]:
    """R10: report comparison figures that are not earlier than the main figure."""
    for e, reading in enumerate(readings):
        for mention in reading.mentions:
            for s in mention.statements:
                if s.role is Role.COMPARISON and not is_earlier(s, mention.statements):
                    what = f"the comparison {s.text} is not earlier than the main figure"
                    yield e, Finding(s.span.line, FindingKind.REMARK, what)


def _new_series(readings: Sequence[Reading]) -> Iterator[tuple[int, Finding]]:
    """Report titles that name no series of the register (contract-2 section 8)."""
    for e, reading in enumerate(readings):
        if not reading.edition.series.is_known:
            what = f"no series is registered for the title {reading.edition.title}"
            yield e, Finding(1, FindingKind.REMARK, what)


def _new_lines(
    readings: Sequence[Reading], line_of: Mapping[MentionRef, str]
) -> Iterator[tuple[int, Finding]]:
    """Report names that the register of slugs does not hold yet (contract section 2)."""
    seen: set[str] = set()
    for (e, m), key in line_of.items():
        if key not in register() and key not in seen:
            seen.add(key)
            mention = readings[e].mentions[m]
            what = f"no slug is registered for {mention.name}"
            yield e, Finding(mention.span.line, FindingKind.REMARK, what)
