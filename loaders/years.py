"""Read fiscal years and budget phases as printed: 令和5年度補正, 4年度 2次補正, R6当初."""

import re

from shisaku.loaders.records import Phase

_FIRST_YEAR = {"令和": 2019, "R": 2019, "平成": 1989, "H": 1989, "昭和": 1926, "S": 1926}
PHASE = (  # white space is tried once a run: a hostile line of it costs no more than its length
    r"当初予算額?|当初|(?:第\s*+|(?<!\s)\s++|)\d\s*次\s*補正(?:予算額?)?|第\s*\d\s*号\s*補正(?:予算額?)?"
    r"|補正(?:予算額?)?(?:\s*\(\s*第\s*\d\s*号\s*\))?|予算案?額?|概算要求額?|要求額|決定額"
)
YEAR = (
    rf"(?:(?:令和|平成|昭和|[RHS])\s*)?(?:\d{{4}}|\d{{1,2}}|元)\s*年度?(?<=年度)[ \t]*+(?:{PHASE})?"
)
_YEAR = re.compile(rf"(令和|平成|昭和|[RHS])?\s*(\d{{4}}|\d{{1,2}}|元)\s*年度\s*({PHASE})?")
_NUMBERED = re.compile(r"\d")


def read_year(printed: str, near: int | None) -> tuple[int | None, Phase]:
    """Read a year with its phase, such as ``5年度1次補正``.

    near: the edition's fiscal year, which decides the era of a year printed without one.
    Gives the calendar year in which the fiscal year begins, None if the era cannot be told, and
    the phase; no phase is initial (contract R11).
    """
    found = _YEAR.search(printed)
    if found is None:
        return near, read_phase(printed)
    era, number, phase = found.groups()
    count = 1 if number == "元" else int(number)
    if len(number) == len("2024"):
        return count, read_phase(phase)
    if era:
        return _FIRST_YEAR[era] + count - 1, read_phase(phase)
    if near is None:
        return None, read_phase(phase)
    candidates = {first + count - 1 for first in _FIRST_YEAR.values()}
    return min(candidates, key=lambda year: abs(year - near)), read_phase(phase)


def read_phase(printed: str | None) -> Phase:
    """Read a phase as printed, never normalised: 補正, 1次補正 and 2次補正 stay apart."""
    if not printed or "補正" not in printed:
        return Phase.INITIAL
    numbered = _NUMBERED.search(printed)
    match numbered and int(numbered[0]):
        case 1:
            return Phase.SUPPLEMENTARY_1
        case 2:
            return Phase.SUPPLEMENTARY_2
    return Phase.SUPPLEMENTARY


def era_name(year: int) -> str:
    """Give a fiscal year by its era: 令和6年度 for 2024."""
    era = "令和" if year >= _FIRST_YEAR["令和"] else "平成"
    count = year - _FIRST_YEAR[era] + 1
    return f"{era}{'元' if count == 1 else count}年度"
