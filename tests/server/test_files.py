"""Answers as files: whole or saying what they leave out, for Excel, typed, the same bytes."""

import csv
import io
import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from pyarrow import BufferReader, parquet

from shisaku.queries.catalogue import public_queries
from shisaku.queries.client import Answer, Value, as_csv
from shisaku.server.engine import NotAcceptable
from shisaku.server.tabular import as_excel_csv
from shisaku.server.workbook import Sheets, write_workbook
from tests.server.test_api import get
from tests.server.test_linked_data import _Page

HEADINGS = "/api/queries/headings"
TOTALS = "/api/queries/chapter-totals?year=2023&phase=supplementary"


def rows_of(body: bytes, form: str) -> int:
    """Count the rows of a file."""
    if form == "parquet":
        return int(parquet.read_table(BufferReader(body)).num_rows)
    if form == "xlsx":
        return int(load_workbook(io.BytesIO(body)).worksheets[0].max_row) - 1
    return len(list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))) - 1


@pytest.mark.parametrize("form", ["csv", "csv-excel", "xlsx", "parquet"])
def test_a_file_is_whole_and_a_limit_that_cuts_it_is_said(server: str, form: str) -> None:
    total = json.loads(get(f"{server}{HEADINGS}")[2])["total"]
    _, whole, body = get(f"{server}{HEADINGS}?format={form}")
    _, cut, some = get(f"{server}{HEADINGS}?format={form}&limit=200&offset=100")
    _, last, rest = get(f"{server}{HEADINGS}?format={form}&limit=10000&offset=300")

    assert total > 300
    assert rows_of(body, form) == int(whole["X-Total-Count"]) == total
    assert whole["X-Rows-Left-Out"] is whole["Link"] is None
    assert (rows_of(some, form), int(cut["X-Rows-Left-Out"])) == (200, total - 300)
    assert cut["Link"] == f'<{HEADINGS}?limit=200&offset=300&format={form}>; rel="next"'
    assert (rows_of(rest, form), last["X-Rows-Left-Out"]) == (total - 300, None)


def test_a_page_of_json_says_how_many_rows_follow(server: str) -> None:
    _, headers, body = get(f"{server}{HEADINGS}")

    assert len(json.loads(body)["rows"]) == 100
    assert int(headers["X-Rows-Left-Out"]) == json.loads(body)["total"] - 100


@pytest.mark.parametrize(
    ("form", "file"),
    [("csv", "headings.csv"), ("csv-excel", "headings.excel.csv"), ("xlsx", "headings.xlsx")],
)
def test_a_file_has_a_name(server: str, form: str, file: str) -> None:
    headers = get(f"{server}{HEADINGS}?format={form}")[1]

    assert headers["Content-Disposition"] == f'attachment; filename="{file}"'


@pytest.mark.parametrize(
    ("lang", "first", "lower"), [("ja", "番号", "下限（円）"), ("en", "No.", "At least (yen)")]
)
def test_csv_for_excel_has_a_byte_order_mark_and_headings_in_words(
    server: str, lang: str, first: str, lower: str
) -> None:
    plain = get(f"{server}{TOTALS}&format=csv&lang={lang}")[2]
    excel = get(f"{server}{TOTALS}&format=csv-excel&lang={lang}")[2]

    assert plain.startswith(b"number,chapterLabel,lower")
    assert excel.startswith(b"\xef\xbb\xbf" + first.encode())
    assert lower in excel.decode().splitlines()[0].split(",")
    assert excel.decode().splitlines()[1:] == plain.decode().splitlines()[1:]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("ja", ("答え", "説明", "下限（円）", "予算の段階（1次・2次などを含む） (phase)")),
        ("en", ("Answer", "About", "At least (yen)", "Budget phase with its rounds (phase)")),
    ],
)
def test_a_workbook_has_typed_rows_and_says_what_they_are(
    server: str, release: Path, lang: str, words: tuple[str, ...]
) -> None:
    *names, lower, asked = words
    address = f"{server}{TOTALS}&format=xlsx&lang={lang}"
    book = load_workbook(io.BytesIO(get(address)[2]))
    rows = json.loads(get(f"{server}{TOTALS}&lang={lang}")[2])["rows"]

    assert book.sheetnames == names
    answer, about = book.worksheets
    headings = [cell.value for cell in answer[1]]
    place = headings.index(lower)
    assert [row[place].value for row in answer.iter_rows(min_row=2)] == [r["lower"] for r in rows]
    assert {row[place].number_format for row in answer.iter_rows(min_row=2)} == {"#,##0"}
    assert answer["A2"].value == 2
    assert answer["A2"].number_format == "General"
    told = {row[0].value: row[1].value for row in about.iter_rows()}
    query = public_queries()["chapter-totals"]
    assert (query.description_ja if lang == "ja" else query.description) in told.values()
    assert (told[asked], told["lower"]) == ("supplementary", lower)
    assert json.loads((release / "release.json").read_text())["release"] in told.values()
    assert get(address)[2] == get(address, Cache_Control="no-cache")[2]


