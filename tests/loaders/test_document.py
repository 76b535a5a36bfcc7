"""Documents are decoded and cut into lines without losing the place of a character."""

from pathlib import Path

import pytest

from shisaku.loaders.document import decode, read_document
from shisaku.loaders.places import LoadError

TEXT = "一行目\n二行目\n"


@pytest.mark.parametrize(
    "content",
    [TEXT, "\ufeff" + TEXT, TEXT.replace("\n", "\r\n"), TEXT.replace("\n", "\r")],
    ids=["LF", "byte-order-mark", "CRLF", "CR"],
)
def test_lines_are_the_same_whatever_ends_them(content: str) -> None:
    assert decode(content.encode(), "x.txt").lines[:2] == ["一行目", "二行目"]


def test_form_feed_next_line_and_line_separator_end_no_line() -> None:
    document = decode("甲\x0c乙\x85丙\u2028丁\n戊".encode(), "x.txt")

    assert len(document.lines) == 2
    assert document.findings == ()


def test_a_control_character_is_read_as_a_blank_and_reported() -> None:
    document = decode("甲\x00乙\x1b丙\n".encode(), "x.txt")

    assert document.lines[0] == "甲 乙 丙"
    assert "U+0000, U+001B" in document.findings[0].what


def test_a_span_tells_lines_columns_and_offsets_without_outer_blanks() -> None:
    document = decode("ab\n  甲乙 \nc".encode(), "x.txt")

    span = document.span(3, 8)

    assert (span.line, span.column, span.end_line, span.end_column) == (2, 3, 2, 4)
    assert (span.start, span.end, span.text) == (5, 7, "甲乙")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b" \n\t", "no text, only white space"),
        ("予算の年度".encode("cp932"), "it may be Shift_JIS"),
        ("予算の年度".encode("euc_jp"), "it may be EUC-JP"),
        ("予算".encode("utf-16"), "UTF-16"),
        ("Budget".encode("utf-16-be") * 20, "NUL bytes"),
        ("甲\n乙".encode()[:-1], "the text ends inside a character"),
        ("甲\n乙\udcff".encode("utf-8", "surrogateescape"), "byte 0xff at offset 7"),
        (b"x" * 2_000_000, "is longer than"),
    ],
)
def test_what_is_no_document_is_refused_with_the_reason(
    content: bytes, message: str, tmp_path: Path
) -> None:
    file = tmp_path / "x.txt"
    file.write_bytes(content)

    with pytest.raises(LoadError, match=message):
        read_document(file)


def test_a_directory_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")

    for name, message in (("", "a directory"), ("none", "No such file"), ("loop", "Too many")):
        with pytest.raises(LoadError, match=message):
            read_document(tmp_path / name)
