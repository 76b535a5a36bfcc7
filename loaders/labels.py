"""Reviewed English labels of parts, editions and figures' words (``data/labels.csv``)."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def english_labels() -> Mapping[str, str]:
    """Give English labels by the IRI path below the base, such as ``2024/ch/10/s/4``."""
    text = (files("shisaku.loaders") / "data" / "labels.csv").read_text(encoding="utf-8")
    return {row["path"]: row["en"] for row in csv.DictReader(text.splitlines())}
