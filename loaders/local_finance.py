"""Help for what local governments pay themselves (地方交付税措置 …), without a fraction."""

import re
from collections.abc import Iterator, Sequence

from shisaku.loaders.document import Document
from shisaku.loaders.headings import Outline
from shisaku.loaders.records import LocalFinanceMeasure, Rate

_MEASURE = re.compile(
    r"(?P<tax>(?:地方|特別|普通)?交付税(?:の)?措置)|(?P<bond>地方債(?:の)?措置|起債(?:の)?措置)"
    r"|(?P<other>地方財政(?:の)?措置|地財措置)"
)
_KINDS = {"tax": "local-allocation-tax", "bond": "bond-allocation", "other": "other"}
_REACH = 20  # characters from a measure to a fraction of it


def read_local_finance(
    document: Document, outline: Outline, rates: Sequence[Rate]
) -> tuple[LocalFinanceMeasure, ...]:
    """Give each measure of the body in the order of printing; one with a fraction is a rate."""
    return tuple(
        LocalFinanceMeasure(_KINDS[str(found.lastgroup)], part, document.span(*found.span()))
        for found in _sites(document, outline)
        if not any(_is_of(rate, found, document) for rate in rates)
        and (part := outline.in_force(found.start()))
    )


def local_finance_runs(document: Document, outline: Outline) -> Iterator[tuple[int, int]]:
    """Give the runs of characters that they are read from: facts that redaction keeps."""
    for found in _sites(document, outline):
        yield found.span()


def _sites(document: Document, outline: Outline) -> Iterator[re.Match[str]]:
    """Give where a measure is named in the body, headings apart."""
    for found in _MEASURE.finditer(document.folded, outline.body_start(document)):
        if document.line_at(found.start()) not in outline.heading_lines:
            yield found


def _is_of(rate: Rate, found: re.Match[str], document: Document) -> bool:
    """Say whether a rate is the fraction of a measure: near it, on its line."""
    near = found.start() - _REACH <= rate.span.start <= found.end() + _REACH
    return near and rate.span.line == document.line_at(found.start())
