"""Targets: a number to be reached, by a year (令和8年度までに会員数を1万人にする) or within some.

A note may state the number, and the sentence with its mark the aim (L3204, L3211).
"""

import re
from collections.abc import Iterator, Sequence

from shisaku.loaders.document import Document
from shisaku.loaders.headings import Outline, Path
from shisaku.loaders.quantities import ABOUT, NUMBER, TIME, UNIT, fiscal_year_of, value_of
from shisaku.loaders.records import Target

_GAP = r"(?P<gap>[^。\n()「」]{0,40}?「?)"
_AIM = r"目標|目指|達成|とする|にする|[にへ](?:増|拡大|引き?上げ|倍増)|を確保|を整備"
_GOAL = rf"[^。\n]{{0,16}}?(?P<goal>{_AIM})"
_WITHIN = r"(?<![\d.,~〜])(?P<within>\d{1,2})\s?(?P<term>年(?:以内|間)[にで])"
_COUNTED = rf"{NUMBER}{UNIT}"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (  # of two that give one number, the later says more
        rf"{_GAP}{_COUNTED}(?:以上)?(?:を|の達成を)(?P<goal>目標|目指)",
        rf"{_WITHIN}{_GAP}{_COUNTED}{_GOAL}",
        rf"(?P<goal>目標)[^。\n]{{0,8}}?{TIME}\s?(?P<by>(?:まで)?[にの]){_GAP}{_COUNTED}",
        rf"{TIME}\s?(?P<by>まで(?:に|の)){_GAP}{_COUNTED}{_GOAL}",
    )
)
# A level of a scale has no unit but the scale's name; the sentence that its note belongs to aims.
_LEVEL = re.compile(
    rf"{_WITHIN}(?P<unit>[A-Z]{{2,8}})(?P<gap>\s?[がをはで]\s?{ABOUT}?\s?){NUMBER}"
    r"(?=[、。\s(]|など|等|以上|に|へ|$)"
)
_AND_OTHERS = re.compile("など|等")
_NOTE = re.compile(r"\s*(?:[-・]\s?)?※\s?(?:<sup>)?\s?(?P<number>\d{0,2})")
_NOTE_REACH = 20  # lines from a note up to its mark
# What is counted: the noun before を, が or の and the number.
_INDICATOR = re.compile(
    rf"(?P<name>[一-龠々ァ-ヶーA-Za-z0-9・の]{{2,30}}?)\s?[をがはで]?\s?{ABOUT}?\s?「?$"
)
_ABOUT_BEFORE = re.compile(rf"{ABOUT}\s?「?$")
_ABOUT_AFTER = re.compile(r"(?:程度|前後|ほど)")
# The part only contributes to a target that is printed so.
_OF_OTHERS = re.compile(r"[」)\s]{0,3}(?:の達成)?[にへ]も?(?:貢献|寄与|資す)")


Run = tuple[int, int]


def read_targets(
    document: Document, outline: Outline, fiscal_year: int | None
) -> tuple[Target, ...]:
    """Give all targets of the body in the order of printing.

    fiscal_year: decides the era of a year printed without one.
    """
    return tuple(
        _target(document, found, part, fiscal_year)
        for found, _ in _found(document, outline)
        if (part := outline.in_force(found.start()))
    )


def target_runs(document: Document, outline: Outline) -> Iterator[Run]:
    """Give the runs of characters that targets are read from: facts that redaction keeps."""
    for found, aims in _found(document, outline):
        yield from aims
        for first, last in (("time", "by"), ("within", "term")):
            if found.re.groupindex.keys() >= {first}:
                yield found.start(first), found.end(last)
        quoted = found["gap"].endswith("「")
        yield min(_start(found), found.start("number") - quoted), _end(found)
        yield from (
            behind.span()
            for pattern in (_OF_OTHERS, _ABOUT_AFTER)
            if (behind := pattern.match(document.folded, _end(found)))
        )


def _found(document: Document, outline: Outline) -> Iterator[tuple[re.Match[str], Sequence[Run]]]:
    """Give the places where a target is printed, each once, and the words that say it is one."""
    begin = outline.body_start(document)
    places: dict[int, tuple[re.Match[str], Sequence[Run]]] = {
        found.start("number"): (found, [found.span("goal")])
        for pattern in _PATTERNS
        for found in pattern.finditer(document.folded, begin)
    }
    for found in _LEVEL.finditer(document.folded, begin):
        if aims := _aims_of_note(document, outline, found.start()):
            places[found.start("number")] = found, aims
    yield from (places[start] for start in sorted(places))


def _aims_of_note(document: Document, outline: Outline, start: int) -> Sequence[Run]:
    """Give a note's mark, its mark in the sentence above it, and the aim that this one states.

    start: of a number in the note. Nothing where it stands in no note or its sentence has no aim.
    """
    line = document.line_at(start)
    note = _NOTE.match(document.folded, document.start_of(line))
    if note is None or note.end() > start:
        return ()
    above = document.start_of(max(line - _NOTE_REACH, 1))
    mark = re.compile(
        rf"(?P<mark>※\s?(?:<sup>)?\s?{note['number']})(?!\d)[^。\n]{{0,60}}?(?P<aim>{_AIM})"
    )
    said = mark.search(document.folded, above, document.start_of(line))
    if said is None or outline.in_force(said.start()) != outline.in_force(start):
        return ()
    return note.span(), said.span("mark"), said.span("aim")


def _start(found: re.Match[str]) -> int:
    """Give where the indicator begins, or a level's scale, or the number where there is neither."""
    if found.re is _LEVEL:
        return found.start("unit")
    indicator = _INDICATOR.search(found["gap"])
    return found.start("gap") + indicator.start("name") if indicator else found.start("number")


def _end(found: re.Match[str]) -> int:
    """Give where the unit ends, or a level, which has its scale before it, and など after it."""
    end = max(found.end("unit"), found.end("power"), found.end("rest"))
    more = _AND_OTHERS.match(found.string, end) if found.re is _LEVEL else None
    return more.end() if more else end


def _target(document: Document, found: re.Match[str], part: Path, near: int | None) -> Target:
    """Make the record of a target; a calendar year (2025年) is no fiscal year."""
    indicator = None if found.re is _LEVEL else _INDICATOR.search(found["gap"])
    said = found.groupdict()
    time = said.get("time")
    about = _ABOUT_BEFORE.search(found["gap"]) or _ABOUT_AFTER.match(document.folded, _end(found))
    return Target(
        value=value_of(found),
        unit=document.text[slice(*found.span("unit"))],
        time=document.text[slice(*found.span("time"))].strip() if time else None,
        fiscal_year=fiscal_year_of(time, near) if time else None,
        indicator=indicator["name"].strip("の・") if indicator else None,
        part=part,
        span=document.span(_start(found), _end(found)),
        within=said.get("within"),
        is_approximate=about is not None,
        is_own=_OF_OTHERS.match(document.folded, _end(found)) is None,
    )
