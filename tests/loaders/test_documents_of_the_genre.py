"""Whole documents: the 2024 edition, others in other layouts, and bad inputs."""

import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from shisaku.loaders.document import decode, read_document
from shisaku.loaders.facts import original_of, redact, sidecar, sidecar_path
from shisaku.loaders.interchange import as_json, records
from shisaku.loaders.reader import read, read_printed
from shisaku.loaders.records import FindingKind, Level, Reading

DATA = Path(__file__).parent.parent / "data"


def test_the_2024_document_is_read_whole(reading: Reading) -> None:
    levels = [part.level for part in reading.parts]

    assert [levels.count(level) for level in Level] == [5, 18, 71, 132, 58]
    assert len(reading.mentions) == 205
    assert sum(len(mention.statements) for mention in reading.mentions) == 433
    assert reading.mentions[-1].block == 174
    assert reading.mentions[-1].span.line == 3809  # the very last line of the file


def test_nothing_in_the_2024_document_is_left_unplaced(reading: Reading) -> None:
    assert [f for f in reading.findings if f.kind is FindingKind.UNPLACED] == []


def test_headings_missing_on_a_page_follow_from_the_contents(reading: Reading) -> None:
    line = {m.span.line: "/".join(map("".join, m.part)) for m in reading.mentions}

    assert line[165] == "ch1/s2/m2"  # L154 announces two sections at once
    assert line[2637] == "ch11/s1/m1"  # the chapter's heading is missing on its first page
    assert line[2696] == "ch12/s2"  # no measure is printed in this section
    assert line[2982] == "ch13/s4/m1"  # the section's heading comes a page late
    assert line[3067] == "ch14/s2/m2"  # chapter and section are both missing


def test_a_block_after_several_items_covers_the_measure(reading: Reading) -> None:
    last = {m.span.line: "".join(m.part[-1]) for m in reading.mentions}

    assert last[239] == "m3"  # after item ②, of which none has a block of its own
    assert (last[611], last[612]) == ("i1", "i2")  # named as the items are
    assert (last[926], last[933]) == ("i1", "i2")  # one block each
    assert last[1022] == "i2"  # after a list of its own inside item ①


def test_the_facts_edition_reads_as_the_full_text_does(
    source: Path, facts: Path, reading: Reading
) -> None:
    document = read_document(source)

    assert redact(document) == facts.read_text(encoding="utf-8")
    assert sidecar(document, redact(document)) == sidecar_path(facts).read_text(encoding="utf-8")
    assert replace(read(source), passages=()) == reading


def test_the_facts_edition_keeps_places_and_no_sentence(source: Path, facts: Path) -> None:
    full, kept = read_document(source).text, facts.read_text(encoding="utf-8")

    assert len(full) == len(kept)
    assert all(a in {b, " "} for a, b in zip(kept, full, strict=True))
    sentences = re.finditer(r"[^。\n]{20,}。", full)  # a bullet's full stop is kept: it ended there
    assert not [found[0] for found in sentences if kept[slice(*found.span())] == found[0]]


def test_a_changed_facts_edition_no_longer_points_to_the_original(
    facts: Path, tmp_path: Path
) -> None:
    copy = tmp_path / facts.name
    copy.write_text(facts.read_text(encoding="utf-8").replace("18.7", "18.8"), encoding="utf-8")
    sidecar_path(copy).write_bytes(sidecar_path(facts).read_bytes())

    document = read_document(copy)
    source, finding = original_of(copy, document)

    assert source.sha256 == document.sha256
    assert finding is not None


def budgets(name: str) -> list[tuple[object, ...]]:
    """Read a document of our own; give name, place and yen of each mention."""
    found = records(read(DATA / name))["budgets"]
    return [
        (b["name"], b["chapter"], b["section"], b["measure"], *(a["yen"] for a in b["amounts"]))
        for b in found
    ]


