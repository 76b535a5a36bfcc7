"""Organizations, laws and policy documents → triples, the printed places apart."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from rdflib import DCTERMS, SKOS, URIRef

from shisaku.loaders.cited import Known, known_by_key
from shisaku.loaders.names import name_key, unregistered_slug
from shisaku.loaders.records import ActorRole, Citation
from shisaku.loaders.triples import ORG, RDF, XSD, Literal, Triple, concept, labels, term, text
from shisaku.ontology.iris import Iris

_WIKIDATA = "http://www.wikidata.org/entity/"
_LAW, _POLICY = "LegalResource", "PolicyDocument"
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
        for citation in namings:
            yield from _printed_of(subject, citation)


def _printed_of(subject: URIRef, citation: Citation) -> Iterator[Triple]:
    """Emit law number, day and body of decision that one naming prints."""
    if citation.number:
        yield subject, DCTERMS.identifier, text(name_key(citation.number))
    if citation.issued:
        yield subject, DCTERMS.issued, Literal(citation.issued, datatype=XSD.date)
    if citation.decision:
        yield subject, term("decision"), text(citation.decision)


def naming_triples(
    subject: URIRef, part: URIRef, citation: Citation, iris: Iris
) -> Iterator[Triple]:
    """Emit one printed naming, and the link from its part that says the same."""
    thing = cited_iri(citation, iris)
    yield subject, RDF.type, term("Citation")
    yield subject, term("names"), thing
    yield subject, term("citedIn"), part
    yield part, term("cites" if citation.is_text else "mentions"), thing
    if citation.role:
        yield part, term(_OF_PART[citation.role]), thing
        yield subject, term("statedRole"), concept("actor", citation.role)
