"""What is printed beside the name of a law or document: number, article, date, 根拠 and に基づき.

Only words that stand next to the name count: prose between them would be lost in a facts edition.
But for a time that opens the sentence, whose verb stands there (2023年11月には、…「…」を策定し).
"""

import re
from dataclasses import dataclass
from typing import Final

from shisaku.loaders.dates import DATE, MONTH, YEAR_ALONE

_WORD = "一-龠々ァ-ヶー・"
_ANY_DATE = rf"(?:{DATE}|{MONTH}|{YEAR_ALONE})"
_MADE = "閣議決定|公表|策定|決定|改定|改訂|取りまとめ|とりまとめ|発表|採択|制定|作成"
LAW_NUMBER: Final = (
    r"\s?\(\s?(?P<number>(?:明治|大正|昭和|平成|令和)\s?[\d元一二三四五六七八九十]{1,4}\s?年\s?"
    r"法律第\s?[\d一二三四五六七八九十百]{1,6}\s?号)\s?\)?"
)
_ARTICLE = r"第\s?\d+\s?条(?:の\d+)*(?:第\s?\d+\s?項)?(?:第\s?\d+\s?号)?"
_BASIS = r"(?P<basis>等?(?:の規定)?に基づ)"
_AFTER_LAW = re.compile(
    rf"」?(?:{LAW_NUMBER})?(?:\s?(?P<provision>{_ARTICLE}))?(?:{_BASIS}|(?P<rule>の規定))?"
)
DATED: Final = re.compile(
    rf"\s?\(\s?(?P<date>{_ANY_DATE})\s?(?:(?P<decision>[{_WORD}]{{0,30}}決定)|{_MADE}|(?=\))"
    r")[^()\n]{0,20}\)"
)
_DAY = rf"\s?(?P<day>{DATE})"
_AFTER_DOCUMENT = re.compile(rf"」?(?:{DATED.pattern}|(?<=」){_DAY})?(?:{_BASIS})?")
_BEFORE_DOCUMENT = re.compile(
    rf"(?P<date>{_ANY_DATE})に?(?:{_MADE})(?:した|された|の)?「?\Z"
    rf"|(?P<of>{DATE}|{MONTH})(?:付け?)?の「?\Z"
)
_EDGE = r"(?:(?:\A|(?<=\n))[\s・●○◆◇■□▶►◎•✓➢*-]*|。\s*)"
_OPENS = re.compile(rf"{_EDGE}(?P<date>{_ANY_DATE})(?:(?:に(?:は)?|は)、?|、)")
_THEN_MADE = re.compile(rf"」?を(?:{_MADE})(?:し[、たて]|[。、]|(?=\n))")
_ANOTHER = re.compile(rf"[しりれてで]、|。|{_ANY_DATE}")  # a clause or time between: it is of that
_GROUNDS = re.compile(r"根拠(?:法令|規定)?\s?:\s?「?\Z")
_JOINT = re.compile(r"(?:、|及び|並びに)?「?")
_REACH = 40
_SENTENCE_REACH = 120


@dataclass(frozen=True, slots=True)
class Beside:
    """The words beside a name: what they say, and the run from the first to the last of them.

    date: as printed. is_published: 公表した or the like stands before the name with its date.
    is_basis: 根拠 stands before, or に基づき after the name. opening: the run of the time that
    opens the sentence, with the edge before it.
    """

    run: tuple[int, int]
    number: str | None = None
    provision: str | None = None
    date: str | None = None
    decision: str | None = None
    is_published: bool = False
    is_basis: bool = False
    opening: tuple[int, int] | None = None


def beside_law(text: str, run: tuple[int, int]) -> Beside:
    """Give what stands beside the name of a law."""
    found, start = _AFTER_LAW.match(text, run[1]), _grounds(text, run[0])
    said = found.groupdict() if found else {}
    return Beside(
        run=(start, found.end() if found else run[1]),
        number=said.get("number"),
        provision=said.get("provision"),
        is_basis=bool(said.get("basis")) or start < run[0],
    )


def beside_document(text: str, run: tuple[int, int]) -> Beside:
    """Give what stands beside the name of a policy document."""
    found, start = _AFTER_DOCUMENT.match(text, run[1]), _grounds(text, run[0])
    said = found.groupdict() if found else {}
    is_basis = bool(said.get("basis")) or start < run[0]
    before = _BEFORE_DOCUMENT.search(text[max(0, run[0] - _REACH) : run[0]])
    dated = said.get("date") or said.get("day")
    if before and not dated:
        dated = before["date"] or before["of"]
        start = min(start, run[0] - len(before[0]))
    end = found.end() if found else run[1]
    opening = None
    if not dated and (made := _THEN_MADE.match(text, run[1])) and (at := _opening(text, run[0])):
        dated, opening, end = at["date"], at.span(), made.end()
    return Beside(
        run=(start, end),
        opening=opening,
        date=dated,
        decision=said.get("decision"),
        is_published=bool(before and before["date"]),
        is_basis=is_basis,
    )


def _opening(text: str, start: int) -> re.Match[str] | None:
    """Give the time that opens the sentence of a name, where no other clause or time intervenes."""
    line = text.rfind("\n", 0, start) + 1
    left = max(line, text.rfind("。", line, start), start - _SENTENCE_REACH)
    found = _OPENS.match(text, left, start)
    return None if found is None or _ANOTHER.search(text, found.end(), start) else found


def _grounds(text: str, start: int) -> int:
    """Give where 根拠： before a name begins, or where the name does."""
    found = _GROUNDS.search(text[max(0, start - _REACH) : start])
    return start - len(found[0]) if found else start


def are_joined(text: str, end: int, start: int) -> bool:
    """Say whether only 、 or the like stands between two names: they share a basis."""
    return bool(_JOINT.fullmatch(text, end, start))
