"""Answers as data frames: from an endpoint or from a release, with types that lose nothing."""

from decimal import Decimal
from functools import partial
from pathlib import Path

import pandas as pd
import pytest

from shisaku.ontology.terms import BASE
from shisaku.queries.catalogue import QueryError, public_queries
from shisaku.queries.client import frame
from shisaku.server.cli.query import run_embedded


def test_a_release_and_an_endpoint_give_the_same_frame(server: str, release: Path) -> None:
    local = frame("chapter-totals", {"year": "2023"}, partial(run_embedded, release))
    remote = frame("chapter-totals", {"year": "2023"}, f"{server}/sparql")

    pd.testing.assert_frame_equal(local, remote)
    assert local["total"].sum() == 18_748_741_000_000


def test_yen_are_whole_numbers_also_beside_gaps(release: Path) -> None:
    line = {"line": f"{BASE}line/practical-cybersecurity-training"}
    told = frame("line-observations", line, partial(run_embedded, release))

    assert (str(told["amount"].dtype), str(told["ceiling"].dtype)) == ("Int64", "Int64")
    row = told[(told["year"] == 2023) & (told["phaseLabel"] == "補正予算")].iloc[0]
    assert (row["amount"] is pd.NA, row["ceiling"]) == (True, 1_250_000_000)  # L514


def test_decimals_and_truth_keep_their_kind(release: Path) -> None:
    conditions = frame("rate-conditions", None, partial(run_embedded, release))
    reprints = frame("reprints", None, partial(run_embedded, release))

    assert Decimal("0.8") in list(conditions["atMost"])  # L1204
    assert str(reprints["agrees"].dtype) == "boolean"
    assert (~reprints["agrees"]).sum() == 2  # L3507, L3515


@pytest.mark.parametrize("name", [q.name for q in public_queries().values() if q.columns])
def test_no_column_is_float(release: Path, name: str) -> None:
    told = frame(name, None, partial(run_embedded, release))

    assert "float64" not in set(map(str, told.dtypes))
    assert list(told.columns) == list(public_queries()[name].columns)


def test_an_unknown_parameter_is_refused_before_anything_is_asked() -> None:
    with pytest.raises(QueryError, match="no parameter"):
        frame("reprints", {"year": "2023"}, "http://127.0.0.1:9/sparql")
