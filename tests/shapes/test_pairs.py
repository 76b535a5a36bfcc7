"""Smallest data for each shape: SNN-valid.ttl conforms to all, SNN-invalid.ttl breaks SNN alone.

An invalid file's header (``#+``, YAML) states the report: the severity, and the printed lines of
each node that is reported. Its node IRIs hold the shape's number, so all files go in one graph.
"""

from pathlib import Path
from typing import Any

import pytest
import yaml
from rdflib import Graph

from shisaku.shapes.findings import Finding
from shisaku.shapes.validator import validate
from tests.shapes.test_shapes import SHAPES

DATA = Path(__file__).parent / "data"
INVALID = sorted(DATA.glob("*-invalid.ttl"))


def merged(pattern: str) -> Graph:
    """Give the data of some files."""
    graph = Graph()
    for path in DATA.glob(pattern):
        graph.parse(path)
    return graph


def expected(path: Path) -> set[tuple[str, str, str, tuple[int, ...]]]:
    """Read the report that a file's header states: shape, severity, focus node, lines."""
    lines = path.read_text(encoding="utf-8").splitlines()
    header: dict[str, Any] = yaml.safe_load(
        "\n".join(line.removeprefix("#+ ") for line in lines if line.startswith("#+"))
    )
    shape = path.stem.removesuffix("-invalid")
    return {
        (shape, header["severity"], f"https://example.org/harbour/{shape}/{node}", tuple(printed))
        for node, printed in header["lines"].items()
    }


@pytest.fixture(scope="module")
def findings() -> list[Finding]:
    """Validate all invalid files, with every shape."""
    return validate(merged("*-invalid.ttl"))


def test_each_shape_has_its_pair() -> None:
    assert sorted(path.name for path in DATA.iterdir()) == sorted(
        f"{shape}-{kind}.ttl" for shape in SHAPES for kind in ("valid", "invalid")
    )


def test_the_valid_data_conform_to_every_shape() -> None:
    assert validate(merged("*-valid.ttl")) == []


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_the_invalid_data_break_their_shape_and_no_other(
    path: Path, findings: list[Finding]
) -> None:
    reported = {
        (found.shape, found.severity, found.focus_node, found.lines)
        for found in findings
        if f"/{path.stem.removesuffix('-invalid')}/" in found.focus_node
    }

    assert reported == expected(path)


def test_nothing_else_is_reported(findings: list[Finding]) -> None:
    stated = {focus for path in INVALID for *_, focus, _ in expected(path)}

    assert {found.focus_node for found in findings} == stated


def test_a_file_alone_is_judged_as_with_the_others() -> None:
    (path,) = DATA.glob("S35-invalid.ttl")

    reported = {(f.shape, f.severity, f.focus_node, f.lines) for f in validate(Graph().parse(path))}

    assert reported == expected(path)
