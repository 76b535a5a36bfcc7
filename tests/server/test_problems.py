"""Errors say what is wrong and what to do, each kind in its own words, in both languages."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from shisaku.server.app import create_app
from shisaku.server.protocol.problems import KINDS
from shisaku.server.release import open_release
from shisaku.server.settings import Settings
from shisaku.server.workers.pool import WorkerPool
from tests.conftest import ROOT

DEEP = "ASK " + "{" * 101 + "}" * 101
ROWS = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
PRODUCT = " ".join(f"VALUES ?{v} {{ {' '.join(map(str, range(100)))} }}" for v in "abcdef")
CASES = [
    ("/sparql?query=SELEKT", "unreadable-query", ("column 7: expected PREFIX, SELECT", "7 文字目")),
    ("/sparql?query=SELECT(<urn:f>(1)AS ?x){}", "refused-query", ("<urn:f>", "評価できません")),
    (f"/sparql?query={DEEP}", "refused-query", ("deeper than 100", "100 を超えて")),
    ("/sparql?query=DROP ALL", "update", ("read-only", "読み取り専用")),
    ("/sparql?update=DROP ALL", "update", ("read-only", "読み取り専用")),
    ("/sparql?query=ASK{SERVICE<http://x/>{}}", "other-endpoint", ("SERVICE", "直接")),
    (f"/sparql?query=ASK{{{PRODUCT}FILTER(?a%2B?f<0)}}", "slow-query", ("0.5 s", "0.5 秒")),
    (f"/sparql?query={ROWS}", "large-query", ("LIMIT", "大きすぎます")),
    ("/api/queries/chapter-totals?format=png", "format", ("text/csv", "答えられる形式")),
    ("/sparql?format=csv", "bad-request", ("query is missing", "query がありません")),
    ("/nowhere", "not-found", ("begin at /", "何もありません")),
    ("/queries/none.rq", "not-found", ("there is no query", "というクエリはありません")),
    ("/id/2024/none", "not-found", ("says nothing", "記述はありません")),
]


@pytest.fixture(scope="module")
def client(release: Path) -> Iterator[FlaskClient]:
    """Make a client of an application whose queries may take little."""
    opened = open_release(release)
    settings = Settings(workers=2, query_timeout=0.5, result_mb=1)
    pool = WorkerPool(opened.dataset, settings)
    yield create_app(opened, pool, settings).test_client()
    pool.close()


@pytest.mark.parametrize(("path", "kind", "says"), CASES, ids=[case[0][:40] for case in CASES])
def test_each_refusal_has_its_kind_and_says_why_in_the_language_asked_for(
    client: FlaskClient, path: str, kind: str, says: tuple[str, str]
) -> None:
    for lang, title, words in zip(("ja", "en"), titles(kind), says[::-1], strict=True):
        headers = {"Accept": "application/problem+json, application/json", "Accept-Language": lang}
        response = client.get(path, headers=headers, follow_redirects=True)
        problem = json.loads(response.data)

        assert response.status_code == problem["status"] == KINDS[kind].status
        assert problem["type"] == f"https://w3id.org/shisaku/problem/{kind}"
        assert problem["title"] == title
        assert words in problem["detail"]
        assert (re.search("[ぁ-ん]", problem["detail"]) is not None) is (lang == "ja")


def titles(kind: str) -> tuple[str, str]:
    """Give the titles of a kind of problem, in Japanese and English."""
    return KINDS[kind].ja, KINDS[kind].en


@pytest.mark.parametrize(
    ("query", "spot", "says"),
    [
        ("SELECT *\n{ ?s ?p ", (2, 9), "expected"),
        ("PREFIX a: <http://a/> # b:c\nASK {\n  ?s a:p 'x:y' .\n  ?s foo:bar ?o }", (4, 6), "foo:"),
        ("SELECT *\n{ :x ?p ?o }", (2, 3), "PREFIX : "),
        ("SELECT ?s { ?s ?p ?o } GROUP BY ?p", (1, 35), "GROUP BY"),
        ("ASK {\n ?s <no iri> ?o }", (2, 13), "IRI"),
    ],
)
def test_what_cannot_be_read_has_its_line_and_column(
    client: FlaskClient, query: str, spot: tuple[int, int], says: str
) -> None:
    headers = {"Accept": "application/json, application/problem+json", "Accept-Language": "en"}
    problem = json.loads(client.post("/sparql", data={"query": query}, headers=headers).data)

    assert (problem["line"], problem["column"]) == spot
    assert problem["detail"].startswith("line {}, column {}: ".format(*spot))
    assert says in problem["detail"]


def test_who_asks_for_no_language_gets_both(client: FlaskClient) -> None:
    response = client.get("/sparql?query=DROP ALL")

    assert response.mimetype == "text/plain"
    assert response.text.splitlines()[0] == "更新はできません / Updates are not offered"
    assert "読み取り専用" in response.text
    assert "read-only" in response.text


@pytest.mark.parametrize(
    ("lang", "says"), [("en", "expected PREFIX, SELECT"), ("ja", "ここに書けるのは")]
)
def test_a_browser_gets_a_page_that_leads_on_and_keeps_the_query_in_the_other_language(
    client: FlaskClient, lang: str, says: str
) -> None:
    response = client.get(
        "/sparql?query=SELEKT&format=csv",
        headers={"Accept": "text/html,*/*;q=0.8", "Accept-Language": lang},
    )

    assert (response.status_code, response.mimetype) == (400, "text/html")
    assert response.content_language.as_set() == {lang}
    assert says in response.text
    assert f'<a href="/?lang={lang}">' in response.text
    assert 'href="?query=SELEKT&amp;format=csv&amp;lang=' in response.text


def test_a_method_that_is_not_offered_is_answered_in_words(client: FlaskClient) -> None:
    response = client.delete("/sparql", headers={"Accept-Language": "en"})

    assert response.text == "This method is not offered\nAllow names those that are\n"


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_words_of_its_own_and_is_documented(kind: str) -> None:
    documented = (ROOT / "docs" / "endpoint.md").read_text(encoding="utf-8")
    all_titles = [title for each in KINDS for title in titles(each)]

    assert f"| {KINDS[kind].status} | `{kind}` |" in documented
    assert [all_titles.count(title) for title in titles(kind)] == [1, 1]
