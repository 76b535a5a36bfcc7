"""Organizations: where they are named, what they carry out, and whose budget a note names.

A name counts wherever it stands as a word: not inside a longer name (東京消防庁) and not as the
beginning of another word (総務省令, 消防庁舎).
"""

import re
from collections.abc import Iterator
from functools import cache

from shisaku.loaders.cited import Known, known_organizations
from shisaku.loaders.document import Document
from shisaku.loaders.headings import Outline
from shisaku.loaders.profile import ministries
from shisaku.loaders.records import Citation, Mention

_FORMS = (
    "国立研究開発法人|独立行政法人|国立大学法人|特殊法人|認可法人"
    "|株式会社|(?:一般|公益)?(?:財団|社団)法人"
)
_BEFORE = r"(?:(?<![一-龠々ァ-ヶー])|(?<=[等次日]))"
_AFTER = r"(?![令舎携絡続帯]|告示|訓令|規則|エネ)"
# The body carries the part out: において、…を実施; が…を行う; による…を実施. 開発した is no duty,
# and another が or は before the verb may name another body.
_DUTY = re.compile(
    r"\s?(?:の\s?「[^「」\n]{1,40}」)?(?P<particle>において(?:は)?、|による|が(?![一-龠]{1,6}した))"
    r"(?:[^。がは\n]|我が国|又は){0,120}?(?P<verb>を\s?(?:実施|整備|提供|運営|行う(?!者)|行い|行って))"
)
_DUTY_REACH = 200
_SHORT_FORM = re.compile(r"\s?\(\s?([^()\n]{2,30})\s?\)")
Runs = Iterator[tuple[int, int]]


def holders(mention: Mention) -> list[str]:
    """Give the ministries that a note says hold the money (L369 ``デジタル庁一括計上``)."""
    notes = [note for note in mention.notes if "計上" in note]
    notes += [s.note for s in mention.statements if s.note and "計上" in s.note]
    return [name for name in ministries() if any(name in note for note in notes)]


def read_actors(document: Document, outline: Outline) -> tuple[Citation, ...]:
    """Give each naming of a known organization in the body, in the order of printing."""
    return tuple(
        Citation(
            key=entry.key,
            name=entry.japanese,
            kind=entry.kind,
            part=part,
            span=document.span(start, end),
            carries_out=_duty(document.folded, end) is not None,
        )
        for start, end, entry in _namings(document, outline)
        if (part := outline.in_force(start))
    )


def actor_runs(document: Document, outline: Outline) -> Runs:
    """Give the runs of characters that actors are read from: facts that redaction keeps."""
    for start, end, _ in _namings(document, outline):
        yield start, end
        if duty := _duty(document.folded, end):
            yield end, duty.end("particle")
            yield duty.span("verb")


@cache
def _names() -> re.Pattern[str]:
    """Give the pattern of all names, the longest first, with a legal form before them."""
    names = sorted(known_organizations(), key=len, reverse=True)
    latin = "|".join(re.escape(name) for name in names if name.isascii())
    other = "|".join(re.escape(name) for name in names if not name.isascii())
    return re.compile(
        rf"(?<![A-Za-z0-9])(?P<latin>{latin})(?![A-Za-z0-9])"
        rf"|{_BEFORE}(?:(?:{_FORMS})\s?)?(?P<other>{other}){_AFTER}"
    )


def _namings(document: Document, outline: Outline) -> Iterator[tuple[int, int, Known]]:
    """Give start, end and organization of each naming; its short form in brackets belongs to it."""
    begin = outline.body_start(document)
    end = begin
    for found in _names().finditer(document.folded, begin):
        if found.start() < end:
            continue
        entry = known_organizations()[found["latin"] or found["other"]]
        end = _with_short_form(document.folded, found.end(), entry)
        yield found.start(), end, entry


def _with_short_form(text: str, end: int, entry: Known) -> int:
    """Give the end of a naming together with ``（NICT）`` after it."""
    bracket = _SHORT_FORM.match(text, end)
    same = bracket and known_organizations().get(bracket[1].strip()) is entry
    return bracket.end() if bracket and same else end


def _duty(text: str, end: int) -> re.Match[str] | None:
    """Give the words after a naming that say that the body carries something out."""
    return _DUTY.match(text, end, end + _DUTY_REACH)
