"""The reviewed CSV files of the package: one way to read their rows."""

import csv
from importlib.resources import files


def read_rows(package: str, *path: str) -> list[dict[str, str]]:
    """Give the rows of a CSV file of a package, by the names of its columns."""
    text = files(package).joinpath(*path).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
