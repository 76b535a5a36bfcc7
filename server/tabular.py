"""Answers as files: their formats and media types, CSV for Excel, and Parquet."""

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO

from shisaku.queries.client import Answer, as_csv, column_types

JSON, CSV = "application/json", "text/csv"
PARQUET = "application/vnd.apache.parquet"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EXCEL_CSV = "csv-excel"
"""CSV as Excel reads it: a byte order mark, and headings in words; asked for by this name alone."""
SHORT_NAMES = {"json": JSON, "csv": CSV, EXCEL_CSV: CSV, "xlsx": XLSX, "parquet": PARQUET}
_SUFFIXES = {EXCEL_CSV: "excel.csv"}


def file_name(name: str, form: str) -> str:
    """Give the name of the file that holds the answer to a question in a format."""
    return f"{name}.{_SUFFIXES.get(form, form)}"


def as_excel_csv(answer: Answer, headings: Sequence[str]) -> bytes:
    """Give rows as CSV that Excel opens as UTF-8, under headings in words."""
    return as_csv(answer, headings).encode("utf-8-sig")


def as_parquet(answer: Answer) -> bytes:
    """Give rows as Parquet, the same bytes for the same rows; yen are 64-bit integers."""
    import pyarrow as pa  # noqa: PLC0415  (slow to import)
    from pyarrow import parquet  # noqa: PLC0415

    types = {int: pa.int64(), bool: pa.bool_(), Decimal: pa.decimal128(38, 9), str: pa.string()}
    fields = [(name, types[kind]) for name, kind in column_types(answer).items()]
    out = BytesIO()
    parquet.write_table(pa.Table.from_pylist(answer.records(), schema=pa.schema(fields)), out)
    return out.getvalue()
