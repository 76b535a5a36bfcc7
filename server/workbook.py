"""An answer as a workbook (XLSX, ECMA-376): typed rows, and a sheet that says what they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Final

from xlsxwriter import Workbook

from shisaku.queries.client import FORMULA, Answer, Value
from shisaku.server.engine import NotAcceptable

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS: Final = 100_000
"""Rows of one workbook, which is made in memory; CSV has no such end."""
_LONGEST, _DIGITS = 32_767, 15
"""Characters of a cell, and digits that a spreadsheet keeps of a number."""
_CREATED = datetime(1980, 1, 1, tzinfo=UTC)  # that of the archive's members: same rows, same bytes
_WIDEST = 400  # pixels


@dataclass(frozen=True, slots=True)
class Sheets:
    """What a workbook holds, and the names of its two sheets.

    headings: one for each column. yen: the columns whose whole numbers are grouped.
    about: lines of a subject and what is said of it.
    """

    names: tuple[str, str]
    answer: Answer
    headings: Sequence[str]
    yen: frozenset[str]
    about: Sequence[tuple[str, str]]


def write_workbook(sheets: Sheets) -> bytes:
    """Write a workbook, the same bytes for the same rows.

    No text is a formula or becomes one when it is edited. A number with more digits than a
    spreadsheet keeps is text. Raises NotAcceptable for a text longer than a cell holds.
    """
    out = BytesIO()
    book = Workbook(out, {"in_memory": True})
    book.set_properties({"created": _CREATED})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    cells = _Cells(book)
    rows = book.add_worksheet(sheets.names[0])
    rows.write_row(0, 0, sheets.headings, bold)
    grouped = [name in sheets.yen for name in sheets.answer.columns]
    for at, row in enumerate(sheets.answer.rows, start=1):
        for column, (value, is_yen) in enumerate(zip(row, grouped, strict=True)):
            cells.write(rows, (at, column), value, is_yen)
    rows.freeze_panes(1, 0)
    rows.autofilter(0, 0, len(sheets.answer.rows), max(0, len(sheets.headings) - 1))
    rows.autofit(_WIDEST)
    about = book.add_worksheet(sheets.names[1])
    about.set_column(0, 0, 24)
    about.set_column(1, 1, 100)
    for at, (subject, said) in enumerate(sheets.about):
        about.write_string(at, 0, subject, bold)
        cells.write(about, (at, 1), said)
    book.close()
    return out.getvalue()


class _Cells:
    """Writes cells by the type of their values."""

    def __init__(self, book: Workbook) -> None:
        """Make the formats of a workbook."""
        self._yen: Format = book.add_format({"num_format": "#,##0"})
        self._quoted: Format = book.add_format({"quote_prefix": True})
        self._text: Format = book.add_format({"text_wrap": True, "valign": "top"})

    def write(
        self, sheet: "Worksheet", place: tuple[int, int], value: Value, is_yen: bool = False
    ) -> None:
        """Write one cell; place: row and column from 0."""
        if value is None:
            return
        if isinstance(value, bool):
            sheet.write_boolean(*place, value)
        elif isinstance(value, int | Decimal) and _is_kept(value):
            sheet.write_number(*place, value, self._yen if is_yen else None)
        else:
            self._write_text(sheet, place, str(value))

    def _write_text(self, sheet: "Worksheet", place: tuple[int, int], text: str) -> None:
        """Write a text, marked as one where a spreadsheet would take it for a formula."""
        if len(text) > _LONGEST:
            raise NotAcceptable(
                f"a text has {len(text)} characters, a cell holds {_LONGEST}: ask for csv",
                f"{len(text)} 字の文字列がセル（{_LONGEST} 字）に入りません。csv で求めてください",
            )
        sheet.write_string(*place, text, self._quoted if text.startswith(FORMULA) else self._text)


def _is_kept(number: int | Decimal) -> bool:
    """Say whether a spreadsheet keeps all digits of a number."""
    return len(Decimal(number).normalize().as_tuple().digits) <= _DIGITS
