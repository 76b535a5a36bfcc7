"""Whole documents: the 2024 edition, others in other layouts, and bad inputs."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from shisaku.loaders.document import read_document
from shisaku.loaders.facts import original_of, redact, sidecar, sidecar_path
from shisaku.loaders.interchange import as_json, records
from shisaku.loaders.reader import read
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
    assert "。" not in kept


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