def test_a_document_without_contents_in_full_width_figures_is_read() -> None:
    assert budgets("orchard-2025.txt") == [
        ("わい化苗木普及事業", 1, 1, None, 2_309_000_000_000, 1_200_000_000),
        ("老木更新交付金", 1, 1, None, 4_560_000_000, 3_000_000_000),
        ("剪定技術研修費", 1, 1, None, -50_000_000, 1_500_000),
        ("選果機導入支援", 2, 1, None, 300_000_000),
        ("冷蔵庫整備費", 2, 1, None, 100_000_000),
        ("産地直売所整備費", 2, 1, None, 200_000_000),
    ]


def test_a_document_with_other_labels_and_brackets_is_read() -> None:
    assert budgets("river-2026.txt") == [
        ("堤防点検費", 1, 1, 1, 100_000_000),
        ("水門更新費（本庁）", 1, 1, 1, 200_000_000, 300_000_000, 100_000_000),
        ("水位計設置費", 2, 1, 1, 50_000_000),
        ("水位計設置費うち観測網整備費", 2, 1, 1, 50_000_000, 20_000_000),
    ]


def places(name: str) -> list[tuple[object, ...]]:
    """Read a document of our own; give name, pillar, chapter, section, measure and item."""
    keys = ("name", "pillar", "chapter", "section", "measure", "item")
    return [tuple(b[key] for key in keys) for b in records(read(DATA / name))["budgets"]]


def figures(name: str) -> dict[str, list[tuple[object, ...]]]:
    """Read a document of our own; give yen, year, phase and role of each figure by name."""
    return {
        b["name"]: [(a["yen"], a["fy"], a["phase"], a["role"]) for a in b["amounts"]]
        for b in records(read(DATA / name))["budgets"]
    }


def reported(name: str) -> list[tuple[int, str, str]]:
    """Read a document of our own; give its report."""
    report = records(read(DATA / name))["report"]
    return [(found["line"], found["kind"], found["what"]) for found in report]


def test_a_request_in_tables_with_chapters_that_begin_again_is_read() -> None:
    assert places("harbour-2026.txt") == [
        ("大水深岸壁改良費", "I", 1, 1, 1, None),
        ("桟橋耐震診断費", "I", 1, 1, 1, None),
        ("防波堤かさ上げ事業", "I", 1, 1, 1, None),
        ("訓練船運航費", "II", 1, 1, 1, "（ア）"),
        ("訓練船燃料費", "II", 1, 1, 1, "（ア）"),
        ("模擬操船装置更新費", "II", 1, 1, 1, "（イ）"),
        ("模擬港湾図作成費", "II", 1, 1, 1, "（イ）"),
        ("検疫艇建造費", "II", 2, 1, None, None),
    ]
    main, comparison = (2026, "request", "main"), (2025, "initial", "comparison")
    assert figures("harbour-2026.txt") == {
        "大水深岸壁改良費": [(1_234_000_000, *main), (1_100_000_000, *comparison)],
        "桟橋耐震診断費": [(86_500_000, *main)],  # － : no comparison
        "防波堤かさ上げ事業": [(700_000_000, *comparison)],
        "訓練船運航費": [(430_000_000, *main), (400_000_000, *comparison)],
        "訓練船燃料費": [(-20_000_000, *main)],
        "模擬操船装置更新費": [(120_000_000, *comparison)],
        "模擬港湾図作成費": [(5_000_000, *main)],
        "検疫艇建造費": [
            (2_100_000_000_000, *main),
            (150_000_000, *comparison),
            (50_000_000, 2025, "supplementary", "main"),
            (80_000_000, *main),  # うち 機関部
            (60_000_000, *comparison),
        ],
    }


