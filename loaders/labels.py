"""Reviewed English labels of parts, editions and figures' words (``data/labels.csv``)."""

from collections.abc import Mapping
from functools import cache

from shisaku.loaders.registers import read_rows


@cache
def english_labels() -> Mapping[str, str]:
    """Give English labels by the IRI path below the base, such as ``2024/ch/10/s/4``."""
    return {row["path"]: row["en"] for row in read_rows("shisaku.loaders", "data", "labels.csv")}
