"""Funds (基金) that a document names, and the bodies that it says keep them.

A fund is named where a body is said to keep it (…の…基金), or where the words after the name say
what is done with it (を活用, の創設). 各種基金, この基金 and a 基金事業 without a name are none.
"""

import re
from collections.abc import Iterator

from shisaku.loaders.actors import namings_of
from shisaku.loaders.document import Document
from shisaku.loaders.headings import Outline
from shisaku.loaders.names import name_key
from shisaku.loaders.records import ActorRole, Fund
from shisaku.loaders.roles import FUND_NAME, NOUN, said_of

_USED = re.compile(
    rf"(?<!{NOUN})(?P<fund>{FUND_NAME})"
    r"(?:を(?:活用|造成|創設|設置|通じ)|の(?:創設|造成|積増|積み増|拡充)|へ?の?拠出)"
)


def read_funds(document: Document, outline: Outline) -> tuple[Fund, ...]:
    """Give each naming of a fund in the body, in the order of printing."""
    return tuple(
        Fund(
            name=name_key(document.folded[start:end]),
            keeper=keeper,
            part=part,
            span=document.span(start, end),
        )
        for (start, end), (keeper, _) in sorted(_found(document, outline).items())
        if (part := outline.named_in(start))
    )


def fund_runs(document: Document, outline: Outline) -> Iterator[tuple[int, int]]:
    """Give the runs of characters that funds are read from: facts to keep."""
    for _, run in _found(document, outline).values():
        yield run


def _found(
    document: Document, outline: Outline
) -> dict[tuple[int, int], tuple[str | None, tuple[int, int]]]:
    """Give, by the run of each name, the key of the keeper and the run of all that says so."""
    text, begin = document.folded, outline.body_start(document)
    found: dict[tuple[int, int], tuple[str | None, tuple[int, int]]] = {
        match.span("fund"): (None, match.span()) for match in _USED.finditer(text, begin)
    }
    for start, end, body in namings_of(document, outline):
        said = said_of(text, end)
        if said and said.role is ActorRole.KEEPS_FUND and said.fund:
            found[said.fund] = body.key, (start, said.fund[1])
    return found
