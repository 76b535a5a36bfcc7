"""Ask any SPARQL endpoint, and write answers as a table, CSV or JSON."""

import csv
import io
import json
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from shisaku.queries.catalogue import QueryError, bind, find_query
from shisaku.queries.columns import read_columns

if TYPE_CHECKING:
    from pandas import DataFrame

if TYPE_CHECKING:
    from rdflib import Graph

Value = str | int | Decimal | bool | None
LOCAL = "http://127.0.0.1:8000/sparql"
"""The endpoint that ``make serve`` starts."""
_XSD = "http://www.w3.org/2001/XMLSchema#"
GROUPED_FROM = 10_000  # years and lines stay without commas
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How texts begin that a spreadsheet takes for formulas."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows of a SELECT query; a cell without a value is None."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]

    def records(self) -> list[dict[str, Value]]:
        """Give the rows by the names of their columns."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


Ask = Callable[[str], Answer]
"""What runs the text of a SELECT query, wherever it does."""


def read_answer(text: str) -> Answer:
    """Read SPARQL 1.1 Query Results JSON; raises QueryError when it is none."""
    try:
        document = json.loads(text)
        columns = tuple(document["head"]["vars"])
        rows = tuple(
            tuple(read_value(row.get(column)) for column in columns)
            for row in document["results"]["bindings"]
        )
    except (ValueError, KeyError, TypeError) as error:
        raise QueryError(
            f"no SPARQL JSON results ({error}): check the endpoint's address"
        ) from error
    return Answer(columns, rows)


def read_value(cell: Mapping[str, str] | None) -> Value:
    """Give a cell of SPARQL 1.1 Query Results JSON as a Python value."""
    if cell is None:
        return None
    kind = cell.get("datatype", "").removeprefix(_XSD)
    if kind == "integer":
        return int(cell["value"])
    if kind == "decimal":  # a half of two units is a whole number of yen
        value = Decimal(cell["value"])
        return int(value) if value == value.to_integral_value() else value
    if kind == "boolean":
        return cell["value"] in {"true", "1"}
    return cell["value"]


def run_remote(endpoint: str, text: str, timeout: int = 60) -> Answer:
    """Run a SELECT query on an endpoint; timeout in seconds.

    Raises QueryError that says what the endpoint answered and what to check.
    """
    return read_answer(_ask(endpoint, text, "json", timeout).decode("utf-8", "replace"))


_TRIPLES = "SELECT DISTINCT ?s ?p ?o WHERE { ?s ?p ?o }"


def fetch_graph(endpoint: str, page: int = 50_000, timeout: int = 600) -> "Graph":
    """Give the default graph of an endpoint, fetched in pages; timeout in seconds for each.

    An endpoint may give shorter pages than asked for. A blank node in two pages becomes two nodes:
    page is meant to hold most data at once.
    Raises QueryError as `run_remote` does, and where fewer triples come than the endpoint counts.
    """
    from rdflib import Graph  # noqa: PLC0415  (slow to import)

    graph = Graph()
    counted = run_remote(endpoint, f"SELECT (COUNT(*) AS ?n) {{ {_TRIPLES} }}", timeout)
    count = int(str(counted.rows[0][0]))
    while (have := len(graph)) < count:
        part = f"{_TRIPLES} ORDER BY ?s ?p ?o LIMIT {page} OFFSET {have}"
        text = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {part} }}"
        try:
            graph.parse(_ask(endpoint, text, "turtle", timeout), format="turtle")
        except SyntaxError as error:
            raise QueryError(f"{endpoint}: no Turtle ({error}); check the address") from error
        if len(graph) == have:
            raise QueryError(
                f"{endpoint}: it gave {have} of {count} triples; validate a dump of it"
            )
    return graph


def _ask(endpoint: str, text: str, result_format: str, timeout: int) -> bytes:
    """Post a query to an endpoint and give the body of the answer; raises QueryError."""
    from SPARQLWrapper import POST, SPARQLWrapper  # noqa: PLC0415  (slow to import)
    from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException  # noqa: PLC0415

    wrapper = SPARQLWrapper(endpoint)
    wrapper.setQuery(text)
    wrapper.setMethod(POST)
    wrapper.setReturnFormat(result_format)
    wrapper.setTimeout(timeout)
    try:
        body: bytes = wrapper.query().response.read()
    except (SPARQLWrapperException, OSError, ValueError) as error:
        reason = " ".join(str(error).split())[:300]
        raise QueryError(f"{endpoint}: {reason}; check the address and that it answers") from error
    return body


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


def guarded(value: Value) -> Value:
    """Guard a cell's text: what a spreadsheet would take for a formula gets an apostrophe in front.

    Such begins with = + - @ tab or CR. Numbers stay numbers; truth is written as XSD does.
    """
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return str(value).lower() if isinstance(value, bool) else value


def as_csv(
    answer: Answer, headings: Sequence[str] = (), cell: Callable[[Value], Value] = guarded
) -> str:
    """Give rows as CSV (RFC 4180).

    headings: those of the columns, else their names. cell: what guards each cell.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(headings or answer.columns)
    writer.writerows([[cell(value) for value in row] for row in answer.rows])
    return out.getvalue()


def json_number(value: object) -> float | str:
    """Give a decimal as a JSON number, as whole ones are; as text where a number would round it."""
    number = float(str(value))
    return number if Decimal(repr(number)) == value else str(value)


def as_json(answer: Answer) -> str:
    """Give rows as a JSON list of objects."""
    rows = answer.records()
    return json.dumps(rows, ensure_ascii=False, indent=2, default=json_number) + "\n"


def column_types(answer: Answer) -> Mapping[str, type]:
    """Give the type of each column: int, bool, Decimal or str; yen are always int."""
    return {
        name: _column_type(name, [row[place] for row in answer.rows])
        for place, name in enumerate(answer.columns)
    }


def _column_type(name: str, values: Sequence[Value]) -> type:
    """Give the one type of a column's values; str where they differ or there are none."""
    known = read_columns().get(name)
    found = {type(value) for value in values if value is not None}
    if known and known.unit and Decimal not in found:  # half a yen: an error of rounding
        return int
    return found.pop() if len(found) == 1 else Decimal if found == {int, Decimal} else str


def frame(
    name: str, parameters: Mapping[str, str] | None = None, endpoint: str | Ask | None = None
) -> "DataFrame":
    """Ask a question of the catalogue and give a pandas DataFrame.

    endpoint: the address of a SPARQL endpoint, or what runs a query's text on a release at hand:
    ``partial(run_embedded, Path("release"))`` of ``shisaku.server.cli.query``. Without one, a
    server on this machine is asked. Whole numbers (yen) are Int64 and truth is boolean, both with
    gaps; decimals stay exact; nothing is float. Raises QueryError.
    """
    import pandas as pd  # noqa: PLC0415  (slow, and optional: shisaku[frame])

    text = bind(find_query(name), parameters or {})
    asked = endpoint or LOCAL
    answer = run_remote(asked, text) if isinstance(asked, str) else asked(text)
    dtypes = {int: "Int64", bool: "boolean", str: "string", Decimal: "object"}
    series = {
        column: pd.Series([record[column] for record in answer.records()], dtype=dtypes[kind])
        for column, kind in column_types(answer).items()
    }
    return pd.DataFrame(series)
