"""Read fiscal years and budget phases as printed: 令和5年度補正, 4年度 2次補正, R6当初, 前年度."""

import re

from shisaku.loaders.records import Phase

_FIRST_YEAR = {"令和": 2019, "R": 2019, "平成": 1989, "H": 1989, "昭和": 1926, "S": 1926}
_ERA = r"(?:令和|平成|昭和|(?<![A-Za-z])[RHS])"
_COUNT = r"(?:\d{4}|\d{1,2}|元)"
_ASIDE = rf"(?:\(\s*{_ERA}?\s*{_COUNT}\s*(?:年度?)?\s*\)\s*)?"  # 令和7(2025)年度
_NTH = "[1-9一二三]"
_SUPPLEMENTARY = (  # white space is tried once a run: a line of it costs no more than its length
    rf"(?:第\s*+|(?<!\s)\s++|){_NTH}\s*次\s*補正(?:予算案?額?)?|第\s*{_NTH}\s*号\s*補正(?:予算案?額?)?"
    rf"|補正(?:予算案?額?)?(?:\s*\(\s*第\s*{_NTH}\s*号\s*\)|第\s*{_NTH}\s*号)?"
)
_LATER = r"決算額?|支出済(?:歳出)?額|翌年度繰越額|不用額"  # what became of the money
_NAMED = rf"当初予算案?額?|当初|{_SUPPLEMENTARY}|予備費"
_UNNAMED = rf"予算案?額?|概算要求額?|要求額|決定額|{_LATER}"
PHASE = (  # 予備費 at the end of a word is part of a name
    rf"当初予算案?額?|当初|{_SUPPLEMENTARY}|(?<![一-龠々ァ-ヶー])(?:予備費|{_LATER})"
    r"|予算案?額?|概算要求額?|要求額|決定額"
)
_PHASED = rf"(?:{_NAMED}|{_UNNAMED})?"
YEAR = (
    rf"(?:(?:{_ERA}\s*)?{_COUNT}\s*{_ASIDE}年度[ ]*+{_ASIDE}{_PHASED}|前年度[ ]*+{_PHASED}"
    rf"|{_ERA}\s*{_COUNT}\s*(?:{_NAMED})|(?<![\d.,第])\d{{1,2}}(?:当初|補正)(?:予算案?額?)?)"
)
_YEAR = re.compile(
    rf"(?P<era>{_ERA})?\s*(?P<count>{_COUNT})\s*{_ASIDE}(?:年度|(?={_NAMED}))(?P<rest>.*)"
)
_NUMBERED = re.compile(rf"({_NTH})\s*[次号]")
_PRINTS_PHASE = re.compile(rf"補正|予備費|予算案?額|当初|要求|{_LATER}")
_WORDS = (  # after 補正 and 予備費; 政府案 stays initial: what the Diet decides on in spring
    ("要求", Phase.REQUEST),
    ("繰越", Phase.CARRIED_OVER),
    ("不用", Phase.UNUSED),
    ("決算", Phase.EXECUTED),
    ("支出済", Phase.EXECUTED),
)
_ROUNDS = {
    "1": Phase.SUPPLEMENTARY_1,
    "一": Phase.SUPPLEMENTARY_1,
    "2": Phase.SUPPLEMENTARY_2,
    "二": Phase.SUPPLEMENTARY_2,
    "3": Phase.SUPPLEMENTARY_3,
    "三": Phase.SUPPLEMENTARY_3,
}


def read_year(printed: str, near: int | None) -> tuple[int | None, Phase]:
    """Read a year with its phase, such as ``5年度1次補正``.

    near: the edition's fiscal year, which decides the era of a year printed without one and is
    meant where none is printed; 前年度 is the year before it.
    Gives the calendar year in which the fiscal year begins, None if it cannot be told, and the
    phase; no phase is initial (contract R11).
    """
    found = _YEAR.search(printed)
    if found is None:
        return near - 1 if near and "前年度" in printed else near, read_phase(printed)
    phase = read_phase(found["rest"])
    number = found["count"]
    count = 1 if number == "元" else int(number)
    if len(number) == len("2024"):
        return count, phase
    if found["era"]:
        return _FIRST_YEAR[found["era"]] + count - 1, phase
    if near is None:
        return None, phase
    candidates = {first + count - 1 for first in _FIRST_YEAR.values()}
    return min(candidates, key=lambda year: abs(year - near)), phase


def read_phase(printed: str) -> Phase:
    """Read a phase as printed, never normalised: 補正, 1次補正 and 2次補正 stay apart."""
    if "予備費" in printed:
        return Phase.RESERVE
    if "補正" not in printed:
        return next((phase for word, phase in _WORDS if word in printed), Phase.INITIAL)
    numbered = _NUMBERED.search(printed)
    return _ROUNDS.get(numbered[1], Phase.SUPPLEMENTARY) if numbered else Phase.SUPPLEMENTARY


def prints_phase(printed: str) -> bool:
    """Say whether a year is printed with its phase; without one, the document's own holds."""
    return bool(_PRINTS_PHASE.search(printed))


def era_name(year: int) -> str:
    """Give a fiscal year by its era: 令和6年度 for 2024."""
    era = "令和" if year >= _FIRST_YEAR["令和"] else "平成"
    count = year - _FIRST_YEAR[era] + 1
    return f"{era}{'元' if count == 1 else count}年度"
