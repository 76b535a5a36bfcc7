"""What is concluded → triples: lines, figures, cross-references, successions."""

from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import URIRef

from shisaku.loaders.conclude.records import (
    Conclusions,
    CrossReference,
    Figure,
    ReferenceKind,
    Referent,
    Status,
)
from shisaku.loaders.resources import Resources
from shisaku.loaders.triples import (
    PROV,
    RDF,
    Triple,
    concept,
    labels,
    number,
    term,
    truth,
)

_SHORTCUTS = {
    ReferenceKind.REPRINT: "reprintOf",
    ReferenceKind.REPEAT: "repeatOf",
    ReferenceKind.RESTATEMENT: "restates",
    ReferenceKind.WITHIN_WHOLE: "withinWhole",
    ReferenceKind.SUB_LINE: "subLineOf",
    ReferenceKind.EDITION_COMPARISON: "comparesWith",
    ReferenceKind.RELATED_LINE: "relatedLine",
}


@dataclass
class ConcludedTriples:
    """Makes the triples of what the rules conclude; each conclusion names its rule and evidence."""

    conclusions: Conclusions
    named: Resources

    def triples(self) -> Iterator[Triple]:
        """Emit lines, figures, cross-references, successions and revisions."""
        for line in self.conclusions.lines.values():
            subject = self.named.line_iri(line.key)
            yield subject, RDF.type, term("BudgetLine")
            yield from labels(subject, line.label, line.english)
        for ref, key in self.conclusions.line_of.items():
            yield self.named.mention_iris[ref], term("mentionOf"), self.named.line_iri(key)
        for rate, key in self.conclusions.line_of_rate.items():
            yield (
                self.named.rate_iris[rate],
                term("appliesToLine"),
                self.named.line_iri(key),
            )
        for cap, key in self.conclusions.line_of_cap.items():
            yield self.named.cap_iris[cap], term("appliesToLine"), self.named.line_iri(key)
        yield from self._money_of_namings()
        yield from self._between_terms()
        for statement, figure in self.conclusions.about.items():
            yield (
                self.named.statement_iri(statement),
                term("aboutFigure"),
                self.named.figure_iri(figure),
            )
        counted = {figure.counted_from for figure in self.conclusions.figures.values()}
        for statement in self.conclusions.about:
            yield (
                self.named.statement_iri(statement),
                term("isCounted"),
                truth(statement in counted),
            )
        for value in self.conclusions.figures.values():
            yield from self._figure(value)
        for reference in self.conclusions.references:
            yield from self._reference_between(reference)
        yield from self._successions()
        yield from self._revisions()

    def _revisions(self) -> Iterator[Triple]:
        """Emit which edition a reissue revises."""
        for edition in (reading.edition for reading in self.conclusions.readings):
            if edition.revises:
                later, earlier = map(self.named.iris.edition, (edition.slug, edition.revises))
                yield URIRef(later), PROV.wasRevisionOf, URIRef(earlier)

    def _between_terms(self) -> Iterator[Triple]:
        """Emit which rates and caps override or repeat others, and what progress is about."""
        found, named = self.conclusions, self.named
        for overridden, iris in (
            (found.overridden_rates, named.rate_iris),
            (found.overridden_caps, named.cap_iris),
        ):
            for ref, others in overridden.items():
                for other in others:
                    yield iris[ref], term("overrides"), iris[other]
        for ref, first in found.repeated_rates.items():
            yield named.rate_iris[ref], term("repeatsRate"), named.rate_iris[first]
        for ref, target in found.targets_of_progress.items():
            yield named.progress_iris[ref], term("aboutTarget"), named.target_iris[target]

    def _figure(self, figure: Figure) -> Iterator[Triple]:
        """Emit an observation or a component, with its value."""
        subject, key = self.named.figure_iri(figure.key), figure.key
        kind = "BudgetComponent" if figure.component_of else "BudgetObservation"
        yield subject, RDF.type, term("BudgetFigure" if figure.is_superseded else kind)
        yield subject, term("figureOf"), self.named.line_iri(key.line)
        yield subject, term("fiscalYear"), URIRef(self.named.iris.fiscal_year(key.fiscal_year))
        yield subject, term("phase"), concept("phase", key.phase)
        yield subject, term("instrument"), concept("instrument", key.instrument)
        yield subject, term("amountAtMost" if figure.is_ceiling else "amount"), number(figure.yen)
        yield subject, term("lowerAmount"), number(figure.lower)
        yield subject, term("upperAmount"), number(figure.upper)
        yield subject, term("roundingUnit"), number(figure.rounding_unit)
        for phase in figure.phases:
            yield subject, term("printedPhase"), concept("phase", phase)
        yield subject, term("countedFrom"), self.named.statement_iri(figure.counted_from)
        if figure.component_of and not figure.is_superseded:
            yield subject, term("componentOf"), self.named.figure_iri(figure.component_of)
        if figure.funding:
            yield subject, term("fundingSource"), concept("funding", figure.funding)
        if figure.account:
            yield subject, term("account"), concept("account", figure.account)

    def _money_of_namings(self) -> Iterator[Triple]:
        """Emit the mentions that a naming with a role is about, and the funds of their lines."""
        for e, reading in enumerate(self.conclusions.readings):
            for n, citation in enumerate(reading.citations):
                subject = self.named.citation_iris[e, n]
                for m in citation.mentions:
                    yield subject, term("concernsMention"), self.named.mention_iris[e, m]
                if citation.mentions:
                    yield subject, term("concernsWhole"), truth(citation.is_whole)
            for fund in reading.funds:
                for m in fund.mentions:
                    line = self.named.line_iri(self.conclusions.line_of[e, m])
                    yield line, term("throughFund"), self.named.fund(fund.name)

    def _evidence(self, referent: Referent) -> URIRef:
        """Give the span that shows a conclusion; of a measure, its first heading's."""
        subject = self.named.referent_iri(referent)
        match referent:
            case (int() as e, tuple() as path):
                part = next(p for p in self.conclusions.readings[e].parts if p.path == path)
                n = part.headings.index(part.first_heading) + 1
                return URIRef(self.named.iris.span(self.named.iris.heading(subject, n)))
        return URIRef(self.named.iris.span(subject))

    def _reference_between(self, reference: CrossReference) -> Iterator[Triple]:
        """Emit a conclusion with rule and evidence, and the shortcut that says the same."""
        source = self.named.referent_iri(reference.source)
        subject = URIRef(self.named.iris.cross_reference(source, reference.kind))
        if reference.kind is ReferenceKind.RELATED_LINE:  # a line may have several
            other = self.conclusions.lines[str(reference.target)].slug
            subject = URIRef(self.named.iris.child(subject, other))
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
            yield subject, term("referenceCandidate"), self.named.referent_iri(candidate)
        if reference.status is Status.RESOLVED and reference.target is not None:
            target = self.named.referent_iri(reference.target)
            yield subject, term("referenceTo"), target
            yield source, term(_SHORTCUTS[reference.kind]), target

    def _successions(self) -> Iterator[Triple]:
        """Emit predecessor lines giving way to successors."""
        for event in self.conclusions.successions:
            reading = self.conclusions.readings[event.edition]
            slug = self.conclusions.lines[event.successor].slug
            subject = URIRef(self.named.iris.succession(slug, reading.edition.slug))
            successor = self.named.line_iri(event.successor)
            yield subject, RDF.type, term("SuccessionEvent")
            yield subject, RDF.type, PROV.Activity
            yield subject, term("successor"), successor
            yield subject, term("concludedBy"), concept("rule", event.rule)
            for key in event.predecessors:
                yield subject, term("predecessor"), self.named.line_iri(key)
                yield successor, term("succeeds"), self.named.line_iri(key)
            for ref in event.evidence:
                yield (
                    subject,
                    term("evidence"),
                    URIRef(self.named.iris.span(self.named.mention_iris[ref])),
                )
