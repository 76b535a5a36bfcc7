"""Recognise the lines that carry a heading's number: Ⅲ, 3, [3], (3), ③, (ウ).

Numbers are printed irregularly (any or no ``#``, half- or full-width, ``( 1 )``, ``【1】``), so a
line is only a candidate here; ``headings`` decides with the contents and the order.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from shisaku.loaders.document import Document
from shisaku.loaders.records import Level, Span
from shisaku.loaders.rows import row_of, split
from shisaku.loaders.tokens import Kind, significant

LONG_TITLE = 60
_ROMAN = {
    "I": 1,
    "II": 2,
    "III": 3,
    "IV": 4,
    "V": 5,
    "VI": 6,
    "VII": 7,
    "VIII": 8,
    "IX": 9,
    "X": 10,
}
_DECORATION = re.compile(r"[\s#*>]*(?P<bullet>-\s+)?[\s#*]*")
_KANA = "アイウエオカキクケコサシスセソタチツテト"
_STYLES = {
    "roman": re.compile(r"(?P<number>[IVX]{1,4}|[Ⅰ-Ⅻ])[\s.、]+(?=\S)"),
    "part": re.compile(r"第\s*(?P<number>\d{1,2})\s*(?:部|編|の柱)[\s.、:]*(?=\S)"),
    "chapter": re.compile(r"第\s*(?P<number>\d{1,2})\s*章[\s.、:]*(?=\S)"),
    "clause": re.compile(r"第\s*(?P<number>\d{1,2})\s*節[\s.、:]*(?=\S)"),
    "number": re.compile(r"(?P<number>\d{1,2})[\s.、]\s*(?=\S)"),
    "square": re.compile(r"[\[【〔]\s*(?P<number>\d{1,2})\s*[\]】〕]\s*"),
    "round": re.compile(r"\(\s*(?P<number>\d{1,2})\s*\)\s*"),
    "circled": re.compile(r"(?P<number>[①-⑳])\s*"),
    "kana": re.compile(rf"\(\s*(?P<number>[{_KANA}])\s*\)\s*"),
    "letter": re.compile(rf"(?P<number>[{_KANA}])[\s.、]\s*(?=\S)"),
}
"""How numbers are printed; an edition profile says which styles head which level."""
_FIRST = re.compile(rf"[\d\[【〔(第IVXⅠ-Ⅻ①-⑳{_KANA}]")
# Two headings on one line: ``[1]… / [2]…`` (L154), also without the stroke (L869).
_NEXT_SECTION = re.compile(r"(?<!\s)\s++(?:/\s*)?(?=[\[【〔]\s*\d{1,2}\s*[\]】〕])")
_PAGE = re.compile(r"(?:\t\s*+|(?<![.…・\s])[.…・\s]{3,}+)(\d{1,3})\s*$")
_CONTINUED = re.compile(r"(?<!\s)\s*+(?:\(\s*続き?\s*\)|【\s*続き?\s*】)\s*$")
# A row of a list of rates is no heading: L1202 ``(1)市町村… : 1/2``.
_RATE_ROW = re.compile(r"[:\t].*\d\s*/\s*\d")
# A number of pages (2 / 10), or one that a sentence refers to: (1)及び(2)のほか, (3)に掲げる.
_NO_TITLE = re.compile(
    r"\s*/\s*\d+\s*$|及び|又は|並びに|から|の|を|に(?:掲げ|つい|よる|基づ|おい|対)"
)
_AMOUNT = re.compile(r"\d\s*(?:兆|億|百万|万|千)?円")


@dataclass(frozen=True, slots=True)
class Mark:
    """A candidate for a heading: level, style and number as read, and the title as printed."""

    level: Level
    style: str
    number: int
    printed_number: str
    title: str
    span: Span
    page: int | None
    is_continued: bool
    is_bulleted: bool
    is_hashed: bool


def marks_of_line(document: Document, line: int) -> Iterator[Mark]:
    """Give the heading candidates of a line, from left to right; usually none or one."""
    start = document.start_of(line)
    text = document.lines[line - 1]
    folded = document.folded[start : start + len(text)]
    decoration = _DECORATION.match(folded)
    offset = decoration.end() if decoration else 0
    if not (_FIRST.match(folded, offset) or _NEXT_SECTION.search(folded, offset)):
        return
    is_bulleted = bool(decoration and decoration["bullet"])
    cuts = [offset, *(m.end() for m in _NEXT_SECTION.finditer(folded, offset)), len(folded)]
    ends = [*(m.start() for m in _NEXT_SECTION.finditer(folded, offset)), len(folded)]
    decorated = (is_bulleted, "#" in folded[:offset])
    for begin, end in zip(cuts, ends, strict=False):
        if mark := _mark(document, line, (begin, end), decorated):
            yield mark


def _mark(
    document: Document, line: int, within: tuple[int, int], decorated: tuple[bool, bool]
) -> Mark | None:
    """Read one candidate between two offsets of a line; decorated: by a bullet, by ``#``."""
    start = document.start_of(line)
    folded = document.folded[start + within[0] : start + within[1]]
    for level, style in document.conventions.heading_styles:
        found = _STYLES[style].match(folded)
        if found is None:
            continue
        title = folded[found.end() :]
        if _NO_TITLE.match(title) or title.rstrip("* \t").endswith("。"):
            return None
        if _RATE_ROW.search(folded) or (level is Level.CHAPTER and _AMOUNT.search(folded)):
            return None
        where = (start + within[0], start + within[1], *decorated)
        return _read(document, (level, style), found, where)
    return None


