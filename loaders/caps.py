"""Caps of grants (上限2,500万円, 支援金：最大300万円) and the conditions printed with them.

A condition is the ratio on which a step depends (L739), the case printed before the cap, or the
head of the column that it stands in, where a line above has as many heads as this one has caps
(L3268). A cap for each year has a period; that is no condition.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, zip_longest

from shisaku.loaders.amounts import PRINTED, parse_yen
from shisaku.loaders.document import Document
from shisaku.loaders.headings import Outline
from shisaku.loaders.rate_terms import condition
from shisaku.loaders.records import Cap, Condition

_GRANT = "(?:支援|補助|助成|交付|給付|奨励)(?:金|額)"
_CAP = re.compile(
    rf"(?:上限額?\s{{0,2}}(?:は|:)?|{_GRANT}[^。\n\d]{{0,12}}最大)\s{{0,2}}(?P<amount>{PRINTED})"
    r"(?P<each>\s?/\s?[年月])?"
)
_EACH_YEAR = re.compile(r"(?:年間|年額|[1一]年(?:当|あ)たり)[^。、\d]{0,12}$")
_PERIODS = {"年": "P1Y", "月": "P1M"}
_CASE = re.compile(  # 離島の場合は、上限…
    r"(?:^|(?<=[\s、。(※]))(?P<words>[^、。()\s※]{2,40}?)(?:の?場合(?:に?は)?|(?<![額金費率])は)、?\s?$"
)
_REACH = 80  # characters before a cap
_HEAD = re.compile(r"【([^【】]{1,30})】")
_HEAD_REACH = 8  # lines from the heads of columns to the caps that stand in them
_RATIO = re.compile(r"(?P<low>\d+(?:\.\d+)?)\s?倍以上(?:\s?(?P<high>\d+(?:\.\d+)?)\s?倍未満)?")
_LOAN = re.compile("融資額")


@dataclass(frozen=True, slots=True)
class _Site:
    """A printed cap, the start of its clause, whether its line speaks of loans before it.

    head: that of its column.
    """

    cap: re.Match[str]
    start: int
    of_loans: bool
    head: re.Match[str] | None = None


def read_caps(document: Document, outline: Outline) -> tuple[Cap, ...]:
    """Give all caps in the order of printing, each with the ratio printed in its clause."""
    return tuple(
        Cap(
            document.text[slice(*site.cap.span("amount"))],
            parse_yen(site.cap["amount"], document.place(site.cap.start())),
            tuple(_conditions(document, site)),
            outline.in_force(site.cap.start()),
            document.span(*site.cap.span("amount")),
            _period(document, site),
        )
        for site in _all_sites(document)
    )


def cap_runs(document: Document) -> Iterator[tuple[int, int]]:
    """Give the runs of characters that caps are read from: facts that redaction keeps."""
    for site in _all_sites(document):
        yield site.cap.span()
        if site.head:
            yield site.head.span()
        for said in (_case(document, site), _each(document, site)):
            if said:
                yield said.span()
        for pattern in (_RATIO, _LOAN):
            for found in pattern.finditer(document.folded, site.start, site.cap.start()):
                yield found.span()


def _all_sites(document: Document) -> Iterator[_Site]:
    """Give the caps, those of one line with the heads of their columns."""
    for line, group in groupby(_sites(document), lambda site: document.line_at(site.cap.start())):
        sites = list(group)
        heads = _heads(document, line, len(sites)) if len(sites) > 1 else ()
        for site, head in zip_longest(sites, heads):
            yield replace(site, head=head)


def _heads(document: Document, line: int, count: int) -> Sequence[re.Match[str]]:
    """Give the heads above a line where they are as many as its caps, which none other takes."""
    for above in range(line - 1, max(line - 1 - _HEAD_REACH, 0), -1):
        start = document.start_of(above)
        end = start + len(document.lines[above - 1])
        if heads := list(_HEAD.finditer(document.folded, start, end)):
            rest = _HEAD.sub("", document.folded[start:end]).strip()
            return heads if len(heads) == count and not rest else ()
    return ()


def _sites(document: Document) -> Iterator[_Site]:
    """Give the caps; a clause begins with the line or after the cap before."""
    line_start, end, of_loans = -1, 0, False
    for cap in _CAP.finditer(document.folded):
        start = document.start_of(document.line_at(cap.start()))
        if start != line_start:
            line_start, end, of_loans = start, start, False
        of_loans = of_loans or bool(_LOAN.search(document.folded, end, cap.start()))
        yield _Site(cap, end, of_loans)
        end = cap.end()


def _conditions(document: Document, site: _Site) -> Iterator[Condition]:
    """Give the head of a cap's column, and the case or the ratio printed before it."""
    if site.head:
        yield Condition(document.text[slice(*site.head.span(1))])
    for ratio in _RATIO.finditer(document.folded, site.start, site.cap.start()):
        bounds = [("atLeast", ratio["low"]), ("below", ratio["high"])]
        known = tuple(bound for bound in bounds if bound[1]) if site.of_loans else ()
        variable = "loan-to-grant-ratio" if site.of_loans else None
        yield Condition(document.text[slice(*ratio.span())], variable, known)
    if case := _case(document, site):
        yield condition(document.text[slice(*case.span("words"))])


def _case(document: Document, site: _Site) -> re.Match[str] | None:
    """Find the case right before a cap, unless it is a ratio."""
    case = _before(document, site, _CASE)
    return case if case and not _RATIO.search(case["words"]) else None


def _each(document: Document, site: _Site) -> re.Match[str] | None:
    """Find the words before a cap that say it is for a year."""
    return _before(document, site, _EACH_YEAR)


def _before(document: Document, site: _Site, pattern: re.Pattern[str]) -> re.Match[str] | None:
    """Find what a pattern matches right before a cap, in its clause."""
    start = site.cap.start()
    return pattern.search(document.folded, max(site.start, start - _REACH), start)


def _period(document: Document, site: _Site) -> str | None:
    """Give the time that a cap holds for each of, as xsd:duration."""
    if site.cap["each"]:
        return _PERIODS[site.cap["each"][-1]]
    return "P1Y" if _each(document, site) else None
