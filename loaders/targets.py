"""Targets: a number to be reached by a year, such as 令和8年度までに会員数を1万人にする."""

import re
from collections.abc import Iterator
from decimal import Decimal

from shisaku.loaders.document import Document
from shisaku.loaders.headings import Outline
from shisaku.loaders.records import Target
from shisaku.loaders.years import read_year

_TIME = (
    r"(?P<time>(?:(?:令和|平成|[RH])\s?(?:\d{1,2}|元)|20\d\d|(?<!\d)\d{1,2}(?=年度))\s?年度?末?)"
)
_NUMBER = (
    r"(?<![\d.,])(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s?(?P<power>[千万億兆]?)\s?"
)
_UNIT = (
    r"(?P<unit>%|パーセント|ポイント|人|名|者|円|件|局|か所|ヶ所|箇所|団体|世帯|社|台|回|倍|校|隊"
    r"|市区町村|市町村|都道府県|自治体|地域|区間|機|基|本|km|トン|Gbps|Mbps)"
)
_GAP = r"[^。\n()「」]{0,40}?「?"
_GOAL = (
    r"[^。\n]{0,16}?(?P<goal>目標|目指|達成|とする|にする"
    r"|[にへ](?:増|拡大|引き?上げ|倍増)|を確保|を整備)"
)
_BY_A_YEAR = re.compile(rf"{_TIME}(?P<by>まで(?:に|の))(?P<gap>{_GAP}){_NUMBER}{_UNIT}{_GOAL}")
_TARGET_OF_A_YEAR = re.compile(
    rf"(?P<goal>目標)[^。\n]{{0,8}}?{_TIME}(?P<by>(?:まで)?[にの])(?P<gap>{_GAP}){_NUMBER}{_UNIT}"
)
# What is counted: the noun before を, が or の and the number.
_INDICATOR = re.compile(
    r"(?P<name>[一-龠々ァ-ヶーA-Za-z0-9・の]{2,30})\s?[をがはで]?\s?(?:約|概ね)?「?$"
)
_POWERS = {"": 0, "千": 3, "万": 4, "億": 8, "兆": 12}


def read_targets(
    document: Document, outline: Outline, fiscal_year: int | None
) -> tuple[Target, ...]:
    """Give all targets of the body in the order of printing.

    fiscal_year: decides the era of a year printed without one.
    """
    return tuple(
        _target(document, found, part, fiscal_year)
        for found in _found(document, outline)
        if (part := outline.in_force(found.start()))
    )


def target_runs(document: Document, outline: Outline) -> Iterator[tuple[int, int]]:
    """Give the runs of characters that targets are read from: facts that redaction keeps."""
    for found in _found(document, outline):
        yield found.span("goal")
        yield found.start("time"), found.end("by")
        bracket = found.start("number") - found["gap"].endswith("「")
        yield min(_start(found), bracket), found.end("unit")


def _found(document: Document, outline: Outline) -> Iterator[re.Match[str]]:
    """Give the places where a target is printed, each once."""
    begin = outline.body_start(document)
    places = {
        found.start("number"): found
        for pattern in (_TARGET_OF_A_YEAR, _BY_A_YEAR)
        for found in pattern.finditer(document.folded, begin)
    }
    yield from (places[start] for start in sorted(places))


def _start(found: re.Match[str]) -> int:
    """Give where the indicator begins, or the number where there is none."""
    indicator = _indicator(found)
    return found.start("gap") + indicator.start("name") if indicator else found.start("number")


def _indicator(found: re.Match[str]) -> re.Match[str] | None:
    """Find the indicator between the year and the number."""
    return _INDICATOR.search(found["gap"])


def _target(
    document: Document,
    found: re.Match[str],
    part: tuple[tuple[str, str], ...],
    fiscal_year: int | None,
) -> Target:
    """Make the record of a target; a calendar year (2025年) is no fiscal year."""
    indicator = _indicator(found)
    value = Decimal(found["number"].replace(",", "")).scaleb(_POWERS[found["power"]])
    is_fiscal = "年度" in found["time"]
    return Target(
        value=f"{value.normalize():f}",
        unit=document.text[slice(*found.span("unit"))],
        time=document.text[slice(*found.span("time"))].strip(),
        fiscal_year=read_year(found["time"], fiscal_year)[0] if is_fiscal else None,
        indicator=indicator["name"].strip("の・") if indicator else None,
        part=part,
        span=document.span(_start(found), found.end("unit")),
    )
