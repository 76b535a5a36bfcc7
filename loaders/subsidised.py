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
# The places (離島地域において) and cases (…の場合は、) that a sentence limits its money to.
_WORD = r"(?:[^、。()（）「」\s]|[(（][^()（）]{1,40}[)）])"
_LIMIT = re.compile(
    rf"(?<![^、。\s・●▶※])(?![・●▶※*-])(?:"
    rf"(?P<place>{_WORD}{{0,60}}?(?:地域|区域|地区|地帯|場所|箇所|圏|域|島|地|国|町|村|市|県|校|施設)"
    rf"等?(?:[(（][^()（）]{{1,40}}[)）])?)(?:において|における|に限[りる])"
    rf"|(?P<case>{_WORD}{{2,60}}?場合)(?:において|に)?(?:は|、))"
)
_TURN = re.compile("とともに、|ほか、")  # what follows is another thing

_RECIPIENTS = (
    ("都道府県|^(?:道?府)?県等?$", "prefecture"),
    ("市区?町村|町村|^[市町村区]{1,2}等?$", "municipality"),
    ("地方公共団体|地方団体|自治体", "local-government"),
    ("第三セクター", "third-sector"),
    ("(?:民間|民放)放送?事業者", "private-broadcaster"),
    ("(?<!民間)放送事業者", "broadcaster"),
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

    what: is subsidised; who: the recipients; limits: places and cases that it is limited to;
    kept: all that it is read from.
    """

    what: tuple[int, int] | None
    who: tuple[int, int] | None
    limits: tuple[tuple[int, int], ...]
    kept: tuple[tuple[int, int], ...]


def said_of(document: Document, start: int, clause: int) -> Subsidised:
    """Give what the sentence around a fraction, which starts at an offset, says.

    clause: where the clause of the fraction starts. One in brackets comes after its sentence, on
    the same line or the next (L895), a note (※) after the line with its mark (L752).
    """
    left = max(document.start_of(document.line_at(start)), start - _REACH)
    found = _BESIDE.search(document.folded[left:start])
    if found:
        begin, end = found.span("aid" if found["aid"] else "cost")
        what, said = (left + begin, left + end), _sentence(document, start)
        kept = (left + begin, start)
        return _limited(document, said, Subsidised(what, None, (), (kept,)))
    if document.folded[clause : clause + 1] in {"(", "※"}:
        return _said_before(document, clause)
    return _limited(document, _sentence(document, start), Subsidised(None, None, (), ()))


def _said_before(document: Document, start: int) -> Subsidised:
    """Give what the sentence before a clause in brackets, or a note, says."""
    nothing = Subsidised(None, None, (), ())
    line = document.line_at(start)
    is_note = document.folded.startswith("※", start)
    if is_note or not document.folded[document.start_of(line) : start].strip():
        line = _line_above(document, line, skips_blank=is_note)
        start = document.start_of(line) + len(document.lines[line - 1])
    mark = _NOTE.search(document.folded, document.start_of(line), start) if is_note else None
    if is_note and mark is None:
        return nothing
    sentence = _sentence(document, mark.start() if mark else start)
    said = _said_in(document.folded, *sentence) or nothing
    marks = (mark.span(),) if mark and said.kept else ()
    said = Subsidised(said.what, said.who, (), (*said.kept, *marks))
    return _limited(document, sentence, said)


def _line_above(document: Document, line: int, *, skips_blank: bool) -> int:
    """Give the line above another, or the first that is not blank; the line itself at the top."""
    above = line - 1
    while skips_blank and above > 1 and not document.lines[above - 1].strip():
        above -= 1
    return max(above, 1)


def _sentence(document: Document, end: int) -> tuple[int, int]:
    """Give the run of the sentence that ends at an offset, as far as it stands on a line."""
    start = max(document.start_of(document.line_at(max(end - 1, 0))), end - _REACH)
    words = document.folded[start:end].rstrip(" \t\u3000。")
    return start + words.rfind("。") + 1, start + len(words)


def _limited(document: Document, sentence: tuple[int, int], said: Subsidised) -> Subsidised:
    """Add the places and cases that a sentence limits what it says to, as its last part has them.

    A case that names what is subsidised itself (光ファイバを整備する場合) is no limit of it.
    """
    start, end = sentence
    edge = start - 1, start  # the 。 before it, if any: kept too, it parts the facts on both sides
    for turn in _TURN.finditer(document.folded, start, end):
        edge, start = turn.span(), turn.end()
    found = [
        limit
        for limit in _LIMIT.finditer(document.folded, start, end)
        if not said.what or not limit.start() <= said.what[0] < limit.end()
    ]
    limits = tuple(limit.span("place" if limit["place"] else "case") for limit in found)
    edges = (edge,) if start > document.start_of(document.line_at(start)) else ()
    return replace(said, limits=limits, kept=(*said.kept, *(f.span() for f in found), *edges))


def _said_in(text: str, start: int, end: int) -> Subsidised | None:
    """Give the last object of a sentence, and the recipients named last before it."""
    if back := _POINTING_BACK.search(text, start, end):
        end = back.start()
    act = _ACT.match(text, max(start, text.rfind("を", start, end)), end)
    found = _OBJECT.search(text[start : act.start()]) if act else None
    if not found or not act:
        return None
    first, last = (start + offset for offset in found.span("quoted" if found["quoted"] else "noun"))
    what = first, act.end("act") if act["act"] else last
    named = [who for who in _WHO.finditer(text, start, what[0]) if recipient_groups(who["who"])]
    kept = ((start + found.start(), act.end()), *(who.span() for who in named[-1:]))
    return Subsidised(what, named[-1].span("who") if named else None, (), kept)
