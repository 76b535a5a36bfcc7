"""Nothing belongs to one document or year: another edition answers every question by itself.

tests/data/measures-2025.txt is an invented edition with the traps of its genre: rounds of one
supplementary budget, reprints of another phase, running heads that name a plan, a body named in one
of two bullets, an exception under a rate, a part whose only money is a share (内数), and more.
tests/questions/ holds questions with answers worked out from that text by hand, without a look at
the code: SPARQL, or a question of the catalogue with its parameters and the columns compared.
"""

import json
import re
import urllib.request
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from shisaku.queries.catalogue import CatalogueQuery, bind, find_query, public_queries
from shisaku.queries.client import Value
from shisaku.server.build import Options, build
from shisaku.server.cli.query import run_embedded
from tests.served import serving

HERE = Path(__file__).parent
DOCUMENT = HERE / "data" / "measures-2025.txt"
QUESTIONS = sorted(path for path in (HERE / "questions").iterdir() if "expected" not in path.name)
SELECTS = [query for query in public_queries().values() if query.columns]
SILENT: Mapping[str, str] = {
    "comparison-only-mentions": "each of its items prints a figure of its own",
    "comparisons-missing": "each earlier figure is printed",
    "edition-disagreements": "one edition alone is compared with none",
    "figures-printed-differently": "it prints each figure with the same yen",
    "local-finance-measures": "it prints no such measure without a rate",
    "measures-without-budget": "each of its measures prints an item",
    "reprints-without-original": "each of its reprints has its original",
    "restated-measures": "none of its measures is a copy",
    "variables-printed-differently": "it prints its conditions in the same words",
}
"""Questions to which this edition has no answer, with the reason."""
Row = tuple[object, ...]


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the other edition alone."""
    return build([DOCUMENT], tmp_path_factory.mktemp("other") / "release", Options()).directory


def plain(value: Value) -> object:
    """Give a value as it is compared: numbers by size, words without white space."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float | Decimal):
        return Decimal(str(value)).normalize()
    return "".join(value.split())


def fits(value: Value, test: Any) -> bool:
    """Say whether a value is the one that a question asks for, or ends or contains as it says."""
    if isinstance(test, dict):
        checks: dict[str, Callable[[Any], bool]] = {
            "endswith": lambda arg: str(value or "").endswith(arg),
            "contains": lambda arg: arg in str(value or ""),
            "gt": lambda arg: value is not None and Decimal(str(value)) > arg,
        }
        return all(checks[kind](arg) for kind, arg in test.items())
    return plain(value) == plain(test)


def answered(release: Path, question: Path, columns: Sequence[str]) -> list[Row]:
    """Give the columns of the rows that answer a question."""
    text = question.read_text(encoding="utf-8")
    if question.suffix == ".rq":
        rows = run_embedded(release, text).records()
    else:
        asked = json.loads(text)
        found = {
            name: str(run_embedded(release, query).rows[0][0])
            for name, query in asked.get("lookup", {}).items()
        }
        values = {key: str(value).format(**found) for key, value in asked["params"].items()}
        query = bind(find_query(asked["get"].rpartition("/")[2]), values)
        columns = asked["columns"]
        rows = [
            row
            for row in run_embedded(release, query).records()
            if all(fits(row[column], test) for column, test in asked.get("where", {}).items())
        ]
    return [tuple(plain(row[column]) for column in columns) for row in rows]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda path: path.name.partition(".")[0])
def test_the_answer_is_that_worked_out_by_hand(question: Path, other: Path) -> None:
    expected = json.loads(
        question.with_name(f"{question.name.partition('.')[0]}.expected.json").read_text("utf-8")
    )
    want = Counter(tuple(map(plain, row)) for row in expected["rows"])
    got = Counter(answered(other, question, expected["vars"]))

    assert not want - got
    if expected.get("mode") != "contains":
        assert got == want
    assert not [row for row in expected.get("absent", []) if tuple(map(plain, row)) in got]


@pytest.mark.parametrize("query", SELECTS, ids=lambda query: query.name)
def test_each_question_answers_with_its_defaults(query: CatalogueQuery, other: Path) -> None:
    answer = run_embedded(other, bind(query, {}))

    assert bool(answer.rows) is (query.name not in SILENT)


def test_no_default_names_a_year_or_a_thing() -> None:
    for query in public_queries().values():
        for parameter in query.parameters:
            assert not re.search(r"20\d\d|/id/", parameter.default or ""), query.name


@pytest.mark.parametrize(("lang", "year"), [("ja", "令和6年度"), ("en", "FY2024")])
def test_the_start_page_speaks_of_that_edition(lang: str, year: str, other: Path) -> None:
    with (
        serving(["--release", str(other)]) as server,
        urllib.request.urlopen(f"{server.address}/?lang={lang}") as response,
    ):
        page = response.read().decode()

    assert year in page  # its supplementary budget, which a plain sum overstates most
    assert "総務省重点施策2025" in page
    assert not re.search("重点施策2024|令和5年度|FY2023", page)
