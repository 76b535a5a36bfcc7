"""Milestones: aims with a time and without a number (令和7年度末頃までの導入を目指し).

A plain statement that something is done from a time on (令和7年1月から…を創設) is an aim where the
time is not before the edition's fiscal year.
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
# 令和7年度末頃までの導入を目指し, 令和3～7年度の5年間での実施を想定
_AIMED = re.compile(
    rf"{TIME}\s?(?P<by>までの|(?:の\s?\d{{1,2}}\s?年間)?での)"
    rf"(?P<what>{_NOUN}{{2,20}})(?P<aim>を(?:目指|目標|想定|予定|計画))"
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
            time=document.text[slice(*found.span("time"))].strip(),
            fiscal_year=fiscal_year_of(found["time"], fiscal_year),
            part=part,
            span=document.span(*found.span("what")),
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
    }
    yield from (places[start] for start in sorted(places))


def _is_ahead(time: str, fiscal_year: int | None) -> bool:
    """Say whether a time is not before the edition's fiscal year."""
    year = last_year_of(time, fiscal_year)
    return year is not None and fiscal_year is not None and year >= fiscal_year
