"""What is printed beside a rate: whom or which case it is for, what is subsidised, on what terms.

A word that limits a rate is a condition of it, whether it stands in its row or clause, in the line
that its row is indented under, or in words before the row (L1729); ``subsidised`` reads sentences.
"""

import re
import unicodedata
from dataclasses import dataclass

from shisaku.loaders.records import Condition
from shisaku.loaders.subsidised import recipient_groups

_INDEX = re.compile(r"財政?力指数が?(?:\s*[\d.．]+\s*(?:超|以上|未満|以下))+")
_BOUND = re.compile(r"([\d.]+)\s*(超|以上|未満|以下)")
_BOUNDS = {"超": "above", "以上": "atLeast", "未満": "below", "以下": "atMost"}
_NUMBER = re.compile(r"^(?:[(（]\s*\d{1,2}\s*[)）]|[①-⑳])\s*")
_BRACKETED = re.compile(r"【(?P<head>[^】]+)】|[(（](?P<only>[^()（）]{1,40}に限る)[)）]")
# Words before a row that limit it: …場合において、 (L1729), 離島については、
_LEAD = re.compile(
    r"[\s・*-]*(?P<words>[^。※]{2,80}?)(?:の?(?<=場合)に?|において|に限り|について)(?:は|おいて)?[、,]\s*$"
)
_CASE_BEFORE = re.compile(r"(?P<case>[^、]{2,60}?場合)(?:において|に)?は?[、,]\s*")
_CASE = re.compile(r"(?P<target>.+?)の(?P<condition>単独又は.+?の場合)$")
_DUE_TO = re.compile(r"(?P<condition>[^、]{2,60}?に(?:伴う|限る))(?P<rest>.+)$")
_DONE_BY = re.compile(r"(?P<who>[^、]{2,40}?)による(?P<what>.+)$")
_ONLY_FOR = re.compile(r"[、,(（:：]\s?(?P<words>[^、,()（）:：]{1,30})は\s?$")
_LISTED = re.compile(
    r"(?:補助率|交付率|負担率)\s*[:：]\s*(?:[^、。()（）]*、)*\s*"
    r"(?P<words>[^、。:：()（）/／\d０-９]*[^、。:：()（）/／\d０-９\sの最大原則])\s*$"
)
_TITLE = re.compile(
    r"^[\s<＜〈《‹【(（]*(?P<mark>[①-⑳])?(?P<subject>.*?)[・の]?(?:補助率|交付率|負担率)"
)
_RATE_AT_END = re.compile(r"(?:補助率|交付率)\s*[:：]?\s*$")
# Words of what is subsidised, where a row names no recipient (L949).
_SUBSIDISED = re.compile(
    r"(?:費用?|経費|整備|事業|設備|施設|局舎|策定|改修|工事|購入|維持管理)等?$"
)
_EDGES = " \t\u3000:：、,・-▶※"


@dataclass(frozen=True, slots=True)
class RateTable:
    """The title over rows of rates: its offset, what it names, the number of the item it is about.

    head: the line that the rows below are indented under; lead: words that go on in the next row.
    """

    title: str
    subject: str
    item: int | None
    start: int
    head: str = ""
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """Recipient or case, what is subsidised, and the conditions in the order of printing."""

    target: str | None = None
    subsidised: str | None = None
    conditions: tuple[Condition, ...] = ()
    is_exception: bool = False


def read_table(title: str, start: int) -> RateTable:
    """Read the title of a table of rates (L1724: ``<①民放ラジオの難聴解消支援・補助率>``)."""
    found = _TITLE.match(title)
    if found is None:
        return RateTable(title, "", None, start)
    item = int(unicodedata.normalize("NFKC", found["mark"])) if found["mark"] else None
    return RateTable(title, found["subject"].strip(), item, start)


def leads(text: str) -> bool:
    """Say whether a line without a fraction limits the row that comes after it."""
    return _LEAD.match(text) is not None


