"""The page about money needs no script: its tables hold every figure, at its printed place."""

import html
import re
import urllib.error
import urllib.request
from pathlib import Path
from typing import NamedTuple

import pytest

from shisaku.loaders.amounts import parse_yen
from shisaku.loaders.document import read_document
from shisaku.loaders.places import Place
from shisaku.queries.catalogue import bind, find_query
from shisaku.queries.client import run_remote
from shisaku.server.explore.money_texts import money_texts

_ROW = re.compile(
    r'<tr data-line="(?P<line>[^"]+)" data-phase="(?P<phase>[^"]+)"(?P<ceiling> data-ceiling)?>'
    r'.*?<data value="(?P<yen>\d+)"><a href="/source/2024\?mark=(?P<place>[^#]+)#L\d+"',
    re.DOTALL,
)
_CHAPTER = re.compile(
    r'<tbody data-pillar="([^"]+)"[^>]* data-chapter-name="([^"]+)">\s*'
    r'<tr class="chapter">.*?<span>[^<]*<data value="(\d+)">'
)


class Row(NamedTuple):
    """A row of the first table."""

    line: str
    phase: str
    ceiling: str | None
    yen: int
    place: str


def get(url: str) -> str:
    """Give a page's text."""
    with urllib.request.urlopen(url) as answer:
        return html.unescape(answer.read().decode())


def rows_of(page: str) -> list[Row]:
    """Read the first table."""
    table = page.partition('<section id="years">')[0]
    return [
        Row(found["line"], found["phase"], found["ceiling"], int(found["yen"]), found["place"])
        for found in _ROW.finditer(table)
    ]


@pytest.mark.parametrize(("year", "count"), [(2024, 136), (2023, 168), (2022, 37)])
def test_each_figure_is_what_its_printed_characters_say(
    server: str, facts: Path, year: int, count: int
) -> None:
    document = read_document(facts)

    rows = rows_of(get(f"{server}/money?year={year}"))

    assert len(rows) == count
    for row in rows:
        line, column, _, end = map(int, re.split("[:-]", row.place))
        printed = document.lines[line - 1][column - 1 : end]
        assert parse_yen(printed, Place("facts", line, column)) == row.yen


def test_ceilings_are_shown_as_such_and_in_no_sum(server: str) -> None:
    page = get(f"{server}/money?year=2023&lang=ja")
    supplementary = [row for row in rows_of(page) if row.phase == "supplementary"]

    exact = sum(row.yen for row in supplementary if not row.ceiling)
    ceilings = sum(row.yen for row in supplementary if row.ceiling)

    assert (exact, ceilings) == (155_300_000_000, 25_250_000_000)
    assert page.count('data value="155300000000"') == 2  # of the pillars, and beside print
    assert "12.5億円以下" in page  # L514
    assert str(exact + ceilings) not in page


def test_chapters_add_up_to_their_pillar_and_are_what_the_question_answers(server: str) -> None:
    asked = find_query("chapter-totals")
    totals = {
        str(row["chapterLabel"]): row["total"]
        for row in run_remote(f"{server}/sparql", bind(asked, {"lang": "en"})).records()
    }
    lines, _, later = get(f"{server}/money?year=2024&lang=en").partition('<section id="years">')
    pillars = dict(re.findall(r'<tr data-pillar="([^"]+)".*data value="(\d+)".*\n', later))
    sums: dict[str, int] = dict.fromkeys(pillars, 0)
    shown = {}
    for pillar, name, yen in _CHAPTER.findall(lines):
        shown[name] = int(yen)
        sums[pillar] += int(yen)

    assert shown == totals
    assert sums == {pillar: int(yen) for pillar, yen in pillars.items()}


def test_another_instrument_is_shown_apart(server: str) -> None:
    rows = rows_of(get(f"{server}/money?instrument=government-guarantee"))

    assert [(row.line, row.yen) for row in rows] == [("jict", 24_000_000_000)]  # L3493


@pytest.mark.parametrize("asked", ["year=1999", "instrument=gold", "year=2024'"])
def test_what_has_no_figures_is_said(server: str, asked: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as raised:
        urllib.request.urlopen(f"{server}/money?{asked}")

    assert raised.value.code == 400
    assert "/money" in raised.value.read().decode()


def test_each_text_stands_in_both_languages() -> None:
    ja, en = money_texts("ja"), money_texts("en")

    assert not [key for key in ja if ja[key] == en[key]]
