"""Laws, cabinet decisions, plans, reports and declarations that a document names.

A name is read where the register knows it, or where its form leaves no doubt: a law with its
number, an article or ``の規定`` after it; a document in 「」, with the day it was decided on, of a
year (令和5年度地方財政計画), of a meeting (首脳声明), or of the body that reports.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain

from shisaku.loaders.actors import namings_of
from shisaku.loaders.beside import (
    DATED,
    LAW_NUMBER,
    Beside,
    are_joined,
    beside_document,
    beside_law,
)
from shisaku.loaders.cited import known_citations
from shisaku.loaders.dates import read_date
from shisaku.loaders.document import Document
from shisaku.loaders.headings import Outline
from shisaku.loaders.names import name_key
from shisaku.loaders.records import Citation, Span

_WORD = "一-龠々ァ-ヶー"
_AMENDED = re.compile("改正(?=.{2})|[新旧](?=.{3})")
_LAW_WORDS = rf"{LAW_NUMBER}|\s?第\s?\d+\s?条|の規定|に基づ"
_LAW_END = re.compile(rf"法(?:律)?(?=」?(?:{_LAW_WORDS.replace('?P<number>', '')}))")
_SHORT_LAW = re.compile(rf"(?<![{_WORD}])[{_WORD}](?:[{_WORD}]|(?<!法)・){{1,30}}\Z")
# A name begins with no digit: blanked prose before it would leave what looks like a heading.
_LONG_LAW = re.compile(
    r"(?:^|[、,。「()\s])(?P<name>(?!\d)[^、,。「」()\s]{2,80}に関する[^、。「」()\s]{0,20})\Z"
)
_LONG_FORM = re.compile(r"に関する(?:特別措置|臨時措置|臨時特例|基本)\Z")
# Words of the sentence around a law, never of its name.
_PROSE = re.compile("ため(?!の)|つつ|とともに|において|により|について|を踏まえ|に基づ|では")
_NO_LAW = re.compile(r"[手方技療用操製工話語文作司立寸憲探検診工傷測]\Z")  # 手法に基づく, 方法
_LAW_REACH = 110
_AFTER_LAW = r"(?![令制]|施行)"

_PLAN = (
    r"(?:計画|戦略|大綱|方針|ロードマップ|プラン|ガイドライン|パッケージ|指針|アジェンダ|工程表)"
)
_CODE = r"(?:規範|宣言|声明|コミュニケ|憲章|原則)"
_REPORT = r"(?:報告書|答申|提言|白書|取りまとめ|とりまとめ)"
_EDITION = r"(?:\s?\d{4}|\s?Ver\.?\s?[\d.]+|\s?第\s?[\d.]+版|~[^「」~。\n]{1,30}~)?"
_QUOTED = re.compile(r"「(?P<name>[^「」。\n]{4,60})」")
_IS_LAW = re.compile(r".{2,}法律?")
_IS_DOCUMENT = re.compile(rf".{{2,}}(?:{_PLAN}|{_CODE}|{_REPORT}){_EDITION}")
_UNQUOTED = re.compile(
    rf"(?<![{_WORD}A-Za-z0-9・のと])(?!\d)[{_WORD}A-Za-z0-9・のと]{{3,50}}{_EDITION}\Z"
)
_PLAN_REACH = 100
_OF_A_YEAR = re.compile(
    r"(?<![一-龠々ァ-ヶーA-Za-z0-9・])(?:令和|平成)\d{1,2}年度[一-龠々]{3,20}(?:計画|大綱|方針)"
    r"(?![一-龠々])"
)
_NOUN = rf"[{_WORD}A-Za-z0-9・]"
_DECLARED = re.compile(rf"(?:宣言|声明|コミュニケ|憲章)(?!{_NOUN})")
_OF_A_MEETING = re.compile(
    rf"(?<!{_NOUN})(?!\d)(?:(?:{_NOUN}|及び|並びに){{2,60}}に関する)?{_NOUN}{{0,20}}?"
    rf"(?:G\d{{1,2}}|首脳|閣僚|サミット){_NOUN}{{0,16}}\Z"
)
_OF_A_BODY = re.compile(
    r"(?P<report>の?(?:報告書|答申|(?:第\d+次|中間|最終)(?:報告|取りまとめ|とりまとめ)))"
    r"(?:を踏まえ|に基づ|において|の|、)"
)
_SECOND = re.compile(
    rf"」?(?:及び|並びに)「?(?P<name>[一-龠々]{{0,8}}(?:{_PLAN}|{_CODE}))(?!{_NOUN})"
)
_LAST_WORDS = re.compile(rf"(?<=[^一-龠々])[一-龠々]{{2,}}{_EDITION}\Z")


@dataclass(frozen=True, slots=True)
class _Site:
    """A naming: the run of its name, its class, what stands beside it, and its whole name.

    name: where a part of it is left out in print (国際指針及び行動規範).
    """

    start: int
    end: int
    kind: str
    beside: Beside
    name: str | None = None

    @property
    def whole(self) -> tuple[int, int]:
        """The run of the name and of all that stands beside it."""
        return min(self.start, self.beside.run[0]), max(self.end, self.beside.run[1])


def read_laws(document: Document, outline: Outline) -> tuple[Citation, ...]:
    """Give each naming of a law or policy document in the body, in the order of printing."""
    return tuple(
        _citation(document, site, part)
        for site in _sites(document, outline)
        if (part := outline.named_in(site.start))
    )


def law_runs(document: Document, outline: Outline) -> Iterator[tuple[int, int]]:
    """Give the runs of characters that laws and documents are read from: facts to keep."""
    before = None
    for site in _sites(document, outline):
        yield site.whole
        if site.beside.opening:
            yield site.beside.opening
        if document.folded[site.start - 1 : site.start] == "「":
            yield site.start - 1, min(site.end + 1, len(document.text))
        if before is not None and _is_joined(document.folded, before, site):
            yield before.end, site.start
        before = site


def is_author(body: Span, document: Span) -> bool:
    """Say whether a document's name is that of a body whose report it is, and what follows."""
    rest = document.text.removeprefix(body.text)
    return body.start == document.start and bool(_OF_A_BODY.match(f"{rest}、"))


