"""Make budget documents that repeat the genre's structure: any number of them, of any length.

Ministries, measures and figures are made up; the same arguments give the same text. Ten numbers in
turn are the editions of one ministry, year by year: each prints the figures of the year before for
comparison, prints lines again (再掲), and gives shares of larger wholes (内数).
"""

import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FIRST_YEAR = 2020
EDITIONS = 10
_WHERE = "北南東西上中下新古大"
_WHAT = ("灯台", "果樹", "水車", "温泉", "林道", "漁港", "風車", "茶園", "塩田", "紙漉")
_THINGS = ("浮標", "苗木", "水門", "源泉", "橋梁", "岸壁", "羽根", "茶畑", "釜屋", "楮畑")
_WORK = ("点検", "更新", "養成", "普及", "改良", "調査", "整備", "保全")
_SUFFIXES = ("費", "事業", "交付金", "推進費")
_PROSE = (
    "Xの傷みは場所ごとに違うため、毎月ひとつずつ順に調べ、急ぐところから手を付ける。手を付けた"
    "ところには札を立て、通る人にも分かるようにする。",
    "Xを守る人が年ごとに少なくなっている。習いたい人を季節ごとに招き、道具の扱いと空の読み方を"
    "三日かけて伝え、帰ったあとも便りで問いに答える。",
    "嵐の翌日にはXをひと回りし、折れたもの、流されたもの、埋もれたものを帳面に書き留める。"
    "帳面は誰でも開いて見られるところに置き、書き足すこともできる。",
)
"""Sentences of no meaning: with them a measure has as many characters to a figure as is usual."""
_PILLAR = 6  # chapters of a pillar
_ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ"
_OKU = 10  # tenths in the printed unit


@dataclass(frozen=True, slots=True)
class Size:
    """How many chapters (60 at most), sections in each, measures in each of these (both 99)."""

    chapters: int = 1
    sections: int = 2
    measures: int = 4


def ministry(number: int) -> str:
    """Give the made-up name of a ministry."""
    rest, where = divmod(number, len(_WHERE))
    more, what = divmod(rest, len(_WHAT))
    return f"{'奥' * more}{_WHERE[where]}{_WHAT[what]}庁"


def document(number: int, size: Size) -> Iterator[str]:
    """Give the lines of one document."""
    who, edition = divmod(number, EDITIONS)
    era = FIRST_YEAR + edition - 2018
    yield f"令和{era}年度{ministry(who)}予算の主要施策"
    yield f"※予算額は、令和{era}年度予算による。"
    for chapter in range(1, size.chapters + 1):
        pillar, place = divmod(chapter - 1, _PILLAR)
        if place == 0:
            yield f"# {_ROMAN[pillar]} {_WHERE[pillar]}の国を{_WORK[pillar % len(_WORK)]}する"
        yield f"## {chapter} {_thing(chapter, 0)}の振興"
        for section in range(1, size.sections + 1):
            yield f"[{section}]{_thing(chapter, section)}の{_WORK[chapter % len(_WORK)]}"
            for measure in range(1, size.measures + 1):
                yield from _measure(who, era, (chapter, section, measure))


def _thing(chapter: int, section: int) -> str:
    """Give what a chapter or a section is about."""
    far, what = divmod(chapter, len(_THINGS))
    rest, where = divmod(section, len(_WHERE))
    return f"{_WHERE[where]}{_WHERE[rest]}{'遠' * far}{_THINGS[what]}"


def _measure(who: int, era: int, at: tuple[int, int, int]) -> Iterator[str]:
    """Give a measure: heading, as much prose as is usual before figures, and its budgets."""
    chapter, section, measure = at
    thing, work = _thing(chapter, section), _work(measure)
    yield f"({measure}) {thing}の{work}の推進"
    yield f"- {thing}を{work}し、{measure + 2}か所でその手入れを進める。"
    yield f"- 併せて、{thing}に関する{_WORK[chapter % len(_WORK)]}の結果を毎年取りまとめる。"
    for sentence in _PROSE:
        yield f"- {sentence.replace('X', thing)}"
    line = _line(who, at)
    comparison = f"{era - 1}年度 {_yen(line, era - 1)}"
    match measure % 4:
        case 2:  # the line of the measure before, printed again
            again = _line(who, (chapter, section, measure - 1))
            before = f"{era - 1}年度 {_yen(again, era - 1)}"
            yield f"【予算】 {again}（再掲） {_yen(again, era)}（{before}）"
            yield f"【予算】 {line} {_yen(line, era)}（{comparison}）"
        case 3:
            yield f"【予算】 {line} {_yen(line, era)}の内数（{comparison}の内数）"
        case _:
            yield f"【予算】 {line} {_yen(line, era)}（{comparison}、{era - 1}年度補正 1.5億円）"


def _work(measure: int) -> str:
    """Give what a measure does."""
    rest, first = divmod(measure, len(_WORK))
    return _WORK[first] + (_WHERE[rest % len(_WHERE)] * (rest // len(_WHERE) + 1) if rest else "")


def _line(who: int, at: tuple[int, int, int]) -> str:
    """Give the name of a budget line: the same in every edition of a ministry."""
    chapter, section, measure = at
    name = f"{ministry(who)[:-1]}{_thing(chapter, section)}{_work(measure)}"
    return name + _SUFFIXES[measure % len(_SUFFIXES)]


def _yen(line: str, era: int) -> str:
    """Give a line's figure for a year as it is printed."""
    tenths = random.Random(f"{line} {era}").randrange(5, 900)  # noqa: S311  (no secret)
    return f"{tenths // _OKU}.{tenths % _OKU}億円"


def write_document(file: Path, number: int, size: Size) -> Path:
    """Write a document."""
    with file.open("w", encoding="utf-8") as out:
        out.writelines(f"{line}\n" for line in document(number, size))
    return file


def write_documents(folder: Path, count: int, size: Size) -> list[Path]:
    """Write documents into a new folder."""
    folder.mkdir(parents=True)
    return [write_document(folder / f"{n:04}.txt", n, size) for n in range(count)]


if __name__ == "__main__":
    write_documents(Path(sys.argv[1]), int(sys.argv[2]), Size())
