"""Which target a progress figure is about."""

from collections.abc import Sequence

from shisaku.loaders.conclude.records import TermRef
from shisaku.loaders.names import name_key
from shisaku.loaders.records import Reading


def targets_of_progress(readings: Sequence[Reading]) -> dict[TermRef, TermRef]:
    """Give the target of the same edition that counts the same in the same unit, if it is one."""
    found = {}
    for e, reading in enumerate(readings):
        for p, progress in enumerate(reading.progress):
            same = [
                (e, t)
                for t, target in enumerate(reading.targets)
                if progress.indicator
                and name_key(target.indicator or "") == name_key(progress.indicator)
                and target.unit == progress.unit
            ]
            if len(same) == 1:
                found[e, p] = same[0]
    return found
