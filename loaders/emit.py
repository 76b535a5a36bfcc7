"""Records → quads in the contract's vocabulary: what is printed, apart from what is concluded."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from rdflib import DCTERMS, URIRef

from shisaku.loaders.citation_triples import cited_triples
from shisaku.loaders.cited import known_by_key
from shisaku.loaders.conclude.records import Conclusions
from shisaku.loaders.concluded_triples import ConcludedTriples
from shisaku.loaders.names import name_key
from shisaku.loaders.printed_triples import PrintedTriples
from shisaku.loaders.records import Edition, Reading
from shisaku.loaders.resources import Resources
from shisaku.loaders.triples import (
    ORG,
    RDF,
    TIME,
    XSD,
    Literal,
    Triple,
    labels,
    lines_of,
    number,
    term,
)
from shisaku.loaders.years import era_name
from shisaku.ontology.iris import Iris

_MINISTRY = ("省", "庁", "府")


def printed_quads(reading: Reading, iris: Iris) -> list[str]:
    """Give what one edition prints, in a graph of its own, as sorted lines of N-Quads."""
    graph = f"{iris.base}graph/printed/{reading.edition.slug}"
    printed = PrintedTriples(Resources([reading], iris))
    return sorted(set(lines_of(printed.triples(0, reading), graph)))


def text_quads(reading: Reading, iris: Iris) -> list[str]:
    """Give the prose of one edition, in a graph of its own, as sorted lines of N-Quads."""
    graph = f"{iris.base}graph/text/{reading.edition.slug}"
    printed = PrintedTriples(Resources([reading], iris))
    return sorted(set(lines_of(printed.text_triples(reading), graph)))


@dataclass
class Emitter:
    """Makes the quads of what is concluded from some editions, and of what they refer to.

    Lines come in no order, and some of them more than once.
    """

    conclusions: Conclusions
    iris: Iris = field(default_factory=Iris)

    def __post_init__(self) -> None:
        """Name the resources."""
        c = self.conclusions
        self.named = Resources(c.readings, self.iris, c.lines, c.figures)

    def concluded(self) -> Iterator[str]:
        """Give what is concluded, as lines of N-Quads."""
        triples = ConcludedTriples(self.conclusions, self.named).triples()
        return lines_of(triples, f"{self.iris.base}graph/concluded")

    def reference(self) -> Iterator[str]:
        """Give what the editions refer to, as lines of N-Quads."""
        return lines_of(self._reference(), f"{self.iris.base}graph/reference")

    def _reference(self) -> Iterator[Triple]:
        """Emit series, fiscal years, organizations, laws and policy documents."""
        for reading in self.conclusions.readings:
            yield from self._series(reading.edition)
        years = {r.edition.fiscal_year for r in self.conclusions.readings}
        years |= {key.fiscal_year for key in self.conclusions.figures}
        for reading in self.conclusions.readings:
            years |= {target.fiscal_year for target in reading.targets}
            years |= {milestone.fiscal_year for milestone in reading.milestones}
        for year in sorted(y for y in years if y):
            yield from self._fiscal_year(year)
        publishers = {r.edition.publisher for r in self.conclusions.readings} - {""}
        mentions = (m for reading in self.conclusions.readings for m in reading.mentions)
        for name in sorted(publishers | {name for m in mentions for name in m.holders}):
            yield from self._organization(name, name in publishers or name.endswith(_MINISTRY))
        namings = [c for reading in self.conclusions.readings for c in reading.citations]
        yield from cited_triples(namings, self.iris)

    def _series(self, edition: Edition) -> Iterator[Triple]:
        """Emit the series that an edition is in, and whose it is."""
        subject = URIRef(self.iris.series(edition.series.slug))
        yield subject, RDF.type, term("DocumentSeries")
        yield from labels(subject, edition.series.japanese, edition.series.english)
        if edition.publisher:
            yield subject, DCTERMS.publisher, self.named.organization(edition.publisher)

    def _organization(self, name: str, is_ministry: bool) -> Iterator[Triple]:
        """Emit a publisher, or an organization that holds money."""
        subject, known = (
            self.named.organization(name),
            known_by_key(texts=False).get(name_key(name)),
        )
        for kind in ("Ministry", "Organization") if is_ministry else ("Organization",):
            yield subject, RDF.type, term(kind)
        yield subject, RDF.type, ORG.Organization
        yield from labels(subject, name, known.english if known else None)

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
