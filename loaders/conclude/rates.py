"""Which budget line a printed rate or cap concerns, where the print makes it clear."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from shisaku.loaders.conclude.records import MentionRef
from shisaku.loaders.records import Cap, Level, Rate, Reading

Path = tuple[tuple[str, str], ...]


def lines_of_terms(
    readings: Sequence[Reading],
    line_of: Mapping[MentionRef, str],
    terms: Callable[[Reading], Sequence[Rate | Cap]],
) -> dict[tuple[int, int], str]:
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


def _measure(path: Path) -> Path:
    """Give the path of the measure or section that holds a part."""
    return path[:-1] if path and path[-1][0] == Level.ITEM else path
