"""Search as a user meets it: ranking judged by hand, facets, the page, the API and its refusals."""

import csv
import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from shisaku.ontology.terms import BASE, CONCEPTS, NAMESPACE
from shisaku.server.search.folding import fold
from shisaku.server.search.index import Entry, Index, Name, rank
from tests.server.test_linked_data import get

SPACE = BASE.removesuffix("id/")
INITIAL, SECOND = f"{CONCEPTS}phase/initial", f"{CONCEPTS}phase/supplementary-2"
LINE = f"{BASE}line/mobile-phone-area"
JUDGED = Path(__file__).parents[1] / "data" / "judged-searches.csv"


def find(server: str, **values: object) -> dict[str, Any]:
    """Search by the API."""
    status, _, body = get(f"{server}/api/search?{urlencode(values)}")
    assert status == 200, body
    answer: dict[str, Any] = json.loads(body)
    return answer


def iris(answer: dict[str, Any]) -> list[str]:
    """Name what is found."""
    return [result["iri"] for result in answer["results"]]


def judgements() -> list[dict[str, str]]:
    """Read the searches that were judged by hand, from the names in the document."""
    with JUDGED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("judged", judgements(), ids=lambda judged: judged["query"])
def test_what_a_reader_looks_for_is_near_the_top(server: str, judged: dict[str, str]) -> None:
    within = int(judged["within"])

    answer = find(server, q=judged["query"], lang=judged["lang"], limit=within)

    assert SPACE + judged["expected"] in iris(answer)
    assert answer["total"] >= len(answer["results"])


def test_at_least_thirty_searches_are_judged() -> None:
    assert len({judged["query"] for judged in judgements()}) >= 30


def test_a_result_says_what_it_is_and_where_and_its_counted_figures(server: str) -> None:
    (result, *_) = find(server, q="携帯電話等エリア整備事業", lang="en")["results"]

    assert (result["iri"], result["type"]) == (LINE, f"{NAMESPACE}BudgetLine")
    assert result["label"] == "Project for extending mobile phone coverage"
    assert result["typeLabel"] == "budget line"
    assert [chapter["iri"] for chapter in result["chapter"]] == [f"{BASE}2024/ch/6"]  # L926, L1022
    yen = {(figure["year"], figure["phase"]): figure["yen"] for figure in result["figures"]}
    assert yen[2024, INITIAL] == 2_300_000_000  # L926: 6年度 23.0億円
    assert get(result["document"])[0] == 200


def test_year_phase_and_amount_speak_of_one_figure(server: str) -> None:
    ten = "1000000000-1000000001"  # 4年度2次補正 10.0億円, L926; no figure of 2023 is as large

    assert LINE in iris(find(server, q="携帯電話", amount=ten, year=2022, phase=SECOND))
    assert LINE not in iris(find(server, q="携帯電話", amount=ten, year=2023))
    assert LINE in iris(find(server, q="携帯電話", amount="3000000000-4000000000", year=2023))
    assert LINE not in iris(find(server, q="携帯電話", amount="-100000000"))


def test_a_facet_counts_what_choosing_it_leaves(server: str) -> None:
    whole = find(server, q="消防", lang="ja", limit=0)

    for name in ("type", "pillar", "chapter", "year", "phase", "amount"):
        assert whole["facets"][name], name
        for offered in whole["facets"][name]:
            left = find(server, q="消防", lang="ja", limit=0, **{name: offered["value"]})
            assert left["total"] == offered["count"], offered


def test_facets_are_said_in_the_language_asked_for(server: str) -> None:
    facets = {
        lang: {
            facet["value"]: facet["label"]
            for name in ("year", "phase", "amount", "type")
            for facet in find(server, q="5G", lang=lang)["facets"][name]
        }
        for lang in ("ja", "en")
    }

    assert (facets["ja"]["2023"], facets["en"]["2023"]) == ("令和5年度", "FY2023")
    assert (facets["ja"][INITIAL], facets["en"][INITIAL]) == ("当初予算", "initial budget")
    band = "1000000000-10000000000"
    assert (facets["ja"][band], facets["en"][band]) == (
        "10.0億円以上100.0億円未満",
        "¥1.0 billion to under ¥10.0 billion",
    )


def test_a_search_without_words_gives_all_in_the_order_of_the_document(server: str) -> None:
    answer = find(server, q="", lang="ja", type=f"{NAMESPACE}Chapter", limit=100)

    assert iris(answer) == [f"{BASE}2024/ch/{number}" for number in range(1, 19)]
    assert iris(find(server, type=f"{NAMESPACE}Chapter", limit=3, offset=9)) == iris(answer)[9:12]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"q": "a", "lang": "fr"}, "lang: 'fr' is not offered; give ja or en"),
        ({"q": "a", "limit": "many"}, "limit: 'many' is no whole number"),
        ({"q": "a", "limit": "101"}, "limit is 0 to 100"),
        ({"q": "a", "offset": "-1"}, "offset: '-1' is no whole number"),
        ({"q": "a" * 201}, "q has 201 characters; give at most 200"),
        ({"q": "a", "year": "令和"}, "year: '令和' is no year"),
        ({"q": "a", "amount": "1億円"}, "amount: '1億円' is no range of yen"),
        ({"q": "a", "kind": "x"}, "there is no parameter 'kind'; there are: q, lang"),
    ],
)
def test_a_search_that_cannot_be_done_says_what_can(
    server: str, values: dict[str, str], said: str
) -> None:
    status, headers, body = get(
        f"{server}/api/search?{urlencode(values)}", Accept="application/json"
    )

    assert (status, headers.get_content_type()) == (400, "application/problem+json")
    assert said in json.loads(body)["detail"]


