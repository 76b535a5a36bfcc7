"""The tables for downloading, as CSV and as Parquet.

Yen are 64-bit integers in Parquet and whole numbers in CSV, never floats.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from shisaku.queries.catalogue import find_query
from shisaku.queries.client import Answer, as_csv
from shisaku.server.report.records import Words
from shisaku.server.tabular import as_parquet


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its type (iri, string, integer, boolean, yen) and its title."""

    name: str
    type: str
    title: Words


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns, its key, and the table that each referring column names a row of."""

    name: str
    title: Words
    key: str
    references: Mapping[str, str]
    columns: tuple[Column, ...]


@cache
def read_tables() -> tuple[Table, ...]:
    """Read which tables there are; each is the answer to the question ``table-NAME``."""
    text = (files("shisaku.server.publish") / "tables.yaml").read_text(encoding="utf-8")
    return tuple(_table(name, said) for name, said in yaml.safe_load(text).items())


def _table(name: str, said: Mapping[str, Any]) -> Table:
    """Make a table of its entry."""
    query = find_query(f"table-{name}")
    columns = (
        Column(column, its["type"], Words(its["ja"], its["en"]))
        for column, its in said["columns"].items()
    )
    title = Words(query.summary_ja, query.summary)
    return Table(name, title, said["key"], said["references"], tuple(columns))


def write_tables(ask: Callable[[str], Answer], folder: Path) -> None:
    """Write each table. ask: asks the release a question of the catalogue by name."""
    for table in read_tables():
        answer = ask(f"table-{table.name}")
        (folder / f"{table.name}.csv").write_bytes(as_csv(answer).encode())
        (folder / f"{table.name}.parquet").write_bytes(as_parquet(answer))
