"""What validation found, as records and as text or JSON that points into the printed source."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

SHAPES = "https://w3id.org/shisaku/shape/"
"""The namespace of the shapes: a shape's number follows."""


@dataclass(frozen=True, slots=True, order=True)
class PrintedPlace:
    """Where something is printed: file name, lines and columns from 1, the ends included."""

    source: str
    line: int
    column: int = 1
    end_line: int = 0
    end_column: int = 0

    def __str__(self) -> str:
        """Give ``file:line:column``, which editors and terminals open."""
        return f"{self.source or 'L'}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Breach:
    """One constraint that a focus node breaks: its component (IRI), and path and value as Turtle.

    path, value: empty where the constraint is about no property or no value.
    """

    component: str
    path: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One node that breaks one shape, in one or several ways.

    shape: ``S06``. severity: Violation or Warning. focus_node: IRI, or label of a blank node.
    places: where the node, or the nearest printed thing it leads to, is printed; ascending.
    distance: how far that thing is, by the validator's list of ways.
    """

    severity: str
    shape: str
    places: tuple[PrintedPlace, ...]
    focus_node: str
    message_ja: str
    message_en: str
    breaches: tuple[Breach, ...] = ()
    distance: int = 0

    @property
    def lines(self) -> tuple[int, ...]:
        """Give the printed lines, ascending."""
        return tuple(sorted({place.line for place in self.places}))

    @property
    def source(self) -> str:
        """Give the name of the file of the first place."""
        return self.places[0].source if self.places else ""


def merged(findings: Iterable[Finding]) -> list[Finding]:
    """Give one finding for a node, shape and severity, with its nearest places and all breaches.

    Violations come first, then by shape, line and focus node.
    """
    found: dict[tuple[str, str, str], Finding] = {}
    for finding in findings:
        key = (finding.severity, finding.shape, finding.focus_node)
        other = found.get(key, finding)
        nearest = min(finding.distance, other.distance)
        near = [one for one in (finding, other) if one.distance == nearest]
        found[key] = replace(
            near[0],
            places=tuple(sorted({place for one in near for place in one.places})),
            breaches=tuple(sorted({*finding.breaches, *other.breaches})),
        )
    return sorted(
        found.values(), key=lambda f: (f.severity != "Violation", f.shape, f.lines, f.focus_node)
    )


def beside(findings: Iterable[Finding], folder: str) -> list[Finding]:
    """Give findings with the folder of the printed sources before each file name."""
    return [
        replace(
            finding,
            places=tuple(replace(p, source=f"{folder}/{p.source}") for p in finding.places),
        )
        for finding in findings
    ]


def as_text(findings: Iterable[Finding]) -> str:
    """Give findings for people: place, shape, both messages, focus node."""
    return "\n".join(_paragraph(finding) for finding in findings)


def _paragraph(finding: Finding) -> str:
    """Give one finding as four lines; the first opens in an editor."""
    first, *others = map(str, finding.places or ("-",))
    beside = f" ({', '.join(others)})" if others else ""
    return (
        f"{first}: {finding.severity} {finding.shape}{beside}\n"
        f"  {finding.message_ja}\n  {finding.message_en}\n  {finding.focus_node}"
    )


def as_json(findings: Sequence[Finding]) -> str:
    """Give findings as a JSON list, the printed source lines under ``line``."""
    records = [
        {
            "shape": finding.shape,
            "severity": finding.severity,
            "focus": finding.focus_node,
            "line": list(finding.lines),
            "source": finding.source,
            "places": [str(place) for place in finding.places],
            "message": {"ja": finding.message_ja, "en": finding.message_en},
        }
        for finding in findings
    ]
    return json.dumps(records, ensure_ascii=False, indent=2)


def as_records(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Give findings to be kept as JSON; `from_records` reads them back."""
    return [asdict(finding) for finding in findings]


def from_records(records: Iterable[dict[str, Any]]) -> list[Finding]:
    """Read findings that were kept; raises KeyError where an earlier version kept less."""
    return [
        Finding(
            **record
            | {
                "distance": record["distance"],
                "places": tuple(PrintedPlace(**place) for place in record["places"]),
                "breaches": tuple(Breach(**breach) for breach in record["breaches"]),
            }
        )
        for record in records
    ]


def summary(findings: Sequence[Finding]) -> str:
    """Count violations and warnings, in both languages."""
    violations = sum(finding.severity == "Violation" for finding in findings)
    warnings = len(findings) - violations
    return f"{violations} violations, {warnings} warnings / 違反{violations}件、注意{warnings}件"
