"""Two editions of one invented ministry in one build: totals, links between them, disagreements.

The amounts are those printed in tests/data/lighthouse-2024.txt and -2025.txt.
"""

from pathlib import Path

import pytest
from rdflib import Graph, Literal, Namespace, URIRef

from shisaku.loaders.conclude.figures import totals
from shisaku.loaders.conclude.records import Conclusions, CrossReference, ReferenceKind, Status
from shisaku.loaders.conclude.together import conclude
from shisaku.loaders.reader import read
from shisaku.loaders.records import Phase, Statement
from shisaku.ontology.terms import CONCEPTS, NAMESPACE
from shisaku.queries.catalogue import bind, find_query
from shisaku.queries.exploration import ASKED, make_exploration
from shisaku.server.build import Options, build
from shisaku.server.cli.query import run_embedded
from shisaku.shapes.validator import validate

pytestmark = pytest.mark.slow

DATA = Path(__file__).parent / "data"
EDITIONS = [DATA / "lighthouse-2024.txt", DATA / "lighthouse-2025.txt"]
NS = Namespace(NAMESPACE)


@pytest.fixture(scope="module")
def together() -> Conclusions:
    """Conclude from both editions, given in the wrong order."""
    return conclude([read(path) for path in reversed(EDITIONS)])


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build both editions into one release."""
    return build(EDITIONS, tmp_path_factory.mktemp("two") / "release", Options()).directory


def ask(release: Path, name: str, **values: str) -> list[dict[str, object]]:
    """Ask a question of a release; give rows as dictionaries."""
    answer = run_embedded(release, bind(find_query(name), values))
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]


def statement(found: Conclusions, ref: object) -> Statement:
    """Give the statement that a cross-reference names."""
    assert isinstance(ref, tuple)
    e, m, s = ref
    return found.readings[e].mentions[m].statements[s]


def comparisons(found: Conclusions) -> list[CrossReference]:
    """Give the cross-references between editions."""
    return [r for r in found.references if r.kind is ReferenceKind.EDITION_COMPARISON]


def test_totals_of_two_editions_do_not_double(together: Conclusions) -> None:
    initial = {year: totals(together.figures)[year, Phase.INITIAL, "appropriation"]
               for year in (2023, 2024, 2025)}  # fmt: skip

    assert initial == {
        2023: 500_000_000 + 200_000_000 + 70_000_000 + 110_000_000,
        2024: 600_000_000 + 300_000_000 + 80_000_000 + 120_000_000,  # 霧笛: the earlier edition's
        2025: 650_000_000 + 400_000_000 + 90_000_000 + 130_000_000 + 40_000_000,
    }


def test_a_comparison_is_linked_to_the_figure_that_the_earlier_edition_prints(
    together: Conclusions,
) -> None:
    found = {
        (statement(together, r.source).text, statement(together, r.target).text): r.agrees
        for r in comparisons(together)
    }

    assert found == {
        ("6.0億円", "6.0億円"): True,
        ("3.2億円", "3億円"): False,
        ("8,000万円", "8,000万円"): True,  # of the predecessor 灯台守養成費
        ("1.2億円", "120百万円"): True,  # the same yen, printed another way
    }
    assert all(r.status is Status.RESOLVED for r in comparisons(together))


def test_one_edition_is_compared_with_none(conclusions: Conclusions) -> None:
    assert comparisons(conclusions) == []


def test_the_links_stand_in_the_graph_with_rule_and_evidence(both: Path) -> None:
    graph = Graph().parse(both / "graph.nt", format="nt")
    kind = URIRef(f"{CONCEPTS}kind/edition-comparison")
    references = list(graph.subjects(NS.referenceKind, kind))

    assert len(references) == 4
    for reference in references:
        later = graph.value(reference, NS.referenceFrom)
        assert graph.value(reference, NS.concludedBy) == URIRef(
            f"{CONCEPTS}rule/same-figure-across-editions"
        )
        assert graph.value(reference, NS.evidence) == graph.value(later, NS.printedAt)
        assert graph.value(reference, NS.referenceTo) == graph.value(later, NS.comparesWith)


def test_shapes_find_the_disagreement_and_what_lacks_agreement(both: Path) -> None:
    graph = Graph().parse(both / "graph.nt", format="nt")
    reference = next(iter(graph.subjects(NS.editionsAgree, None)))

    before = validate(graph)
    graph.remove((reference, NS.editionsAgree, None))
    after = validate(graph)

    assert {f.severity for f in before} == {"Warning"}
    assert len([f for f in before if f.shape == "S29"]) == 1  # 霧笛更新事業, 3 and 3.2 億円
    assert [f.focus_node for f in after if f.shape == "S37"] == [str(reference)]


def test_each_line_changes_from_2023_to_2025(both: Path) -> None:
    rows = ask(both, "changes-across-years", **{"from": "2023", "to": "2025"})

    assert {
        (r["lineLabel"], r["phaseLabel"]): (r["before"], r["after"], r["change"]) for r in rows
    } == {
        ("灯台点検費", "当初予算"): (500_000_000, 650_000_000, 150_000_000),
        ("霧笛更新事業", "当初予算"): (200_000_000, 400_000_000, 200_000_000),
        ("霧笛更新事業", "補正予算"): (100_000_000, None, None),
        ("灯台要員養成費", "当初予算"): (70_000_000, 90_000_000, 20_000_000),  # renamed in 2025
        ("浮標交換費", "当初予算"): (110_000_000, 130_000_000, 20_000_000),
        ("潮流計設置費", "当初予算"): (None, 40_000_000, None),  # new in 2025
    }
    assert rows[0]["lineLabel"] == "霧笛更新事業"  # the largest change first


def test_the_renamed_line_follows_its_predecessor(both: Path) -> None:
    (row,) = ask(both, "successions")

    assert row["predecessorLabel"] == "灯台守養成費"
    assert row["sourceLine"] == 14


def test_editions_that_disagree_are_named_with_both_prints(both: Path) -> None:
    (row,) = ask(both, "edition-disagreements")

    assert (row["lineLabel"], row["year"], row["phaseLabel"]) == ("霧笛更新事業", 2024, "当初予算")
    assert (row["earlierPrinted"], row["earlierLine"]) == ("3億円", 12)
    assert (row["laterPrinted"], row["laterLine"]) == ("3.2億円", 12)
    assert str(row["laterEditionLabel"]).startswith("令和７年度")


def test_names_without_english_are_listed_and_keep_their_rows(both: Path) -> None:
    missing = {row["thing"] for row in ask(both, "names-missing")}
    rows = ask(both, "changes-across-years", **{"from": "2023", "to": "2025", "lang": "en"})

    assert {row["line"] for row in rows} <= missing
    assert len(rows) == 6
    assert {row["lineLabel"] for row in rows} == {None}


def test_the_unit_of_a_bare_number_is_checked_where_it_is_printed(tmp_path: Path) -> None:
    release = build([DATA / "harbour-2026.txt"], tmp_path / "release", Options()).directory
    graph = Graph().parse(release / "graph.nt", format="nt")
    bare = URIRef(str(next(iter(graph.subjects(NS.printedUnit, None)))))

    place = graph.value(bare, NS.unitPrintedAt)
    assert isinstance(place, URIRef)
    assert [f for f in validate(graph) if f.severity == "Violation"] == []
    exact = URIRef("http://www.w3.org/ns/oa#exact")
    assert graph.value(place, exact) == graph.value(bare, NS.printedUnit)
    graph.set((URIRef(str(place)), exact, Literal("千円")))
    assert [f.focus_node for f in validate(graph) if f.shape == "S22"] == [str(bare)]
    graph.remove((bare, NS.printedUnit, None))
    assert str(bare) in {f.focus_node for f in validate(graph) if f.shape == "S22"}


def test_the_graph_to_explore_tells_editions_apart(both: Path) -> None:
    answers = {name: run_embedded(both, bind(find_query(name), {})) for name in ASKED}

    found = make_exploration(answers)

    older, later = found.editions
    assert [edition.year for edition in found.editions.values()] == [2024, 2025]
    for thing in found.things:
        assert (thing.edition is None) == (thing.kind in {"line", "organization"})
        assert thing.edition in {None, older, later}
        assert thing.edition is None or thing.iri.startswith(f"{thing.edition}/")
    assert {thing.edition for thing in found.things if thing.kind == "chapter"} == {older, later}
