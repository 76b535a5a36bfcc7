"""Organizations: where they are named, what they do, and which they are a part of.

A name counts wherever it stands as a word: not inside a longer name (東京消防庁) and not as the
beginning of another word (総務省令, 消防庁舎).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from shisaku.loaders.bodies import BEFORE, END, FORM_BEGINS, FORMS, doubtful, proven, whole_words
from shisaku.loaders.cited import Known, known_organizations
from shisaku.loaders.document import Document
from shisaku.loaders.headings import Outline
from shisaku.loaders.names import name_key, unregistered_slug
from shisaku.loaders.records import ActorRole, Citation, Mention
from shisaku.loaders.roles import Listed, labelled, limits, said_of

_AFTER = r"(?![令舎携絡続帯]|告示|訓令|規則|エネ)"
_SHORT_FORM = re.compile(r"\s?\(\s?([^()\n]{2,30})\s?\)")
Runs = Iterator[tuple[int, int]]
Naming = tuple[int, int, Known]


@dataclass(frozen=True, eq=False)
class Names:
    """The organizations that a document may name, by each name, folded."""

    known: Mapping[str, Known]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Give the pattern of all names, the longest first, with a legal form beside them."""
        words = sorted(self.known, key=lambda name: (-len(name), name))
        latin = "|".join(re.escape(name) for name in words if name.isascii())
        other = "|".join(re.escape(name) for name in words if not name.isascii())
        begin = {name[0] for name in words if not name.isascii()} | set(FORM_BEGINS)
        first = re.escape("".join(sorted(begin)))
        return re.compile(
            rf"(?=[{first}]){BEFORE}(?:(?:{FORMS})\s?)?(?P<other>{other})(?:株式会社(?:{END}))?{_AFTER}"
            rf"|(?<![A-Za-z0-9])(?P<latin>{latin})(?![A-Za-z0-9])"
        )


def read_names(document: Document, outline: Outline) -> Names:
    """Give the organizations of the register, and those that the document itself proves."""
    return _names(document.folded, outline.body_start(document))


@lru_cache(maxsize=1)  # of one document there is more than one question
def _names(text: str, begin: int) -> Names:
    """Give the organizations that a folded text may name."""
    names: dict[str, Known] = {}
    for body in sorted(proven(text, begin), key=lambda body: body.kind != "PublicBody"):
        key = name_key(body.name)
        entry = Known(unregistered_slug(key), key, body.name, "", body.kind)
        names.setdefault(body.name, entry)
        if body.alias:
            names.setdefault(body.alias, names[body.name])
    return Names({**names, **known_organizations()})


@lru_cache(maxsize=1)
def _all_namings(text: str, begin: int) -> tuple[Naming, ...]:
    """Give each naming of a folded text."""
    return tuple(_namings(text, begin, _names(text, begin)))


def namings_of(document: Document, outline: Outline) -> tuple[Naming, ...]:
    """Give start, end and organization of each naming in the body, headings printed again too."""
    return _all_namings(document.folded, outline.body_start(document))


def read_actors(document: Document, outline: Outline) -> tuple[Citation, ...]:
    """Give each naming of an organization in the body, in the order of printing."""
    text, begin = document.folded, outline.body_start(document)
    lists = list(labelled(text, begin))
    namings = _all_namings(text, begin)
    above = [None, *(_above(text, pair) for pair in pairwise(namings))]
    return tuple(
        Citation(
            key=entry.key,
            name=entry.japanese,
            kind=entry.kind,
            part=part,
            span=document.span(start, end),
            role=_role(text, (start, end), lists),
            within=whole.key if whole else None,
            is_whole=not any(limits(text, (start, end), lists)),
        )
        for (start, end, entry), whole in zip(namings, above, strict=False)
        if (part := outline.named_in(start))
    )


def _above(text: str, pair: tuple[Naming, Naming]) -> Known | None:
    """Give the first of two organizations where the second is printed as a part of it.

    総務省行政評価局: their names stand together; …機構の「…センター」: in 「」 after の.
    """
    (_, end, whole), (start, _, part) = pair
    is_part = text[end:start] in {"", "の「"} and whole is not part
    return whole if is_part else None


def read_holders(mention: Mention, names: Names) -> tuple[str, ...]:
    """Give the organizations that a note says hold the money (L369 ``デジタル庁一括計上``)."""
    notes = [*mention.notes, *(s.note for s in mention.statements if s.note)]
    found = {
        entry.japanese: None
        for note in map(name_key, notes)
        for start, end, entry in _namings(note, 0, names)
        if _role(note, (start, end), list(labelled(note))) is ActorRole.BUDGETS
    }
    return tuple(found)


def doubts(document: Document, outline: Outline) -> Iterator[tuple[int, int]]:
    """Give the runs that may name an organization, but no rule proves that they do."""
    text, begin = document.folded, outline.body_start(document)
    named = {n for start, end, _ in _all_namings(text, begin) for n in range(start, end)}
    yield from (run for run in doubtful(text, begin) if named.isdisjoint(range(*run)))


def actor_runs(document: Document, outline: Outline) -> Runs:
    """Give the runs of characters that actors are read from: facts that redaction keeps.

    Each runs to the ends of the words it stands in: where a name begins and ends depends on them.
    """
    text, begin = document.folded, outline.body_start(document)
    runs = [body.whole for body in proven(text, begin)]
    runs += [found.whole for found in labelled(text, begin)]
    runs += doubts(document, outline)
    namings, lists = _all_namings(text, begin), list(labelled(text, begin))
    for start, end, _ in namings:
        runs.append((start, end))
        if said := said_of(text, end):
            runs += said.words
        runs += limits(text, (start, end), lists)
    runs += ((a[1], b[0]) for a, b in pairwise(namings) if _above(text, (a, b)))
    yield from (whole_words(text, run) for run in runs)


def _role(text: str, run: tuple[int, int], lists: Sequence[Listed]) -> ActorRole | None:
    """Give the role that the words after a naming say, or else the label before it."""
    if said := said_of(text, run[1]):
        return said.role
    inside = (one.role for one in lists if one.names[0] <= run[0] and run[1] <= one.names[1])
    return next(inside, None)


def _namings(text: str, begin: int, names: Names) -> Iterator[Naming]:
    """Give start, end and organization of each naming; its short form in brackets belongs to it."""
    end = begin
    for found in names.pattern.finditer(text, begin):
        if found.start() < end:
            continue
        entry = names.known[found["latin"] or found["other"]]
        end = _with_short_form(text, found.end(), names, entry)
        yield found.start(), end, entry


def _with_short_form(text: str, end: int, names: Names, entry: Known) -> int:
    """Give the end of a naming together with ``（NICT）`` after it."""
    bracket = _SHORT_FORM.match(text, end)
    same = bracket and names.known.get(bracket[1].strip()) is entry
    return bracket.end() if bracket and same else end
