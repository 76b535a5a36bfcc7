"""Ask a question of the catalogue over HTTP, as a client does."""

from collections.abc import Callable
from typing import Any

import pytest

from shisaku.queries.catalogue import bind, find_query
from shisaku.queries.client import run_remote

Ask = Callable[..., list[dict[str, Any]]]


@pytest.fixture(scope="session")
def ask(server: str) -> Ask:
    """Give a function that asks a question of the served graph; rows as dictionaries."""

    def run(name: str, **values: str) -> list[dict[str, Any]]:
        answer = run_remote(f"{server}/sparql", bind(find_query(name), values))
        return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]

    return run
