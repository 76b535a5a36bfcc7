"""Printed times and counted numbers, which targets, milestones and progress figures are made of."""

import re
from decimal import Decimal

from shisaku.loaders.years import read_year

_ERA = r"(?:令和|平成|昭和|(?<![A-Za-z])[RHS])"
_LAST = rf"\s?[~〜-]\s?{_ERA}?\d{{1,4}}"
_COUNT = (
    rf"(?:{_ERA}\s?(?:\d{{1,2}}|元)|(?<!\d)(?:19|20)\d\d"
    rf"|(?<![\d.,第])\d{{1,2}}(?=(?:{_LAST})?\s?年度))"
)
# 令和8年度末, 令和7年1月, 令和3～7年度, 令和7年度（2025年度）末頃; the document is folded.
TIME = (
    rf"(?P<time>{_COUNT}(?:{_LAST})?\s?年(?![代間生目以前後])(?:度|\s?\d{{1,2}}月(?:\s?\d{{1,2}}日)?)?"
    r"(?:\s?\(\s?\d{4}年度?\s?\))?(?:\s?(?:末|初頭?|中))?(?:頃|ごろ)?)"
)
NUMBER = (
    r"(?<![\d.,])(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s?(?P<power>[千万億兆]?)"
    r"(?:(?P<rest>(?<=[万億兆])\d{1,4})(?P<rest_power>千?万?))?\s?"
)
UNIT = (
    r"(?P<unit>%|パーセント|ポイント|人|名|者|円|件|局|[かカヶケ箇][所国]|団体|世帯|社|台|回|倍|校|隊"
    r"|市区町村|市町村|都道府県|自治体|地域|区間|機|基|本|部|契約|km|トン|Gbps|Mbps)"
)
ABOUT = r"(?:約|概ね|おおむね|およそ)"
_POWERS = {"": 0, "千": 3, "万": 4, "億": 8, "兆": 12, "千万": 7}
_MONTH = re.compile(r"(?P<year>.*?)年\s?(?P<month>\d{1,2})月")
_RANGE = re.compile(rf"(?P<era>{_ERA}?)\s?\d+\s?[~〜-]\s?(?P<last>(?:{_ERA})?\d+.*)")
_FIRST_MONTH = 4  # of a fiscal year


def value_of(found: re.Match[str]) -> str:
    """Give the number that was found as a decimal: 7万7千 is 77000."""
    number = Decimal(found["number"].replace(",", "")).scaleb(_POWERS[found["power"]])
    if found["rest"]:
        number += Decimal(found["rest"]).scaleb(_POWERS[found["rest_power"]])
    return f"{number.normalize():f}"


def fiscal_year_of(time: str, near: int | None) -> int | None:
    """Give the fiscal year of a printed time, of a range the last; a calendar year alone is none.

    near: decides the era of a year printed without one. A month lies in one fiscal year.
    """
    if several := _RANGE.match(time):
        last = several["last"]
        time = last if re.match(_ERA, last) else several["era"] + last
    if month := _MONTH.search(time):
        year, _ = read_year(f"{month['year']}年度", near)
        return year - (int(month["month"]) < _FIRST_MONTH) if year else None
    return read_year(time, near)[0] if "年度" in time else None


def last_year_of(time: str, near: int | None) -> int | None:
    """Give the last year that a printed time names, whether it is a fiscal year or not."""
    named = fiscal_year_of(time, near)
    return named if named else read_year(time.partition("年")[0] + "年度", near)[0]
