"""Which budget line a rate or cap concerns, which rates override or repeat which.

All are concluded only where the print makes it clear.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from shisaku.loaders.conclude.records import MentionRef, TermRef
from shisaku.loaders.names import name_key
from shisaku.loaders.records import Cap, Condition, Level, Rate, Reading

Path = tuple[tuple[str, str], ...]
_MEMBERS = {  # recipients that a broader group names too
    "local-government": {"prefecture", "municipality"},
    "broadcaster": {"private-broadcaster"},
}


def lines_of_terms(
    readings: Sequence[Reading],
    line_of: Mapping[MentionRef, str],
    terms: Callable[[Reading], Sequence[Rate | Cap]],
) -> dict[TermRef, str]:
    """Give the line (name key) of a rate or cap, by edition and its position.

    terms: gives the rates or the caps of a reading. The line is that of the mention in whose
    printed place the rate stands (L2040); else the one line that its item prints (L924), or
    its measure, where the item prints none (L1202). Where there are more, nothing is concluded.
    """
    found = {}
    for e, reading in enumerate(readings):
        of_part: dict[Path, set[str]] = defaultdict(set)
        for m, mention in enumerate(reading.mentions):
            for part in {mention.part, _measure(mention.part)}:
                of_part[part].add(line_of[e, m])
        for r, rate in enumerate(terms(reading)):
            around = reading.mention_around(rate.span.start)
            keys = set() if around is None else {line_of[e, around]}
            keys = keys or of_part.get(rate.part) or of_part.get(_measure(rate.part), set())
            if len(keys) == 1:
                found[e, r] = min(keys)
    return found


def overridden_rates(readings: Sequence[Reading]) -> dict[TermRef, Sequence[TermRef]]:
    """Give for each rate that overrides others those that do not hold where its conditions do.

    An exception (※, …は) overrides the rate that it is printed under (L1204). A case with more
    conditions overrides that of the same table which has all its recipients otherwise (L1730).
    """
    found: dict[TermRef, Sequence[TermRef]] = {}
    for e, reading in enumerate(readings):
        groups: dict[int, list[int]] = defaultdict(list)
        for r, rate in enumerate(reading.rates):
            before = groups[rate.group]
            if rate.is_exception:
                over = before[-1:]
            else:
                over = [b for b in before if _is_case_of(rate, reading.rates[b])]
                before.append(r)
            if over:
                found[e, r] = [(e, b) for b in over]
    return found


def _is_case_of(rate: Rate, other: Rate) -> bool:
    """Say whether a rate is a case of another: for some of its recipients, on more conditions."""
    conditions, others = ({c.text for c in limits(of.conditions)} for of in (rate, other))
    members = {*other.recipients, *(m for r in other.recipients for m in _MEMBERS.get(r, ()))}
    return (
        rate.subsidised == other.subsidised
        and bool(rate.recipients)
        and members >= {*rate.recipients}
        and conditions > others
    )


def limits(conditions: Sequence[Condition]) -> Iterator[Condition]:
    """Give the conditions that a rate or cap holds under, without remarks."""
    return (condition for condition in conditions if condition.restricts)


def overridden_caps(readings: Sequence[Reading]) -> dict[TermRef, Sequence[TermRef]]:
    """Give for each step of a cap (L739) the cap without conditions of its line before it."""
    found: dict[TermRef, Sequence[TermRef]] = {}
    for e, reading in enumerate(readings):
        without: dict[int, int] = {}
        for c, cap in enumerate(reading.caps):
            if not any(limits(cap.conditions)):
                without[cap.span.line] = c
            elif cap.span.line in without:
                found[e, c] = [(e, without[cap.span.line])]
    return found


def repeated_rates(
    readings: Sequence[Reading], line_of: Mapping[TermRef, str]
) -> dict[TermRef, TermRef]:
    """Give for each rate printed again its first printing in the edition.

    The same are rates of one line with equal fraction, kind, qualifiers, object, target, base and
    conditions. line_of: the line (name key) of each rate that has one.
    """
    found = {}
    for e, reading in enumerate(readings):
        first: dict[object, int] = {}
        for r, rate in enumerate(reading.rates):
            if (e, r) not in line_of:
                continue
            words = (rate.subsidised, rate.target, rate.base, *(c.text for c in rate.conditions))
            said = tuple(name_key(word or "") for word in words)
            same = line_of[e, r], rate.numerator, rate.denominator, rate.kind, rate.qualifiers, said
            if first.setdefault(same, r) != r:
                found[e, r] = e, first[same]
    return found


def _measure(path: Path) -> Path:
    """Give the path of the measure or section that holds a part."""
    return path[:-1] if path and path[-1][0] == Level.ITEM else path
