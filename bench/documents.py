"""Make budget documents that repeat the genre's structure: any number, or one of any length.

Ministries, measures and figures are made up; the same arguments give the same text. Editions of a
ministry follow each other year by year: each prints the figures of the year before for comparison,
prints lines again (再掲), and gives shares of larger wholes (内数).
"""

import random
import sys
from collections.abc import Iterator
from pathlib import Path

FIRST_YEAR = 2020
EDITIONS = 10
"""Years for which a ministry has an edition."""
MEASURES = 4
"""Measures of a section; with two sections to a chapter."""
_WHERE = "北南東西上中下新古大"
_WHAT = ("灯台", "果樹", "水車", "温泉", "林道", "漁港", "風車", "茶園", "塩田", "紙漉")
_THINGS = ("浮標", "苗木", "水門", "源泉", "橋梁", "岸壁", "羽根", "茶畑", "釜屋", "楮畑")
_WORK = ("点検", "更新", "養成", "普及", "改良", "調査", "整備", "保全")
_SUFFIXES = ("費", "事業", "交付金", "推進費")
_PILLAR = 6  # chapters of a pillar
_ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ"
_OKU = 10  # tenths in the printed unit


def ministry(number: int) -> str:
    """Give the made-up name of a ministry."""
    rest, where = divmod(number, len(_WHERE))
    more, what = divmod(rest, len(_WHAT))
    return f"{'奥' * more}{_WHERE[where]}{_WHAT[what]}庁"


def document(number: int, chapters: int = 2) -> str:
    """Give the text of one document; those of ten numbers in turn are editions of one ministry."""
    who, edition = divmod(number, EDITIONS)
    era = FIRST_YEAR + edition - 2018
    head = (
        f"令和{era}年度{ministry(who)}予算の主要施策\n\n※予算額は、令和{era}年度予算による。\n"
        "※架空の資料。庁名・事業・金額はすべて作りもの。\n\n"
    )
    return head + "".join(_chapter(who, era, chapter) for chapter in range(1, chapters + 1))


def _chapter(who: int, era: int, chapter: int) -> str:
    """Give a chapter, and before the first of a pillar its heading."""
    pillar, begins = divmod(chapter - 1, _PILLAR)
    lines = []
    if not begins and pillar < len(_ROMAN):
        lines.append(f"# {_ROMAN[pillar]} {_WHERE[pillar]}の国を{_WORK[pillar % 8]}する")
    lines.append(f"## {chapter} {_thing(chapter, 0)}の振興")
    for section in (1, 2):
        lines.append(f"[{section}]{_thing(chapter, section)}の{_WORK[chapter % 8]}")
        for measure in range(1, MEASURES + 1):
            lines += _measure(who, era, (chapter, section, measure))
    return "\n".join(lines) + "\n\n"


def _thing(chapter: int, section: int) -> str:
    """Give what a chapter or a section is about."""
    rest, what = divmod(chapter, len(_THINGS))
    return f"{_WHERE[section]}{'遠' * (rest % 3)}{_THINGS[what]}"


def _measure(who: int, era: int, at: tuple[int, int, int]) -> Iterator[str]:
    """Give a measure: heading, sentences of nothing, and its budgets."""
    chapter, section, measure = at
    thing = _thing(chapter, section)
    yield f"({measure}) {thing}の{_WORK[measure]}の推進"
    yield f"- {thing}を{_WORK[measure]}し、{measure + 2}か所の{_WORK[measure - 1]}を進める。"
    yield f"- 併せて、{thing}に関する{_WORK[chapter % 8]}の結果を毎年取りまとめる。"
    line = _line(who, at)
    comparison = f"{era - 1}年度 {_yen(line, era - 1)}"
    match measure:
        case 2:  # the first measure's line, printed again
            again = _line(who, (chapter, section, 1))
            yield (
                f"【予算】 {again}（再掲） {_yen(again, era)}"
                f"（{era - 1}年度 {_yen(again, era - 1)}）"
            )
            yield f"【予算】 {line} {_yen(line, era)}（{comparison}）"
        case 3:
            yield f"【予算】 {line} {_yen(line, era)}の内数（{comparison}の内数）"
        case _:
            yield f"【予算】 {line} {_yen(line, era)}（{comparison}、{era - 1}年度補正 1.5億円）"


def _line(who: int, at: tuple[int, int, int]) -> str:
    """Give the name of a budget line: the same in every edition of a ministry."""
    chapter, section, measure = at
    numbered = f"第{chapter}期" if chapter > len(_THINGS) else ""
    return (
        f"{ministry(who)[:-1]}{numbered}{_thing(chapter, section)}"
        f"{_WORK[measure]}{_SUFFIXES[measure % 4]}"
    )


def _yen(line: str, era: int) -> str:
    """Give a line's figure for a year as it is printed."""
    tenths = random.Random(f"{line} {era}").randrange(5, 900)  # noqa: S311  (no secret)
    return f"{tenths // _OKU}.{tenths % _OKU}億円"


def write_documents(folder: Path, count: int, chapters: int = 2) -> list[Path]:
    """Write some documents into a new folder."""
    folder.mkdir(parents=True)
    files = [folder / f"{number:04}.txt" for number in range(count)]
    for number, file in enumerate(files):
        file.write_text(document(number, chapters), encoding="utf-8")
    return files


if __name__ == "__main__":
    write_documents(Path(sys.argv[1]), int(sys.argv[2]))