def test_what_is_no_item_of_the_request_is_reported_by_name_and_line() -> None:
    assert reported("harbour-2026.txt") == [
        (15, "remark", "asked for without an amount: 防波堤かさ上げ事業"),
        (16, "remark", "a total is no budget item: 合 計"),
        (26, "remark", "asked for without an amount: 模擬操船装置更新費"),
        (29, "remark", "asked for without an amount: 模擬航路図作成費"),
    ]  # the ceiling of line 27 is read as the cap of a grant
    assert [cap.yen for cap in read(DATA / "harbour-2026.txt").caps] == [100_000_000]


def test_a_part_in_a_table_is_of_the_figure_of_its_own_year() -> None:
    mention = read(DATA / "harbour-2026.txt").mentions[-1]

    assert [s.part_of for s in mention.statements] == [None, None, None, 1, 2]


def test_a_bare_number_takes_the_unit_that_its_table_prints() -> None:
    first = read(DATA / "harbour-2026.txt").mentions[0].statements[0]

    assert (first.text, first.span.text) == ("１，２３４百万円", "１，２３４")
    assert first.unit_span is not None
    assert (first.unit_span.text, first.unit_span.line) == ("百万円", 3)


@pytest.mark.parametrize("name", sorted(path.name for path in DATA.glob("*.txt")))
def test_the_facts_of_a_document_of_our_own_read_as_the_document(name: str) -> None:
    document = read_document(DATA / name)
    facts = decode(redact(document).encode(), name)

    read_as_facts, whole = read_printed(facts), read_printed(document)
    assert read_as_facts.mentions == whole.mentions
    assert read_as_facts.citations == whole.citations


def test_an_outlook_without_labels_in_kana_items_is_read() -> None:
    assert places("observatory-2025.txt") == [
        ("大望遠鏡の鏡磨き", None, 1, 1, None, "（ア）"),
        ("小望遠鏡の貸出し", None, 1, 1, None, "（イ）"),
        ("観測夜間手当", None, 1, 1, None, "（ウ）"),
        ("星表の改訂", None, 2, 1, None, "（ア）"),
        ("暦の編集費", None, 2, 2, None, None),
        ("閏年対策費", None, 2, 2, None, None),
    ]
    main, comparison = (2025, "initial", "main"), (2024, "initial", "comparison")
    assert figures("observatory-2025.txt") == {
        "大望遠鏡の鏡磨き": [(2_000_000_000, *main), (1_800_000_000, *comparison)],
        "小望遠鏡の貸出し": [(3_400_000_000, *main)],
        "観測夜間手当": [(120_000_000, *main), (100_000_000, *comparison)],
        "星表の改訂": [(300_000_000, *main)],
        "暦の編集費": [(120_000_000, *comparison), (130_000_000, *main)],
        "閏年対策費": [(70_000_000, *main)],
    }


def test_totals_requests_and_numbers_without_a_table_are_reported() -> None:
    assert reported("observatory-2025.txt") == [
        (7, "remark", "a total is no budget item: 総額"),
        (21, "remark", "asked for without an amount: ドームの塗替え"),
        (27, "remark", "a total is no budget item: 計"),
        (41, "unplaced", "1,234 stands in no table whose unit and year are printed"),
    ]


