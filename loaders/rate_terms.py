"""What is printed beside a rate: whom or what it is for, and on which conditions."""

import re
import unicodedata
from dataclasses import dataclass

from shisaku.loaders.records import Condition
from shisaku.loaders.subsidised import recipient_groups

_INDEX = re.compile(r"財政?力指数(?:\s*[\d.．]+\s*(?:超|以上|未満|以下))+")
_BOUND = re.compile(r"([\d.]+)\s*(超|以上|未満|以下)")
_BOUNDS = {"超": "above", "以上": "atLeast", "未満": "below", "以下": "atMost"}
_NUMBER = re.compile(r"^(?:[(（]\s*\d{1,2}\s*[)）]|[①-⑳])\s*")
_CASE = re.compile(r"(?P<target>.+?)の(?P<condition>単独又は.+?の場合)$")
_ONLY_FOR = re.compile(r"[、,(（]\s?(?P<words>[^、,()（）]{2,30})は\s?$")
_LISTED = re.compile(
    r"(?:補助率|交付率|負担率)\s*[:：]\s*(?:[^、。()（）]*、)*\s*"
    r"(?P<words>[^、。:：()（）/／\d０-９]*[^、。:：()（）/／\d０-９\sの最大原則])\s*$"
)
_TITLE = re.compile(
    r"^[\s<＜〈《‹【(（]*(?P<mark>[①-⑳])?(?P<subject>.*?)[・の]?(?:補助率|交付率|負担率)"
)


@dataclass(frozen=True, slots=True)
class RateTable:
    """The title over rows of rates: what it names, and the number of the item that it is about."""

    title: str
    subject: str
    item: int | None


def read_table(title: str) -> RateTable:
    """Read the title of a table of rates (L1724: ``<①民放ラジオの難聴解消支援・補助率>``)."""
    found = _TITLE.match(title)
    if found is None:
        return RateTable(title, "", None)
    item = int(unicodedata.normalize("NFKC", found["mark"])) if found["mark"] else None
    return RateTable(title, found["subject"].strip(), item)


def limits(after: str) -> tuple[Condition, ...]:
    """Give the conditions printed after a fraction: an upper limit, a raise (L752, L1468)."""
    found = re.search(
        r"(?:[^、。※()（）]*に応じて[^、。()（）]*|上限)(?=[^、。()（）]*あり)", after
    )
    if not found:
        return ()
    words = found[0].strip()
    return (Condition(words if words.endswith("り") else f"{words}あり"),)


def target_and_conditions(
    before: str, table: RateTable | None
) -> tuple[str | None, tuple[Condition, ...]]:
    """Give whom or what a rate applies to, and the conditions printed with it.

    before: the words of its clause, or of its case in a row of a table, before the fraction.
    """
    if table is None and not re.search(r"補助率\s*[:：]?\s*$", before):
        if listed := _LISTED.search(before):  # 補助率：離島 2/3、その他の地域 1/2
            words = listed["words"].strip()
            return (words, ()) if recipient_groups(words) else (None, (_condition(words),))
        case = _ONLY_FOR.search(before)
        return None, (_condition(case["words"]),) if case else ()
    words = re.sub(r"(?:補助率|交付率)\s*[:：]?\s*$", "", before)
    words = _NUMBER.sub("", words.strip(" \t\u3000:：、,・-▶※"))
    conditions = [Condition(found) for found in re.findall(r"【([^】]+)】", words)]
    words = re.sub(r"【[^】]+】", "", words).strip(" \t\u3000:：、,(（")
    words = re.sub(r"(?<=[^\s])は$", "", words)
    if index := _INDEX.search(words):
        head, tail = words[: index.start()], words[index.end() :]
        conditions += [Condition(c) for c in re.split("かつ", head) if c]
        conditions.append(_condition(index[0]))
        words = tail.removeprefix("の")
    if case := _CASE.match(words):
        conditions.append(Condition(case["condition"]))
        words = case["target"]
    words = words.removesuffix("の場合")
    if table and table.subject and words and not recipient_groups(words):  # a case of it (L1725)
        return table.subject, (Condition(words), *conditions)
    return words or None, tuple(conditions)


def _condition(words: str) -> Condition:
    """Give a condition, with its bounds where it is on the fiscal capability index (財政力指数)."""
    if not _INDEX.search(words):
        return Condition(words)
    folded = unicodedata.normalize("NFKC", words)
    bounds = {_BOUNDS[word]: number for number, word in _BOUND.findall(folded)}
    return Condition(words, "fiscal-capability-index", tuple(sorted(bounds.items())))