def _citation(document: Document, site: _Site, part: tuple[tuple[str, str], ...]) -> Citation:
    """Make the record of a naming."""
    printed = site.name or document.text[site.start : site.end]
    bare = printed[_amended(printed) :]
    known = known_citations().get(name_key(bare))
    beside = site.beside
    return Citation(
        key=known.key if known else name_key(bare),
        name=known.japanese if known else bare.strip(),
        kind=known.kind if known else site.kind,
        part=part,
        span=document.span(site.start, site.end),
        number=beside.number,
        provision=beside.provision,
        is_basis=beside.is_basis,
        date=beside.date,
        issued=read_date(beside.date) if beside.date else None,
        decision=beside.decision,
    )


def _amended(name: str) -> int:
    """Give the length of 改正 before the name of a law that is known without it, else 0."""
    found = _AMENDED.match(name)
    return found.end() if found and found[0] + name[found.end() :] not in known_citations() else 0


def _sites(document: Document, outline: Outline) -> list[_Site]:
    """Give the namings in order; names joined by 、 before one with に基づき are its basis too."""
    text, sites = document.folded, list(_outermost(document, outline))
    for later, site in reversed(list(enumerate(sites))[1:]):
        earlier = sites[later - 1]
        if site.beside.is_basis and _is_joined(text, earlier, site):
            sites[later - 1] = replace(earlier, beside=replace(earlier.beside, is_basis=True))
    return sites


def _is_joined(text: str, earlier: _Site, later: _Site) -> bool:
    """Say whether only 、 or the like stands between two namings."""
    return are_joined(text, max(earlier.end, earlier.beside.run[1]), later.start)


def _outermost(document: Document, outline: Outline) -> Iterator[_Site]:
    """Give the namings in order; of two that overlap, the one that begins first, the longer."""
    text, begin = document.folded, outline.body_start(document)
    found = chain(
        _known(text, begin),
        _laws(text, begin),
        _quoted(text, begin),
        _decided_plans(text, begin),
        _of_years_and_meetings(text, begin),
        _of_bodies(document, outline),
    )
    end = -1
    for site in sorted(found, key=lambda site: (site.start, -site.end, site.whole)):
        if site.start >= end:
            end = site.end
            yield site
            if second := _second(text, site):
                end = second.end
                yield second


def _site(text: str, run: tuple[int, int], kind: str) -> _Site:
    """Make a naming of the run of its name."""
    beside = beside_law if kind == "LegalResource" else beside_document
    return _Site(*run, kind, beside(text, run))