def test_items_outside_labels_in_plain_tables_below_chapters_and_numbers_are_read() -> None:
    assert [place for place in places("breakwater-2027.txt") if place[2:]] == [
        ("防波堤の点検", None, 1, 1, 1, None),
        ("潮位計の更新", None, 1, 1, 2, None),
        ("波浪観測費", None, 1, 1, 3, "ア"),
        ("観測船建造費", None, 1, 1, 3, "イ"),
        ("観測船係留費", None, 1, 1, 3, "イ"),
        ("離岸堤設計費", None, 1, 2, 1, None),
        ("突堤補修費", None, 1, 2, 2, None),
        ("突堤灯設置費", None, 1, 2, 2, None),
        ("リーフ造成費", None, 1, 2, 3, None),
    ]
    main, comparison = (2027, "initial", "main"), (2026, "initial", "comparison")
    assert figures("breakwater-2027.txt") == {
        "防波堤の点検": [(12_300_000_000, *main), (11_500_000_000, *comparison)],
        "潮位計の更新": [(2_000_000_000, *main), (300_000_000, 2026, "supplementary-1", "main")],
        "波浪観測費": [(120_000_000, *main), (110_000_000, *comparison)],
        "観測船建造費": [(800_000_000, *main), (700_000_000, *comparison)],
        "観測船係留費": [(500_000_000, 2026, "supplementary", "main")],
        "離岸堤設計費": [
            (550_000_000, *main),
            (400_000_000, *comparison),
            (250_000_000, 2026, "supplementary", "main"),
        ],
        "突堤補修費": [(301_000_000, *comparison), (310_000_000, *main)],
        "突堤灯設置費": [(2_500_000_000, *main)],
        "リーフ造成費": [
            (1_200_000_000, *comparison),
            (1_350_000_000, *main),
            (200_000_000, *comparison),  # うち 石材費
            (250_000_000, *main),
        ],
    }


def test_the_title_of_a_heading_ends_before_its_figures() -> None:
    titles = {part.title for part in read(DATA / "breakwater-2027.txt").parts}

    assert {"防波堤の点検", "潮位計の更新"} <= titles


def test_what_cannot_be_read_safely_outside_labels_is_reported() -> None:
    assert reported("breakwater-2027.txt") == [
        (28, "remark", "no budget item, cap or target holds 1億円"),
        (29, "remark", "a ceiling is no budget item: 離岸堤模型費   上限"),
        (41, "unplaced", "the cells of this row are not as many as the titles of its table"),
    ]


def test_a_former_name_on_the_line_below_is_the_predecessor() -> None:
    (mention,) = [m for m in read(DATA / "breakwater-2027.txt").mentions if m.span.line == 20]

    assert [s.predecessor for s in mention.statements] == [None, "測量船建造費"]


@pytest.mark.parametrize("folder", ["gold/ch01-09", "samples/other-layout"])
def test_extraction_equals_the_annotation(folder: str, shared: Path, tmp_path: Path) -> None:
    document = shared / folder / "document.txt"
    source = document if document.exists() else next((shared / "source").glob("*.txt"))
    prediction = tmp_path / "prediction.json"
    prediction.write_text(as_json(read(source)), encoding="utf-8")

    command = [sys.executable, str(shared / "gold" / "score.py"), str(shared / folder)]
    result = subprocess.run(
        [*command, str(prediction)], capture_output=True, text=True, check=False
    )

    assert result.stdout.endswith("score: 1.0000\n"), result.stdout


@pytest.mark.slow
def test_each_bad_input_gets_what_it_must(shared: Path) -> None:
    checker = shared / "samples" / "bad" / "check_bad.py"
    command = [sys.executable, "-m", "shisaku.server", "extract", "{}"]

    result = subprocess.run(
        [sys.executable, str(checker), "--big", "--", *command],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert result.stdout.endswith("0 case(s) judged wrong from outside\n"), result.stdout


@pytest.mark.slow
def test_bad_inputs_lose_and_invent_no_mention(shared: Path) -> None:
    folder = shared / "samples" / "bad"
    expected = json.loads((folder / "expect.json").read_text(encoding="utf-8"))
    wrong = {}
    for name, case in expected.items():
        if case.get("made_by") or case["outcome"] in {"refuse", "read-or-refuse"}:
            continue
        if name == "html_instead.txt":  # refused, as its case allows
            continue
        record = records(read(folder / "files" / name))
        found = len(record["budgets"]), sum(len(b["amounts"]) for b in record["budgets"])
        if case["mentions"] is not None and found != (case["mentions"], case["amounts"]):
            wrong[name] = found
        if (case["outcome"] == "warn") != bool(record["report"]):
            wrong[name] = record["report"]

    assert wrong == {}
