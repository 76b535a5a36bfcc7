"""Which lines follow others: names in comparison brackets (contract 6.11), former names (旧)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from shisaku.loaders.conclude.identity import line_key
from shisaku.loaders.conclude.records import (
    CrossReference,
    MentionRef,
    ReferenceKind,
    Status,
    Succession,
)
from shisaku.loaders.names import former_in_name
from shisaku.loaders.records import Finding, FindingKind, Mention, Reading, Statement


def with_former_names(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Take 旧 off predecessors where only the name without it is printed as an item.

    ``（旧霧鐘費）`` may be a name that begins so; that 霧鐘費 is an item of an edition tells.
    """
    keys = {line_key(mention.name) for reading in readings for mention in reading.mentions}

    def known(statement: Statement) -> Statement:
        name = statement.predecessor or ""
        former = name.removeprefix("旧").lstrip()
        is_told = former != name and line_key(name) not in keys and line_key(former) in keys
        return replace(statement, predecessor=former) if is_told else statement

    return tuple(
        replace(
            reading,
            mentions=tuple(
                replace(mention, statements=tuple(map(known, mention.statements)))
                if any((s.predecessor or "").startswith("旧") for s in mention.statements)
                else mention
                for mention in reading.mentions
            ),
        )
        for reading in readings
    )


def successions(
    readings: Sequence[Reading], line_of: Mapping[MentionRef, str]
) -> Iterator[Succession]:
    """Conclude one event for each line that an edition prints with predecessors.

    A name in the brackets of a mention marked 新規 is none (S1): see related_lines.
    """
    for e, reading in enumerate(readings):
        before: dict[str, dict[str, None]] = defaultdict(dict)
        evidence: dict[str, list[MentionRef]] = defaultdict(list)
        in_name: set[str] = set()
        for m, mention in enumerate(reading.mentions):
            names = [] if mention.is_new else _bracketed(mention)
            if not names and (former := former_in_name(mention.name)):
                names.append(former)
                in_name.add(line_of[e, m])
            keys = [key for name in names if (key := line_key(name)) != line_of[e, m]]
            if keys:
                before[line_of[e, m]].update(dict.fromkeys(keys))
                evidence[line_of[e, m]].append((e, m))
        for key, predecessors in before.items():
            rule = "former-name" if key in in_name else "bracketed-predecessor"
            yield Succession(e, key, tuple(predecessors), tuple(evidence[key]), rule)


def related_lines(
    readings: Sequence[Reading], line_of: Mapping[MentionRef, str]
) -> Iterator[CrossReference]:
    """S1: conclude which lines the brackets of a new item put beside it (L3229-3230)."""
    seen: set[tuple[str, str]] = set()
    for e, reading in enumerate(readings):
        for m, mention in enumerate(reading.mentions):
            line = line_of[e, m]
            for key in map(line_key, _bracketed(mention) if mention.is_new else ()):
                if key != line and (line, key) not in seen:
                    seen.add((line, key))
                    yield CrossReference(
                        kind=ReferenceKind.RELATED_LINE,
                        status=Status.RESOLVED,
                        source=line,
                        target=key,
                        rule="bracketed-related",
                        evidence=(e, m),
                    )


def _bracketed(mention: Mention) -> list[str]:
    """Give the names that stand with earlier figures in the brackets of a mention."""
    return [s.predecessor for s in mention.statements if s.predecessor]


def contradictions(
    events: Sequence[Succession], readings: Sequence[Reading]
) -> Iterator[tuple[int, Finding]]:
    """Report successions that lead back to where they began, with the edition they stand in."""
    before: dict[str, set[str]] = defaultdict(set)
    for event in events:
        before[event.successor].update(event.predecessors)
    for event in events:
        reached: set[str] = set()
        ahead = list(event.predecessors)
        while ahead:
            key = ahead.pop()
            if key not in reached:
                reached.add(key)
                ahead += before.get(key, ())
        if event.successor in reached:
            e, m = event.evidence[0]
            mention = readings[e].mentions[m]
            what = f"the successions of {mention.name} run in a circle"
            yield e, Finding(mention.span.line, FindingKind.REMARK, what)