def test_a_workbook_of_a_question_without_names_has_headings_in_either_language(
    server: str,
) -> None:
    books = [
        load_workbook(io.BytesIO(get(f"{server}/api/queries/reprints?format=xlsx&lang={lang}")[2]))
        for lang in ("ja", "en")
    ]

    first, other = ([cell.value for cell in book.worksheets[0][1]] for book in books)
    assert len(first) == len(other)
    assert all(str(heading).isascii() for heading in other)
    assert first != other
    assert get(f"{server}/api/queries/reprints?lang=fr")[0] == 400


def book_of(*rows: tuple[object, ...]) -> Workbook:
    """Write rows of two columns, the second of yen, and read them."""
    answer = Answer(("x", "yen"), rows)  # type: ignore[arg-type]
    sheets = Sheets(("a", "b"), answer, ("X", "円"), frozenset({"yen"}), [("=1+1", "=2+2")])
    return load_workbook(io.BytesIO(write_workbook(sheets)))


def test_no_text_of_a_workbook_is_a_formula() -> None:
    book = book_of(("=HYPERLINK(1)", 1), ("+1", 2), ("-1", 3), ("@x", 4), ("\tx", 5), ("x", 6))

    cells = [cell for sheet in book for row in sheet.iter_rows(max_col=1) for cell in row]
    assert {cell.data_type for cell in cells} == {"s"}
    risky = [cell for cell in book.worksheets[0]["A"][1:] if str(cell.value) != "x"]
    assert [cell.value for cell in risky] == ["=HYPERLINK(1)", "+1", "-1", "@x", "\tx"]
    assert all(cell.quotePrefix for cell in risky)  # nor after an edit
    assert book.worksheets[1]["B1"].quotePrefix


def test_no_digit_of_a_workbook_is_rounded() -> None:
    sheet = book_of(
        (Decimal("0.6"), 123_456_789_012_345),
        (Decimal("0.1234567890123456"), 1_234_567_890_123_456),
        (True, None),
        (None, -5),
    ).worksheets[0]

    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] == [
        [0.6, 123_456_789_012_345],
        ["0.1234567890123456", "1234567890123456"],
        [True, None],
        [None, -5],
    ]


def test_a_text_that_no_cell_holds_is_refused_not_cut() -> None:
    with pytest.raises(NotAcceptable, match="40000 characters"):
        book_of(("x" * 40_000, 1))


def test_a_workbook_says_no_time_of_its_own() -> None:
    answer = Answer(("x",), (("y",),))
    written = write_workbook(Sheets(("a", "b"), answer, ("X",), frozenset(), []))

    times = {entry.date_time for entry in ZipFile(io.BytesIO(written)).infolist()}
    assert times == {(1980, 1, 1, 0, 0, 0)}
    properties = load_workbook(io.BytesIO(written)).properties
    assert properties.created == datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)


@pytest.mark.parametrize(("lang", "words"), [("ja", "CSV（Excel 用）"), ("en", "CSV for Excel")])
def test_a_page_of_some_rows_leads_to_whole_files(server: str, lang: str, words: str) -> None:
    page = _Page(get(f"{server}/queries/headings?lang={lang}&limit=10&offset=20")[2])

    assert words in page.words
    for form in ("csv", "csv-excel", "xlsx", "parquet"):
        address = f"{HEADINGS}?lang={lang}&format={form}"
        assert address in page.addresses
        assert rows_of(get(f"{server}{address}")[2], form) > 500


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_documentation_and_the_description_name_every_format(server: str, lang: str) -> None:
    words = _Page(get(f"{server}/api?lang={lang}")[2]).words
    described = json.loads(get(f"{server}/openapi.json")[2])["paths"]["/api/queries/headings"]

    named = next(p for p in described["get"]["parameters"] if p["name"] == "format")
    assert named["schema"]["enum"] == ["json", "csv", "csv-excel", "xlsx", "parquet"]
    assert all(form in words for form in named["schema"]["enum"])
    assert "X-Rows-Left-Out" in described["get"]["responses"]["200"]["headers"]
    assert "X-Rows-Left-Out" in words


@pytest.mark.parametrize(
    "text",
    ["1/2", "10/10", "１／２", "3-4", "(1)", "001", "50%", "1E5", "2024-04-01", "平成29年7月28日",
     "令和元年", "4月1日", "R6.4.1", "Mar-1", "5 April 2024"],
)  # fmt: skip
def test_what_excel_takes_for_a_date_or_a_number_is_text_in_its_csv_alone(text: str) -> None:
    answer = Answer(("rate",), ((text,),))
    rows = list(csv.reader(io.StringIO(as_excel_csv(answer, ("率",)).decode("utf-8-sig"))))

    assert rows == [["率"], [f'="{text}"']]
    assert as_csv(answer) == f"rate\r\n{text}\r\n"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("=1/2", "'=1/2"), ("-1/2", "'-1/2"), ("+1", "'+1"), ("@x", "'@x"),
        ('1/2"&A1&"', '1/2"&A1&"'), ("1", "1"), ("令和6年度", "令和6年度"), ("1/2以内", "1/2以内"),
        (12, "12"), (True, "true"), (None, ""),
    ],
)  # fmt: skip
def test_no_other_text_of_the_csv_for_excel_is_a_formula(value: Value, written: str) -> None:
    text = as_excel_csv(Answer(("x",), ((value,),)), ("x",)).decode("utf-8-sig")

    assert list(csv.reader(io.StringIO(text)))[1:] == [[written]]
