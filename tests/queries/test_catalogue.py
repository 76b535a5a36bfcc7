"""The catalogue's files run as they stand and take parameters safely; answers print well."""

import csv
import io
import json

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
    for parameter in query.parameters:
        assert f"VALUES ?{parameter.name} {{ " in query.text
        assert parameter.label != parameter.label_ja
        assert not parameter.allowed or parameter.default in {None, *parameter.allowed}


@pytest.mark.parametrize("query", public_queries().values(), ids=lambda query: query.name)
def test_each_column_is_explained_in_both_languages(query: CatalogueQuery) -> None:
    for name in query.columns:
        column = column_of(name, query.columns)
        assert column.label != column.label_ja
        assert column.unit in {None, "yen", "line"}


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


def test_an_endpoint_that_is_none_is_said_to_be_none() -> None:
    with pytest.raises(QueryError, match="check the address"):
        run_remote("http://127.0.0.1:9/sparql", "SELECT * {}", timeout=2)
    with pytest.raises(QueryError, match="no SPARQL JSON results"):
        read_answer("<html>")