@pytest.mark.parametrize("text", ["・・", "�", "zzzz", "\0", "?qqx } <zzy>", "a" * 200, "％"])
def test_what_is_nowhere_finds_nothing_and_fails_nowhere(server: str, text: str) -> None:
    assert find(server, q=text)["total"] == 0
    assert get(f"{server}/search?{urlencode({'q': text})}")[0] == 200


def test_an_answer_can_be_kept_and_read_from_other_origins(server: str) -> None:
    address = f"{server}/api/search?q=5G&lang=en"
    _, headers, _ = get(address)

    assert headers["Access-Control-Allow-Origin"] == "*"
    assert get(address, If_None_Match=headers["ETag"])[0] == 304


class _Page(HTMLParser):
    """A page's words, links and form fields."""

    def __init__(self, body: bytes) -> None:
        """Read a page."""
        super().__init__()
        self.words, self.links, self.fields = "", list[str](), dict[str, str]()
        self.feed(body.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep links and fields."""
        told = dict(attrs)
        if tag == "a":
            self.links.append(told.get("href") or "")
        if tag == "input":
            self.fields[told.get("name") or ""] = told.get("value") or ""

    def handle_data(self, data: str) -> None:
        """Keep words."""
        self.words += data


def test_the_page_narrows_and_turns_over_by_links_alone(server: str) -> None:
    page = _Page(get(f"{server}/search?q=%E6%B6%88%E9%98%B2&lang=ja")[2])  # 消防
    assert page.fields == {"q": "消防", "lang": "ja"}
    assert "「消防」の検索" in page.words

    narrowed = next(a for a in page.links if "LegalResource" in a)
    laws = _Page(get(server + narrowed)[2])
    assert "消防法" in laws.words
    assert "消防団" not in laws.words

    after = next(a for a in page.links if "offset=20" in a)
    assert "21～40件目" in _Page(get(server + after)[2]).words
    english = next(a for a in page.links if "lang=en" in a and "/search" in a)
    assert "Search for “消防”" in _Page(get(server + english)[2]).words


def test_every_page_has_the_search_box(server: str) -> None:
    for path in ("/", "/sparql", "/doc/id/2024.html"):
        page = _Page(get(server + path, Accept="text/html")[2])
        assert {"q", "lang"} <= page.fields.keys(), path


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ＡＩ・ＩｏＴ", "ai iot"),
        ("ﾃﾞｰﾀ", "データ"),
        ("ドローン", "どろーん"),
        ("㈱", "(株)"),
        ("Well‐being", "well-being"),
    ],
)
def test_width_case_kana_and_hyphens_do_not_count(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_kanji_that_no_name_has_are_read_as_the_variant_that_one_has() -> None:
    index = Index([Entry("urn:a", f"{NAMESPACE}Chapter", {}, (Name("国土強靱化"),))])

    assert [hit.entry.iri for hit in index.find("強靭化")] == ["urn:a"]
    assert not index.find("強軟化")


@pytest.mark.parametrize(
    ("query", "nearer", "farther"),
    [
        ("郵便局", "郵便局", "郵便局データ"),
        ("整備", "整備計画", "計画整備"),
        ("研究開発推進", "研究開発推進事業の全体", "研究開発の推進事業の体"),
        ("network", "network plan", "networks plan"),
        ("networks", "networks", "network"),
    ],
)
def test_the_nearer_name_ranks_first(query: str, nearer: str, farther: str) -> None:
    asked = fold(query)

    assert rank(asked, fold(nearer)) > rank(asked, fold(farther)) > 0


@pytest.mark.parametrize(
    ("query", "name"),
    [("ict", "district"), ("art", "start-up"), ("テレワーク", "ケーブルテレビ網")],
)
def test_a_part_of_a_word_is_no_word(query: str, name: str) -> None:
    assert rank(fold(query), fold(name)) == 0


def test_each_figure_found_is_told_with_its_bounds_and_its_instrument(server: str) -> None:
    results = find(server, q="", type=f"{NAMESPACE}BudgetLine", limit=100, lang="en")["results"]
    figures = [figure for result in results for figure in result["figures"]]

    assert figures
    for figure in figures:
        is_exact = figure["yen"] is not None
        assert (figure["lower"], figure["upper"]) == (
            (figure["yen"],) * 2 if is_exact else (0, figure["upper"])
        )
        assert figure["upper"] > 0
        assert ("share unknown" in figure["words"]) == (not is_exact)
    for result in results:  # no two figures of a line are told in the same words
        words = [figure["words"].rpartition("¥")[0] for figure in result["figures"]]
        assert len(words) == len(set(words)), words
    assert any("government guarantee" in figure["words"] for figure in figures)
    assert not any("appropriation" in figure["words"] for figure in figures)


@pytest.mark.parametrize(
    ("query", "fund"),
    [("基金", "ict-research-and-development-fund"), ("基金", "space-strategy-fund"),
     ("情報通信研究開発基金", "ict-research-and-development-fund")],
)  # fmt: skip
def test_a_fund_is_found_with_the_figures_of_its_lines(server: str, query: str, fund: str) -> None:
    results = find(server, q=query)["results"]
    (found,) = [result for result in results if result["iri"] == f"{BASE}fund/{fund}"]

    assert found["type"] == f"{NAMESPACE}Fund"
    assert found["figures"]
    assert found["chapter"]
