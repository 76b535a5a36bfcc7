"""What validation found, as records and as text or JSON that points into the printed source."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One result of a shape.

    shape: ``S06``. severity: Violation or Warning. focus_node: IRI, or label of a blank node.
    lines: printed source lines, ascending; source: the name of the file they are in.
    """

    severity: str
    shape: str
    lines: tuple[int, ...]
    focus_node: str
    message_ja: str
    message_en: str
    source: str = ""


def as_text(findings: Iterable[Finding]) -> str:
    """Give findings for people: place, shape, both messages, focus node."""
    return "\n".join(_paragraph(finding) for finding in findings)


def _paragraph(finding: Finding) -> str:
    """Give one finding as three lines; the first opens in an editor."""
    line = f":{finding.lines[0]}" if finding.lines else ""
    place = f"{finding.source or 'L'}{line}" if finding.lines else "-"
    others = ", ".join(f"L{number}" for number in finding.lines[1:])
    return (
        f"{place}: {finding.severity} {finding.shape}{f' ({others})' if others else ''}\n"
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
            "message": {"ja": finding.message_ja, "en": finding.message_en},
        }
        for finding in findings
    ]
    return json.dumps(records, ensure_ascii=False, indent=2)
