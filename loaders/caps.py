"""Caps of grants (上限2,500万円) and the ratios on which their steps depend (L739)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from shisaku.loaders.amounts import PRINTED, parse_yen
from shisaku.loaders.document import Document
from shisaku.loaders.headings import Outline
from shisaku.loaders.records import Cap, Condition

_CAP = re.compile(rf"上限額?\s{{0,2}}(?:は|:)?\s{{0,2}}(?P<amount>{PRINTED})")
_RATIO = re.compile(r"(?P<low>\d+(?:\.\d+)?)\s?倍以上(?:\s?(?P<high>\d+(?:\.\d+)?)\s?倍未満)?")
_LOAN = re.compile("融資額")


@dataclass(frozen=True, slots=True)
class _Site:
    """A printed cap, the start of its clause, and whether its line speaks of loans before it."""

    cap: re.Match[str]
    start: int
    of_loans: bool


def read_caps(document: Document, outline: Outline) -> tuple[Cap, ...]:
    """Give all caps in the order of printing, each with the ratio printed in its clause."""
    return tuple(
        Cap(
            document.text[slice(*site.cap.span("amount"))],
            parse_yen(site.cap["amount"], document.place(site.cap.start())),
            tuple(_conditions(document, site)),
            outline.in_force(site.cap.start()),
            document.span(*site.cap.span("amount")),
        )
        for site in _sites(document)
    )


def cap_runs(document: Document) -> Iterator[tuple[int, int]]:
    """Give the runs of characters that caps are read from: facts that redaction keeps."""
    for site in _sites(document):
        yield site.cap.span()
        for pattern in (_RATIO, _LOAN):
            for found in pattern.finditer(document.folded, site.start, site.cap.start()):
                yield found.span()


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
    """Give the ratio printed between the cap before and this one."""
    for ratio in _RATIO.finditer(document.folded, site.start, site.cap.start()):
        bounds = [("atLeast", ratio["low"]), ("below", ratio["high"])]
        known = tuple(bound for bound in bounds if bound[1]) if site.of_loans else ()
        variable = "loan-to-grant-ratio" if site.of_loans else None
        yield Condition(document.text[slice(*ratio.span())], variable, known)
