"""The graph of the 2024 document violates nothing, and its warnings are known."""

import json

import pytest
from rdflib import Graph

from shisaku.shapes.findings import Finding, as_json, as_text
from shisaku.shapes.validator import validate
from tests.shapes.breaks import STATEMENT
from tests.shapes.changes import changed, put

pytestmark = pytest.mark.slow


def test_the_real_graph_violates_nothing_and_its_warnings_are_known(known: list[Finding]) -> None:
    assert {(f.severity, f.shape, f.lines) for f in known} == {
        ("Warning", "S28", (3509,)),  # 4年度2次補正 against 4年度補正 of L1313
        ("Warning", "S28", (3517,)),  # the same against L1321
        ("Warning", "S33", (2982,)),  # 再掲 without an original
        ("Warning", "S36", (3507,)),
        ("Warning", "S36", (3515,)),
    }


def test_a_finding_names_focus_line_and_what_is_wrong_in_both_languages(graph: Graph) -> None:
    with changed(graph, [put(STATEMENT, "printedAmount", "39.3億円")]):
        findings = validate(graph, only=["S06"])
    (record,) = json.loads(as_json(findings))

    assert record["focus"] == str(STATEMENT)
    assert record["line"] == [926]
    assert "円換算額が印字金額と一致しません。" in record["message"]["ja"]
    assert "The amount in yen differs from the printed amount." in record["message"]["en"]
    assert ".txt:926:" in as_text(findings)
