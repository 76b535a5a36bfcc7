"""The catalogue's files run as they stand and take parameters safely; answers print well."""

import csv
import io
import json
import re
from decimal import Decimal

import pytest
from rdflib.plugins.sparql import prepareQuery

from shisaku.ontology.terms import CONCEPTS
from shisaku.queries.catalogue import (
    CatalogueQuery,
    QueryError,
    bind,
    find_query,
    public_queries,
    read_catalogue,
    read_caveats,
)
from shisaku.queries.client import Answer, as_csv, as_json, as_table, read_answer, run_remote
from shisaku.queries.columns import column_of


@pytest.mark.parametrize("query", read_catalogue().values(), ids=lambda query: query.name)
def test_a_query_file_says_in_both_languages_what_it_answers(query: CatalogueQuery) -> None:
    prepared = prepareQuery(query.text)

    if prepared.algebra.name == "SelectQuery":
        assert [str(variable) for variable in prepared.algebra.PV] == list(query.columns)
        assert "ORDER BY" in query.text
    assert (
        query.summary.isascii()
        or "再掲" in query.summary
        or "内数" in query.summary
        or "うち" in query.summary
    )
    assert query.summary != query.summary_ja
    assert query.description != query.description_ja
    taken = set(re.findall(r"VALUES \?(\w+) \{ .* \}  # parameter", query.text))
    assert {parameter.name for parameter in query.parameters} == taken
    for parameter in query.parameters:
        assert parameter.label != parameter.label_ja
        assert not parameter.allowed or parameter.default in {None, *parameter.allowed}


@pytest.mark.parametrize("query", public_queries().values(), ids=lambda query: query.name)
def test_each_column_is_explained_in_both_languages(query: CatalogueQuery) -> None:
    for name in query.columns:
        column = column_of(name, query.columns)
        assert column.label != column.label_ja
        assert column.unit in {None, "yen", "line"}


@pytest.mark.parametrize("query", public_queries().values(), ids=lambda query: query.name)
def test_no_two_columns_of_an_answer_have_one_heading(query: CatalogueQuery) -> None:
    columns = [column_of(name, query.columns) for name in query.columns]

    assert len({column.label for column in columns}) == len(columns)
    assert len({column.label_ja for column in columns}) == len(columns)


@pytest.mark.parametrize("query", public_queries().values(), ids=lambda query: query.name)
def test_a_text_names_columns_by_the_headings_that_the_answer_has(query: CatalogueQuery) -> None:
    columns = [column_of(name, query.columns) for name in query.columns]
    named = set(re.findall('"([^"]+)"', query.description))
    named_ja = set(re.findall("「([^」]+)」", query.description_ja))

    assert named <= {column.label for column in columns}
    assert named_ja <= {column.label_ja for column in columns}
    assert len(named) == len(named_ja), "a column is named in one language only"
    assert not re.search(r"\b[a-z]+[A-Z]\w*", query.description)
    assert not re.search(r"[a-z]+[A-Z]\w*", query.description_ja)


@pytest.mark.parametrize("name", read_catalogue())
def test_a_question_with_bounds_says_what_they_leave_out(name: str) -> None:
    query = find_query(name)
    bounds, coverage = read_caveats()["bounds"][0], read_caveats()["coverage"][0]

    if "totals" in query.tags:
        assert coverage in query.description
        assert read_caveats()["accounts"][1] in query.description_ja
        assert {"upperRoundingError", "contingentRoundingError"} <= set(query.columns)
    if "upper" in query.columns and "internal" not in query.tags:
        assert bounds in query.description or '"At least"' in query.description


def test_a_column_without_an_entry_is_seen() -> None:
    with pytest.raises(QueryError, match="no entry 'unheardOf'"):
        column_of("unheardOf", ("unheardOf",))


def test_a_default_and_allowed_values_are_read_from_the_file() -> None:
    year, phase, _, exact, lang = find_query("chapter-totals").parameters
    (line, _) = find_query("shared-lines").parameters

    assert (year.default, phase.default, exact.default, lang.default) == (
        None,
        f"{CONCEPTS}phase/initial",
        "false",
        "ja",
    )
    assert lang.allowed == ("ja", "en")
    assert line.default is None


def test_a_value_that_is_not_allowed_is_refused_with_those_that_are() -> None:
    with pytest.raises(QueryError, match="give one of: ja, en"):
        bind(find_query("shared-lines"), {"lang": "fr"})


def test_no_value_is_searched_for_parameters() -> None:
    hidden = 'VALUES ?lang { "ja" }  # parameter'

    text = bind(find_query("find-by-label"), {"text": hidden, "lang": "en"})

    assert text.count('VALUES ?lang { "en" }  # parameter') == 1
    with pytest.raises(QueryError, match="not of type string"):
        bind(find_query("find-by-label"), {"text": f"a\n{hidden}"})


def test_a_parameter_replaces_its_default() -> None:
    text = bind(find_query("chapter-totals"), {"year": "2023"})

    assert "VALUES ?year { 2023 }" not in text  # an rdflib literal keeps its datatype
    assert '"2023"^^<http://www.w3.org/2001/XMLSchema#integer>' in text
    assert "2024 }" not in text


def test_an_unknown_parameter_is_refused_with_those_that_exist() -> None:
    with pytest.raises(QueryError, match="no parameter 'chapter'; it has: line"):
        bind(find_query("shared-lines"), {"chapter": "3"})


def test_an_unknown_question_is_refused_with_those_that_exist() -> None:
    with pytest.raises(QueryError, match=r"there are: .*shared-lines"):
        find_query("nothing")


@pytest.mark.parametrize("value", ["urn:x> } ?s ?p ?o . { <urn:y", "no-scheme", "urn:a\nb", ""])
def test_a_value_cannot_leave_its_term(value: str) -> None:
    with pytest.raises(QueryError, match="not of type iri"):
        bind(find_query("shared-lines"), {"line": value})


ANSWER = Answer(("name", "yen"), (("=甲", 12_345), ("乙,\n丙", None)))


def test_a_table_lines_up_wide_characters() -> None:
    assert as_table(ANSWER).splitlines()[2] == "=甲    12,345"


def test_csv_guards_formulas_and_quotes_line_breaks() -> None:
    rows = list(csv.reader(io.StringIO(as_csv(ANSWER), newline="")))

    assert rows == [["name", "yen"], ["'=甲", "12345"], ["乙,\n丙", ""]]


def test_json_keeps_values() -> None:
    assert json.loads(as_json(ANSWER))[0] == {"name": "=甲", "yen": 12_345}


def test_json_has_one_kind_of_number_in_a_column() -> None:
    answer = Answer(("times",), ((Decimal("1.5"),), (2,), (Decimal("0.12345678901234567"),)))

    assert [row["times"] for row in json.loads(as_json(answer))] == [1.5, 2, "0.12345678901234567"]


def test_an_endpoint_that_is_none_is_said_to_be_none() -> None:
    with pytest.raises(QueryError, match="check the address"):
        run_remote("http://127.0.0.1:9/sparql", "SELECT * {}", timeout=2)
    with pytest.raises(QueryError, match="no SPARQL JSON results"):
        read_answer("<html>")
