"""Ministries and agencies that a printed note names."""

from shisaku.loaders.profile import ministries
from shisaku.loaders.records import Mention


def holders(mention: Mention) -> list[str]:
    """Give the ministries that a note says hold the money (L369 ``デジタル庁一括計上``)."""
    notes = [note for note in mention.notes if "計上" in note]
    notes += [s.note for s in mention.statements if s.note and "計上" in s.note]
    return [name for name in ministries() if any(name in note for note in notes)]
