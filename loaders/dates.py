"""Read dates as printed: 令和5年6月16日, H17.3.25, 2024年4月1日, 令和4年7月, R5.8, 2023年."""

import re
from datetime import date

from shisaku.loaders.years import read_year

_NUMBER = r"(?:\d{1,2}|元)"
_YEAR = rf"(?:(?:令和|平成|昭和)\s?{_NUMBER}|\d{{4}})\s?年"
_LETTER = r"[RHS]\s?\d{1,2}\s?\.\s?\d{1,2}"
DATE = rf"(?:{_YEAR}\s?\d{{1,2}}\s?月\s?\d{{1,2}}\s?日|{_LETTER}\s?\.\s?\d{{1,2}})"
MONTH = rf"(?:{_YEAR}\s?\d{{1,2}}\s?月(?!\s?\d)|{_LETTER}(?![\d.]))"
YEAR_ALONE = rf"(?:{_YEAR}(?!度|\s?\d))"
_PIECES = re.compile(r"(令和|平成|昭和|[RHS])?\s?(\d+|元)(?:\D+(\d+))?(?:\D+(\d+))?")


def read_date(printed: str) -> str | None:
    """Give a day, month or year in ISO form, None where it is none of the calendar."""
    pieces = _PIECES.match(printed)
    if pieces is None:
        return None
    year, _ = read_year(f"{pieces[1] or ''}{pieces[2]}年度", None)
    numbers = [int(number) for number in pieces.groups()[2:] if number]
    try:
        day = date(year or 0, *numbers, *[1] * (2 - len(numbers)))
    except ValueError:
        return None
    return day.isoformat()[: len("2023") + len("-06") * len(numbers)]
