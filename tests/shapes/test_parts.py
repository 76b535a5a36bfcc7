"""Parts of a graph that are validated apart give the findings of the whole."""

import json
import random
import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import pytest
from rdflib import Graph

from shisaku.server.build import Options, build
from shisaku.server.executors import opened
from shisaku.server.validation import FILE, Validation
from shisaku.shapes.findings import Finding, merged
from shisaku.shapes.parts import parts
from shisaku.shapes.validator import validate, validate_part

pytestmark = pytest.mark.slow

DATA = Path(__file__).parents[1] / "data"
LIGHTHOUSE = [DATA / "lighthouse-2024.txt", DATA / "lighthouse-2025.txt"]
SEEDS = (1, 2, 3, 10, 19, 21, 107, 231, 254)  # the last three once found places that differed
EDITION = re.compile(r"/id/(n-[^/>]+-\d{4}(?=[/>])|source/\w+)")


@pytest.fixture(scope="module")
def quads(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Build two editions that share lines and figures; give their N-Quads."""
    release = build(LIGHTHOUSE, tmp_path_factory.mktemp("parts") / "release", Options()).directory
    return quads_of(release)


def quads_of(release: Path) -> list[str]:
    """Give the statements of a release that its build validated: all but what follows."""
    lines = (release / "graph.nq").read_text(encoding="utf-8").splitlines(keepends=True)
    return [line for line in lines if "/graph/inferred>" not in line]


def whole(quads: Sequence[str]) -> list[Finding]:
    """Validate everything at once."""
    triples = "".join(f"{quad.rpartition(' <')[0]} .\n" for quad in quads)
    return validate(Graph().parse(data=triples, format="nt"))


def apart(quads: Sequence[str]) -> list[Finding]:
    """Validate part by part."""
    return merged(finding for part in parts(quads) for finding in validate_part(part, {}))


def validated(quads: Sequence[str], previous: Path, kept: Path) -> list[Finding]:
    """Validate part by part as a build does, with what an earlier one kept."""
    with opened() as run:
        return Validation({}, previous, kept, run).findings(parts(quads))


def broken(quads: Sequence[str], seed: int) -> list[str]:
    """Break two editions: of each property one statement goes and one gets another's value."""
    chance = random.Random(seed)  # noqa: S311  (a reproducible choice)
    by_property = defaultdict(list)
    for quad in quads:
        if "/graph/ontology>" not in quad:
            by_property[quad.split(" ")[1]].append(quad)
    changed = set(quads)
    for same in by_property.values():
        changed.discard(chance.choice(same))
        one, other = chance.choice(same), chance.choice(same)
        subject, predicate, _ = one.split(" ", 2)
        value = other.split(" ", 2)[2].rpartition(" <")[0]
        if len(set(EDITION.findall(f"{subject} {value}"))) < 2:  # it stays within one edition
            changed.discard(one)
            changed.add(f"{subject} {predicate} {value} <{one.rpartition(' <')[2]}")
    return sorted(changed)


def test_each_edition_is_a_part_and_no_node_is_left_out(quads: list[str]) -> None:
    found = parts(quads)

    assert [part.name.rpartition("-")[2] for part in found] == ["2024", "2025", "shared"]
    owned = set().union(*(part.owned for part in found))
    assert owned == {quad.split(" ")[0] for quad in quads}


def test_parts_find_what_the_whole_graph_gives(quads: list[str]) -> None:
    found = apart(quads)

    assert found == whole(quads)
    assert "S29" in {finding.shape for finding in found}  # 霧笛更新事業, 3 and 3.2 億円


@pytest.mark.parametrize("seed", [0, *SEEDS])
def test_parts_find_each_break_that_the_whole_graph_shows(seed: int, quads: list[str]) -> None:
    wrong = broken(quads, seed)

    expected = whole(wrong)
    assert len(parts(wrong)) == 3
    assert apart(wrong) == expected
    assert len({finding.shape for finding in expected}) > 15


def test_mentions_that_lead_to_no_edition_are_compared_with_each_other(quads: list[str]) -> None:
    fog_signal = "/ch/1/s/1/m/1/b/2"  # 霧笛更新事業, in both editions
    lost = re.compile(  # their parts, and all that says that both print one figure
        rf"{fog_signal}> <\S+#appearsIn>|2025{fog_signal}/a/\d> <\S+#aboutFigure>|#comparesWith>"
        rf"|2025{fog_signal}\S+ <\S+#referenceTo>|2025{fog_signal}> <\S+#position>"
    )
    strayed = [quad for quad in quads if not lost.search(quad)]
    printed = next(quad.split(" ")[-2] for quad in quads if f"2025{fog_signal}> " in quad)
    later = f'"9"^^<http://www.w3.org/2001/XMLSchema#integer> {printed}'
    mention = next(quad.split(" ")[0] for quad in quads if f"2025{fog_signal}> " in quad)

    found = apart([*strayed, f"{mention} <https://w3id.org/shisaku/ns#position> {later} .\n"])

    assert ("S35", mention.strip("<>")) in {(f.shape, f.focus_node) for f in found}


def test_editions_that_are_linked_as_they_must_not_be_are_one_part(quads: list[str]) -> None:
    one, other = (
        next(subject for subject in sorted(owned) if subject.endswith("/b/1>"))
        for owned in (part.owned for part in parts(quads)[:2])
    )
    graph = next(quad for quad in quads if "/graph/concluded>" in quad).split(" ")[-2]

    entangled = [*quads, f"{one} <https://w3id.org/shisaku/ns#repeatOf> {other} {graph} .\n"]

    assert [part.name for part in parts(entangled)] == ["all"]


def test_a_new_edition_leaves_the_others_as_they_were_validated(tmp_path: Path) -> None:
    editions, release = [LIGHTHOUSE[0], DATA / "orchard-2025.txt"], tmp_path / "release"
    build(editions, release, Options())
    before = json.loads((release / FILE).read_text(encoding="utf-8"))

    again = build([*editions, DATA / "harbour-2026.txt"], release, Options())

    after = json.loads((release / FILE).read_text(encoding="utf-8"))
    assert (len(before), len(after)) == (3, 4)
    assert len(after.keys() & before.keys()) == 2  # all but what no edition owns
    assert list(again.warnings) == whole(quads_of(release))


def test_what_is_kept_does_not_depend_on_what_was_kept(quads: list[str], tmp_path: Path) -> None:
    nothing, first, again = (tmp_path / name for name in ("none.json", "a.json", "b.json"))

    validated(quads, nothing, first)
    validated(quads, first, again)

    assert first.read_bytes() == again.read_bytes()


@pytest.mark.parametrize("content", ["", "[]", '{"0": [{"shape": "S06"}]}'])
def test_a_record_that_cannot_be_read_counts_for_nothing(content: str, tmp_path: Path) -> None:
    record = tmp_path / "findings.json"
    record.write_text(content, encoding="utf-8")
    statement = "<urn:x:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <urn:x:b>"

    assert validated([f"{statement} <urn:x:graph/printed/a> .\n"], record, record) == []
    assert list(json.loads(record.read_text(encoding="utf-8")).values()) == [[]]
