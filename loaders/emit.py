"""Records → triples in the contract's vocabulary: what is printed, apart from what is concluded."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from rdflib import DCTERMS, Literal, URIRef

from shisaku.loaders.actors import holders
from shisaku.loaders.citation_triples import cited_triples, naming_triples, target_triples
from shisaku.loaders.conclude.records import (
    Conclusions,
    CrossReference,
    Figure,
    FigureKey,
    MentionRef,
    ReferenceKind,
    Referent,
    StatementRef,
    Status,
)
from shisaku.loaders.labels import english_labels
from shisaku.loaders.printing import layout_text
from shisaku.loaders.profile import ministries
from shisaku.loaders.rate_triples import cap_triples, rate_triples
from shisaku.loaders.records import (
    Block,
    Cap,
    Citation,
    Heading,
    Level,
    Mention,
    Part,
    Passage,
    Rate,
    Reading,
    Slot,
    SourceFile,
    Span,
    Statement,
    Target,
)
from shisaku.loaders.triples import (
    OA,
    ORG,
    PROV,
    RDF,
    TIME,
    XSD,
    Triple,
    concept,
    labels,
    lines_of,
    number,
    term,
    text,
    truth,
)
from shisaku.loaders.years import era_name
from shisaku.ontology.iris import Iris

_CLASSES = {
    Level.PILLAR: "Pillar",
    Level.CHAPTER: "Chapter",
    Level.SECTION: "Section",
    Level.MEASURE: "Measure",
    Level.ITEM: "Item",
}
_SHORTCUTS = {
    ReferenceKind.REPRINT: "reprintOf",
    ReferenceKind.REPEAT: "repeatOf",
    ReferenceKind.RESTATEMENT: "restates",
    ReferenceKind.WITHIN_WHOLE: "withinWhole",
    ReferenceKind.SUB_LINE: "subLineOf",
    ReferenceKind.EDITION_COMPARISON: "comparesWith",
}


@dataclass
class Emitter:
    """Makes the triples of some editions and all that is concluded from them."""

    conclusions: Conclusions
    iris: Iris = field(default_factory=Iris)

    def __post_init__(self) -> None:
        """Give mentions and rates their IRIs, numbered in each part in the order of printing."""
        self.mention_iris: dict[MentionRef, URIRef] = {}
        self.rate_iris: dict[tuple[int, int], URIRef] = {}
        self.cap_iris: dict[tuple[int, int], URIRef] = {}
        self.block_iris: dict[tuple[int, int], URIRef] = {}
        self.citation_iris: dict[tuple[int, int], URIRef] = {}
        self.target_iris: dict[tuple[int, int], URIRef] = {}
        for e, reading in enumerate(self.conclusions.readings):
            counts: dict[str, int] = defaultdict(int)
            for m, mention in enumerate(reading.mentions):
                self.mention_iris[e, m] = self._next(counts, "b", self._home(reading, mention))
            for r, rate in enumerate(reading.rates):
                self.rate_iris[e, r] = self._next(counts, "r", self._home(reading, rate))
            for c, cap in enumerate(reading.caps):
                self.cap_iris[e, c] = self._next(counts, "cap", self._home(reading, cap))
            for k, block in enumerate(reading.blocks):
                self.block_iris[e, k] = self._next(counts, "block", self._home(reading, block))
            for n, citation in enumerate(reading.citations):
                home = self._home(reading, citation)
                self.citation_iris[e, n] = self._next(counts, "cite", home)
            for t, target in enumerate(reading.targets):
                self.target_iris[e, t] = self._next(counts, "t", self._home(reading, target))

    def _next(self, counts: dict[str, int], kind: str, home: str) -> URIRef:
        """Give the next IRI of a kind (``b`` mention, ``r`` rate, ``cap``) under its part."""
        counts[f"{home}/{kind}"] += 1
        return URIRef(self.iris.printed(home, kind, counts[f"{home}/{kind}"]))

    def quads(self) -> Iterator[str]:
        """Give all statements as sorted lines of N-Quads, each triple in exactly one graph."""
        graphs = {f"{self.iris.base}graph/reference": lines_of(self._reference())}
        for e, reading in enumerate(self.conclusions.readings):
            name = f"{self.iris.base}graph/printed/{reading.edition.slug}"
            graphs[name] = lines_of(self._printed(e, reading))
            if reading.passages:
                name = f"{self.iris.base}graph/text/{reading.edition.slug}"
                graphs[name] = lines_of(self._text(reading))
        graphs[f"{self.iris.base}graph/concluded"] = lines_of(self._concluded())
        for name in sorted(graphs):
            yield from sorted(f"{line[:-1]}<{name}> ." for line in graphs[name])

    def part_iri(self, reading: Reading, path: tuple[tuple[str, str], ...]) -> URIRef:
        """Give the IRI of a part; of the edition for the empty path."""
        return URIRef(self.iris.part(reading.edition.slug, path))

    def _home(
        self, reading: Reading, printed: Mention | Rate | Cap | Block | Citation | Target
    ) -> str:
        """Give the IRI under which a mention or rate stands: its measure's, else its section's."""
        path = printed.part
        while path and path[-1][0] == Level.ITEM and len(path) > 1:
            path = path[:-1]
        return self.part_iri(reading, path)

    def statement_iri(self, ref: StatementRef) -> URIRef:
        """Give the IRI of a statement."""
        return URIRef(self.iris.statement(self.mention_iris[ref[:2]], ref[2] + 1))

    def line_iri(self, key: str) -> URIRef:
        """Give the IRI of a line."""
        return URIRef(self.iris.line(self.conclusions.lines[key].slug))

    def figure_iri(self, key: FigureKey) -> URIRef:
        """Give the IRI of an observation, or of a component under its observation."""
        figure = self.conclusions.figures[key]
        whole = figure.component_of or key
        observation = self.iris.observation(
            self.line_iri(whole.line), whole.fiscal_year, whole.phase, whole.instrument
        )
        if figure.component_of is None or key.part is None:
            return URIRef(observation)
        slug = self.conclusions.lines[key.line].slug
        name = slug if key.part.startswith("of ") else key.part
        if name != slug and whole.line != key.line:
            name = f"{slug}-{key.part}"
        return URIRef(self.iris.component(observation, name))

    # What all editions share

    def _reference(self) -> Iterator[Triple]:
        """Emit fiscal years, organizations, laws and policy documents."""
        years = {r.edition.fiscal_year for r in self.conclusions.readings}
        years |= {key.fiscal_year for key in self.conclusions.figures}
        years |= {t.fiscal_year for r in self.conclusions.readings for t in r.targets}
        for year in sorted(y for y in years if y):
            yield from self._fiscal_year(year)
        names = {r.edition.publisher for r in self.conclusions.readings if r.edition.publisher}
        for reading in self.conclusions.readings:
            names |= {name for m in reading.mentions for name in holders(m)}
        for name in sorted(names):
            organization = self._organization(name)
            yield organization, RDF.type, term("Ministry")
            yield organization, RDF.type, term("Organization")
            yield organization, RDF.type, ORG.Organization
            yield from labels(organization, name, ministries().get(name, ("", ""))[1])

        named = [c for reading in self.conclusions.readings for c in reading.citations]
        yield from cited_triples(named, self.iris)

    def _organization(self, name: str) -> URIRef:
        """Give the IRI of a ministry or agency."""
        known = ministries().get(name)
        slugs = {r.edition.publisher: r.edition.publisher_slug for r in self.conclusions.readings}
        return URIRef(self.iris.organization(known[0] if known else slugs[name]))

    def _fiscal_year(self, year: int) -> Iterator[Triple]:
        """Emit a fiscal year: April to March of the next year (S14)."""
        subject = URIRef(self.iris.fiscal_year(year))
        yield subject, RDF.type, term("FiscalYear")
        yield subject, term("year"), number(year)
        yield from labels(subject, era_name(year), f"FY{year}")
        for link, name, day in (
            (TIME.hasBeginning, "begin", f"{year}-04-01"),
            (TIME.hasEnd, "end", f"{year + 1}-03-31"),
        ):
            instant = URIRef(f"{subject}/{name}")
            yield subject, link, instant
            yield instant, RDF.type, TIME.Instant
            yield instant, TIME.inXSDDate, Literal(day, datatype=XSD.date)

    # What one edition prints

    def _printed(self, e: int, reading: Reading) -> Iterator[Triple]:
        """Emit the edition, its source, parts, headings, mentions and statements."""
        edition, source = self.part_iri(reading, ()), self._source(reading.source)
        yield edition, RDF.type, term("Edition")
        yield edition, PROV.wasDerivedFrom, source
        english = english_labels().get(reading.edition.slug)
        yield from labels(edition, reading.edition.title, english)
        if reading.edition.fiscal_year:
            year = URIRef(self.iris.fiscal_year(reading.edition.fiscal_year))
            yield edition, term("editionYear"), year
        if reading.edition.publisher:
            yield edition, DCTERMS.publisher, self._organization(reading.edition.publisher)
        if reading.edition.issued:
            yield edition, DCTERMS.issued, Literal(reading.edition.issued, datatype=XSD.date)
        yield source, RDF.type, term("SourceFile")
        yield source, RDF.type, PROV.Entity
        yield source, term("sha256"), text(reading.source.sha256)
        yield source, DCTERMS.title, text(reading.source.name)
        for part in reading.parts:
            yield from self._part(reading, part)
        for m, mention in enumerate(reading.mentions):
            yield from self._mention((e, m), mention, reading)
        for k, block in enumerate(reading.blocks):
            yield from self._block((e, k), block, reading)
        for r, rate in enumerate(reading.rates):
            subject = self.rate_iris[e, r]
            yield self.part_iri(reading, rate.part), term("hasRate"), subject
            yield from rate_triples(subject, rate, self.iris)
            yield from self._span(subject, rate.span, reading.source)
        grants: dict[str, int] = defaultdict(int)
        for grant in reading.fixed_grants:
            home = self.part_iri(reading, grant.part)
            subject = self._next(grants, "fixed", home)
            yield home, term("hasFixedGrant"), subject
            yield subject, RDF.type, term("FixedGrant")
            yield from self._span(subject, grant.span, reading.source)
        for c, cap in enumerate(reading.caps):
            subject = self.cap_iris[e, c]
            yield self.part_iri(reading, cap.part), term("hasCap"), subject
            yield from cap_triples(subject, cap, self.iris)
            yield from self._span(subject, cap.span, reading.source)
        yield from self._named(e, reading)

    def _named(self, e: int, reading: Reading) -> Iterator[Triple]:
        """Emit organizations, laws and plans where they are named, and targets."""
        for n, citation in enumerate(reading.citations):
            subject, part = self.citation_iris[e, n], self.part_iri(reading, citation.part)
            yield from naming_triples(subject, part, citation, self.iris)
            yield from self._span(subject, citation.span, reading.source)
        for t, target in enumerate(reading.targets):
            subject, part = self.target_iris[e, t], self.part_iri(reading, target.part)
            yield from target_triples(subject, part, target, self.iris)
            yield from self._span(subject, target.span, reading.source)

    def _source(self, source: SourceFile) -> URIRef:
        """Give the IRI of a source file."""
        return URIRef(self.iris.source(source.sha256))

    def _part(self, reading: Reading, part: Part) -> Iterator[Triple]:
        """Emit a part and its headings."""
        subject = self.part_iri(reading, part.path)
        yield subject, RDF.type, term(_CLASSES[part.level])
        yield subject, RDF.type, term("DocumentPart")
        yield subject, term("partOf"), self.part_iri(reading, part.parent)
        yield subject, term("ordinal"), number(part.number)
        yield subject, term("printedNumber"), text(part.first_heading.printed_number)
        path = subject.removeprefix(self.iris.base)
        yield from labels(subject, part.title, english_labels().get(path))
        for n, heading in enumerate(part.headings, start=1):
            yield from self._heading((subject, n), heading, part, reading)

    def _heading(
        self, where: tuple[URIRef, int], heading: Heading, part: Part, reading: Reading
    ) -> Iterator[Triple]:
        """Emit one printing of a part's title."""
        subject = URIRef(self.iris.heading(*where))
        yield subject, RDF.type, term("Heading")
        yield subject, term("headingOf"), where[0]
        yield subject, term("printedTitle"), text(heading.title)
        yield subject, term("isContinuation"), truth(heading is not part.first_heading)
        yield subject, term("markedReprint"), truth(heading.is_reprint)
        yield from self._span(subject, heading.span, reading.source)

    def _mention(self, ref: MentionRef, mention: Mention, reading: Reading) -> Iterator[Triple]:
        """Emit one printing of a budget line, and its figures."""
        subject = self.mention_iris[ref]
        yield subject, RDF.type, term("BudgetMention")
        yield subject, term("printedName"), text(mention.name)
        yield subject, term("position"), number(ref[1] + 1)
        yield subject, term("markedReprint"), truth(mention.is_reprint)
        yield subject, term("markedNew"), truth(mention.is_new)
        if mention.part:
            yield subject, term("appearsIn"), self.part_iri(reading, mention.part)
        for note in mention.notes:
            yield subject, term("printedNote"), text(note)
        for name in holders(mention):
            yield subject, term("budgetedBy"), self._organization(name)
        yield from self._span(subject, mention.span, reading.source)
        for s, statement in enumerate(mention.statements):
            yield subject, term("hasStatement"), self.statement_iri((*ref, s))
            yield from self._statement((*ref, s), statement, reading.source)

    def _text(self, reading: Reading) -> Iterator[Triple]:
        """Emit the prose under each part, whole (``dcterms:description``) and by passages."""
        of_part: dict[URIRef, list[Passage]] = defaultdict(list)
        for passage in reading.passages:
            of_part[self.part_iri(reading, passage.part)].append(passage)
        for part, passages in of_part.items():
            whole = "\n".join(passage.text for passage in passages)
            yield part, DCTERMS.description, Literal(whole, lang="ja")
            for n, passage in enumerate(passages, start=1):
                subject = URIRef(self.iris.printed(part, "p", n))
                yield part, term("hasPassage"), subject
                yield subject, RDF.type, term("Passage")
                yield subject, term("passageNumber"), number(n)
                yield subject, term("passageText"), text(passage.text)
                yield subject, term("isBullet"), truth(passage.is_bullet)
                yield from self._span(subject, passage.span, reading.source)

    def _block(self, ref: tuple[int, int], block: Block, reading: Reading) -> Iterator[Triple]:
        """Emit a budget block: its place, its order, its layout, and which mentions it prints."""
        subject, home = self.block_iris[ref], self._home(reading, block)
        layout = layout_text(
            block.pieces, lambda slot: self._slot_iri(ref[0], slot)[len(home) + 1 :]
        )
        yield subject, RDF.type, term("BudgetBlock")
        yield subject, term("blockOf"), URIRef(home)
        yield subject, term("blockNumber"), number(ref[1] + 1)
        yield subject, term("printedLayout"), text(layout)
        for m in block.mentions:
            yield self.mention_iris[ref[0], m], term("inBlock"), subject
        yield from self._span(subject, block.span, reading.source)

    def _slot_iri(self, e: int, slot: Slot) -> str:
        """Give the IRI of the resource whose datum fills a slot of a layout."""
        match slot.kind:
            case "rate":
                return self.rate_iris[e, slot.position]
            case "statement":
                return self.statement_iri((e, slot.position, slot.statement))
        return self.mention_iris[e, slot.position]

    def _statement(
        self, ref: StatementRef, statement: Statement, source: SourceFile
    ) -> Iterator[Triple]:
        """Emit one printed figure."""
        subject = self.statement_iri(ref)
        yield subject, RDF.type, term("AmountStatement")
        yield subject, term("position"), number(ref[2] + 1)
        yield subject, term("printedAmount"), text(statement.text)
        yield subject, term("statedAmount"), number(statement.yen)
        yield subject, term("statementRole"), concept("role", statement.role)
        yield subject, term("phase"), concept("phase", statement.phase)
        yield subject, term("instrument"), concept("instrument", statement.instrument)
        yield subject, term("isWithin"), truth(statement.is_within)
        if statement.fiscal_year:
            yield subject, term("fiscalYear"), URIRef(self.iris.fiscal_year(statement.fiscal_year))
        if statement.funding:
            yield subject, term("fundingSource"), concept("funding", statement.funding)
        for name, words in (
            ("printedNote", statement.note),
            ("printedPeriod", statement.period),
            ("printedPredecessor", statement.predecessor),
        ):
            if words:
                yield subject, term(name), text(words)
        if statement.part_of:
            whole = self.statement_iri((*ref[:2], statement.part_of - 1))
            yield subject, term("partOfStatement"), whole
        if statement.unit:
            yield subject, term("printedUnit"), text(statement.unit)
            yield subject, term("printedNumber"), text(statement.text.removesuffix(statement.unit))
        if statement.unit_span:
            place = URIRef(f"{self.iris.span(subject)}/2")
            yield subject, term("unitPrintedAt"), place
            yield from self._place(place, statement.unit_span, source)
        yield from self._span(subject, statement.span, source)

    def _span(self, thing: URIRef, span: Span, file: SourceFile) -> Iterator[Triple]:
        """Emit where a thing is printed."""
        subject = URIRef(self.iris.span(thing))
        yield thing, term("printedAt"), subject
        yield from self._place(subject, span, file)

    def _place(self, subject: URIRef, span: Span, file: SourceFile) -> Iterator[Triple]:
        """Emit a printed place: lines and columns from 1, offsets from 0."""
        source, selector = self._source(file), URIRef(f"{subject}/selector")
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

    # What is concluded

    def _concluded(self) -> Iterator[Triple]:
        """Emit lines, figures, cross-references and successions."""
        for line in self.conclusions.lines.values():
            subject = self.line_iri(line.key)
            yield subject, RDF.type, term("BudgetLine")
            yield from labels(subject, line.label, line.english)
        for ref, key in self.conclusions.line_of.items():
            yield self.mention_iris[ref], term("mentionOf"), self.line_iri(key)
        for rate, key in self.conclusions.line_of_rate.items():
            yield self.rate_iris[rate], term("appliesToLine"), self.line_iri(key)
        for cap, key in self.conclusions.line_of_cap.items():
            yield self.cap_iris[cap], term("appliesToLine"), self.line_iri(key)
        for statement, figure in self.conclusions.about.items():
            yield self.statement_iri(statement), term("aboutFigure"), self.figure_iri(figure)
        for value in self.conclusions.figures.values():
            yield from self._figure(value)
        for reference in self.conclusions.references:
            yield from self._reference_between(reference)
        yield from self._successions()

    def _figure(self, figure: Figure) -> Iterator[Triple]:
        """Emit an observation or a component, with its value."""
        subject, key = self.figure_iri(figure.key), figure.key
        is_part = figure.component_of is not None
        yield subject, RDF.type, term("BudgetComponent" if is_part else "BudgetObservation")
        yield subject, term("figureOf"), self.line_iri(key.line)
        yield subject, term("fiscalYear"), URIRef(self.iris.fiscal_year(key.fiscal_year))
        yield subject, term("phase"), concept("phase", key.phase)
        yield subject, term("instrument"), concept("instrument", key.instrument)
        yield subject, term("amountAtMost" if figure.is_ceiling else "amount"), number(figure.yen)
        yield subject, term("countedFrom"), self.statement_iri(figure.counted_from)
        if figure.component_of:
            yield subject, term("componentOf"), self.figure_iri(figure.component_of)
        if figure.funding:
            yield subject, term("fundingSource"), concept("funding", figure.funding)

    def referent_iri(self, referent: Referent) -> URIRef:
        """Give the IRI of what a cross-reference names."""
        match referent:
            case str():
                return self.line_iri(referent)
            case (int() as e, int() as m):
                return self.mention_iris[e, m]
            case (int() as e, int() as m, int() as s):
                return self.statement_iri((e, m, s))
            case (int() as e, path):
                return self.part_iri(self.conclusions.readings[e], path)

    def _evidence(self, referent: Referent) -> URIRef:
        """Give the span that shows a conclusion; of a measure, its first heading's."""
        subject = self.referent_iri(referent)
        match referent:
            case (int() as e, tuple() as path):
                part = next(p for p in self.conclusions.readings[e].parts if p.path == path)
                n = part.headings.index(part.first_heading) + 1
                return URIRef(self.iris.span(self.iris.heading(subject, n)))
        return URIRef(self.iris.span(subject))

    def _reference_between(self, reference: CrossReference) -> Iterator[Triple]:
        """Emit a conclusion with rule and evidence, and the shortcut that says the same."""
        source = self.referent_iri(reference.source)
        subject = URIRef(self.iris.cross_reference(source, reference.kind))
        yield subject, RDF.type, term("CrossReference")
        yield subject, term("referenceKind"), concept("kind", reference.kind)
        yield subject, term("referenceStatus"), concept("status", reference.status)
        yield subject, term("referenceFrom"), source
        yield subject, term("concludedBy"), concept("rule", reference.rule)
        yield subject, term("evidence"), self._evidence(reference.evidence)
        if reference.agrees is not None:
            is_edition = reference.kind is ReferenceKind.EDITION_COMPARISON
            name = "editionsAgree" if is_edition else "agrees"
            yield subject, term(name), truth(reference.agrees)
        for candidate in reference.candidates:
            yield subject, term("referenceCandidate"), self.referent_iri(candidate)
        if reference.status is Status.RESOLVED and reference.target is not None:
            target = self.referent_iri(reference.target)
            yield subject, term("referenceTo"), target
            yield source, term(_SHORTCUTS[reference.kind]), target

    def _successions(self) -> Iterator[Triple]:
        """Emit predecessor lines giving way to successors."""
        for event in self.conclusions.successions:
            reading = self.conclusions.readings[event.edition]
            slug = self.conclusions.lines[event.successor].slug
            subject = URIRef(self.iris.succession(slug, reading.edition.slug))
            successor = self.line_iri(event.successor)
            yield subject, RDF.type, term("SuccessionEvent")
            yield subject, RDF.type, PROV.Activity
            yield subject, term("successor"), successor
            yield subject, term("concludedBy"), concept("rule", "bracketed-predecessor")
            for key in event.predecessors:
                yield subject, term("predecessor"), self.line_iri(key)
                yield successor, term("succeeds"), self.line_iri(key)
            for ref in event.evidence:
                yield subject, term("evidence"), URIRef(self.iris.span(self.mention_iris[ref]))
