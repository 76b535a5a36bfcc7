"""Compare printed names: the name key (contract R1) and likeness across scanning errors."""

import re
import unicodedata
from difflib import SequenceMatcher

_TITLE_NOISE = re.compile(r"\(※\d*\)|※\d*|[・、,「」()【】*#\-/]")


def name_key(name: str) -> str:
    """Give the key of a printed name: NFKC, then all white space removed (contract R1)."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", name))


def title_key(title: str) -> str:
    """Give a key for titles, in which separators, brackets and note signs do not count."""
    return _TITLE_NOISE.sub("", name_key(title))


def likeness(one: str, other: str) -> float:
    """Say from 0 to 1 how alike two titles are; 1 when their keys are equal."""
    first, second = title_key(one), title_key(other)
    if first == second:
        return 1.0
    return SequenceMatcher(None, first, second, autojunk=False).ratio()
