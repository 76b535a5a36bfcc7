"""Findings for other tools: GitHub's annotations, SARIF 2.1.0, and a SHACL report as Turtle."""

import json
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

from rdflib import Literal

from shisaku.shapes.findings import SHAPES, Breach, Finding, PrintedPlace

_SARIF = "https://json.schemastore.org/sarif-2.1.0.json"
_PREFIXES = {"sh": "http://www.w3.org/ns/shacl#", "shape": SHAPES}
_PROPERTY_ESCAPES = "%\r\n:,"
_MESSAGE_ESCAPES = "%\r\n"


def _level(finding: Finding) -> str:
    """Give the level that GitHub and SARIF have for a severity."""
    return {"Violation": "error", "Warning": "warning"}.get(finding.severity, "note")


def as_github(findings: Iterable[Finding]) -> str:
    """Give findings as workflow commands, a line each: GitHub shows them at the printed place."""
    return "\n".join(_command(finding) for finding in findings)


def _command(finding: Finding) -> str:
    """Give one finding as a workflow command; one without a place stands beside no file."""
    properties: dict[str, object] = {"title": f"SHACL {finding.shape}"}
    for place in finding.places[:1]:
        properties |= {"file": place.source, "line": place.line, "endLine": place.end_line}
        if place.line == place.end_line:  # columns within one line only
            properties |= {"col": place.column, "endColumn": place.end_column}
    pairs = [
        f"{key}={_escaped(str(value), _PROPERTY_ESCAPES)}"
        for key, value in properties.items()
        if value
    ]
    others = (str(place) for place in finding.places[1:])
    said = "\n".join((finding.message_ja, finding.message_en, finding.focus_node, *others))
    level = _level(finding).replace("note", "notice")
    return f"::{level} {','.join(pairs)}::{_escaped(said, _MESSAGE_ESCAPES)}"


def _escaped(text: str, characters: str) -> str:
    """Write some characters of a text as ``%0A``."""
    return "".join(f"%{ord(c):02X}" if c in characters else c for c in text)


def as_sarif(findings: Sequence[Finding], version: str) -> str:
    """Give findings as a SARIF 2.1.0 log; version: of the tool."""
    rules = {finding.shape: finding for finding in findings}
    driver = {
        "name": "shisaku",
        "version": version,
        "rules": [_rule(rules[shape]) for shape in sorted(rules)],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding) for finding in findings],
    }
    log = {"$schema": _SARIF, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def _rule(finding: Finding) -> dict[str, Any]:
    """Give the shape of a finding as a rule (SARIF §3.49)."""
    return {
        "id": finding.shape,
        "shortDescription": {"text": finding.message_en},
        "fullDescription": {"text": f"{finding.message_ja}\n{finding.message_en}"},
        "defaultConfiguration": {"level": _level(finding)},
    }


def _result(finding: Finding) -> dict[str, Any]:
    """Give a finding as a result (SARIF §3.27): one place is its own, the others are related."""
    location: dict[str, Any] = {"logicalLocations": [{"fullyQualifiedName": finding.focus_node}]}
    printed = [_location(place) for place in finding.places if place.source]
    return {
        "ruleId": finding.shape,
        "level": _level(finding),
        "message": {"text": f"{finding.message_ja}\n{finding.message_en}"},
        "locations": [location | (printed[0] if printed else {})],
        "relatedLocations": printed[1:],
    }


def _location(place: PrintedPlace) -> dict[str, Any]:
    """Give a place as a physical location; SARIF ends a region before endColumn (§3.30.8)."""
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column and place.end_column + 1,
    }
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(place.source)},
            "region": {name: number for name, number in region.items() if number},
        }
    }


def as_turtle(findings: Sequence[Finding]) -> str:
    """Give findings as a SHACL validation report (SHACL §3.6), one result for each breach."""
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in _PREFIXES.items())
    results = "".join(
        f" ;\n    sh:result {_report_result(finding, breach)}"
        for finding in findings
        for breach in finding.breaches
    )
    conforms = "false" if findings else "true"
    return f"{head}\n[] a sh:ValidationReport ;\n    sh:conforms {conforms}{results} .\n"


def _report_result(finding: Finding, breach: Breach) -> str:
    """Give one result as a blank node in Turtle."""
    focus = finding.focus_node
    pairs = {
        "sh:focusNode": f"<{focus}>" if ":" in focus else f"_:{focus}",
        "sh:resultSeverity": f"sh:{finding.severity}",
        "sh:sourceShape": f"shape:{finding.shape}",
        "sh:sourceConstraintComponent": breach.component,
        "sh:resultPath": breach.path,
        "sh:value": breach.value,
        "sh:resultMessage": ", ".join(
            Literal(text, lang=language).n3()
            for language, text in (("ja", finding.message_ja), ("en", finding.message_en))
        ),
    }
    said = " ;\n        ".join(f"{name} {value}" for name, value in pairs.items() if value)
    return f"[\n        a sh:ValidationResult ;\n        {said} ]"
