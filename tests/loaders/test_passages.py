"""The prose of a document: with the full text as data, with the facts edition not at all."""

from pathlib import Path

from shisaku.loaders.document import decode
from shisaku.loaders.reader import read, read_printed
from shisaku.loaders.records import Reading

OWN = """灯台庁重点施策2024
※予算額は令和6年度当初

1 灯台
[1] 灯台の明かり
(1) 明かりの点検
・ 沖を行く船のために
明かりを毎晩見る。
- 霧の日は鐘も鳴らす。
【予算】鐘の修理費 1.0億円
① 鐘楼
鐘楼に階段を付ける。

12
"""


def test_paragraphs_and_bullets_stand_under_their_part() -> None:
    reading = read_printed(decode(OWN.encode(), "lighthouse.txt"))

    assert [("/".join(map("".join, p.part)), p.is_bullet, p.text) for p in reading.passages] == [
        ("ch1/s1/m1", True, "沖を行く船のために明かりを毎晩見る。"),
        ("ch1/s1/m1", True, "霧の日は鐘も鳴らす。"),
        ("ch1/s1/m1/i1", False, "鐘楼に階段を付ける。"),
    ]
    assert reading.passages[0].span.end_line == 8


def test_the_facts_edition_has_no_prose(reading: Reading) -> None:
    assert reading.passages == ()


def test_the_full_text_gives_each_measure_its_text(source: Path) -> None:
    reading = read(source)
    with_text = {passage.part for passage in reading.passages}
    measures = [part.path for part in reading.parts if part.level == "m"]
    items = {path[:-1] for path in with_text if path and path[-1][0] == "i"}

    assert len(reading.passages) > 700
    assert [path for path in measures if path not in with_text | items] == []
