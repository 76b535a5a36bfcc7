"""What ``shisaku extract`` prints: the reading of one document as plain JSON records.

The records are those of the annotation that extraction is scored with: budgets, structure and
crossrefs; a ``report`` lists what no rule placed and what was read with a remark.
"""

import json
import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from shisaku.loaders.cited import known_by_key
from shisaku.loaders.conclude.identity import identify_lines
from shisaku.loaders.conclude.records import CrossReference, MentionRef, ReferenceKind
from shisaku.loaders.conclude.reprints import agrees, refer_mentions, unmarked_by_line
from shisaku.loaders.conclude.together import remarks
from shisaku.loaders.records import (
    ActorRole,
    Citation,
    Finding,
    Level,
    Mention,
    Part,
    Rate,
    Reading,
    Statement,
    Target,
)

Record = dict[str, Any]
_INSTRUMENTS = {"appropriation": "general", "government-guarantee": "government_guarantee"}
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_INVISIBLE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def as_json(reading: Reading) -> str:
    """Give the records as JSON; characters that turn a terminal's line round are escaped."""
    text = json.dumps(records(reading), ensure_ascii=False, indent=2)
    return _INVISIBLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def records(reading: Reading) -> Record:
    """Give budgets, structure, crossrefs and report of a reading."""
    parts = {part.path: part for part in reading.parts}
    return {
        "budgets": [_budget(mention, parts) for mention in reading.mentions],
        "structure": _structure(reading, parts),
        "crossrefs": _crossrefs(reading),
        "report": [{"line": f.line, "kind": f.kind.value, "what": f.what} for f in report(reading)],
    }


def report(reading: Reading) -> list[Finding]:
    """Give what no rule placed, what was read with a remark, and what contradicts itself."""
    return sorted({*reading.findings, *(finding for _, finding in remarks([reading]))})


Parts = Mapping[tuple[tuple[str, str], ...], Part]


def _numbers(part: Part | None, parts: Parts) -> Record:
    """Give the printed numbers of a part and all above it."""
    found: dict[Level, Part] = {}
    while part is not None:
        found[part.level] = part
        part = parts.get(part.parent)
    pillar, item = found.get(Level.PILLAR), found.get(Level.ITEM)
    return {
        "pillar": _ROMAN[pillar.number - 1] if pillar else None,
        "chapter": found[Level.CHAPTER].number if Level.CHAPTER in found else None,
        "section": found[Level.SECTION].number if Level.SECTION in found else None,
        "measure": found[Level.MEASURE].number if Level.MEASURE in found else None,
        "item": item.first_heading.printed_number if item else None,
    }


def _budget(mention: Mention, parts: Parts) -> Record:
    """Give the record of a mention."""
    last = max(s.span.end_line for s in mention.statements)
    return {
        "line": mention.span.line,
        "end_line": max(last, mention.span.end_line if mention.notes else last),
        **_numbers(parts.get(mention.part), parts),
        "name": mention.name,
        "amounts": [_amount(statement) for statement in mention.statements],
        "reprint_mark": mention.is_reprint,
        "new_mark": mention.is_new,
        "notes": list(mention.notes),
        "budgeted_by": list(mention.holders),
    }


def _amount(statement: Statement) -> Record:
    """Give the record of a figure."""
    return {
        "text": statement.text,
        "yen": statement.yen,
        "fy": statement.fiscal_year,
        "phase": statement.phase.value,
        "role": statement.role.value,
        "within": statement.is_within,
        "part": statement.is_part,
        "instrument": _INSTRUMENTS.get(statement.instrument, "fiscal_investment"),
        "note": statement.predecessor or statement.note,
        "line": statement.span.line,
    }


def _structure(reading: Reading, parts: Parts) -> Record:
    """Give the parts by level, and what is printed in them: rates, namings, targets."""
    levels: dict[Level, list[Record]] = defaultdict(list)
    for part in reading.parts:
        levels[part.level].append(_part(part, parts))
    return {
        "pillars": levels[Level.PILLAR],
        "chapters": levels[Level.CHAPTER],
        "sections": levels[Level.SECTION],
        "measures": levels[Level.MEASURE],
        "items": levels[Level.ITEM],
        "rates": [_rate(rate, reading, parts) for rate in reading.rates],
        "organizations": [
            {**_naming(c, parts), "role": _ROLES[c.role] if c.role else None}
            for c in reading.citations
            if not c.is_text
        ],
        "laws": [
            {**_naming(c, parts), "number": c.number}
            for c in reading.citations
            if c.kind == "LegalResource"
        ],
        "plans": [
            {**_naming(c, parts), "issued": c.issued, "decision": c.decision}
            for c in reading.citations
            if c.kind == "PolicyDocument"
        ],
        "targets": [_target(target, parts) for target in reading.targets],
    }


_ROLES = {
    ActorRole.IMPLEMENTS: "implementing body",
    ActorRole.RECEIVES: "recipient",
    ActorRole.BUDGETS: "ministry that budgets",
    ActorRole.KEEPS_FUND: "fund keeper",
}


