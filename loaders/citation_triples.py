"""Organizations, laws, documents and funds → triples, the printed places apart."""

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set

from rdflib import DCTERMS, SKOS, URIRef

from shisaku.loaders.cited import (
    Known,
    known_by_key,
    known_funds,
)
from shisaku.loaders.names import name_key, unregistered_slug
from shisaku.loaders.records import ActorRole, Citation, Fund
from shisaku.loaders.triples import (
    ORG,
    PROV,
    RDF,
    XSD,
    Literal,
    Triple,
    concept,
    labels,
    term,
    text,
)
from shisaku.ontology.iris import Iris

_WIKIDATA = "http://www.wikidata.org/entity/"
_LAW, _POLICY = "LegalResource", "PolicyDocument"
_DATES = {len("2023"): XSD.gYear, len("2023-06"): XSD.gYearMonth, len("2023-06-16"): XSD.date}
_OF_PART = {
    ActorRole.IMPLEMENTS: "implementedBy",
    ActorRole.RECEIVES: "grantedTo",
    ActorRole.BUDGETS: "partBudgetedBy",
}


def cited_iri(citation: Citation, iris: Iris) -> URIRef:
    """Give the IRI of the organization, law or policy document that is named."""
    known = _known(citation)
    slug = known.slug if known else unregistered_slug(citation.key)
    make = {_LAW: iris.law, _POLICY: iris.policy}.get(citation.kind, iris.organization)
    return URIRef(make(slug))


def _known(citation: Citation) -> Known | None:
    """Give the reviewed entry of what is named."""
    return known_by_key(citation.is_text).get(citation.key)


def cited_triples(citations: Sequence[Citation], iris: Iris) -> Iterator[Triple]:
    """Emit what is known of each thing named: class, labels, law numbers, days of decision."""
    by_thing: dict[URIRef, list[Citation]] = defaultdict(list)
    for citation in citations:
        by_thing[cited_iri(citation, iris)].append(citation)
    for subject, namings in sorted(by_thing.items()):
        first, known = namings[0], _known(namings[0])
        yield subject, RDF.type, term(first.kind)
        if not first.is_text:
            yield subject, RDF.type, term("Organization")
            yield subject, RDF.type, ORG.Organization
        yield from labels(subject, first.name, known.english if known else None)
        if known and known.wikidata:
            yield subject, SKOS.exactMatch, URIRef(f"{_WIKIDATA}{known.wikidata}")
        for issued in _most_precise({c.issued for c in namings if c.issued}):
            yield subject, DCTERMS.issued, Literal(issued, datatype=_DATES[len(issued)])
        for citation in namings:
            yield from _printed_of(subject, citation, iris)


def _most_precise(dates: Set[str]) -> list[str]:
    """Give the dates in ISO form that are no beginning of another: 2023-06-16, not 2023-06."""
    return sorted(d for d in dates if not any(o.startswith(d) for o in dates - {d}))


def _printed_of(subject: URIRef, citation: Citation, iris: Iris) -> Iterator[Triple]:
    """Emit law number, body of decision and the organization above that one naming prints."""
    if citation.number:
        yield subject, DCTERMS.identifier, text(name_key(citation.number))
    if citation.decision:
        yield subject, term("decision"), text(citation.decision)
    if citation.within:
        yield subject, ORG.subOrganizationOf, _organization(citation.within, iris)


def _organization(key: str, iris: Iris) -> URIRef:
    """Give the IRI of an organization by the key of its name."""
    known = known_by_key(texts=False).get(key)
    return URIRef(iris.organization(known.slug if known else unregistered_slug(key)))


def naming_triples(
    subject: URIRef, part: URIRef, citation: Citation, iris: Iris
) -> Iterator[Triple]:
    """Emit one printed naming, and the link from its part that says the same."""
    thing = cited_iri(citation, iris)
    yield subject, RDF.type, term("Citation")
    yield subject, term("names"), thing
    yield subject, term("citedIn"), part
    yield part, term("cites" if citation.is_text else "mentions"), thing
    for name, words in (("provision", citation.provision), ("printedDate", citation.date)):
        if words:
            yield subject, term(name), text(words)
    if citation.is_basis:
        yield subject, term("citationKind"), concept("citation", "basis")
    if citation.role:
        if citation.role in _OF_PART:
            yield part, term(_OF_PART[citation.role]), thing
        yield subject, term("statedRole"), concept("actor", citation.role)


def fund_triples(subject: URIRef, fund: Fund, iris: Iris) -> Iterator[Triple]:
    """Emit what one naming says of a fund: its name, and who keeps it."""
    known = known_funds().get(fund.name)
    yield subject, RDF.type, term("Fund")
    yield subject, RDF.type, PROV.Entity
    yield from labels(subject, fund.name, known.english if known else None)
    if fund.keeper:
        yield subject, term("keptBy"), _organization(fund.keeper, iris)
