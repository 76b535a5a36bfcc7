"""Answers as files: their formats and media types, CSV for Excel, and Parquet."""

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO

from shisaku.queries.client import FORMULA, Answer, Value, as_csv, column_types, guarded

JSON, CSV = "application/json", "text/csv"
PARQUET = "application/vnd.apache.parquet"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EXCEL_CSV = "csv-excel"
"""CSV as Excel reads it: a byte order mark, and headings in words; asked for by this name alone."""
SHORT_NAMES = {"json": JSON, "csv": CSV, EXCEL_CSV: CSV, "xlsx": XLSX, "parquet": PARQUET}
_SUFFIXES = {EXCEL_CSV: "excel.csv"}
_MONTHS = "JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC"
_TAKEN = re.compile(
    r"(?=\D*\d)[\d\s/:.,()%¥$E-]+"  # 1/2, 10-10, (1), 1,000, 50%, 1E5, 001
    r"|(?:明治|大正|昭和|平成|令和)?(?:\d+|元)年(?:\d+月(?:\d+日)?)?|\d+月\d+日"
    r"|[MTSHR]\d+[./]\d+[./]\d+"  # R6.4.1
    rf"|(?:\d+[ -]?)?(?:{_MONTHS})[A-Z]*[ ,-]*\d+(?:[ ,-]+\d+)?"
)
"""Texts that Excel reads as a date or a number: fractions, printed numbers, days of an era."""
_KEPT = re.compile(r"0|[1-9][0-9]{0,14}")
"""Of these, what a number shows as the text is."""


def file_name(name: str, form: str) -> str:
    """Give the name of the file that holds the answer to a question in a format."""
    return f"{name}.{_SUFFIXES.get(form, form)}"


def as_excel_csv(answer: Answer, headings: Sequence[str]) -> bytes:
    """Give rows as CSV that Excel opens as UTF-8, under headings in words."""
    return as_csv(answer, headings, _excel_cell).encode("utf-8-sig")


def _excel_cell(value: Value) -> Value:
    """Guard a text from what Excel makes of it; plain CSV has the text as it is.

    What would become a date is written ``="1/2"``: the cell's value is then the text itself, where
    an apostrophe or a tab would be part of it. That is a formula, but no text can make it another:
    only digits, marks of numbers and words of dates stand in it. All else that begins as a formula
    gets the apostrophe of plain CSV.
    """
    if not isinstance(value, str) or value.startswith(FORMULA):
        return guarded(value)
    written = unicodedata.normalize("NFKC", value).upper()
    return f'="{value}"' if _TAKEN.fullmatch(written) and not _KEPT.fullmatch(value) else value


def as_parquet(answer: Answer) -> bytes:
    """Give rows as Parquet, the same bytes for the same rows; yen are 64-bit integers."""
    import pyarrow as pa  # noqa: PLC0415  (slow to import)
    from pyarrow import parquet  # noqa: PLC0415

    types = {int: pa.int64(), bool: pa.bool_(), Decimal: pa.decimal128(38, 9), str: pa.string()}
    fields = [(name, types[kind]) for name, kind in column_types(answer).items()]
    out = BytesIO()
    parquet.write_table(pa.Table.from_pylist(answer.records(), schema=pa.schema(fields)), out)
    return out.getvalue()
