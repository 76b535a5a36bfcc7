"""What a sentence says about a rate printed beside it: what is subsidised, and whom.

The words are kept as runs of characters, so that a facts edition holds them and not the sentence.
"""

import re
from dataclasses import dataclass, replace

from shisaku.loaders.document import Document

_REACH = 200  # characters of a sentence before its rate: long lines stay cheap
_PAYMENT = "補助|助成|負担|交付|支援"
# ``…に対する助成（補助率：`` and ``…費用の1/2`` say it next to the fraction (L750, L1570).
_BESIDE = re.compile(
    rf"(?P<aid>[^。①-⑳()（）\s]{{2,60}})に対する(?:{_PAYMENT})\s?[(（][^()（）]{{0,20}}$"
    r"|(?:^|(?<=[、。\s]))(?P<cost>[^、。()（）\s]{2,40}費用?)の$"
)
# ``その費用の一部を補助`` points back to the object before it (L895, L897, L924).
_POINTING_BACK = re.compile(rf"(?:その|それらの|これらの)[^を、。]{{0,30}}を(?:{_PAYMENT})")
_NOUN = r"(?:[^\u3041-\u3096\s。、，「」()（）]|の|[(（][^()（）]{1,20}[)）])"
_OBJECT = re.compile(rf"(?:「(?P<quoted>[^「」。\s]{{2,40}})」|(?P<noun>(?!の){_NOUN}{{2,60}}))$")
_ACT = re.compile(rf"を(?:(?!{_PAYMENT})(?P<act>[\u4e00-\u9fff]{{2,6}})(?:する|し|を行))?")
_WHO = re.compile(r"(?P<who>(?!、)(?:[^\u3041-\u3096\s。]|や|及び|又は|並びに){2,60})が")
_NOTE = re.compile(r"[(（]\s?※\s?[)）]")

_RECIPIENTS = (
    ("都道府県", "prefecture"),
    ("市町村", "municipality"),
    ("地方公共団体|自治体", "local-government"),
    ("第三セクター", "third-sector"),
    ("放送事業者", "private-broadcaster"),
    ("通信事業者", "telecom-carrier"),
    ("民間企業|民間事業者", "private-company"),
    ("(?:社団|財団)法人", "association"),
)


def recipient_groups(words: str) -> tuple[str, ...]:
    """Give the groups of recipients (notations of concepts) that some words name."""
    return tuple(group for printed, group in _RECIPIENTS if re.search(printed, words))


@dataclass(frozen=True, slots=True)
class Subsidised:
    """What is said, as runs of characters.

    target: what is subsidised; who: the recipients; kept: all that it is read from.
    """

    target: tuple[int, int]
    who: tuple[int, int] | None
    kept: tuple[tuple[int, int], ...]


def subsidised_beside(document: Document, start: int) -> Subsidised | None:
    """Give what the words right before a fraction, which starts at an offset, say."""
    left = max(document.start_of(document.line_at(start)), start - _REACH)
    found = _BESIDE.search(document.folded[left:start])
    if found is None:
        return None
    begin, end = found.span("aid" if found["aid"] else "cost")
    return Subsidised((left + begin, left + end), None, ((left + begin, start),))


def subsidised_before(document: Document, start: int) -> Subsidised | None:
    """Give what the sentence before a clause, which starts at an offset, says.

    The clause is in brackets after its sentence, on the same line or the next (L895), or a note
    (※) that follows the line with its mark (L752).
    """
    line = document.line_at(start)
    is_note = document.folded.startswith("※", start)
    if is_note or not document.folded[document.start_of(line) : start].strip():
        line = _line_above(document, line, skips_blank=is_note)
        start = document.start_of(line) + len(document.lines[line - 1])
    mark = _NOTE.search(document.folded, document.start_of(line), start) if is_note else None
    if is_note and mark is None:
        return None
    end = mark.start() if mark else start
    said = _said_in(document.folded, *_last_sentence(document, line, end))
    return replace(said, kept=(*said.kept, mark.span())) if said and mark else said


def _line_above(document: Document, line: int, *, skips_blank: bool) -> int:
    """Give the line above another, or the first that is not blank; the line itself at the top."""
    above = line - 1
    while skips_blank and above > 1 and not document.lines[above - 1].strip():
        above -= 1
    return max(above, 1)


def _last_sentence(document: Document, line: int, end: int) -> tuple[int, int]:
    """Give the run of the sentence that ends at an offset, as far as it stands on a line."""
    start = max(document.start_of(line), end - _REACH)
    words = document.folded[start:end].rstrip(" \t\u3000。")
    return start + words.rfind("。") + 1, start + len(words)


def _said_in(text: str, start: int, end: int) -> Subsidised | None:
    """Give the last object of a sentence, and the recipients named last before it."""
    if back := _POINTING_BACK.search(text, start, end):
        end = back.start()
    act = _ACT.match(text, max(start, text.rfind("を", start, end)), end)
    found = _OBJECT.search(text[start : act.start()]) if act else None
    if not found or not act:
        return None
    first, last = (start + offset for offset in found.span("quoted" if found["quoted"] else "noun"))
    target = first, act.end("act") if act["act"] else last
    named = [who for who in _WHO.finditer(text, start, target[0]) if recipient_groups(who["who"])]
    kept = ((start + found.start(), act.end()), *(who.span() for who in named[-1:]))
    return Subsidised(target, named[-1].span("who") if named else None, kept)
