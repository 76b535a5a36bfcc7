"""Targets, milestones and progress figures → triples, the printed places apart."""

from collections.abc import Iterator

from rdflib import URIRef

from shisaku.loaders.cited import target_words
from shisaku.loaders.records import Milestone, Progress, Target
from shisaku.loaders.triples import RDF, XSD, Literal, Triple, labels, said, term, text, truth
from shisaku.loaders.years import era_name
from shisaku.ontology.iris import Iris


def target_triples(subject: URIRef, part: URIRef, target: Target, iris: Iris) -> Iterator[Triple]:
    """Emit one printed target: what, how much, by when or within how many years."""
    yield part, term("hasTarget" if target.is_own else "contributesTo"), subject
    yield subject, RDF.type, term("PolicyTarget")
    yield subject, term("targetValue"), Literal(target.value, datatype=XSD.decimal)
    yield subject, term("targetUnit"), text(target.unit)
    yield subject, term("isApproximate"), truth(target.is_approximate)
    if target.time:
        yield subject, term("targetTime"), text(target.time)
    if target.within:
        yield subject, term("withinYears"), Literal(target.within, datatype=XSD.decimal)
    if target.fiscal_year:
        yield subject, term("targetYear"), URIRef(iris.fiscal_year(target.fiscal_year))
    yield from labels(subject, _japanese(target), _english(target))


def milestone_triples(
    subject: URIRef, part: URIRef, milestone: Milestone, iris: Iris
) -> Iterator[Triple]:
    """Emit one printed milestone: what is to be done, and when."""
    yield part, term("hasMilestone"), subject
    yield subject, RDF.type, term("Milestone")
    yield subject, term("milestoneText"), said(milestone.text)
    if milestone.object:
        yield subject, term("milestoneObject"), said(milestone.object)
    yield subject, term("targetTime"), text(milestone.time)
    if milestone.fiscal_year:
        yield subject, term("targetYear"), URIRef(iris.fiscal_year(milestone.fiscal_year))
    what = f"{milestone.object}の{milestone.text}" if milestone.object else milestone.text
    english = target_words().get(what)
    since = "from " if milestone.time.endswith("以降") else ""
    when = since + _english_time(milestone.fiscal_year, milestone.time.removesuffix("以降"))
    japanese = f"{what}（{milestone.time}）"
    yield from labels(subject, japanese, english and f"{english} ({when})")


def progress_triples(
    subject: URIRef, part: URIRef, progress: Progress, iris: Iris
) -> Iterator[Triple]:
    """Emit one printed progress figure: how much, and as of when."""
    del iris
    yield part, term("hasProgress"), subject
    yield subject, RDF.type, term("ProgressFigure")
    yield subject, term("progressValue"), Literal(progress.value, datatype=XSD.decimal)
    yield subject, term("progressUnit"), text(progress.unit)
    yield subject, term("isApproximate"), truth(progress.is_approximate)
    if progress.indicator:
        yield subject, term("progressIndicator"), said(progress.indicator)
    if progress.as_of:
        yield subject, term("progressAsOf"), text(progress.as_of)


def _japanese(target: Target) -> str:
    """Give a label such as 現役隊員数 10000人（令和8年度）."""
    time = era_name(target.fiscal_year) if target.fiscal_year else target.time
    when = f"{target.within}年以内" if target.within else time
    about = "約" if target.is_approximate else ""
    number = f"{about}{target.value}"
    is_level = target.unit.isupper()  # the unit is the scale's name
    said = (
        f"{target.unit} {number}"
        if is_level
        else f"{target.indicator or '目標'} {number}{target.unit}"
    )
    return f"{said}（{when}）" if when else said


def _english(target: Target) -> str | None:
    """Give the label in English, None where a word of it is not in the reviewed file."""
    words = target_words()
    what = words.get(target.indicator) if target.indicator else "target"
    unit = target.unit if target.unit.isascii() else words.get(target.unit)
    if what is None or unit is None:
        return None
    time = _english_time(target.fiscal_year, target.time or "")
    when = f"within {target.within} years" if target.within else time
    about = "about " if target.is_approximate else ""
    number = f"{about}{target.value}"
    if unit.isupper():
        said = f"{unit}: {number}"
    else:
        said = f"{what}: {number}{'' if unit == '%' else ' '}{unit}"
    return f"{said} ({when})" if when else said


def _english_time(fiscal_year: int | None, time: str) -> str:
    """Give a fiscal year as FY2024, else the time as printed, of a calendar year its number."""
    return f"FY{fiscal_year}" if fiscal_year else time.strip("年")
