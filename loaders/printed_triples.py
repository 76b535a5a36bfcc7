"""What one edition prints → triples: parts, headings, blocks, mentions, statements, places."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from rdflib import DCTERMS, URIRef

from shisaku.loaders.amounts import rounding_unit
from shisaku.loaders.citation_triples import fund_triples, naming_triples
from shisaku.loaders.conclude.records import MentionRef, StatementRef
from shisaku.loaders.labels import part_labels
from shisaku.loaders.printing import layout_text
from shisaku.loaders.rate_triples import (
    cap_triples,
    fixed_triples,
    local_finance_triples,
    rate_triples,
)
from shisaku.loaders.records import (
    Block,
    Cap,
    Citation,
    FixedGrant,
    Heading,
    Level,
    LocalFinanceMeasure,
    Mention,
    Milestone,
    Part,
    Passage,
    Progress,
    Rate,
    Reading,
    SourceFile,
    Span,
    Statement,
    Target,
)
from shisaku.loaders.resources import Resources
from shisaku.loaders.target_triples import (
    milestone_triples,
    progress_triples,
    target_triples,
)
from shisaku.loaders.triples import (
    OA,
    PROV,
    RDF,
    XSD,
    Literal,
    Triple,
    concept,
    labels,
    number,
    term,
    text,
    truth,
)
from shisaku.ontology.iris import Iris

_CLASSES = {
    Level.PILLAR: "Pillar",
    Level.CHAPTER: "Chapter",
    Level.SECTION: "Section",
    Level.MEASURE: "Measure",
    Level.ITEM: "Item",
}


Printed = TypeVar(
    "Printed", Rate, Cap, FixedGrant, LocalFinanceMeasure, Citation, Target, Milestone, Progress
)
Kind = tuple[
    Mapping[tuple[int, int], URIRef],
    Sequence[Printed],
    Callable[[URIRef, URIRef, Printed, Iris], Iterator[Triple]],
]
"""The IRIs of all that is printed of one kind, the records, and what makes triples of one."""


@dataclass
class PrintedTriples:
    """Makes the triples of what an edition prints; nothing here is concluded."""

    named: Resources

    def triples(self, e: int, reading: Reading) -> Iterator[Triple]:
        """Emit the edition, its source, parts, headings, mentions and statements."""
        edition = self.named.part_iri(reading, ())
        source = self.named.source(reading.source)
        yield edition, RDF.type, term("Edition")
        yield edition, PROV.wasDerivedFrom, source
        yield from labels(edition, reading.edition.title, reading.edition.english)
        yield edition, term("inSeries"), URIRef(self.named.iris.series(reading.edition.series.slug))
        if reading.edition.fiscal_year:
            year = URIRef(self.named.iris.fiscal_year(reading.edition.fiscal_year))
            yield edition, term("editionYear"), year
        if reading.edition.publisher:
            yield edition, DCTERMS.publisher, self.named.organization(reading.edition.publisher)
        if reading.edition.issued:
            yield edition, DCTERMS.issued, Literal(reading.edition.issued, datatype=XSD.date)
        yield source, RDF.type, term("SourceFile")
        yield source, RDF.type, PROV.Entity
        yield source, term("sha256"), text(reading.source.sha256)
        yield source, DCTERMS.title, text(reading.source.name)
        for part, english in part_labels(reading):
            yield from self._part(reading, part)
            yield from labels(self.named.part_iri(reading, part.path), part.title, english)
        for m, mention in enumerate(reading.mentions):
            yield from self._mention((e, m), mention, reading)
        for k, block in enumerate(reading.blocks):
            yield from self._block((e, k), block, reading)
        named = self.named
        yield from self._each(e, reading, (named.rate_iris, reading.rates, rate_triples))
        yield from self._each(e, reading, (named.fixed_iris, reading.fixed_grants, fixed_triples))
        yield from self._each(e, reading, (named.cap_iris, reading.caps, cap_triples))
        finance = named.local_finance_iris, reading.local_finance, local_finance_triples
        yield from self._each(e, reading, finance)
        yield from self._each(e, reading, (named.citation_iris, reading.citations, naming_triples))
        for n, fund in enumerate(reading.funds):
            subject, place = named.fund(fund.name), URIRef(named.iris.span(named.fund_iris[e, n]))
            yield from fund_triples(subject, fund, named.iris)
            yield subject, term("printedAt"), place
            yield from self._place(place, fund.span, reading.source)
        yield from self._each(e, reading, (named.target_iris, reading.targets, target_triples))
        milestones = named.milestone_iris, reading.milestones, milestone_triples
        yield from self._each(e, reading, milestones)
        progress = named.progress_iris, reading.progress, progress_triples
        yield from self._each(e, reading, progress)

    def _each(self, e: int, reading: Reading, kind: Kind[Printed]) -> Iterator[Triple]:
        """Emit all that is printed of one kind, and where."""
        iris, things, triples_of = kind
        for n, thing in enumerate(things):
            subject, part = iris[e, n], self.named.part_iri(reading, thing.part)
            yield from triples_of(subject, part, thing, self.named.iris)
            yield from self._span(subject, thing.span, reading.source)

    def _part(self, reading: Reading, part: Part) -> Iterator[Triple]:
        """Emit a part and its headings."""
        subject = self.named.part_iri(reading, part.path)
        yield subject, RDF.type, term(_CLASSES[part.level])
        yield subject, RDF.type, term("DocumentPart")
        yield subject, term("partOf"), self.named.part_iri(reading, part.parent)
        yield subject, term("ordinal"), number(part.number)
        yield subject, term("printedNumber"), text(part.first_heading.printed_number)
        for n, heading in enumerate(part.headings, start=1):
            yield from self._heading((subject, n), heading, part, reading)

    def _heading(
        self, where: tuple[URIRef, int], heading: Heading, part: Part, reading: Reading
    ) -> Iterator[Triple]:
        """Emit one printing of a part's title."""
        subject = URIRef(self.named.iris.heading(*where))
        yield subject, RDF.type, term("Heading")
        yield subject, term("headingOf"), where[0]
        yield subject, term("printedTitle"), text(heading.title)
        yield subject, term("isContinuation"), truth(heading is not part.first_heading)
        yield subject, term("inContents"), truth(heading.in_contents)
        yield subject, term("markedReprint"), truth(heading.is_reprint)
        yield from self._span(subject, heading.span, reading.source)

    def _mention(self, ref: MentionRef, mention: Mention, reading: Reading) -> Iterator[Triple]:
        """Emit one printing of a budget line, and its figures."""
        subject = self.named.mention_iris[ref]
        yield subject, RDF.type, term("BudgetMention")
        yield subject, term("printedName"), text(mention.name)
        yield subject, term("position"), number(ref[1] + 1)
        yield subject, term("markedReprint"), truth(mention.is_reprint)
        yield subject, term("markedNew"), truth(mention.is_new)
        if mention.part:
            yield subject, term("appearsIn"), self.named.part_iri(reading, mention.part)
        for note in mention.notes:
            yield subject, term("printedNote"), text(note)
        for name in mention.holders:
            yield subject, term("budgetedBy"), self.named.organization(name)
        yield from self._span(subject, mention.span, reading.source)
        for s, statement in enumerate(mention.statements):
            yield subject, term("hasStatement"), self.named.statement_iri((*ref, s))
            yield from self._statement((*ref, s), statement, reading.source)

    def text_triples(self, reading: Reading) -> Iterator[Triple]:
        """Emit the prose under each part, whole (``dcterms:description``) and by passages."""
        of_part: dict[URIRef, list[Passage]] = defaultdict(list)
        for passage in reading.passages:
            of_part[self.named.part_iri(reading, passage.part)].append(passage)
        for part, passages in of_part.items():
            whole = "\n".join(passage.text for passage in passages)
            yield part, DCTERMS.description, Literal(whole, lang="ja")
            for n, passage in enumerate(passages, start=1):
                subject = URIRef(self.named.iris.printed(part, "p", n))
                yield part, term("hasPassage"), subject
                yield subject, RDF.type, term("Passage")
                yield subject, term("passageNumber"), number(n)
                yield subject, term("passageText"), text(passage.text)
                yield subject, term("isBullet"), truth(passage.is_bullet)
                yield from self._span(subject, passage.span, reading.source)

    def _block(self, ref: tuple[int, int], block: Block, reading: Reading) -> Iterator[Triple]:
        """Emit a budget block: its place, its order, its layout, and which mentions it prints."""
        subject, home = self.named.block_iris[ref], self.named.home(reading, block)
        layout = layout_text(
            block.pieces, lambda slot: self.named.slot_iri(ref[0], slot)[len(home) + 1 :]
        )
        yield subject, RDF.type, term("BudgetBlock")
        yield subject, term("blockOf"), URIRef(home)
        yield subject, term("blockNumber"), number(ref[1] + 1)
        yield subject, term("printedLayout"), text(layout)
        for m in block.mentions:
            yield self.named.mention_iris[ref[0], m], term("inBlock"), subject
        yield from self._span(subject, block.span, reading.source)

    def _statement(
        self, ref: StatementRef, statement: Statement, source: SourceFile
    ) -> Iterator[Triple]:
        """Emit one printed figure."""
        subject = self.named.statement_iri(ref)
        yield subject, RDF.type, term("AmountStatement")
        yield subject, term("position"), number(ref[2] + 1)
        yield subject, term("printedAmount"), text(statement.text)
        yield subject, term("statedAmount"), number(statement.yen)
        yield subject, term("statementRole"), concept("role", statement.role)
        yield subject, term("phase"), concept("phase", statement.phase)
        yield subject, term("instrument"), concept("instrument", statement.instrument)
        yield subject, term("isWithin"), truth(statement.is_within)
        if statement.fiscal_year:
            year = URIRef(self.named.iris.fiscal_year(statement.fiscal_year))
            yield subject, term("fiscalYear"), year
        yield subject, term("roundingUnit"), number(rounding_unit(statement.text))
        if statement.funding:
            yield subject, term("fundingSource"), concept("funding", statement.funding)
        if statement.account:
            yield subject, term("account"), concept("account", statement.account)
        for name, words in (
            ("printedNote", statement.note),
            ("printedPeriod", statement.period),
            ("printedPredecessor", statement.predecessor),
        ):
            if words:
                yield subject, term(name), text(words)
        if statement.part_of:
            whole = self.named.statement_iri((*ref[:2], statement.part_of - 1))
            yield subject, term("partOfStatement"), whole
        if statement.unit:
            yield subject, term("printedUnit"), text(statement.unit)
            yield subject, term("printedDigits"), text(statement.text.removesuffix(statement.unit))
        if statement.unit_span:
            place = URIRef(f"{self.named.iris.span(subject)}/2")
            yield subject, term("unitPrintedAt"), place
            yield from self._place(place, statement.unit_span, source)
        yield from self._span(subject, statement.span, source)

    def _span(self, thing: URIRef, span: Span, file: SourceFile) -> Iterator[Triple]:
        """Emit where a thing is printed."""
        subject = URIRef(self.named.iris.span(thing))
        yield thing, term("printedAt"), subject
        yield from self._place(subject, span, file)

    def _place(self, subject: URIRef, span: Span, file: SourceFile) -> Iterator[Triple]:
        """Emit a printed place: lines and columns from 1, offsets from 0."""
        source, selector = self.named.source(file), URIRef(f"{subject}/selector")
        yield subject, RDF.type, term("SourceSpan")
        yield subject, RDF.type, OA.SpecificResource
        yield subject, term("inFile"), source
        yield subject, OA.hasSource, source
        yield subject, term("startLine"), number(span.line)
        yield subject, term("endLine"), number(span.end_line)
        yield subject, term("startColumn"), number(span.column)
        yield subject, term("endColumn"), number(span.end_column)
        yield subject, OA.exact, text(span.text)
        yield subject, OA.hasSelector, selector
        yield selector, RDF.type, OA.TextPositionSelector
        yield selector, OA.start, number(span.start)
        yield selector, OA.end, number(span.end)