def remarks(after: str) -> tuple[Condition, ...]:
    """Give what is remarked after a fraction: that there is a limit, a raise (L752, L1468)."""
    found = re.search(
        r"(?:[^、。※()（）]*に応じて[^、。()（）]*|上限)(?=[^、。()（）]*あり)", after
    )
    if not found:
        return ()
    words = found[0].strip()
    return (Condition(words if words.endswith("り") else f"{words}あり", restricts=False),)


def row_terms(words: str, table: RateTable) -> Terms:
    """Read a case in a row of a table, given the words before its fraction."""
    is_exception = words.lstrip(" \t\u3000-・").startswith("※")
    target, subsidised, conditions = _read(words)
    head_target, head_subsidised, of_head = _read(table.head)
    if head_subsidised and table.head.endswith("場合"):  # 離島の場合
        head_subsidised, of_head = None, (condition(table.head), *of_head)
    above = head_subsidised or table.subject or None
    if target is None and subsidised and (above or not _SUBSIDISED.search(subsidised)):
        target, subsidised = subsidised, None  # a case of what is named above (L1725)
        conditions = (Condition(target), *conditions)
    lead = _LEAD.match(table.lead)
    return Terms(
        target or head_target,
        subsidised or above,
        (*of_head, *((condition(lead["words"]),) if lead else ()), *conditions),
        is_exception,
    )


def clause_terms(before: str) -> Terms:
    """Read the words of a clause before its fraction."""
    if not _RATE_AT_END.search(before):
        if case := _ONLY_FOR.search(before):
            return _of_case(case["words"].strip(), is_exception=True)
        if listed := _LISTED.search(before):  # 補助率：離島 2/3、その他の地域 1/2
            return _of_case(listed["words"].strip())
        return Terms()
    return Terms(*_read(before))


def _of_case(words: str, *, is_exception: bool = False) -> Terms:
    """Give the terms of words that name a recipient, or else a case."""
    if recipient_groups(words) and not _INDEX.search(words):
        return Terms(words, is_exception=is_exception)
    return Terms(words, conditions=(condition(words),), is_exception=is_exception)


def _read(words: str) -> tuple[str | None, str | None, tuple[Condition, ...]]:
    """Give recipient, what is subsidised, and conditions that some words before a rate name.

    Words that are neither are given as what is subsidised.
    """
    words = _RATE_AT_END.sub("", words)
    words = _NUMBER.sub("", words.strip(_EDGES))
    conditions = []
    for found in _BRACKETED.finditer(words):
        conditions.append(Condition(found["head"] or found["only"]))
    words = _BRACKETED.sub("", words).strip(" \t\u3000:：、,(（")
    words = re.sub(r"(?<=[^\s])は$", "", words)
    if case := _CASE_BEFORE.match(words):
        conditions.append(condition(case["case"]))
        words = words[case.end() :]
    if index := _INDEX.search(words):
        head, tail = words[: index.start()], words[index.end() :]
        conditions += [Condition(c) for c in re.split("かつ", head) if c]
        conditions.append(condition(index[0]))
        words = tail.removeprefix("の")
    if case := _CASE.match(words):
        conditions.append(Condition(case["condition"]))
        words = case["target"]
    words = words.removesuffix("の場合")
    if due := _DUE_TO.match(words):
        conditions.append(Condition(due["condition"]))
        words = due["rest"]
    if (done := _DONE_BY.match(words)) and _SUBSIDISED.search(done["what"]):
        return done["who"], done["what"], tuple(conditions)
    if not words or words.endswith("場合"):
        return None, None, (*conditions, *([condition(words)] if words else []))
    if recipient_groups(words) and not _SUBSIDISED.search(words):
        return words, None, tuple(conditions)
    return None, words, tuple(conditions)


def condition(words: str) -> Condition:
    """Give a condition, with its bounds where it is on the fiscal capability index (財政力指数)."""
    if not _INDEX.search(words):
        return Condition(words)
    folded = unicodedata.normalize("NFKC", words)
    bounds = {_BOUNDS[word]: number for number, word in _BOUND.findall(folded)}
    return Condition(words, "fiscal-capability-index", tuple(sorted(bounds.items())))
