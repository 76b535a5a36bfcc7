"""Make the report of a release: ask the catalogue, gather, and give the files that hold it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from shisaku.ontology.terms import CONCEPTS
from shisaku.server.report.balances import balance
from shisaku.server.report.findings import Warnings, find
from shisaku.server.report.places import Places
from shisaku.server.report.quality import as_turtle
from shisaku.server.report.records import Ask, Remark, Report
from shisaku.server.report.rendering import LANGUAGES, as_html, as_markdown

TURTLE = "report.ttl"


@dataclass(frozen=True, slots=True)
class Material:
    """What a build knows and the graph does not hold.

    record: the release's (``release.json``). base: of instance IRIs.
    """

    record: Mapping[str, Any]
    base: str
    remarks: tuple[Remark, ...]
    warnings: Warnings


def page_name(lang: str) -> str:
    """Give the file of the page in a language."""
    return f"report.{lang}.html"


def markdown_name(lang: str) -> str:
    """Give the file of the Markdown text in a language."""
    return f"report.{lang}.md"


REPORT_FILES = frozenset(
    {TURTLE, *(name(lang) for lang in LANGUAGES for name in (page_name, markdown_name))}
)


def make_report(ask: Ask, material: Material) -> Report:
    """Gather all findings of a release. ask: asks its graph a question of the catalogue."""
    places = Places(cache(ask))
    rules = {iri: n for iri, n in places.notations.items() if iri.startswith(f"{CONCEPTS}rule/")}
    editions = material.record["editions"]
    return Report(
        base=material.base,
        release=str(material.record["release"]),
        editions=tuple(str(edition["title"]) for edition in editions),
        sources={str(edition["source"]): str(edition["sha256"]) for edition in editions},
        slugs={str(edition["source"]): str(edition["slug"]) for edition in editions},
        rules={str(notation): places.names[iri] for iri, notation in rules.items()},
        checks=tuple(find(places, material.warnings)),
        balances=tuple(balance(places)),
        remarks=tuple(sorted(material.remarks)),
    )


def report_files(report: Report) -> Iterator[tuple[str, str]]:
    """Give the name and the text of each file of a report."""
    for lang in LANGUAGES:
        yield page_name(lang), as_html(report, lang)
        yield markdown_name(lang), as_markdown(report, lang)
    yield TURTLE, as_turtle(report)
