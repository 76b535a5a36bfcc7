"""Edition profiles: what differs between ministries is data, detected or given, and checked."""

from dataclasses import fields
from pathlib import Path

import pytest
import yaml

from shisaku.loaders.conventions import (
    Conventions,
    find_conventions,
    generic,
    read_conventions,
    shipped,
)
from shisaku.loaders.document import decode
from shisaku.loaders.places import LoadError
from shisaku.loaders.profile import read_edition, read_profile, with_conventions
from shisaku.loaders.reader import read_printed
from shisaku.loaders.records import Level, Reading

FOLDER = Path(__file__).parents[2] / "loaders" / "profiles"
BODY = "## 1 章\n[1]節\n(1) 施策\n"


def printed(text: str, given: str | None = None) -> Reading:
    """Read a text."""
    return read_printed(decode(text.encode(), "x.txt"), given=given)


def chosen(head: str) -> str:
    """Give the name of the profile that a head leads to."""
    return with_conventions(decode(f"{head}\n{BODY}".encode(), "x.txt")).conventions.name


def profile(tmp_path: Path, text: str) -> str:
    """Write a profile; give its path."""
    file = tmp_path / "ours.yaml"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_the_generic_profile_holds_every_key() -> None:
    keys = yaml.safe_load((FOLDER / "generic.yaml").read_text(encoding="utf-8"))

    assert {f.name for f in fields(Conventions)} - {"name"} == set(keys)


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.yaml")), ids=lambda file: file.stem)
def test_each_profile_of_the_package_is_read(file: Path) -> None:
    assert shipped()[file.stem] == read_conventions(file.name, file.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("総務省重点施策2024", "mic"),
        ("令和８年度総務省概算要求の概要", "mic"),  # the publisher goes before the title
        ("令和８年度港湾省概算要求の概要", "request"),
        ("令和７年度果樹庁予算の重点事項", "generic"),
    ],
)
def test_the_head_says_which_profile_fits(head: str, name: str) -> None:
    assert chosen(head) == name


def test_the_2024_document_is_read_by_its_own_profile(reading: Reading) -> None:
    assert reading.edition.slug == "2024"


def test_a_given_profile_says_what_the_print_does_not(tmp_path: Path) -> None:
    ours = profile(
        tmp_path,
        "fiscal_year: 2031\nbracket: {years: -1, phase: supplementary}\n"
        "label_words: [所要額]\nmarks: [特別枠]\ninstruments: {振替: filp}\n",
    )

    reading = printed(
        f"凧庁の事業\n{BODY}【所要額】 凧揚げ費 振替 3億円（2億円）【特別枠】\n", ours
    )

    (mention,) = reading.mentions
    assert reading.edition.fiscal_year == 2031
    assert mention.name == "凧揚げ費"
    assert [(s.yen, s.fiscal_year, s.phase, s.instrument) for s in mention.statements] == [
        (300_000_000, 2031, "initial", "filp"),
        (200_000_000, 2030, "supplementary", "appropriation"),
    ]
    assert reading.findings == ()


def test_the_head_notes_go_before_the_profile(tmp_path: Path) -> None:
    ours = profile(tmp_path, "fiscal_year: 2031\nbracket: {years: -1, phase: supplementary}\n")
    head = "令和7年度凧庁予算\n※（ ）内は、令和5年度当初予算額\n"

    document = with_conventions(decode(f"{head}{BODY}".encode(), "x.txt"), ours)
    defaults = read_profile(document)

    assert defaults.fiscal_year == 2025
    assert defaults.bracket == (2023, "initial")
    assert read_profile(document, 2024).fiscal_year == 2024  # an option goes before both


def test_a_given_unit_holds_for_tables_that_print_none(tmp_path: Path) -> None:
    table = "令和7年度凧庁予算\n" + BODY + "| 事業 | 令和7年度 |\n|---|---|\n| 凧揚げ費 | 1,200 |\n"

    without = printed(table)
    given = printed(table, profile(tmp_path, "unit: 千円\n"))

    assert without.mentions == ()
    assert "the unit of 1,200 is not printed" in {f.what for f in without.findings}
    assert given.mentions[0].statements[0].yen == 1_200_000


def test_heading_styles_and_labels_are_the_profiles(tmp_path: Path) -> None:
    text = f"令和7年度凧庁予算\n{BODY}(ア) 大凧\n【予算】 大凧費 1億円\n"

    kana = printed(text)
    circled = printed(
        text,
        profile(
            tmp_path,
            "headings: {pillar: [], ch: [number], s: [square], m: [round], i: [circled]}\n",
        ),
    )
    unlabelled = printed(text, profile(tmp_path, "labels: []\n"))

    assert Level.ITEM in {part.level for part in kana.parts}
    assert Level.ITEM not in {part.level for part in circled.parts}
    assert [m.name for m in unlabelled.mentions] != ["大凧費"]


def test_kana_below_circled_items_are_a_list_of_their_own() -> None:
    reading = printed(
        f"令和7年度凧庁予算\n{BODY}① 甲\n(ア) 子\n(イ) 丑\n② 乙\n【予算】 乙費 1億円\n"
    )

    items = [part.title for part in reading.parts if part.level is Level.ITEM]
    assert items == ["甲", "乙"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("lables: [予算]", "unknown key 'lables'; it may hold publishers"),
        ("unit: ドル", "unit: 'ドル' is none of 兆円"),
        ("fiscal_year: 24", "fiscal_year: 24 is no year"),
        ("phase: final", "phase: 'final' is not a valid Phase"),
        ("marks: 新規", "marks: '新規' is no list of words"),
        ("labels: [above]", "labels: 'above' is none of brackets, line, colon"),
        ("headings: {x: [roman]}", "headings: 'x' is not a valid Level"),
        ("headings: [roman]", "headings: "),
        ("headings: {s: [square]}", "headings: it says nothing of pillar, ch, m, i"),
        ("bracket: {years: last}", "bracket: "),
        ("bracket: -1", "bracket: "),
        ("instruments: {財投: 1}", "instruments: "),
        ("- a", "this is no mapping of keys"),
        ("", "this is no mapping of keys"),
        ("unit: [", "2:1: this is no YAML"),
    ],
)
def test_a_bad_profile_is_refused_with_file_and_key(
    text: str, message: str, tmp_path: Path
) -> None:
    ours = profile(tmp_path, f"{text}\n")

    with pytest.raises(LoadError) as refused:
        find_conventions(ours)

    assert str(refused.value).startswith(f"{ours}:")
    assert message in str(refused.value)


def test_a_profile_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    for name in ("nothing", str(tmp_path)):
        with pytest.raises(LoadError, match=r"there is no such profile|directory"):
            find_conventions(name)
    (tmp_path / "x.yaml").write_bytes(b"\xff")
    with pytest.raises(LoadError, match="not UTF-8"):
        find_conventions(str(tmp_path / "x.yaml"))


def test_an_edition_has_ministry_series_and_year_in_its_iri() -> None:
    document = decode(f"令和7年度農林水産省予算の概要\n{BODY}".encode(), "x.txt")

    assert document.conventions == generic()
    assert read_edition(document, 2025).slug == "maff-budget-outline-2025"
