"""Amounts of money in the body that nothing read holds: each is reported, none is lost.

A block, a cap, a rate, a target, an item set aside (a total) and a line of the report hold theirs.
"""

import re
from collections.abc import Iterable, Iterator, Set

from shisaku.loaders.amounts import PRINTED, parse_yen
from shisaku.loaders.document import Document
from shisaku.loaders.headings import Outline
from shisaku.loaders.places import LoadError
from shisaku.loaders.records import Finding, FindingKind

_AMOUNT = re.compile(PRINTED)
Run = tuple[int, int]


def unheld_amounts(
    document: Document, outline: Outline, held: Iterable[Run], reported: Set[Finding]
) -> Iterator[Finding]:
    """Give a remark for each line of the body with an amount that stands in none of some runs.

    reported: what the report says of figures already; its lines need no second remark.
    """
    covered = bytearray(len(document.text))
    for start, end in held:
        covered[start:end] = b"\x01" * (end - start)
    lines: dict[int, list[str]] = {}
    for found in _printed(document, outline):
        if not covered[found.start()] and _is_amount(found, document):
            amount = document.text[slice(*found.span())].strip()
            lines.setdefault(document.line_at(found.start()), []).append(amount)
    known = {finding.line for finding in reported}
    for line, amounts in lines.items():
        if line not in known:
            what = f"no budget item, cap or target holds {'、'.join(amounts)}"
            yield Finding(line, FindingKind.REMARK, what)


def amount_runs(document: Document, outline: Outline) -> Iterator[Run]:
    """Give the runs of the amounts of the body."""
    for found in _printed(document, outline):
        if _is_amount(found, document):
            yield found.span()


def _printed(document: Document, outline: Outline) -> Iterator[re.Match[str]]:
    """Give what is printed as amounts are in the body."""
    return _AMOUNT.finditer(document.folded, outline.body_start(document))


def _is_amount(found: re.Match[str], document: Document) -> bool:
    """Say whether it is an amount: 95.21円 is a rate of exchange."""
    try:
        parse_yen(found[0], document.place(found.start()))
    except LoadError:
        return False
    return True
