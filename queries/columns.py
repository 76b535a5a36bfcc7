"""What the columns of answers mean: one table for the whole catalogue, in both languages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from shisaku.queries.catalogue import QueryError


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading in both languages.

    unit: ``yen`` for exact yen, ``line`` for a line of the source (from 1), else None.
    """

    name: str
    label: str
    label_ja: str
    unit: str | None = None


@cache
def read_columns() -> Mapping[str, Column]:
    """Read ``columns.yaml``; raises QueryError where it is broken."""
    text = (files("shisaku.queries") / "columns.yaml").read_text(encoding="utf-8")
    try:
        return {
            name: Column(name, said["label"], said["label-ja"], said.get("unit"))
            for name, said in yaml.safe_load(text).items()
        }
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise QueryError(f"columns.yaml lacks or garbles {error}; correct it") from error


def column_of(name: str, columns: Sequence[str]) -> Column:
    """Explain one of a query's columns: ``x`` beside ``xLabel`` is the IRI of what that one names.

    Raises QueryError for a column that the table lacks.
    """
    told = read_columns()
    words = told.get(f"{name}Label")
    if words and f"{name}Label" in columns:
        return Column(name, f"{words.label} (IRI)", f"{words.label_ja}（IRI）")
    if name not in told:
        raise QueryError(f"columns.yaml has no entry {name!r}: add its label and label-ja")
    return told[name]
