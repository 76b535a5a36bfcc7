"""Rates, caps and grants without a rate → triples, the printed places apart."""

from collections.abc import Iterator, Sequence

from rdflib import URIRef

from shisaku.loaders.records import Cap, Condition, FixedGrant, LocalFinanceMeasure, Rate
from shisaku.loaders.triples import (
    RDF,
    XSD,
    Literal,
    Triple,
    concept,
    number,
    said,
    term,
    text,
    truth,
)
from shisaku.ontology.iris import Iris


def rate_triples(subject: URIRef, part: URIRef, rate: Rate, iris: Iris) -> Iterator[Triple]:
    """Emit one printed rate with its conditions (contract section 6.15)."""
    yield part, term("hasRate"), subject
    yield subject, RDF.type, term("SubsidyRate")
    yield subject, term("printedRate"), text(rate.text)
    yield subject, term("rateNumerator"), number(rate.numerator)
    yield subject, term("rateDenominator"), number(rate.denominator)
    yield subject, term("rateKind"), concept("ratekind", rate.kind)
    for qualifier in rate.qualifiers:
        yield subject, term("rateQualifier"), concept("qualifier", qualifier)
    for recipient in rate.recipients:
        yield subject, term("recipient"), concept("recipient", recipient)
    if rate.base:
        yield subject, term("rateBase"), said(rate.base)
    if rate.target:
        yield subject, term("rateTarget"), said(rate.target)
    if rate.subsidised:
        yield subject, term("rateObject"), said(rate.subsidised)
    yield from _conditions(subject, rate.conditions, iris)


def fixed_triples(subject: URIRef, part: URIRef, grant: FixedGrant, iris: Iris) -> Iterator[Triple]:
    """Emit one grant of a fixed amount; its words are all there is."""
    del grant, iris
    yield part, term("hasFixedGrant"), subject
    yield subject, RDF.type, term("FixedGrant")


def local_finance_triples(
    subject: URIRef, part: URIRef, measure: LocalFinanceMeasure, iris: Iris
) -> Iterator[Triple]:
    """Emit one measure of local finance that is printed without a fraction."""
    del iris
    yield part, term("hasLocalFinanceMeasure"), subject
    yield subject, RDF.type, term("LocalFinanceMeasure")
    yield subject, term("rateKind"), concept("ratekind", measure.kind)


def cap_triples(subject: URIRef, part: URIRef, cap: Cap, iris: Iris) -> Iterator[Triple]:
    """Emit one printed cap in yen with its conditions."""
    yield part, term("hasCap"), subject
    yield subject, RDF.type, term("GrantCap")
    yield subject, term("capAmount"), number(cap.yen)
    if cap.period:
        yield subject, term("capPeriod"), Literal(cap.period, datatype=XSD.duration)
    yield from _conditions(subject, cap.conditions, iris)


def _conditions(subject: URIRef, conditions: Sequence[Condition], iris: Iris) -> Iterator[Triple]:
    """Emit the conditions of a rate or cap."""
    for n, condition in enumerate(conditions, start=1):
        node = URIRef(iris.condition(subject, n))
        yield subject, term("hasCondition"), node
        yield node, term("position"), number(n)
        yield from _condition(node, condition)


def _condition(subject: URIRef, condition: Condition) -> Iterator[Triple]:
    """Emit one condition, with its bounds as decimals."""
    yield subject, RDF.type, term("RateCondition")
    yield subject, term("conditionText"), said(condition.text)
    yield subject, term("restricts"), truth(condition.restricts)
    if condition.variable:
        yield subject, term("conditionVariable"), concept("variable", condition.variable)
    for name, value in condition.bounds:
        yield subject, term(name), Literal(value, datatype=XSD.decimal)
