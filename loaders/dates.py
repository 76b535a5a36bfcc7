"""Read days as printed: 令和5年6月16日, H17.3.25, 2024年4月1日."""

import re
from datetime import date

from shisaku.loaders.years import read_year

_NUMBER = r"(?:\d{1,2}|元)"
DATE = (
    rf"(?:(?:(?:令和|平成|昭和)\s?{_NUMBER}|\d{{4}})\s?年\s?\d{{1,2}}\s?月\s?\d{{1,2}}\s?日"
    r"|[RHS]\s?\d{1,2}\s?\.\s?\d{1,2}\s?\.\s?\d{1,2})"
)
_PIECES = re.compile(r"(令和|平成|昭和|[RHS])?\s?(\d+|元)\D+(\d+)\D+(\d+)")


def read_date(printed: str) -> str | None:
    """Give a day in ISO form, None where it is no day of the calendar."""
    pieces = _PIECES.match(printed)
    if pieces is None:
        return None
    year, _ = read_year(f"{pieces[1] or ''}{pieces[2]}年度", None)
    try:
        return date(year or 0, int(pieces[3]), int(pieces[4])).isoformat()
    except ValueError:
        return None
