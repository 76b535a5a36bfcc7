"""Organizations that no register knows, read where the form of the print proves a name.

A name ends in a word for a body (機構, 省). What proves it: a legal form or 実施主体： before it,
``（JAXA）``, （仮称） or 予算計上 after it, 「」 around it, or the form of a ministry's name.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from shisaku.loaders.registers import read_rows
from shisaku.loaders.roles import BUDGETED, labelled

_WORD = "一-龠々〇ヶァ-ヴーA-Za-z0-9・&"
_CORPORATE = (
    "機構|研究所|研究院|センター|協会|連盟|連合会?|財団|本部|大学|公社|公庫|公団"
    "|事業団|振興会|会議所|学会"
)
_BODY = rf"{_CORPORATE}|審議会|調査会|委員会|会議|検討会|研究会|協議会|ワーキンググループ"
_PUBLIC = "国立研究開発法人|独立行政法人|国立大学法人|特殊法人|認可法人"
FORMS = rf"{_PUBLIC}|株式会社|(?:一般|公益)?(?:財団|社団)法人"
FORM_BEGINS = "国独特認株一公財社"
"""The characters that a legal form can begin with."""
_AND = "及び|又は"
_ONE = re.compile(f"[{_WORD}]|(?<=及)び|(?<=又)は")
_CHARACTER = rf"(?:(?!{_AND})[{_WORD}])"
# Patterns first ask for a character that they can begin with: most places of a text fail there.
_BEGIN = rf"(?<![{_WORD}])(?=[{_WORD}])(?:第\d+[次回]|(?:令和|平成)?\d+年度?)?"
END = rf"(?![{_WORD}])|(?={_AND}|等|運営費|施設整備費|拠出金|分担金|出資金)"
_NO_NAME = r"(?![等・化制形\d]|令和|平成)"
_KANJI = "一-龠々ァ-ヶー"
BEFORE = rf"(?:(?<![{_KANJI}])|(?<=[等次回度日省庁])|(?<=一部))"
"""A name begins as a word, or after 等, 第33次, 年度 and the like."""
_GOVERNMENT = rf"(?:(?![省庁等]|一部)[{_KANJI}]){{1,12}}[省庁]"


def _name(words: str) -> str:
    """Give the pattern of a name that ends in one of some words."""
    return rf"(?P<name>{_NO_NAME}[{_WORD}]{{1,40}}(?:{words}))"


_PLAIN = rf"{_BEGIN}(?:(?:{FORMS})\s?)?{_name(_BODY)}"
_SHORT = r"\(\s?(?:(?P<alias>[A-Z][A-Za-z-]{2,11})|仮称)\s?\)"
_HOLDER = rf"(?P<name>{_GOVERNMENT}|[{_WORD}]{{1,20}}(?:{_BODY}|[府院局]|官房))"
_PROOFS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?=[{FORM_BEGINS}]){BEFORE}(?P<form>{FORMS})\s?{_name(_CORPORATE)}(?:{END})",
        rf"(?=株){BEFORE}株式会社(?P<name>{_NO_NAME}(?:(?!等){_CHARACTER}){{3,40}})(?:{END})",
        rf"{_BEGIN}(?P<name>{_NO_NAME}[{_WORD}]{{3,40}}?)株式会社(?:{END})",
        rf"{_PLAIN}\s?{_SHORT}",
        rf"「(?P<name>[^「」。、\n]{{3,50}}(?:{_BODY}))」",
        rf"{_BEGIN}(?:一部)?{_HOLDER}{BUDGETED}",
        rf"(?=[{_KANJI}]){BEFORE}(?P<name>{_GOVERNMENT})(?:(?![{_KANJI}])|(?=等|{_AND}))",
    )
)
_CANDIDATE = re.compile(rf"{_PLAIN}(?:{END})")
_LISTED = re.compile(
    rf"\s*(?:(?:{FORMS})\s?)?(?P<name>[^\s()]{{2,40}}?)(?:\s?\([^()]*\))?(?:等|ほか)?\s*"
)
_BETWEEN = re.compile(rf"[、,/;]|{_AND}|並びに|若しくは")
_IS_BODY = re.compile(rf"{_GOVERNMENT}|.+(?:{_BODY}|株式会社)")
# Not one body: 各府省, 関係省庁, 東京都庁, 反省, 全国の大学.
_MANY = re.compile(
    r"(?:[各全両諸他同当本国府省]|関係|主務|所管|担当)*"
    rf"(?:[省庁]|{_BODY})|.*[都道府県市区省官]庁|[反帰内猛]省"
)


@dataclass(frozen=True, slots=True)
class Body:
    """A name that the print proves: its class, a short form, and the run of words that prove it."""

    name: str
    kind: str
    alias: str | None
    whole: tuple[int, int]


@cache
def kinds() -> tuple[str, ...]:
    """Give the endings of words for kinds of bodies, of which many exist (``data/kinds.csv``)."""
    return tuple(row["ending"] for row in read_rows("shisaku.loaders", "data", "kinds.csv"))


def whole_words(text: str, run: tuple[int, int]) -> tuple[int, int]:
    """Give a run of characters with the whole of the words in which it begins and ends."""
    start, end = run
    while start and _ONE.match(text, start - 1):
        start -= 1
    while _ONE.match(text, end):
        end += 1
    return start, end


def is_one(name: str) -> bool:
    """Say whether a name may be one body's: no kind of body (データセンター), no 各府省."""
    return not _MANY.fullmatch(name) and not name.endswith(kinds())


def proven(text: str, begin: int) -> Iterator[Body]:
    """Give the names in a folded text that their form or what stands around them proves."""
    for pattern in _PROOFS:
        for found in pattern.finditer(text, begin):
            groups = found.groupdict()
            if is_one(groups["name"]):
                public = re.fullmatch(_PUBLIC, groups.get("form") or "")
                kind = "PublicBody" if public else "Organization"
                yield Body(groups["name"], kind, groups.get("alias"), found.span())
    for (start, end), whole in _listed(text, begin):
        name = text[start:end]
        if _IS_BODY.fullmatch(name) and is_one(name):
            yield Body(name, "Organization", None, whole)


def doubtful(text: str, begin: int) -> Iterator[tuple[int, int]]:
    """Give the runs of names in lists, and of what ends as a body's name but nothing proves."""
    found = {name for name, _ in _listed(text, begin)}
    found |= {match.span("name") for match in _CANDIDATE.finditer(text, begin)}
    yield from sorted(run for run in found if is_one(text[slice(*run)]))


@lru_cache(maxsize=1)
def _listed(text: str, begin: int) -> Sequence[tuple[tuple[int, int], tuple[int, int]]]:
    """Give the runs of the names after labels such as ``実施主体：``, each with its list's run."""
    runs = []
    for found in labelled(text, begin):
        start, end = found.names
        between = (edge for cut in _BETWEEN.finditer(text, start, end) for edge in cut.span())
        edges = [start, *between, end]
        for left, right in zip(edges[::2], edges[1::2], strict=True):
            if name := _LISTED.fullmatch(text, left, right):
                runs.append((name.span("name"), found.whole))
    return runs