def _place(printed: Citation | Target, parts: Parts) -> Record:
    """Give where something is printed: the part in force, the line, and the words."""
    above = _numbers(parts.get(printed.part), parts)
    return {**above, "line": printed.span.line, "text": printed.span.text}


def _naming(citation: Citation, parts: Parts) -> Record:
    """Give the record of one naming of an organization, a law or a plan."""
    known = known_by_key(citation.is_text).get(citation.key)
    names = {"name": citation.name, "name_en": known.english if known else None}
    return {**_place(citation, parts), **names}


def _target(target: Target, parts: Parts) -> Record:
    """Give the record of a target; its value is a decimal, as text."""
    return {
        **_place(target, parts),
        "name": target.indicator,
        "value": target.value,
        "unit": target.unit,
        "time": target.time,
        "fy": target.fiscal_year,
    }


_QUALIFIERS = {
    "exact": "exact",
    "maximum": "at most (最大)",
    "minimum": "at least (以上)",
    "in-principle": "in principle (原則)",
    "and-others": "and others (等)",
    "raised-in-part": "raised in part (嵩上げ)",
}


def _rate(rate: Rate, reading: Reading, parts: Parts) -> Record:
    """Give the record of a rate; one that stands beside an item's name applies to that item."""
    around = reading.mention_around(rate.span.start)
    beside = None if around is None else reading.mentions[around].name
    above = _numbers(parts.get(rate.part), parts)
    return {
        **{key: above[key] for key in ("chapter", "section", "measure")},
        "line": rate.span.line,
        "text": rate.text,
        "numerator": rate.numerator,
        "denominator": rate.denominator,
        "what": rate.kind,
        "qualifier": ", ".join(_QUALIFIERS[name] for name in rate.qualifiers),
        "applies_to": rate.target or rate.subsidised or rate.base or beside,
        "subsidised": rate.subsidised,
        "recipients": list(rate.recipients),
        "condition": " かつ ".join(c.text for c in rate.conditions) or None,
    }


def _part(part: Part, parts: Parts) -> Record:
    """Give the record of a part, with the keys of its level."""
    above = _numbers(parts.get(part.parent), parts)
    body = [h.span.line for h in part.headings if not h.in_contents]
    first = part.first_heading
    place: Record
    keys: tuple[str, ...]
    match part.level:
        case Level.PILLAR:
            return {"id": _ROMAN[part.number - 1], "title": part.title, "line": first.span.line}
        case Level.CHAPTER:
            place, keys = {"first_body_line": body[0] if body else None}, ("pillar",)
        case Level.SECTION:
            place, keys = {"first_body_line": body[0] if body else None}, ("pillar", "chapter")
        case Level.MEASURE:
            place = {"line": first.span.line, "continued_lines": body[1:]}
            keys = ("pillar", "chapter", "section")
        case Level.ITEM:
            keys = ("pillar", "chapter", "section", "measure")
            mark = {"mark": first.printed_number, "title": part.title, "line": first.span.line}
            return {**{key: above[key] for key in keys}, **mark}
    return {**{key: above[key] for key in keys}, "n": part.number, "title": part.title, **place}


def _crossrefs(reading: Reading) -> Record:
    """Give the marked reprints with their originals, and lines printed again without a mark."""
    _, line_of = identify_lines([reading])
    marked = [
        _marked(reading, reference)
        for reference in refer_mentions(0, reading, line_of)
        if reference.kind is ReferenceKind.REPRINT
    ]
    groups = unmarked_by_line(0, reading, line_of).values()
    return {
        "marked": marked,
        "unmarked": [_unmarked(reading, group) for group in groups if len(group) > 1],
        "section_titles": [
            {"line": heading.span.line, "text": heading.title}
            for part in reading.parts
            for heading in part.headings
            if heading.is_reprint
        ],
    }


def _mention(reading: Reading, ref: object) -> Mention:
    """Give the mention that a cross-reference of one reading names."""
    assert isinstance(ref, tuple)  # noqa: S101
    return reading.mentions[ref[1]]


def _marked(reading: Reading, reference: CrossReference) -> Record:
    """Give the record of a marked reprint."""
    mention = _mention(reading, reference.source)
    original = _mention(reading, reference.target) if reference.target else None
    return {
        "line": mention.span.line,
        "name": mention.name,
        "original_line": original.span.line if original else None,
        "agree": reference.agrees,
        "why": f"{reference.rule}: {reference.status.value}",
    }


def _unmarked(reading: Reading, group: list[MentionRef]) -> Record:
    """Give the record of a line printed at several places, none of them marked."""
    first, *others = (_mention(reading, ref) for ref in group)
    return {
        "lines": [mention.span.line for mention in (first, *others)],
        "name": first.name,
        "agree": all(agrees(other, first) for other in others),
        "why": "same-normalized-name",
    }
