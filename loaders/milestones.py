"""Milestones: aims with a time and without a number (令和7年度末頃までの導入を目指し).

A plain statement that something is done from a time on (令和7年1月から…を創設) is an aim where the
time is not before the edition's fiscal year. What is only assumed is none (…での実施を想定).
"""

import re
from collections.abc import Iterator

from shisaku.loaders.document import Document
from shisaku.loaders.headings import Outline
from shisaku.loaders.quantities import TIME, fiscal_year_of, last_year_of
from shisaku.loaders.records import Milestone

_NOUN = r"[一-龠々ァ-ヶーA-Za-z0-9・]"
_ACT = (
    r"(?:創設|新設|開設|開始|導入|実施|移行|完了|整備|構築|実現|策定|廃止|公表|施行|稼働|運用|普及"
    r"|達成|解消|改正|拡大|展開|確立|設置|実用化|制度化|法制化|商用化)"
)
# 令和7年度末頃までの導入を目指し, 2025年度以降の国内展開等に向け
_AIMED = re.compile(
    rf"{TIME}\s?(?P<by>(?:(?P<open>以降)|まで|で)の)"
    rf"(?P<what>(?:(?:「[^「」\n]{{1,30}}」|{_NOUN}{{1,20}})(?:への|の))?{_NOUN}{{2,20}})"
    r"(?P<aim>を(?:目指|目標|予定|計画)|に向け)"
)
_ENDS_IN_ACT = re.compile(rf"{_ACT}等?\Z")
# What a bare act is done to, where its line aims at it before: 「…」の実現に向け、…導入を目指し.
_OBJECT = re.compile(
    rf"(?:「(?P<quoted>[^「」\n]{{2,30}})」|(?:^|(?<=[\s、。]))(?P<noun>{_NOUN}{{1,30}}))の{_ACT}に向け",
    re.M,
)
# 令和8年度までに…への移行を完了, 令和7年1月から「…」を創設
_DONE = re.compile(
    rf"{TIME}\s?(?P<by>までに|中に|内に|から|より|に)、?(?P<gap>[^。\n「」()0-9]{{0,40}}?)"
    rf"(?P<what>(?<!{_NOUN})(?:「[^「」\n]{{1,30}}」|{_NOUN}{{1,20}})(?:への|を|の|へ){_ACT})"
    r"(?P<aim>(?:を(?:目指|予定|計画)|する(?:こと|予定|方針)?|予定)?)(?![一-龠々しさ済])"
)
# 令和8年3月までに…区間をなくすことを目指し: any verb, where the aim is said
_SOUGHT = re.compile(
    rf"{TIME}\s?(?P<by>までに|中に|内に)、?(?P<gap>[^。\n「」()0-9]{{0,40}}?)"
    rf"(?P<what>(?<!{_NOUN}){_NOUN}{{1,20}}[をがに][一-龠ぁ-ん]{{2,8}}?)(?P<aim>ことを(?:目指|目標))"
)


def read_milestones(
    document: Document, outline: Outline, fiscal_year: int | None
) -> tuple[Milestone, ...]:
    """Give all milestones of the body in the order of printing.

    fiscal_year: the edition's; it decides the era of a year printed without one.
    """
    return tuple(
        Milestone(
            text=document.text[slice(*found.span("what"))],
            time=document.text[found.start("time") : _end_of_time(found)].strip(),
            fiscal_year=fiscal_year_of(found["time"], fiscal_year),
            part=part,
            span=document.span(*found.span("what")),
            object=_object(_objects(document, found)),
        )
        for found in _found(document, outline, fiscal_year)
        if (part := outline.in_force(found.start()))
    )


def milestone_runs(
    document: Document, outline: Outline, fiscal_year: int | None
) -> Iterator[tuple[int, int]]:
    """Give the runs of characters that milestones are read from: facts that redaction keeps."""
    for found in _found(document, outline, fiscal_year):
        yield found.start("time"), found.end("by")
        yield found.start("what"), found.end("aim")
        yield from (aim.span() for aim in _objects(document, found))


def _found(
    document: Document, outline: Outline, fiscal_year: int | None
) -> Iterator[re.Match[str]]:
    """Give the places where a milestone is printed, each once."""
    begin = outline.body_start(document)
    places = {
        found.start("what"): found
        for pattern in (_SOUGHT, _DONE, _AIMED)
        for found in pattern.finditer(document.folded, begin)
        if document.line_at(found.start()) not in outline.heading_lines
        and _is_ahead(found["time"], fiscal_year)
        and (found["aim"] != "に向け" or _ENDS_IN_ACT.search(found["what"]))
    }
    yield from (places[start] for start in sorted(places))


def _end_of_time(found: re.Match[str]) -> int:
    """Give where a time ends, 以降 with it."""
    return max(found.end("time"), found.end("open") if "open" in found.re.groupindex else 0)


def _objects(document: Document, found: re.Match[str]) -> list[re.Match[str]]:
    """Give what the line of a bare act aims at before it."""
    if not re.fullmatch(_ACT, found["what"]):
        return []
    start = document.start_of(document.line_at(found.start()))
    return list(_OBJECT.finditer(document.folded, start, found.start()))


def _object(aims: list[re.Match[str]]) -> str | None:
    """Give what a bare act is done to, where its line aims at one thing only."""
    return aims[0]["quoted"] or aims[0]["noun"] if len(aims) == 1 else None


def _is_ahead(time: str, fiscal_year: int | None) -> bool:
    """Say whether a time is not before the edition's fiscal year."""
    year = last_year_of(time, fiscal_year)
    return year is not None and fiscal_year is not None and year >= fiscal_year
