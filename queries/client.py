"""Ask any SPARQL endpoint, and write answers as a table, CSV or JSON."""

import csv
import io
import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from shisaku.queries.catalogue import QueryError

Value = str | int | Decimal | bool | None
_XSD = "http://www.w3.org/2001/XMLSchema#"
GROUPED_FROM = 10_000  # years and lines stay without commas
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows of a SELECT query; a cell without a value is None."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]

    def records(self) -> list[dict[str, Value]]:
        """Give the rows by the names of their columns."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def read_answer(text: str) -> Answer:
    """Read SPARQL 1.1 Query Results JSON; raises QueryError when it is none."""
    try:
        document = json.loads(text)
        columns = tuple(document["head"]["vars"])
        rows = tuple(
            tuple(_value(row.get(column)) for column in columns)
            for row in document["results"]["bindings"]
        )
    except (ValueError, KeyError, TypeError) as error:
        raise QueryError(
            f"no SPARQL JSON results ({error}): check the endpoint's address"
        ) from error
    return Answer(columns, rows)


def _value(cell: dict[str, str] | None) -> Value:
    """Give a cell as a Python value."""
    if cell is None:
        return None
    kind = cell.get("datatype", "").removeprefix(_XSD)
    if kind == "integer":
        return int(cell["value"])
    if kind == "decimal":
        return Decimal(cell["value"])
    if kind == "boolean":
        return cell["value"] in {"true", "1"}
    return cell["value"]


def run_remote(endpoint: str, text: str, timeout: int = 60) -> Answer:
    """Run a SELECT query on an endpoint, by POST; timeout in seconds.

    Raises QueryError that says what the endpoint answered and what to check.
    """
    from SPARQLWrapper import JSON, POST, SPARQLWrapper  # noqa: PLC0415  (slow to import)
    from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException  # noqa: PLC0415

    wrapper = SPARQLWrapper(endpoint)
    wrapper.setQuery(text)
    wrapper.setMethod(POST)
    wrapper.setReturnFormat(JSON)
    wrapper.setTimeout(timeout)
    try:
        body = wrapper.query().response.read()
    except (SPARQLWrapperException, OSError, ValueError) as error:
        reason = " ".join(str(error).split())[:300]
        raise QueryError(f"{endpoint}: {reason}; check the address and that it answers") from error
    return read_answer(body.decode("utf-8", "replace"))


def as_table(answer: Answer) -> str:
    """Give rows in columns; wide characters count as two."""
    cells = [answer.columns, *([_plain(value) for value in row] for row in answer.rows)]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    lines = [
        "  ".join(_pad(c, w) for c, w in zip(row, widths, strict=True)).rstrip() for row in cells
    ]
    lines.insert(1, "  ".join("─" * width for width in widths))
    return "\n".join(lines) + "\n"


def _plain(value: Value) -> str:
    """Give a cell as text for people; control characters are left out."""
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}" if abs(value) >= GROUPED_FROM else str(value)
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return "".join(c for c in text if c.isprintable())


def _width(text: str) -> int:
    """Count a text's columns on a terminal."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _pad(text: str, width: int) -> str:
    """Fill a text with blanks to a width."""
    return text + " " * (width - _width(text))


def as_csv(answer: Answer) -> str:
    r"""Give rows as CSV (RFC 4180).

    Text that a spreadsheet would take for a formula (it begins with = + - @ tab or CR) gets an
    apostrophe in front; numbers stay numbers.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(answer.columns)
    writer.writerows([_guarded(row) for row in answer.rows])
    return out.getvalue()


def _guarded(row: Sequence[Value]) -> list[Value]:
    """Guard the text cells of a row."""
    return [
        f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
        for value in row
    ]


def as_json(answer: Answer) -> str:
    """Give rows as a JSON list of objects; decimals as text, so that none is rounded."""
    return json.dumps(answer.records(), ensure_ascii=False, indent=2, default=str) + "\n"
