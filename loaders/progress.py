"""Progress figures: numbers reached, printed with their time or as a running total.

``7,207団体：令和4年度調査``, ``約6,340万（2023年12月末時点）``, ``令和5年3月末現在1,741団体``,
``累計で78か国から約7万7千人``; a note may state the time (``12団体※2``). Money is none: budgets
print that of past years (``3億円（4年度実績 2億円）``); nor is a lack (``店がない村（12団体…）``).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from shisaku.loaders.document import Document
from shisaku.loaders.headings import Outline, Path
from shisaku.loaders.quantities import ABOUT, NUMBER, TIME, UNIT, last_year_of, value_of
from shisaku.loaders.records import Progress

_AS_OF = rf"{TIME}\s?(?:時点|現在|調査|集計|実績|(?<=末)(?=[)。、\s]))"
_AMOUNT = rf"{ABOUT}?\s?{NUMBER}"
# Where no unit is printed, it is the noun that 数 counts (契約数は合計で約6,340万).
_COUNTED = (
    rf"(?:(?P<noun>[一-龠々ァ-ヶー]{{1,10}}?)数(?P<said>[はがも:]?\s?(?:合計|累計|計)?で?)\s?)?"
    rf"(?P<amount>{_AMOUNT}(?:{UNIT}(?:程度|前後|ほど)?)?)"
)
_ABOUT = re.compile(rf"^{ABOUT}|(?:程度|前後|ほど)$")
_GAP = r"[^。、\n]{0,20}?"
_MARK = r"(?P<mark>※\s?(?:<sup>\s?\d{1,2}\s?</sup>|\d{0,2}))"
_PRINTED_WITH_TIME = re.compile(rf"{_COUNTED}\s?[(:]\s?{_AS_OF}")
_WITH_NOTE = re.compile(rf"{_COUNTED}{_MARK}")
_PATTERNS = (  # a number and its time apart; of two that give one number, the later says more
    re.compile(rf"(?P<total>累計で?){_GAP}(?P<amount>{_AMOUNT}{UNIT})"),
    re.compile(rf"{TIME}(?P<by>は){_GAP}(?P<amount>{_AMOUNT}{UNIT})"),
    re.compile(rf"{TIME}\s?(?P<by>時点|現在)、?{_GAP}(?P<amount>{_AMOUNT}{UNIT})"),
)
# Of one clause there may be more numbers: 累計で78か国から約7万7千人.
_NEXT = re.compile(rf"(?:から|で|に|の|と|・)(?:延べ)?(?P<amount>{_AMOUNT}{UNIT})")
_LACK = re.compile(
    r"(?:(?<!少)ない|無い|空白|不在|未(?![来満])[一-龠]{1,4})の?[一-龠々ァ-ヶー]{0,10}"
    rf"[はがも]?(?:合計|累計|計)?で?\s?\(?\s?{ABOUT}?\s?\Z"
)
_REACH_BESIDE = 40
# What is counted, beside the number: the noun before its bracket, or what was done with it.
_BRACKETED = re.compile(
    r"(?:^|(?<=[\s、。」)るたなのいをがはに]))[一-龠々ァ-ヶーA-Za-z・]{2,20}\(\s?\Z"
)
_DONE = re.compile(
    r"(?:程度|前後|ほど)?\s?\)?を(?P<act>[一-龠々]{2,6}(?:・[一-龠々]{2,6})*)(?=[しすで。、)\s]|\Z)"
)
_NOTE_REACH = 20  # lines from a mark down to its note
_REACH = 2_000  # and characters
_MONEY = "円"


@dataclass(frozen=True, slots=True)
class _Site:
    """A printed progress figure; time: the match of its time, note: that of the note with it.

    end: of the last number of its clause.
    """

    found: re.Match[str]
    time: re.Match[str] | None
    end: int
    note: re.Match[str] | None = None

    @property
    def noun(self) -> str | None:
        """Give the noun that 数 counts."""
        return self.found.groupdict().get("noun")

    @property
    def start(self) -> int:
        """Give where the noun that is counted begins, or else the number."""
        return self.found.start("noun") if self.noun else self.found.start("number")

    def beside(self, text: str) -> tuple[int, int] | None:
        """Give the run beside the number that says what is counted, where no 数 does."""
        if self.noun:
            return None
        start = self.found.start("amount")
        left = max(0, start - _REACH_BESIDE)
        if before := _BRACKETED.search(text[left:start]):
            return left + before.start(), left + before.start() + len(before[0].rstrip("( "))
        done = _DONE.match(text, self.end)
        return done.span("act") if done else None


def read_progress(
    document: Document, outline: Outline, fiscal_year: int | None
) -> tuple[Progress, ...]:
    """Give all progress figures of the body in the order of printing.

    fiscal_year: the edition's; it decides the era of a year printed without one.
    """
    return tuple(
        _progress(document, site, part)
        for site in _sites(document, outline, fiscal_year)
        if (part := outline.in_force(site.start))
    )


def progress_runs(
    document: Document, outline: Outline, fiscal_year: int | None
) -> Iterator[tuple[int, int]]:
    """Give the runs of characters that progress figures are read from."""
    for site in _sites(document, outline, fiscal_year):
        if site.found.re in _PATTERNS:  # the words between time and number go
            said = {"time", "by", "total"} & site.found.re.groupindex.keys()
            yield min(map(site.found.start, said)), max(map(site.found.end, said))
            yield site.found.span("amount")
        else:
            yield site.found.span()
        if beside := site.beside(document.folded):
            yield min(beside[0], site.end), max(beside[1], site.found.start("amount"))
        if site.note:
            yield site.note.span()


def _sites(document: Document, outline: Outline, fiscal_year: int | None) -> Iterator[_Site]:
    """Give the places where a progress figure is printed, each once."""
    text, begin = document.folded, outline.body_start(document)
    sites = [
        site
        for pattern in (*_PATTERNS, _PRINTED_WITH_TIME)
        for found in pattern.finditer(text, begin)
        if "by" not in pattern.groupindex or found["by"] != "は" or _is_past(found, fiscal_year)
        for site in _of_clause(text, found)
    ]
    for found in _WITH_NOTE.finditer(text, begin):
        if note := _note(document, found):
            sites.append(_Site(found, note, found.end(), note))
    places = {
        site.found.start("number"): site
        for site in sites
        if site.found["unit"] != _MONEY
        and (site.found["unit"] or site.noun)
        and not _counts_a_lack(text, site.found.start("amount"))
        and document.line_at(site.start) not in outline.heading_lines
    }
    yield from (places[start] for start in sorted(places))


def _of_clause(text: str, first: re.Match[str]) -> list[_Site]:
    """Give a number with those that follow it in its clause; they share its time."""
    found = [first]
    while after := _NEXT.match(text, found[-1].end("amount")):
        found.append(after)
    time = first if "time" in first.re.groupindex else None
    return [_Site(one, time, found[-1].end("amount")) for one in found]


def _counts_a_lack(text: str, start: int) -> bool:
    """Say whether the words before a number name what is missing: that is not reached."""
    return _LACK.search(text[max(0, start - _REACH_BESIDE) : start]) is not None


def _is_past(found: re.Match[str], fiscal_year: int | None) -> bool:
    """Say whether a time is before the edition's fiscal year."""
    year = last_year_of(found["time"], fiscal_year)
    return year is not None and fiscal_year is not None and year < fiscal_year


def _note(document: Document, found: re.Match[str]) -> re.Match[str] | None:
    """Find the note that a number's mark leads to, where it states a time."""
    last = min(document.line_at(found.end()) + _NOTE_REACH, len(document.lines))
    end = min(document.start_of(last), found.end() + _REACH)
    note = re.compile(rf"{re.escape(found['mark'])}\s?{_AS_OF}")
    return note.search(document.folded, found.end(), end)


def _progress(document: Document, site: _Site, part: Path) -> Progress:
    """Make the record of a progress figure."""
    found, noun, beside = site.found, site.noun, site.beside(document.folded)
    return Progress(
        value=value_of(found),
        unit=found["unit"] or noun or "",
        as_of=document.text[slice(*site.time.span("time"))].strip() if site.time else None,
        is_approximate=_ABOUT.search(found["amount"]) is not None,
        indicator=f"{noun}数" if noun else beside and document.text[slice(*beside)],
        part=part,
        span=document.span(site.start, found.end("amount")),
    )
