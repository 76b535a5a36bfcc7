"""Decode a document and cut it into lines, keeping the place of every character."""

import hashlib
import re
import stat
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from shisaku.loaders.conventions import Conventions, generic
from shisaku.loaders.places import LoadError, Place
from shisaku.loaders.records import Finding, FindingKind, Span

MAX_BYTES = 256 * 1024 * 1024
MAX_LINE_BYTES = 1024 * 1024
_LINE_END = re.compile(r"\r\n|\n|\r")
# Full-width ASCII and odd spaces, one character for one, so that offsets stay.
_FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | dict.fromkeys(
    (0x3000, 0xA0, 0x0B, 0x0C, 0x85, 0x2028, 0x2029), 0x20
)
_LOUD_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")  # not VT, FF, NEL
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_CONTROLS = {code: 0x20 for code in (*range(0x20), *range(0x7F, 0xA0)) if code not in (9, 10, 13)}
# Other brackets round figures than （ ） and 〔 〕, such as 【うち離島分 5億円】.
_ROUND_FIGURES = re.compile(
    r"[\[〈《{](?P<inside>[^\[\]〈〉《》{}円\n]*+円[^\[\]〈〉《》{}\n]*+)[\]〉》}]"
    r"|【(?P<dated>(?:うち|[^【】円\n]{1,6}年度)[^【】円\n]*+円[^【】\n]*+)】"
)


def fold(text: str) -> str:
    """Give the text with full-width ASCII narrowed, one character for one (offsets stay)."""
    return text.translate(_FOLD)


@dataclass(frozen=True)
class Document:
    """A decoded document: its text without byte order mark, control characters blanked.

    conventions: the edition profile by which it is read.
    """

    name: str
    text: str
    sha256: str
    findings: tuple[Finding, ...] = ()
    conventions: Conventions = field(default_factory=generic)

    @cached_property
    def line_starts(self) -> list[int]:
        """Offsets at which lines begin; a line ends at LF, CRLF or CR and at nothing else."""
        return [0, *(end.end() for end in _LINE_END.finditer(self.text))]

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their ends; line n is at index n - 1."""
        bounds = [*self.line_starts, len(self.text)]
        return [self.text[a:b].rstrip("\r\n") for a, b in pairwise(bounds)]

    @cached_property
    def folded(self) -> str:
        """The text with full-width ASCII narrowed and (…) round figures; same offsets."""
        return _ROUND_FIGURES.sub(lambda m: f"({m['inside'] or m['dated']})", fold(self.text))

    def line_at(self, offset: int) -> int:
        """Give the number of the line, from 1, that holds a character."""
        return bisect_right(self.line_starts, offset)

    def start_of(self, line: int) -> int:
        """Give the offset at which a line begins."""
        return self.line_starts[line - 1]

    def place(self, offset: int) -> Place:
        """Give the place of an offset, for errors."""
        line = self.line_at(offset)
        return Place(self.name, line, offset - self.start_of(line) + 1)

    def span(self, start: int, end: int) -> Span:
        """Make the span of a run of characters, trimmed of white space at its edges."""
        text = self.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        line, end_line = self.line_at(start), self.line_at(max(start, end - 1))
        return Span(
            start=start,
            end=end,
            line=line,
            column=start - self.start_of(line) + 1,
            end_line=end_line,
            end_column=end - self.start_of(end_line),
            text=text[start:end],
        )


def read_file(path: Path) -> bytes:
    """Read a regular file of at most MAX_BYTES.

    Raises LoadError for what is missing, no regular file, not permitted, too large or empty.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            kind = "a directory" if stat.S_ISDIR(status.st_mode) else "no regular file"
            raise LoadError(str(path), f"it is {kind}", "give the path of a text file")
        if status.st_size > MAX_BYTES:
            raise LoadError(
                str(path),
                f"{status.st_size:,} bytes are more than {MAX_BYTES:,}",
                "split the document",
            )
        content = path.read_bytes()
    except OSError as error:
        raise LoadError(str(path), error.strerror or str(error), "give a readable file") from error
    if not content:
        raise LoadError(str(path), "the file is empty", "give a document with text")
    return content


def decode(content: bytes, name: str) -> Document:
    """Decode a document's bytes, which are UTF-8 with or without byte order mark.

    Raises LoadError, with line and byte, for any other encoding and for lines over a mebibyte.
    """
    _refuse_other_encodings(content, name)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _undecodable(content, name, error) from error
    if not text.strip():
        raise LoadError(name, "there is no text, only white space", "give a document with text")
    findings = tuple(_control_characters(text))
    if _CONTROL.search(text):  # seldom, and slow for a long text
        text = text.translate(_CONTROLS)
    return Document(name, text, hashlib.sha256(content).hexdigest(), findings)


def read_document(path: Path) -> Document:
    """Read and decode the document at a path; raises LoadError as read_file and decode do."""
    return decode(read_file(path), path.name)


def _refuse_other_encodings(content: bytes, name: str) -> None:
    """Name UTF-16 and UTF-32 by their marks or NULs, and refuse endless lines before decoding."""
    head = content[:4096]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise LoadError(name, "the file is UTF-16 (byte order mark)", "convert it to UTF-8")
    if head.count(0) > len(head) // 8:
        first = head.index(0)
        raise LoadError(
            name, f"NUL bytes from offset {first}: UTF-16 or no text", "convert it to UTF-8"
        )
    longest = max(map(len, re.split(rb"[\r\n]", content)))
    if longest > MAX_LINE_BYTES:
        raise LoadError(
            name,
            f"a line of {longest:,} bytes is longer than {MAX_LINE_BYTES:,}",
            "break the document into lines",
        )


def _undecodable(content: bytes, name: str, error: UnicodeDecodeError) -> LoadError:
    """Say where the bytes stop being UTF-8, and which encoding they may be in."""
    line = len(re.findall(rb"\r\n|\n|\r", content[: error.start])) + 1
    where = f"byte 0x{content[error.start]:02x} at offset {error.start} is not UTF-8"
    if error.end >= len(content) and "unexpected end" in error.reason:
        where = f"the text ends inside a character (offset {error.start})"
    guess = _other_encoding(content)
    return LoadError(
        Place(name, line),
        f"{where}{f'; it may be {guess}' if guess else ''}",
        "convert it to UTF-8",
    )


def _other_encoding(content: bytes) -> str | None:
    """Name the older Japanese encoding in which the bytes read as kana, if one does."""
    for label, codec in (("Shift_JIS", "cp932"), ("EUC-JP", "euc_jp")):
        try:
            text = content.decode(codec)
        except UnicodeDecodeError:
            continue
        if re.search("[ぁ-ん]{2}|予算|年度", text):
            return label
    return None


def _control_characters(text: str) -> list[Finding]:
    """Report control characters, which are read as blanks (FF, VT and NEL are white space)."""
    if not _LOUD_CONTROL.search(text):
        return []
    return [
        Finding(number, FindingKind.REMARK, f"control character read as a blank: {_names(found)}")
        for number, line in enumerate(_LINE_END.split(text), start=1)
        if (found := set(_LOUD_CONTROL.findall(line)))
    ]


def _names(characters: set[str]) -> str:
    """Name characters by code point."""
    return ", ".join(f"U+{ord(character):04X}" for character in sorted(characters))