def _read(
    document: Document,
    kind: tuple[Level, str],
    found: re.Match[str],
    where: tuple[int, int, bool, bool],
) -> Mark:
    """Take number and title of a matched candidate; the title may go on in the next line."""
    (level, style), (begin, end, is_bulleted, is_hashed) = kind, where
    folded = document.folded[begin:end]
    page = _PAGE.search(folded)
    if page:
        end = begin + page.start()
    number = next(value for value in found.groups() if value)
    title_start = begin + found.end()
    end = _end_of_title(document, title_start, end)
    continued = _CONTINUED.search(document.folded[title_start:end].rstrip("* \t"))
    title_end = title_start + continued.start() if continued else end
    title_end = _before_figures(document, title_start, title_end)
    return Mark(
        level=level,
        style=style,
        number=_value(style, number),
        printed_number=document.text[begin : begin + found.end()].strip(),
        title=clean_title(document.text[title_start:title_end]),
        span=document.span(begin, end),
        page=int(page[1]) if page else None,
        is_continued=continued is not None,
        is_bulleted=is_bulleted,
        is_hashed=is_hashed,
    )


def _before_figures(document: Document, start: int, end: int) -> int:
    """Give where a title ends that a figure follows on its line; an amount within it stays."""
    if "円" not in document.text[start:end]:
        return end
    row = row_of(document, document.line_at(start), start, end)
    name, figures = split(row.tokens)
    if not significant(name) or not row.ends_with_figures:
        return end
    return next((t.start for t in figures if t.kind not in {Kind.MARK, Kind.NOTE}), end)


def _end_of_title(document: Document, start: int, end: int) -> int:
    """Follow a title over a Markdown line break (L3000), or below a number that stands alone."""
    line = document.line_at(start if start < len(document.text) else start - 1)
    text = document.lines[line - 1]
    alone = not document.text[start:end].strip()
    while line < len(document.lines) and (alone or text.endswith("  ")):
        following = document.lines[line]
        if not following.strip():
            break
        if not alone and not re.match(r"\s+[^\s\-・●○◆■※<【(\[#①-⑳]", following):
            break
        line, text, alone = line + 1, following, False
        end = document.start_of(line) + len(following)
    return end


def _value(style: str, number: str) -> int:
    """Give a printed number as an integer (Ⅲ → 3, ② → 2, ウ → 3)."""
    match style:
        case "circled":
            return ord(number) - ord("①") + 1
        case "kana" | "letter":
            return _KANA.index(number) + 1
        case "roman":
            return _ROMAN.get(number) or ord(number) - ord("Ⅰ") + 1
    return int(number)


def clean_title(text: str) -> str:
    """Give a title as printed, without emphasis and without the break in a broken one."""
    lines = (
        re.sub(r"\*\*|</?[A-Za-z][^>]*>", "", part).strip() for part in re.split(r"[\r\n]+", text)
    )
    return "".join(lines).strip()


def levelled(marks: dict[int, list[Mark]]) -> dict[int, list[Mark]]:
    """Give each heading the level that its style has in this document.

    Below 第n章 a plain number is a section's, below 第n節 a measure's; (n) is then an item's.
    Where no section is headed otherwise, (n) is a section's.
    """
    styles = {mark.style for found in marks.values() for mark in found}
    levels: dict[str, Level] = {}
    if {"chapter", "number"} <= styles:
        is_below = "clause" in styles
        levels = {"number": Level.MEASURE if is_below else Level.SECTION}
        levels |= {"round": Level.ITEM} if is_below else {}
        marks = {
            line: [m for m in found if m.style != "number" or stands_alone(m)]
            for line, found in marks.items()
        }
    elif not styles & {"clause", "square"}:
        levels = {"round": Level.SECTION}
    return {
        line: [
            replace(mark, level=levels[mark.style]) if mark.style in levels else mark
            for mark in found
        ]
        for line, found in marks.items()
        if found
    }


def stands_alone(mark: Mark) -> bool:
    """Say whether a numbered line can be a heading where no contents name it."""
    return mark.is_hashed or (
        len(mark.title) <= LONG_TITLE and not re.search(r"[。\t|]", mark.title)
    )
