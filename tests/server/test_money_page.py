"""The page about money needs no script: its tables hold every figure, at its printed place."""

import html
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from shisaku.loaders.amounts import parse_yen
from shisaku.loaders.document import read_document
from shisaku.loaders.places import Place
from shisaku.queries.catalogue import bind, find_query
from shisaku.queries.client import run_remote
from shisaku.server.explore.money_texts import money_texts
from tests.counted import Period, counted

_ROW = re.compile(
    r'<tr data-line="(?P<line>[^"]+)" data-phase="(?P<phase>[^"]+)" data-phase-name="[^"]+"'
    r"(?P<ceiling> data-ceiling)?>"
    r'.*?<data value="(?P<yen>\d+)"><a href="/source/2024\?mark=(?P<place>[^#&]+)[^#]*#L\d+"',
    re.DOTALL,
)
_TOTAL = re.compile(
    r'<tr [^>]*data-(?:part|pillar)="/doc/id/(?P<part>[^"]+)"|<tfoot>|<section id="sums">|'
    r'<span class="total" data-year="(?P<year>\d+)" data-phase="(?P<phase>[^"]+)">(?P<told>.*?)'
    r"<small>(?P<small>.*?)</small></span>"
)
_DATA = re.compile(r'<data value="(-?\d+)"')


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


def totals_of(page: str) -> Iterator[tuple[str, int, str, list[int], str]]:
    """Read every total: the part it is of, its year and phase, its one or two bounds, the rest."""
    part = "2024"
    for found in _TOTAL.finditer(page):
        if found["year"] is None:
            part = found["part"] or "2024"
        else:
            yen = [int(value) for value in _DATA.findall(found["told"])]
            yield part, int(found["year"]), found["phase"], yen, found["small"]


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


@pytest.mark.parametrize(
    ("asked", "latest", "instrument"),
    [
        ("", 2024, "appropriation"),
        ("&year=2023", 2023, "appropriation"),
        ("&year=2022", 2022, "appropriation"),
        ("&year=2021", 2021, "appropriation"),
        ("", 2024, "industrial-investment"),
        ("&year=2023", 2023, "industrial-investment"),
    ],
)
def test_every_total_on_the_page_is_what_counts_there(
    server: str, asked: str, latest: int, instrument: str
) -> None:
    sums = counted(server)
    page = get(f"{server}/money?lang=en&instrument={instrument}{asked}")

    shown = list(totals_of(page))
    for part, year, phase, yen, words in shown:
        expected = sums[Period(part, year, phase, instrument)]
        assert yen == sorted({expected.lower, expected.upper}), (part, year, phase)
        assert words.startswith(f"figures: {expected.figures}")
        assert (f"ceilings only: {expected.ceilings}" in words) == (expected.ceilings > 0)
    asked_for = {key for key in sums if key.instrument == instrument}
    assert {Period(*one[:3], instrument) for one in shown} == {
        key
        for key in asked_for
        if key.thing == "2024"
        or key.thing.startswith("2024/pillar/")
        or (re.fullmatch(r"2024/ch/\d+", key.thing) and key.year == latest)
    }


def test_ceilings_are_in_the_upper_bound_and_rounds_in_their_phase(server: str) -> None:
    page = get(f"{server}/money?year=2023&lang=ja")
    supplementary = [row for row in rows_of(page) if row.phase == "supplementary"]

    exact = sum(row.yen for row in supplementary if not row.ceiling)
    ceilings = sum(row.yen for row in supplementary if row.ceiling)

    assert (exact, exact + ceilings) == (671_610_000_000, 696_860_000_000)
    (whole,) = {
        (*one[3], one[4]) for one in totals_of(page) if one[:3] == ("2024", 2023, "supplementary")
    }
    assert whole[:2] == (exact, exact + ceilings)
    assert "45件（うち上限のみ2件）" in str(whole[2])
    assert "補正予算・1次補正予算" in str(whole[2])
    assert "12.5億円以下" in page  # L514
    assert page.count(f'data value="{exact}"') == 2  # of the pillars, and beside print


def test_print_stands_beside_what_counts(server: str) -> None:
    rows = run_remote(f"{server}/sparql", bind(find_query("overcount"), {})).records()
    sums = get(f"{server}/money?lang=ja").partition('<section id="sums">')[2]

    shown = [tuple(map(int, _DATA.findall(row))) for row in re.findall(r"<tr data-year.*", sums)]
    assert shown == [
        (row["printedTotal"], *dict.fromkeys((row["lower"], row["upper"])))
        for row in rows
        if str(row["instrument"]).endswith("appropriation")
    ]


def test_changes_follow_successions_and_know_rounding(server: str) -> None:
    asked = bind(find_query("changes-across-years"), {"lang": "en"})
    rows = [
        row
        for row in run_remote(f"{server}/sparql", asked).records()
        if row["change"] is not None and str(row["instrument"]).endswith("appropriation")
    ]
    part = get(f"{server}/money?lang=en").partition('<section id="changes">')[2]
    shown = re.findall(r'<tr data-line="([^"]+)" data-phase.*', part.partition("</section>")[0])
    cells = re.findall(r"<tr data-line=.*", part.partition("</section>")[0])

    assert len(shown) == len(rows) > 100
    told = {
        (line, *map(int, _DATA.findall(cell)), "predecessors" in cell)
        for line, cell in zip(shown, cells, strict=True)
    }
    assert told == {
        (
            str(row["line"]).rpartition("/")[2],
            row["before"],
            row["after"],
            *([row["change"]] if row["isDistinguishable"] else []),
            row["basis"] == "succession",
        )
        for row in rows
    }
    indistinct = [row for row in rows if not row["isDistinguishable"]]
    assert part.count("not distinguishable from rounding</") + part.count(
        "not distinguishable from rounding <small>"
    ) == len(indistinct)


def test_contingent_money_stands_apart(server: str) -> None:
    page = get(f"{server}/money?instrument=government-guarantee&lang=en")

    assert [(row.line, row.yen) for row in rows_of(page)] == [("jict", 24_000_000_000)]  # L3493
    told = re.findall(r'<span class="total"[^>]*>(.*?) <data', page)
    assert set(told) == {"contingent"}
    assert {tuple(one[3]) for one in totals_of(page)} == {(24_000_000_000,), (20_900_000_000,)}
    assert "24000000000" not in get(f"{server}/money?lang=en")


@pytest.mark.parametrize(
    "asked", ["year=1999", "instrument=gold", "year=2024'", "instrument=government_guarantee"]
)
def test_what_has_no_figures_is_said(server: str, asked: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as raised:
        urllib.request.urlopen(f"{server}/money?{asked}")

    assert raised.value.code == 400
    said = raised.value.read().decode()
    assert "/money" in said
    assert "government-guarantee 2023, 2024" in said  # what there is


@pytest.mark.parametrize(
    ("lang", "words"), [("ja", "この文書を公表した府省"), ("en", "in the publisher’s budget")]
)
def test_whose_budget_a_line_is_in_by_default_is_said(server: str, lang: str, words: str) -> None:
    assert words in get(f"{server}/money?lang={lang}")


def test_each_text_stands_in_both_languages() -> None:
    ja, en = money_texts("ja"), money_texts("en")

    assert not [key for key in ja if ja[key] == en[key]]
