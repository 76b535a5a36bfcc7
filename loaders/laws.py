"""Laws, cabinet decisions and plans that a document names, with law numbers and dates.

A name is read where the register knows it, or where its form leaves no doubt: a law with its
number, an article or ``の規定`` after it; a plan in 「」 or with the day it was decided on.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain

from shisaku.loaders.cited import known_citations
from shisaku.loaders.dates import DATE, read_date
from shisaku.loaders.document import Document
from shisaku.loaders.headings import Outline
from shisaku.loaders.names import name_key
from shisaku.loaders.records import Citation

_WORD = "一-龠々ァ-ヶー"
_AMENDED = re.compile("改正(?=.{2})|[新旧](?=.{3})")
_LAW_NUMBER = (
    r"\s?\(\s?(?P<number>(?:明治|大正|昭和|平成|令和)\s?[\d元一二三四五六七八九十]{1,4}\s?年\s?"
    r"法律第\s?[\d一二三四五六七八九十百]{1,6}\s?号)"
)
_LAW_WORDS = re.compile(rf"{_LAW_NUMBER}|\s?第\s?\d+\s?条(?:の\d+)?|の規定|に基づ")
_LAW_END = re.compile(rf"法(?:律)?(?=」?(?:{_LAW_WORDS.pattern.replace('?P<number>', '')}))")
_SHORT_LAW = re.compile(rf"(?<![{_WORD}])[{_WORD}](?:[{_WORD}]|(?<!法)・){{1,30}}$")
# A name begins with no digit: blanked prose before it would leave what looks like a heading.
_LONG_LAW = re.compile(
    r"(?:^|[、,。「()\s])(?P<name>(?!\d)[^、,。「」()\s]{2,80}に関する[^、。「」()\s]{0,20})$"
)
_LONG_FORM = re.compile("に関する(?:特別措置|臨時措置|臨時特例|基本)$")
# Words of the sentence around a law, never of its name.
_PROSE = re.compile("ため(?!の)|つつ|とともに|において|により|について|を踏まえ|に基づ|では")
_NO_LAW = re.compile("[手方技療用操製工話語文作司立寸憲探検診工]$")  # 手法に基づく, 方法
_LAW_REACH = 110
_AFTER_LAW = r"(?![令制]|施行)"

_PLAN = r"(?:計画|戦略|大綱|方針|ロードマップ|プラン|ガイドライン|パッケージ|指針)"
_EDITION = r"(?:\s?\d{4}|\s?Ver\.?\s?[\d.]+|\s?第\s?[\d.]+版|~[^「」~。\n]{1,30}~)?"
_QUOTED = re.compile(r"「(?P<name>[^「」。\n]{4,60})」")
_IS_PLAN = re.compile(rf".{{2,}}{_PLAN}{_EDITION}")
_DECIDED = re.compile(
    rf"\s?\(\s?(?P<day>{DATE})\s?(?P<decision>[{_WORD}・]{{0,30}}決定)[^()\n]{{0,20}}\)"
)
_DAY = re.compile(rf"」\s?(?P<day>{DATE})")
_UNQUOTED = re.compile(
    rf"(?<![{_WORD}A-Za-z0-9・のと])(?!\d)[{_WORD}A-Za-z0-9・のと]{{3,50}}{_EDITION}$"
)
_PLAN_REACH = 100


@dataclass(frozen=True, slots=True)
class _Site:
    """A naming: the run of its name, the words after it that say more, and its class."""

    start: int
    end: int
    kind: str
    after: re.Match[str] | None


def read_laws(document: Document, outline: Outline) -> tuple[Citation, ...]:
    """Give each naming of a law or policy document in the body, in the order of printing."""
    return tuple(
        _citation(document, site, part)
        for site in _sites(document, outline)
        if (part := outline.in_force(site.start))
    )


def law_runs(document: Document, outline: Outline) -> Iterator[tuple[int, int]]:
    """Give the runs of characters that laws and plans are read from: facts to keep."""
    for site in _sites(document, outline):
        yield site.start, site.end
        if document.folded[site.start - 1 : site.start] == "「":
            yield site.start - 1, min(site.end + 1, len(document.text))
        if site.after:
            yield site.end, site.after.end()


def _citation(document: Document, site: _Site, part: tuple[tuple[str, str], ...]) -> Citation:
    """Make the record of a naming."""
    printed = document.text[site.start : site.end]
    bare = printed[_amended(printed) :]
    known = known_citations().get(name_key(bare))
    found = site.after.groupdict() if site.after else {}
    return Citation(
        key=known.key if known else name_key(bare),
        name=known.japanese if known else bare.strip(),
        kind=known.kind if known else site.kind,
        part=part,
        span=document.span(site.start, site.end),
        number=found.get("number"),
        issued=read_date(found["day"]) if found.get("day") else None,
        decision=found.get("decision"),
    )


def _amended(name: str) -> int:
    """Give the length of 改正 before the name of a law that is known without it, else 0."""
    found = _AMENDED.match(name)
    return found.end() if found and found[0] + name[found.end() :] not in known_citations() else 0


def _sites(document: Document, outline: Outline) -> Iterator[_Site]:
    """Give the namings in order; of two that overlap, the one that begins first, the longer."""
    begin = outline.body_start(document)
    found = chain(
        _known(document.folded, begin),
        _laws(document.folded, begin),
        _quoted_plans(document.folded, begin),
        _decided_plans(document.folded, begin),
    )
    end = -1
    for site in sorted(found, key=lambda site: (site.start, -site.end, site.after is None)):
        if site.start >= end:
            end = site.end
            yield site


@cache
def _names() -> re.Pattern[str]:
    """Give the pattern of the names in the register, the longest first."""
    names = "|".join(re.escape(n) for n in sorted(known_citations(), key=len, reverse=True))
    return re.compile(rf"(?<![{_WORD}])(?:改正|[新旧])?(?P<name>{names}){_AFTER_LAW}")


def _known(text: str, begin: int) -> Iterator[_Site]:
    """Give the namings that the register knows."""
    for found in _names().finditer(text, begin):
        kind = known_citations()[found["name"]].kind
        yield _Site(found.start(), found.end(), kind, _after(text, found.end(), kind))


def _after(text: str, end: int, kind: str) -> re.Match[str] | None:
    """Give the law number, or the day and body of a decision, that follows a name."""
    quoted = end + (text[end : end + 1] == "」")
    if kind == "LegalResource":
        return _LAW_WORDS.match(text, quoted)
    return _DECIDED.match(text, quoted) or _DAY.match(text, end)


def _laws(text: str, begin: int) -> Iterator[_Site]:
    """Give the names that end in 法 or 法律 and that the words after them prove to be laws."""
    for found in _LAW_END.finditer(text, begin):
        left = max(begin, found.start() - _LAW_REACH)
        before = text[left : found.start()]
        is_long = found[0] == "法律" or _LONG_FORM.search(before)
        name = _long_law(before) if is_long else _short_law(before)
        if name is not None:
            after = _after(text, found.end(), "LegalResource")
            yield _Site(left + name, found.end(), "LegalResource", after)


def _long_law(before: str) -> int | None:
    """Give where ``…に関する法律`` begins: after the last comma, bracket or blank."""
    found = _LONG_LAW.search(before)
    return found.start("name") if found and not _PROSE.search(found["name"]) else None


def _short_law(before: str) -> int | None:
    """Give where a name such as 電波法 begins, None where 手法 or 方法 is meant."""
    found = _SHORT_LAW.search(before)
    return found.start() if found and not _NO_LAW.search(before) else None


def _quoted_plans(text: str, begin: int) -> Iterator[_Site]:
    """Give the names in 「」 that end as plans do, or that a decision follows."""
    for found in _QUOTED.finditer(text, begin):
        after = _after(text, found.end("name"), "PolicyDocument")
        if _IS_PLAN.fullmatch(found["name"]) or (after and after.groupdict().get("decision")):
            yield _Site(found.start("name"), found.end("name"), "PolicyDocument", after)


def _decided_plans(text: str, begin: int) -> Iterator[_Site]:
    """Give the names without 「」 before the bracket that says when they were decided."""
    for found in _DECIDED.finditer(text, begin):
        left = max(begin, found.start() - _PLAN_REACH)
        before = text[left : found.start()]
        if before.endswith(tuple(known_citations())):
            continue  # the register reads it, whatever stands before
        name = _UNQUOTED.search(before)
        if name and _IS_PLAN.fullmatch(name[0]) and not re.match("[のと]", name[0]):
            yield _Site(left + name.start(), left + name.end(), "PolicyDocument", found)