@cache
def _names() -> re.Pattern[str]:
    """Give the pattern of the names in the register, the longest first."""
    names = "|".join(re.escape(n) for n in sorted(known_citations(), key=len, reverse=True))
    return re.compile(rf"(?<![{_WORD}])(?:改正|[新旧])?(?P<name>{names}){_AFTER_LAW}")


def _known(text: str, begin: int) -> Iterator[_Site]:
    """Give the namings that the register knows."""
    for found in _names().finditer(text, begin):
        yield _site(text, found.span(), known_citations()[found["name"]].kind)


def _laws(text: str, begin: int) -> Iterator[_Site]:
    """Give the names that end in 法 or 法律 and that the words after them prove to be laws."""
    for found in _LAW_END.finditer(text, begin):
        left = max(begin, found.start() - _LAW_REACH)
        before = text[left : found.start()]
        is_long = found[0] == "法律" or _LONG_FORM.search(before)
        name = _long_law(before) if is_long else _short_law(before)
        if name is not None:
            yield _site(text, (left + name, found.end()), "LegalResource")


def _long_law(before: str) -> int | None:
    """Give where ``…に関する法律`` begins: after the last comma, bracket or blank."""
    found = _LONG_LAW.search(before)
    return found.start("name") if found and not _PROSE.search(found["name"]) else None


def _short_law(before: str) -> int | None:
    """Give where a name such as 電波法 begins, None where 手法 or 方法 is meant."""
    found = _SHORT_LAW.search(before)
    return found.start() if found and not _NO_LAW.search(before) else None


def _quoted(text: str, begin: int) -> Iterator[_Site]:
    """Give the names in 「」 that end as laws or documents do, or that have a date or decision."""
    for found in _QUOTED.finditer(text, begin):
        name, run = found["name"], found.span("name")
        if _IS_LAW.fullmatch(name) and not _NO_LAW.search(name.rstrip("律").removesuffix("法")):
            yield _site(text, run, "LegalResource")
            continue
        site = _site(text, run, "PolicyDocument")
        is_made = site.beside.decision or site.beside.is_published
        if is_made or _IS_DOCUMENT.fullmatch(name):
            yield site


def _decided_plans(text: str, begin: int) -> Iterator[_Site]:
    """Give the names without 「」 before the bracket that says when they were decided."""
    for found in DATED.finditer(text, begin):
        left = max(begin, found.start() - _PLAN_REACH)
        before = text[left : found.start()]
        if before.endswith(tuple(known_citations())):
            continue  # the register reads it, whatever stands before
        name = _UNQUOTED.search(before)
        if name and _IS_DOCUMENT.fullmatch(name[0]) and not re.match("[のと]", name[0]):
            yield _site(text, (left + name.start(), left + name.end()), "PolicyDocument")


def _of_years_and_meetings(text: str, begin: int) -> Iterator[_Site]:
    """Give the plans of a year (令和5年度…計画) and the declarations of a meeting (首脳声明)."""
    for found in _OF_A_YEAR.finditer(text, begin):
        yield _site(text, found.span(), "PolicyDocument")
    for found in _DECLARED.finditer(text, begin):
        left = max(begin, found.start() - _PLAN_REACH)
        if name := _OF_A_MEETING.search(text[left : found.start()]):
            yield _site(text, (left + name.start(), found.end()), "PolicyDocument")


def _of_bodies(document: Document, outline: Outline) -> Iterator[_Site]:
    """Give the reports that a body's name and 報告書, 中間とりまとめ or the like name."""
    for start, end, _ in namings_of(document, outline):
        if found := _OF_A_BODY.match(document.folded, end):
            site = _site(document.folded, (start, found.end("report")), "PolicyDocument")
            run = site.beside.run[0], max(site.beside.run[1], found.end())
            yield replace(site, beside=replace(site.beside, run=run))


def _second(text: str, first: _Site) -> _Site | None:
    """Give the document named after 及び by its last word alone (…国際指針及び行動規範)."""
    last = _LAST_WORDS.search(text[first.start : first.end])
    found = _SECOND.match(text, first.end) if first.kind == "PolicyDocument" else None
    if found is None or last is None:
        return None
    start = first.start + last.start()
    site = _site(text, found.span("name"), "PolicyDocument")
    whole = text[first.start : start] + found["name"]
    beside = replace(site.beside, run=(first.end, site.beside.run[1]))
    return replace(site, beside=beside, name=whole)
