"""The questions as pages: a list, a form, an answer to read, in two languages, without scripts."""

import json
import re
from urllib.parse import quote

import pytest

from shisaku.ontology.terms import CONCEPTS, PREFIXES
from shisaku.queries.catalogue import CatalogueQuery, Parameter, public_queries
from shisaku.server.pages.texts import texts
from tests.server.test_linked_data import LINE, MEASURE, _Page, get


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_question_is_listed_in_either_language(server: str, lang: str) -> None:
    page = _Page(get(f"{server}/queries?lang={lang}")[2])

    for query in public_queries().values():
        assert f"/queries/{query.name}?lang={lang}" in page.addresses
        assert (query.summary if lang == "en" else query.summary_ja) in page.words


@pytest.mark.parametrize("query", public_queries().values(), ids=lambda query: query.name)
def test_every_question_is_answered_on_a_page(server: str, query: CatalogueQuery) -> None:
    status, headers, body = get(f"{server}/queries/{query.name}?lang=en")
    page = _Page(body)

    assert (status, headers.get_content_type()) == (200, "text/html")
    assert query.summary in page.words
    assert f"/queries/{query.name}.rq" in page.addresses
    assert b"<script" not in body


@pytest.mark.parametrize("query", public_queries().values(), ids=lambda query: query.name)
def test_every_tag_has_a_heading(query: CatalogueQuery) -> None:
    for tag in query.tags:
        assert texts("ja")[f"tag_{tag}"] != texts("en")[f"tag_{tag}"]


def test_a_form_asks_again_and_keeps_its_values(server: str) -> None:
    phase = quote(f"{CONCEPTS}phase/supplementary", safe="")
    body = get(f"{server}/queries/pillar-totals?year=2023&phase={phase}&lang=en")[2].decode()

    assert 'name="year" type="number" value="2023"' in body
    assert f'<option value="{CONCEPTS}phase/supplementary" selected>supplementary budget' in body
    assert "¥3.92 billion" not in body
    assert "rows 1–5 of 5" in body
    assert "年度" not in body


def forms_of(value: str) -> set[str]:
    """Give a value as a parameter admits it: in full, prefixed, and a concept by its last name."""
    forms = {value}
    for prefix, start in PREFIXES.items():
        if value.startswith(start):
            forms.add(f"{prefix}:{value.removeprefix(start)}")
    return forms | ({value.rpartition("/")[2]} if value.startswith(CONCEPTS) else set())


@pytest.mark.parametrize(
    ("query", "parameter"),
    [(q, p) for q in public_queries().values() for p in q.parameters
     if p.allowed and p.name != "lang"],
    ids=lambda it: it.name,
)  # fmt: skip
def test_a_form_shows_what_was_asked_in_whatever_form(
    server: str, query: CatalogueQuery, parameter: Parameter
) -> None:
    for value in parameter.allowed:
        for form in forms_of(value):
            body = get(f"{server}/queries/{query.name}?{parameter.name}={quote(form, safe='')}")[2]
            select = body.decode().split(f'<select id="{parameter.name}"')[1].split("</select>")[0]

            assert re.findall(r'<option value="([^"]*)" selected>', select) == [value], form


def test_a_form_shows_a_value_that_is_not_offered_and_what_is_asked_by_default(server: str) -> None:
    wrong = get(f"{server}/queries/chapter-totals?phase=phase:final")[2].decode()
    usual = get(f"{server}/queries/chapter-totals")[2].decode()

    assert '<option value="phase:final" selected>' in wrong
    assert f'<option value="{CONCEPTS}phase/initial" selected>' in usual


def test_an_answer_leads_on_to_its_other_rows_languages_and_formats(server: str) -> None:
    address = f"{server}/queries/headings?lang=en"
    page = _Page(get(address)[2])

    onward = "/queries/headings?lang=en&offset=100"
    assert {onward, "/queries/headings?lang=ja&offset=0"} <= set(page.addresses)
    assert "/api/queries/headings?lang=en&format=csv" in page.addresses
    assert "rows 101–200 of 557" in _Page(get(server + onward)[2]).words


def test_a_wrong_value_is_said_beside_the_form(server: str) -> None:
    status, _, body = get(f"{server}/queries/chapter-totals?year=x&lang=en")

    assert status == 400
    assert "not of type year" in _Page(body).words
    assert b"<form" in body
    for lang, years in (("en", "there are: 2021, 2022"), ("ja", "あるもの: 2021, 2022")):
        unknown = get(f"{server}/queries/pillar-totals?year=1999&lang={lang}")
        assert unknown[0] == 400
        assert years in _Page(unknown[2]).words
    for name, value in (("phase", "phase:final"), ("instrument", "gold")):
        unknown = get(f"{server}/queries/pillar-totals?{name}={value}&lang=en")
        assert unknown[0] == 400
        assert f"{CONCEPTS}{name}/" in _Page(unknown[2]).words
    assert get(f"{server}/queries/nothing")[0] == 404
    assert get(f"{server}/queries/nothing.rq")[0] == 404


def test_a_things_page_shows_the_questions_about_it(server: str) -> None:
    measure = _Page(get(f"{server}/doc/id/{MEASURE}.html?lang=en")[2])
    line = _Page(get(f"{server}/doc/id/{LINE}.html?lang=en")[2])
    year = _Page(get(f"{server}/doc/id/fy/2023.html?lang=en")[2])

    asked = {a.split("?")[0] for a in measure.addresses if a.startswith("/queries/")}
    assert {"/queries/part-totals", "/queries/mentions", "/queries/subsidy-rates"} <= asked
    assert "/queries/line-observations" in {a.split("?")[0] for a in line.addresses}
    assert "¥671.61 billion" in year.words


def test_the_documentation_of_the_api_tells_every_question(server: str) -> None:
    page = _Page(get(f"{server}/api?lang=ja")[2])

    assert all(f"/api/queries/{name}" in page.words for name in public_queries())
    assert {"/openapi.json", "/api/queries"} <= set(page.addresses)
    assert f"{CONCEPTS}phase/initial" in page.words  # a default


@pytest.mark.parametrize(
    "query",
    [q for q in public_queries().values() if any(c.endswith("Label") for c in q.columns)],
    ids=lambda query: query.name,
)
def test_what_has_a_label_in_one_language_has_it_in_the_other(
    server: str, query: CatalogueQuery
) -> None:
    empty = {}
    for lang in ("ja", "en"):
        address = f"{server}/api/queries/{query.name}?format=json&limit=10000&lang={lang}"
        rows = json.loads(get(address)[2])["rows"]
        empty[lang] = {
            name: sum(row[name] is None for row in rows)
            for name in query.columns
            if name.endswith("Label")
        }

    assert empty["en"] == empty["ja"]  # empty in both: nothing is printed there


def test_the_start_page_says_what_its_sum_covers(server: str) -> None:
    assert "この文書に印字された分だけ" in get(f"{server}/?lang=ja")[2].decode()
    assert "Only what this document prints" in get(f"{server}/?lang=en")[2].decode()
