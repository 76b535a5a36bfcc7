"""Caps of grants (上限2,500万円) and the ratios on which their steps depend (L739)."""

import re
from collections.abc import Iterator

from shisaku.loaders.amounts import PRINTED, parse_yen
from shisaku.loaders.document import Document
from shisaku.loaders.headings import Outline
from shisaku.loaders.places import Place
from shisaku.loaders.records import Cap, Condition

_CAP = re.compile(rf"上限額?\s{{0,2}}(?:は|:)?\s{{0,2}}(?P<amount>{PRINTED})")
_RATIO = re.compile(r"(?P<low>\d+(?:\.\d+)?)\s?倍以上(?:\s?(?P<high>\d+(?:\.\d+)?)\s?倍未満)?")
_LOAN = re.compile("融資額")


def read_caps(document: Document, outline: Outline) -> tuple[Cap, ...]:
    """Give all caps in the order of printing, each with the ratio printed in its sentence."""
    return tuple(
        Cap(
            document.text[slice(*amount.span("amount"))],
            parse_yen(amount["amount"], _place(document, amount.start())),
            tuple(_conditions(document, amount)),
            outline.in_force(amount.start()),
            document.span(*amount.span("amount")),
        )
        for amount in _CAP.finditer(document.folded)
    )


def cap_runs(document: Document) -> Iterator[tuple[int, int]]:
    """Give the runs of characters that caps are read from: facts that redaction keeps."""
    for amount in _CAP.finditer(document.folded):
        yield amount.span()
        start, end = _clause(document, amount)
        for pattern in (_RATIO, _LOAN):
            yield from (found.span() for found in pattern.finditer(document.folded, start, end))


def _clause(document: Document, amount: re.Match[str]) -> tuple[int, int]:
    """Give the run from the start of a cap's line to the cap."""
    return document.start_of(document.line_at(amount.start())), amount.start()


def _conditions(document: Document, amount: re.Match[str]) -> Iterator[Condition]:
    """Give the ratio printed between the cap before and this one."""
    start, end = _clause(document, amount)
    before = [found.end() for found in _CAP.finditer(document.folded, start, end)]
    of_loans = _LOAN.search(document.folded, start, end)
    for ratio in _RATIO.finditer(document.folded, before[-1] if before else start, end):
        bounds = [("atLeast", ratio["low"]), ("below", ratio["high"])]
        known = tuple(bound for bound in bounds if bound[1]) if of_loans else ()
        variable = "loan-to-grant-ratio" if of_loans else None
        yield Condition(document.text[slice(*ratio.span())], variable, known)


def _place(document: Document, offset: int) -> Place:
    """Give the place of an offset, for errors."""
    span = document.span(offset, offset + 1)
    return Place(document.name, span.line, span.column)
