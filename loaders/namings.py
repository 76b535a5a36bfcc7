"""All that a document names: organizations, laws, plans, holders of money, and what is unsure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from shisaku.loaders.actors import Names, doubts, read_actors, read_holders
from shisaku.loaders.cited import known_by_key
from shisaku.loaders.document import Document
from shisaku.loaders.headings import Outline
from shisaku.loaders.laws import is_author, read_laws
from shisaku.loaders.records import Citation, Finding, FindingKind, Mention, Reading


def read_citations(document: Document, outline: Outline) -> tuple[Citation, ...]:
    """Give laws, documents and organizations in order of print.

    A body that is named within the name of a law or document is not, unless the name says that it
    wrote the document (…ワーキンググループ報告書).
    """
    laws = read_laws(document, outline)
    taken = {offset: law for law in laws for offset in range(law.span.start, law.span.end)}
    actors = (
        actor
        for actor in read_actors(document, outline)
        if (law := taken.get(actor.span.start)) is None or is_author(actor.span, law.span)
    )
    return tuple(sorted((*laws, *actors), key=lambda citation: citation.span.start))


def in_mentions(reading: Reading) -> Reading:
    """Place the namings in a mention's name or note where the mention is placed."""
    return replace(
        reading,
        citations=tuple(
            citation
            if (around := reading.mention_around(citation.span.start)) is None
            else replace(citation, part=reading.mentions[around].part)
            for citation in reading.citations
        ),
    )


def with_holders(mentions: Sequence[Mention], names: Names, publisher: str) -> tuple[Mention, ...]:
    """Give the mentions with the organizations, the publisher apart, that hold their money."""
    return tuple(
        replace(mention, holders=tuple(name for name in holders if name != publisher))
        if (holders := read_holders(mention, names))
        else mention
        for mention in mentions
    )


def naming_remarks(
    document: Document, outline: Outline, citations: Sequence[Citation]
) -> Iterator[Finding]:
    """Report, once each, what may be an organization, and the things without an English name."""
    remarks: dict[str, int] = {}
    for start, end in doubts(document, outline):
        remarks.setdefault(f"may be an organization: {document.folded[start:end]}", start)
    for citation in citations:
        if not known_by_key(citation.is_text).get(citation.key):
            what = f"no English name is known: {citation.name}"
            remarks.setdefault(what, citation.span.start)
    for what, start in remarks.items():
        yield Finding(document.line_at(start), FindingKind.REMARK, what)
