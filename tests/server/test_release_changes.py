"""What a release changes is told as text, as RDF and as a page; what is gone says so."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from shisaku.ontology.terms import BASE, PREFIXES
from shisaku.server.app import create_app
from shisaku.server.build import Options, build
from shisaku.server.local import LocalEngine
from shisaku.server.publish.changes import read_history
from shisaku.server.release import open_release
from shisaku.server.store import load_dataset
from tests.server.test_commands import HEAD, shisaku

pytestmark = pytest.mark.slow

BEFORE = HEAD + "(1) 施策\n【予算】 甲事業 1億円（5年度 2億円）\n【予算】 乙事業 3億円\n"
AFTER = HEAD + "(1) 施策\n【予算】 甲事業 4億円（5年度 2億円）\n【予算】 丙事業 3億円\n"
FIGURE = "/2024/initial"


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Build a release, and one after it in the place of a copy of it."""
    folder = tmp_path_factory.mktemp("changes")
    for name, text in (("old", BEFORE), ("new", BEFORE), ("new", AFTER)):
        (folder / "small.txt").write_text(text, encoding="utf-8")
        build([folder / "small.txt"], folder / name, Options())
    return folder / "old", folder / "new"


@pytest.fixture(scope="module")
def client(releases: tuple[Path, Path]) -> FlaskClient:
    """Make a client of the newer release."""
    release = open_release(releases[1])
    return create_app(release, LocalEngine(load_dataset(release.dataset))).test_client()


def lines_of(release: Path) -> dict[str, str]:
    """Give the IRI of each budget line by its Japanese name."""
    return {
        quad.object.value: quad.subject.value
        for quad in ox.parse(path=str(release / "graph.nt"))
        if quad.predicate.value == PREFIXES["rdfs"] + "label"
        and str(quad.subject.value).startswith(f"{BASE}line/")
        and quad.object.value.endswith("事業")
    }


def test_the_command_says_what_is_added_changed_and_removed(releases: tuple[Path, Path]) -> None:
    old, new = map(lines_of, releases)

    told = shisaku("changes", *releases).stdout.splitlines()

    assert f"+ BudgetLine {new['丙事業']} 丙事業" in told
    assert f"- BudgetLine {old['乙事業']} 乙事業" in told
    assert any(line.startswith(f"~ BudgetObservation {new['甲事業']}{FIGURE}") for line in told)
    assert not any(line[2:].startswith(f"BudgetLine {new['甲事業']} ") for line in told)


def test_a_release_is_equal_to_itself(releases: tuple[Path, Path]) -> None:
    assert shisaku("changes", releases[0], releases[0]).stdout.endswith(
        ": 0 added, 0 changed, 0 removed\n"
    )


def test_what_is_gone_answers_410_and_what_never_was_404(
    client: FlaskClient, releases: tuple[Path, Path]
) -> None:
    gone = lines_of(releases[0])["乙事業"].removeprefix(BASE)

    for path in (f"/id/{gone}", f"/doc/id/{gone}", f"/doc/id/{gone}.ttl"):
        answer = client.get(path, headers={"Accept-Language": "en"})
        assert (answer.status_code, "see /changes" in answer.text) == (410, True)
    assert client.get("/id/line/never").status_code == 404


def test_the_page_and_its_rdf_tell_the_same(
    client: FlaskClient, releases: tuple[Path, Path]
) -> None:
    old, new = map(lines_of, releases)
    activity = PREFIXES["as"]

    page = client.get("/changes?lang=ja").text
    triples = {
        (q.subject.value.rpartition("/")[2], q.object.value)
        for q in ox.parse(client.get("/changes?format=nt").data, format=ox.RdfFormat.N_TRIPLES)
        if q.predicate.value == f"{activity}object"
    }

    assert {("added", new["丙事業"]), ("removed", old["乙事業"])} <= triples
    assert ("changed", new["甲事業"] + FIGURE) in triples
    assert "丙事業" in page
    assert "乙事業" in page
    history = read_history(open_release(releases[1]))
    assert sum(len(g.added) for g in history.changes[0].groups) == sum(
        way == "added" for way, _ in triples
    )


def test_the_first_release_has_nothing_to_compare_with(releases: tuple[Path, Path]) -> None:
    first = open_release(releases[0])
    client = create_app(first, LocalEngine(load_dataset(first.dataset))).test_client()

    assert "This is the first release" in client.get("/changes?lang=en").text
