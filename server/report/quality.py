"""The report as RDF: measurements and annotations (DQV), which are results of SHACL as well."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from shisaku.ontology.iris import Iris
from shisaku.ontology.terms import CONCEPTS, PREFIXES
from shisaku.server.report.findings import NO_COMPARISON, NO_ORIGINAL, NO_WHOLE, UNTITLED
from shisaku.server.report.records import Balance, Finding, Kind, Report, Words
from shisaku.server.report.texts import texts

_INCOMPLETE = {NO_COMPARISON, NO_ORIGINAL, NO_WHOLE, UNTITLED}
_PREFIXES = {
    "dqv": "http://www.w3.org/ns/dqv#",
    "ldqd": "http://www.w3.org/2016/05/ldqd#",
    "rule": f"{CONCEPTS}rule/",
    "sh": "http://www.w3.org/ns/shacl#",
    "shape": "https://w3id.org/shisaku/shape/",
    **{name: PREFIXES[name] for name in ("dcat", "dcterms", "oa", "rdf", "rdfs", "skos", "xsd")},
}
Object = ox.NamedNode | ox.Literal
Said = Iterator[ox.Triple]


def as_turtle(report: Report) -> str:
    """Give the report as Turtle; the same report gives the same bytes (no node is blank)."""
    body = ox.serialize(_Quality(report).triples(), format=ox.RdfFormat.TURTLE, prefixes=_PREFIXES)
    return (body or b"").decode()


def _name(curie: str) -> ox.NamedNode:
    """Give the IRI of a prefixed name."""
    prefix, _, local = curie.partition(":")
    return ox.NamedNode(_PREFIXES[prefix] + local)


def _both(words: Words) -> tuple[ox.Literal, ox.Literal]:
    """Give a text as literals in both languages."""
    return ox.Literal(words.ja, language="ja"), ox.Literal(words.en, language="en")


def _said(subject: str, **values: Sequence[Object] | Object) -> Said:
    """Give triples of one subject; ``sh_focusNode`` stands for ``sh:focusNode``."""
    for key, objects in values.items():
        predicate = _name("rdf:type" if key == "a" else key.replace("_", ":", 1))
        for value in [objects] if isinstance(objects, ox.NamedNode | ox.Literal) else objects:
            yield ox.Triple(ox.NamedNode(subject), predicate, value)


@dataclass(frozen=True)
class _Quality:
    """Makes the triples of a report; its own resources stand under ``{base}report``."""

    report: Report

    @property
    def _report(self) -> str:
        return f"{self.report.base}report"

    @property
    def _dataset(self) -> ox.NamedNode:
        return ox.NamedNode(f"{self.report.base}dataset")

    def triples(self) -> Said:
        """Give report, dataset, then each kind with its findings, the balances and remarks."""
        yield from _said(
            self._report,
            a=_name("sh:ValidationReport"),
            dcterms_title=_both(_text("title")),
            sh_conforms=ox.Literal(self.report.found == 0),
            sh_result=[ox.NamedNode(iri) for iri in self._results()],
        )
        yield from _said(
            self._dataset.value,
            a=_name("dcat:Dataset"),
            dcterms_identifier=ox.Literal(self.report.release),
            dcterms_title=[ox.Literal(title, language="ja") for title in self.report.editions],
        )
        for kind, findings in self.report.checks:
            yield from self._metric(kind.name, _text(f"kind.{kind.name}"), kind in _INCOMPLETE)
            yield from self._measured(f"{kind.name}/count", kind.name, len(findings))
            for n, finding in enumerate(findings, start=1):
                yield from self._finding(f"{self._report}/{kind.name}/{n}", kind, finding)
        yield from self._metric("difference", _text("balances"), False)
        for n, balance in enumerate(self.report.balances, start=1):
            yield from self._balance(f"balance/{n}", balance)
        yield from self._remarks()

    def _results(self) -> Iterator[str]:
        """Give the IRIs of all findings."""
        for kind, findings in self.report.checks:
            yield from (f"{self._report}/{kind.name}/{n + 1}" for n in range(len(findings)))

    def _metric(self, name: str, label: Words, is_completeness: bool) -> Said:
        """Say what is counted."""
        yield from _said(
            f"{self._report}/{name}",
            a=_name("dqv:Metric"),
            skos_prefLabel=_both(label),
            dqv_expectedDataType=_name("xsd:integer"),
            dqv_inDimension=_name("ldqd:completeness" if is_completeness else "ldqd:consistency"),
        )

    def _measured(self, name: str, metric: str, value: int) -> Said:
        """Say a number found of the dataset."""
        yield from _said(
            f"{self._report}/{name}",
            a=_name("dqv:QualityMeasurement"),
            dqv_computedOn=self._dataset,
            dqv_isMeasurementOf=ox.NamedNode(f"{self._report}/{metric}"),
            dqv_value=ox.Literal(value),
        )

    def _finding(self, iri: str, kind: Kind, finding: Finding) -> Said:
        """Say one finding, as an annotation of what is printed and as a result of SHACL."""
        spots = [printing.spot for printing in finding.printings]
        places = "; ".join(f"L{spot.line} {' '.join(spot.text.split())}" for spot in spots)
        title = _text(f"kind.{kind.name}")
        message = Words(
            f"{title.ja}: {finding.subject.ja} ({places})",
            f"{title.en}: {finding.subject.en} ({places})",
        )
        yield from _said(
            iri,
            a=(_name("sh:ValidationResult"), _name("dqv:QualityAnnotation")),
            sh_focusNode=ox.NamedNode(spots[0].iri),
            sh_resultSeverity=_name("sh:Warning"),
            sh_sourceConstraintComponent=_name("sh:SPARQLConstraintComponent"),
            sh_sourceShape=[_name(f"shape:{kind.shape}")] if kind.shape else [],
            sh_resultMessage=_both(message),
            oa_hasTarget=[ox.NamedNode(spot.iri) for spot in spots],
            oa_motivatedBy=_name("dqv:qualityAssessment"),
            rdfs_seeAlso=[_name(f"rule:{kind.rule}")] if kind.rule else [],
        )

    def _balance(self, name: str, balance: Balance) -> Said:
        """Say by how many yen print exceeds what is counted, and which figures make it."""
        yield from self._measured(name, "difference", balance.doubled + balance.unknown)
        label = Words(
            f"{balance.year.ja} {balance.phase.ja} {balance.instrument.ja}",
            f"{balance.year.en} {balance.phase.en} {balance.instrument.en}",
        )
        yield from _said(f"{self._report}/{name}", rdfs_label=_both(label))
        for n, item in enumerate(balance.uncounted, start=1):
            yield from _said(
                f"{self._report}/{name}/{n}",
                a=_name("dqv:QualityAnnotation"),
                oa_hasTarget=ox.NamedNode(item.printing.spot.iri),
                oa_motivatedBy=_name("dqv:qualityAssessment"),
                dcterms_isPartOf=ox.NamedNode(f"{self._report}/{name}"),
                rdf_value=ox.Literal(item.yen),
                rdfs_comment=_both(_text(f"reason.{item.reason}")),
                rdfs_seeAlso=_name(f"rule:{item.rule}"),
                dcterms_relation=[ox.NamedNode(item.counted.spot.iri)] if item.counted else [],
            )

    def _remarks(self) -> Said:
        """Say what reading could not settle, as annotations of the source."""
        for n, remark in enumerate(self.report.remarks, start=1):
            said = Words(f"L{remark.line}: {remark.what.ja}", f"L{remark.line}: {remark.what.en}")
            source = Iris(self.report.base).source(self.report.sources[remark.source])
            yield from _said(
                f"{self._report}/remark/{n}",
                a=_name("dqv:QualityAnnotation"),
                oa_hasTarget=ox.NamedNode(source),
                oa_motivatedBy=_name("dqv:qualityAssessment"),
                rdfs_comment=_both(said),
            )


def _text(key: str) -> Words:
    """Give one of the report's own texts in both languages."""
    return Words(texts("ja")[key], texts("en")[key])
