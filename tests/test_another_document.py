"""Nothing belongs to one document or year: another one answers every public question by itself.

tests/data/breakwater-2031.txt is of an invented ministry and year, and prints something of all
that the questions ask of.
"""

import re
from pathlib import Path

import pytest

from shisaku.queries.catalogue import CatalogueQuery, bind, public_queries
from shisaku.server.build import Options, build
from shisaku.server.cli.query import run_embedded
from tests.served import serving

DOCUMENT = Path(__file__).parent / "data" / "breakwater-2031.txt"
SELECTS = [query for query in public_queries().values() if query.columns]
SILENT = {
    "comparisons": "one edition alone: none is compared with another",
    "edition-disagreements": "one edition alone: none is compared with another",
}
"""Questions to which this document has no answer, with the reason."""


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the other document alone."""
    return build([DOCUMENT], tmp_path_factory.mktemp("other") / "release", Options()).directory


@pytest.mark.parametrize("query", SELECTS, ids=lambda query: query.name)
def test_each_question_answers_with_its_defaults(query: CatalogueQuery, other: Path) -> None:
    answer = run_embedded(other, bind(query, {}))

    assert bool(answer.rows) is (query.name not in SILENT)


def test_no_default_names_a_year_or_a_document() -> None:
    for query in public_queries().values():
        for parameter in query.parameters:
            assert not re.search(r"20\d\d|/id/", parameter.default or ""), query.name


def test_the_start_page_speaks_of_that_document(other: Path) -> None:
    with serving(other) as page:
        text = page("/?lang=ja")

    assert "令和12年度" in text or "令和13年度" in text
    assert not re.search("令和[5-7]年度|総務省|FY202", text)
