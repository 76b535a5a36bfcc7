"""Which edition a document is: series by title, one key for one edition, a reissue by its day."""

import re
from dataclasses import replace

import pytest

from shisaku.loaders.conclude.figures import totals
from shisaku.loaders.conclude.records import Conclusions
from shisaku.loaders.conclude.together import conclude
from shisaku.loaders.document import decode
from shisaku.loaders.editions import Publisher, read_series, slugs_apart
from shisaku.loaders.reader import read_printed
from shisaku.loaders.records import Edition, Phase, Reading
from shisaku.loaders.registers import read_rows

MIC = "Ministry of Internal Affairs and Communications"
BODY = "※予算額は、令和8年度予算による。\n# 1 章\n[1]節\n(1) 施策\n【予算】 凧揚げ費 3億円\n"


def edition_of(title: str, day: str = "", era: int = 8) -> Edition:
    """Give the edition of a document with a title, a day and a year of 令和."""
    return printed(title, day, BODY.replace("8", str(era))).edition


def printed(title: str, day: str = "", body: str = BODY) -> Reading:
    """Read a document with a title and a day."""
    return read_printed(decode(f"{title}\n{day}\n{body}".encode(), "x.txt"))


@pytest.mark.parametrize(
    ("title", "slug", "japanese"),
    [
        ("総務省重点施策2024", "priority-policies", "総務省重点施策"),
        ("令和８年度　総務省　概算要求の概要", "budget-request", "総務省概算要求"),
        ("令和8年度総務省概算要求の重点事項", "budget-request", "総務省概算要求"),
        ("令和8年度総務省予算（案）の概要", "budget-proposal-outline", "総務省予算案の概要"),
        ("令和6年度総務省決算", "settlement", "総務省決算"),
        ("令和7年度総務省補正予算(第2号)", "supplementary-budget-2", "総務省第2次補正予算"),
    ],
)
def test_the_title_names_the_series(title: str, slug: str, japanese: str) -> None:
    series = read_series(title, Publisher("総務省", "mic", MIC))

    assert (series.slug, series.japanese) == (f"mic-{slug}", japanese)
    assert series.is_known
    assert str(series.english).endswith(f" of the {MIC}")


def test_a_title_that_names_none_is_a_series_of_its_own_in_every_year() -> None:
    older, later = (
        edition_of(f"令和{era}年度灯台庁予算と凧揚げ名人").series for era in ("7", "８")
    )

    assert older == later
    assert re.fullmatch(r"n-[0-9a-f]{10}-n-[0-9a-f]{10}", older.slug)
    assert (older.japanese, older.english) == ("灯台庁予算と凧揚げ名人", None)
    (finding,) = [
        finding.what
        for _, finding in conclude([printed("令和7年度灯台庁予算と凧揚げ名人")]).findings
        if "series" in finding.what
    ]
    assert finding == "no series is registered for the title 令和7年度灯台庁予算と凧揚げ名人"


def test_each_series_has_slug_and_english_of_its_own() -> None:
    rows = read_rows("shisaku.loaders", "data", "series.csv")

    for column in ("slug", "ja", "en"):
        assert len({row[column] for row in rows}) == len(rows)
    assert all(re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", row["slug"]) for row in rows)
    assert not any(re.search(r"[ぁ-ん一-龠]", row["en"]) for row in rows)


def test_documents_of_one_ministry_and_year_are_editions_of_their_series() -> None:
    titles = ("総務省重点施策2026", "令和8年度総務省概算要求の概要", "令和8年度総務省予算案の概要")

    assert [edition_of(title).slug for title in titles] == [
        "mic-priority-policies-2026", "mic-budget-request-2026", "mic-budget-proposal-outline-2026",
    ]  # fmt: skip


def test_the_registered_edition_keeps_its_name_and_a_later_issue_of_it_has_its_day(
    reading: Reading,
) -> None:
    shipped = reading.edition
    same, undated, again = (
        edition_of("総務省重点施策2024", day, era=6)
        for day in ("(2024年4月1日更新版)", "", "(2024年10月1日更新版)")
    )

    assert (shipped.slug, shipped.series.slug) == ("2024", "mic-priority-policies")
    assert shipped.english == f"Priority Policies of the {MIC} 2024"
    assert (same.slug, undated.slug) == ("2024", "2024")
    assert again.slug == "mic-priority-policies-2024-2024-10-01"
    assert {edition.key for edition in (same, undated, again)} == {shipped.key}


def test_days_of_issue_tell_editions_of_one_name_apart() -> None:
    title = "令和8年度灯台庁予算の重点事項"
    april, may = edition_of(title, "2026年4月1日"), edition_of(title, "2026年5月20日")

    assert slugs_apart([may, april]) == [f"{april.key}-2026-05-20", april.key]
    no_publisher = replace(april, publisher=""), replace(may, publisher="")
    assert slugs_apart(no_publisher) == [april.key, april.key]  # whose are they?
    assert slugs_apart([april, april]) == [april.key, april.key]  # not told apart
    assert slugs_apart([april, edition_of(title)]) == [april.key, april.key]  # which is later?


def reissued(first: str, second: str) -> Conclusions:
    """Conclude from the blocks of an edition and of its reissue, given in the wrong order."""
    head = BODY.partition("【")[0]
    readings = [
        printed("令和8年度灯台庁予算の重点事項", day, f"{head}{blocks}")
        for day, blocks in (("2026年5月20日", second), ("2026年4月1日", first))
    ]
    slugs = slugs_apart([reading.edition for reading in readings])
    named = zip(readings, slugs, strict=True)
    return conclude([replace(r, edition=replace(r.edition, slug=slug)) for r, slug in named])


def test_of_an_edition_and_its_reissue_the_later_counts() -> None:
    found = reissued("【予算】 凧揚げ費 3億円\n", "【予算】 凧揚げ費 4億円\n")

    earlier, later = (reading.edition for reading in found.readings)
    assert later.revises == earlier.slug
    assert (earlier.is_superseded, later.is_superseded) == (True, False)
    assert totals(found.figures) == {(2026, Phase.INITIAL, "appropriation"): 400_000_000}


def test_what_only_the_superseded_edition_prints_is_reported_and_not_counted() -> None:
    found = reissued("【予算】 凧上げ費 3億円\n", "【予算】 凧揚げ費 3億円\n")  # a name corrected

    assert totals(found.figures) == {(2026, Phase.INITIAL, "appropriation"): 300_000_000}
    assert [finding.what for e, finding in found.findings if "superseded" in finding.what] == [
        "only a superseded edition prints 3億円 of 凧上げ費"
    ]


def test_no_edition_revises_one_of_another_series_or_year(reading: Reading) -> None:
    others = [
        printed("令和6年度総務省概算要求の概要", "2024年8月30日", BODY.replace("8", "6")),
        printed("総務省重点施策2025", "2025年4月1日", BODY.replace("8", "7")),
    ]

    found = conclude([reading, *others])

    assert {r.edition.slug for r in found.readings} == {
        "2024", "mic-budget-request-2024", "mic-priority-policies-2025",
    }  # fmt: skip
    assert not any(r.edition.revises or r.edition.is_superseded for r in found.readings)
