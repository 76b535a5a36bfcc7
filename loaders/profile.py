"""What a document says of itself: its edition, and the defaults of its figures (contract R11)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from shisaku.loaders.conventions import Conventions, find_conventions, fitting_conventions
from shisaku.loaders.document import Document, fold
from shisaku.loaders.editions import Publisher, edition_slug, read_series
from shisaku.loaders.names import key_digest, name_key, unregistered_slug
from shisaku.loaders.records import Edition, Phase
from shisaku.loaders.registers import read_rows
from shisaku.loaders.years import YEAR, read_phase, read_year

Dated = tuple[int | None, Phase]
HEAD_LINES = 60
_NOTE = re.compile(r"※|^\s*\(?注\d?[):]|^\s*\(\s*\)")
_DEFAULT_NOTE = re.compile(r"(?:予算額|計数|金額).*?((?:令和|平成)\s*(?:\d+|元)\s*年度)")
_TITLE_YEAR = re.compile(r"((?:令和|平成)\s*(?:\d+|元)\s*年度).*予算")
_TITLE_PHASE = re.compile(r"概算要求|要求・要望|(?:第?\s*[1-9一二三]\s*[次号]\s*)?補正予算|決算")
_WESTERN = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_BRACKET_NOTE = re.compile(rf"\(\s*\).{{0,12}}?({YEAR})")
_LABEL_NOTE = re.compile(rf"(【[^】\n]*】)\s*は[、,]?\s*({YEAR})")
_ISSUED = re.compile(r"(20\d\d)年\s*(\d{1,2})月\s*(\d{1,2})日")
_BODY_NAME = re.compile(r"[一-龠ァ-ヶー]{1,12}?(?:省|庁|府)(?![一-龠])|[一-龠]{2,12}(?:省|庁)")


@dataclass(frozen=True, slots=True)
class Profile:
    """The defaults of a document's figures.

    fiscal_year: of a figure printed without one, or None where the head does not say.
    phase: of a figure printed without one.
    bracket: year and phase of a figure in a bracket that names none.
    labels: labels that the head notes explain, such as ``【補正予算】``, with year and phase.
    account: notation of the account that a block's label prints, else None.
    """

    fiscal_year: int | None
    phase: Phase = Phase.INITIAL
    bracket: Dated = (None, Phase.INITIAL)
    labels: Mapping[str, Dated] = field(default_factory=dict)
    account: str | None = None


@cache
def ministries() -> Mapping[str, tuple[str, str]]:
    """Give slug and English name of each ministry and agency by its Japanese name."""
    rows = read_rows("shisaku.loaders", "data", "ministries.csv")
    return {row["ja"]: (row["slug"], row["en"]) for row in rows}


def with_conventions(document: Document, given: str | None = None) -> Document:
    """Give the document with the edition profile that is given, or that fits its head.

    given: the name of a profile, or the path of its file.
    Raises LoadError when there is no such profile, or its file is none.
    """
    return replace(document, conventions=find_conventions(given) if given else _fitting(document))


def _fitting(document: Document) -> Conventions:
    """Give the profile that the document's title and publisher tell."""
    head = _head(document)
    title = _title(document, head)
    return fitting_conventions(title, _publisher(title, head))


def read_profile(document: Document, fiscal_year: int | None = None) -> Profile:
    """Find the defaults in the head notes, else in the edition profile.

    A given fiscal year goes before the printed one.
    """
    head = [fold for _, fold in _head(document)]
    conventions = document.conventions
    year = fiscal_year or _default_year(head) or conventions.fiscal_year
    labels: dict[str, Dated] = {}
    bracket: Dated = (None, Phase.INITIAL)
    if conventions.bracket and year:
        bracket = (year + conventions.bracket[0], conventions.bracket[1])
    for line in head:
        if not is_note(line):
            continue
        if found := _BRACKET_NOTE.search(line):
            bracket = read_year(found[1], year)
        if found := _LABEL_NOTE.search(line):
            labels[found[1]] = read_year(found[2], year)
    return Profile(year, _default_phase(document, conventions.phase), bracket, labels)


def read_edition(document: Document, fiscal_year: int | None) -> Edition:
    """Find title, publisher, series and date in the head, and the segment of IRIs from them."""
    head = _head(document)
    title = _title(document, head)
    publisher = _publisher(title, head)
    known = ministries().get(publisher)
    slug = known[0] if known else unregistered_slug(name_key(publisher or document.name))
    series = read_series(title, Publisher(publisher, slug, known[1] if known else None))
    key = f"{series.slug}-{fiscal_year or key_digest(document.sha256)}"
    day = next((m for _, line in head if (m := _ISSUED.search(line))), None)
    issued = "{}-{:0>2}-{:0>2}".format(*day.groups()) if day else None
    return Edition(
        slug=edition_slug(key, issued),
        title=title,
        fiscal_year=fiscal_year,
        publisher=publisher,
        publisher_slug=slug,
        issued=issued,
        series=series,
        key=key,
    )


def is_note(line: str) -> bool:
    """Say whether a folded line of the head is a note: ※, （注）, or what （　） means."""
    return bool(_NOTE.search(line))


def _head(document: Document) -> list[tuple[str, str]]:
    """Give the lines with text at the top, as printed and folded."""
    lines = []
    for number, text in enumerate(document.lines[:HEAD_LINES], start=1):
        if text.strip():
            start = document.start_of(number)
            lines.append((text, document.folded[start : start + len(text)]))
    return lines


def _default_year(head: list[str]) -> int | None:
    """Take the year from the note on amounts, else from a title with 予算, else a title's 20xx."""
    for pattern, lines in (
        (_DEFAULT_NOTE, [line for line in head if is_note(line)]),
        (_TITLE_YEAR, [line for line in head if not is_note(line)]),
    ):
        for line in lines:
            if found := pattern.search(line):
                return read_year(found[1], None)[0]
    titles = [line for line in head[:8] if re.search("施策|予算|重点", line)]
    return next((int(m[1]) for line in titles if (m := _WESTERN.search(line))), None)


def _default_phase(document: Document, otherwise: Phase) -> Phase:
    """Take the phase of figures printed without one from the title, else from the profile."""
    title = fold(_title(document, _head(document)))
    return next((read_phase(w) for w in _TITLE_PHASE.findall(title)), otherwise)


def _title(document: Document, head: list[tuple[str, str]]) -> str:
    """Give the line that names ministry and year, without emphasis and brackets around it."""
    titles = [_bare(text) for text, _ in head[:12] if "※" not in text]
    for title in titles:
        if _BODY_NAME.search(title) and re.search(r"予算|施策|事項|[\d０-９]{1,4}年?", title):
            inner = re.search(r"[（(]([^（）()]*(?:省|庁)[^（）()]*)[）)]", title)
            return re.sub(r"\s*目\s*次$", "", inner[1] if inner else title)
    return titles[0] if titles else document.name


def _bare(text: str) -> str:
    """Strip emphasis, heading marks and a bracket around the whole line."""
    text = text.strip(" \t\u3000#*")
    return re.sub(r"^[（(](.*)[）)]$", r"\1", text)


def _publisher(title: str, head: list[tuple[str, str]]) -> str:
    """Give the ministry that the title, or the head, names; empty if none."""
    for text in (title, *(line for line, _ in head[:12])):
        for name in ministries():
            if name in text:
                return name
    found = _BODY_NAME.search(re.sub(r"^.*年度", "", title))
    return found[0] if found else ""
