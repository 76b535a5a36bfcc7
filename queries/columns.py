"""What the columns of answers mean: one table for the whole catalogue, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from shisaku.queries.catalogue import QueryError


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading in both languages; unit: ``yen`` where it holds exact yen."""

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
