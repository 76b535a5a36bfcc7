"""Editions of one ministry and year in one build: other series stand beside it, a reissue after it.

The ministry, its measures and amounts are made up.
"""

from pathlib import Path

import pytest
from rdflib import DCTERMS, PROV, RDF, RDFS, Graph, Namespace, URIRef

from shisaku.loaders.names import unregistered_slug
from shisaku.loaders.places import LoadError
from shisaku.ontology.iris import Iris
from shisaku.ontology.terms import BASE, NAMESPACE
from shisaku.queries.catalogue import bind, find_query
from shisaku.server.build import Options, build
from shisaku.server.cli.query import run_embedded

pytestmark = pytest.mark.slow

NS = Namespace(NAMESPACE)
HARBOUR = unregistered_slug("港湾省")
POLICIES = f"{HARBOUR}-priority-policies-2026"
REISSUE = f"{POLICIES}-2026-06-15"
REQUEST = f"{HARBOUR}-budget-request-2026"


def document(title: str, day: str, figures: str) -> str:
    """Print a document of the ministry of harbours."""
    return (
        f"令和８年度港湾省{title}\n（{day}）\n※予算額は、令和8年度予算による。\n"
        f"## 1 港\n[1]岸壁\n(1) 岸壁の点検\n{figures}"
    )


DOCUMENTS = {
    "policies.txt": document(
        "重点施策", "2026年4月1日", "【予算】 岸壁点検費 3億円\n【予算】 浮標交換費 5億円\n"
    ),
    "again.txt": document(
        "重点施策", "2026年6月15日", "【予算】 岸壁点検費 4億円\n【予算】 浮標の交換費 5億円\n"
    ),
    "request.txt": document("概算要求の概要", "2025年8月29日", "【要求額】 灯台点検費 9億円\n"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the documents."""
    folder = tmp_path_factory.mktemp("harbours")
    for name, text in DOCUMENTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def release(folder: Path) -> Path:
    """Build them together, shapes included."""
    sources = [folder / name for name in sorted(DOCUMENTS)]
    return build(sources, folder / "release", Options(cache=folder / "kept")).directory


@pytest.fixture(scope="module")
def graph(release: Path) -> Graph:
    """Parse what was built."""
    return Graph().parse(release / "graph.nt", format="nt")


def test_each_is_an_edition_of_its_series(graph: Graph) -> None:
    found = {
        str(edition).removeprefix(BASE): str(graph.value(edition, NS.inSeries))
        for edition in graph.subjects(RDF.type, NS.Edition)
    }

    of_policies, of_requests = (
        Iris().series(f"{HARBOUR}-{kind}") for kind in ("priority-policies", "budget-request")
    )
    assert found == {POLICIES: of_policies, REISSUE: of_policies, REQUEST: of_requests}
    assert {str(label) for label in graph.objects(URIRef(of_policies), RDFS.label)} == {
        "港湾省重点施策"
    }
    assert graph.value(URIRef(of_policies), DCTERMS.publisher) == URIRef(
        Iris().organization(HARBOUR)
    )


def test_the_parts_of_each_stand_under_it(graph: Graph) -> None:
    for edition in (POLICIES, REISSUE, REQUEST):
        assert graph.value(URIRef(f"{BASE}{edition}/ch/1"), NS.partOf) == URIRef(BASE + edition)


def test_the_reissue_revises_the_edition_before_it(graph: Graph) -> None:
    revisions = set(graph.subject_objects(PROV.wasRevisionOf))
    editions = {pair for pair in revisions if (pair[0], RDF.type, NS.Edition) in graph}

    assert editions == {(URIRef(BASE + REISSUE), URIRef(BASE + POLICIES))}


def test_a_plain_sum_counts_the_reissue_alone(release: Path) -> None:
    answer = run_embedded(
        release,
        f"""PREFIX shisaku: <{NAMESPACE}>
        SELECT (SUM(?amount) AS ?total) WHERE {{
          ?o a shisaku:BudgetObservation ; shisaku:amount ?amount ;
            shisaku:countedFrom/^shisaku:hasStatement/shisaku:appearsIn ?part .
          ?part shisaku:partOf+ ?edition .
          FILTER (?edition IN (<{BASE}{POLICIES}>, <{BASE}{REISSUE}>))
        }}""",
    )

    assert [list(row) for row in answer.rows] == [[900_000_000]]  # not 400 + 500 + 500 million


def test_what_is_not_counted_any_more_is_in_the_report(release: Path) -> None:
    report = (release / "report.txt").read_text(encoding="utf-8")

    assert "policies.txt:8: remark: only a superseded edition prints 5億円 of 浮標交換費" in report
    assert report.count("superseded") == 1


def test_the_editions_are_listed_in_the_order_of_issue(release: Path) -> None:
    answer = run_embedded(release, bind(find_query("editions"), {}))
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]

    assert [(row["issued"], row["seriesLabel"], row["revises"]) for row in rows] == [
        ("2025-08-29", "港湾省概算要求", None),
        ("2026-04-01", "港湾省重点施策", None),
        ("2026-06-15", "港湾省重点施策", BASE + POLICIES),
    ]


def test_a_reissue_is_kept_by_the_name_it_has(folder: Path, release: Path) -> None:
    options = Options(cache=folder / "kept")
    again = build([folder / "again.txt", folder / "policies.txt"], folder / "second", options)
    alone = build([folder / "again.txt"], folder / "third", options)

    assert (again.read, alone.read) == (0, 0)
    assert [e["slug"] for e in again.record["editions"]] == [POLICIES, REISSUE]
    assert [e["slug"] for e in alone.record["editions"]] == [POLICIES]
    assert (release / "sources" / f"{REISSUE}.txt").exists()


def test_two_documents_of_one_edition_that_no_day_tells_apart_are_refused(folder: Path) -> None:
    copy = folder / "copy.txt"
    copy.write_text(DOCUMENTS["policies.txt"].replace("3億円", "2億円"), encoding="utf-8")

    with pytest.raises(LoadError, match=f"it is edition {POLICIES}, as policies.txt is"):
        build([folder / "policies.txt", copy], folder / "refused", Options())
