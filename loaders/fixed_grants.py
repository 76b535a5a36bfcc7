"""Grants of a fixed amount (定額): named where a rate could stand, without a fraction."""

import re
from collections.abc import Iterator

from shisaku.loaders.document import Document
from shisaku.loaders.headings import Outline
from shisaku.loaders.records import FixedGrant

_FIXED = re.compile(
    r"(?:(?P<before>補助率|交付率|補助|助成)[^。\n【】]{0,10}?)?(?P<word>定額)"
    r"(?P<after>\s?(?:を|で|の)?\s?(?:補助|助成|交付))?"
)


def read_fixed_grants(document: Document, outline: Outline) -> tuple[FixedGrant, ...]:
    """Give each 定額 that its clause calls a subsidy, in the order of printing."""
    return tuple(
        FixedGrant(outline.in_force(found.start("word")), document.span(*found.span("word")))
        for found in _sites(document)
    )


def fixed_grant_runs(document: Document) -> Iterator[tuple[int, int]]:
    """Give the runs of characters that fixed grants are read from: facts that redaction keeps."""
    for found in _sites(document):
        yield found.span()


def _sites(document: Document) -> Iterator[re.Match[str]]:
    """Give the matches whose clause names a subsidy before or after the word."""
    for found in _FIXED.finditer(document.folded):
        if found["before"] or found["after"]:
            yield found
