"""Answers as files for data tools: media types, and Parquet."""

from decimal import Decimal
from io import BytesIO

from shisaku.queries.client import Answer, column_types

JSON, CSV = "application/json", "text/csv"
PARQUET = "application/vnd.apache.parquet"
SHORT_NAMES = {"json": JSON, "csv": CSV, "parquet": PARQUET}


def as_parquet(answer: Answer) -> bytes:
    """Give rows as Parquet, the same bytes for the same rows; yen are 64-bit integers."""
    import pyarrow as pa  # noqa: PLC0415  (slow to import)
    from pyarrow import parquet  # noqa: PLC0415

    types = {int: pa.int64(), bool: pa.bool_(), Decimal: pa.decimal128(38, 9), str: pa.string()}
    fields = [(name, types[kind]) for name, kind in column_types(answer).items()]
    out = BytesIO()
    parquet.write_table(pa.Table.from_pylist(answer.records(), schema=pa.schema(fields)), out)
    return out.getvalue()
