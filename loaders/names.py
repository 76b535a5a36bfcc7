"""Compare printed names: the name key (contract R1) and likeness across scanning errors."""

import hashlib
import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

_FORMER = re.compile(r"\s*旧\s*[:：]\s*(?P<name>\S.*)", re.DOTALL)
_FORMER_IN_NAME = re.compile(r"[^\n]+[(（]\s*旧\s*[:：]?\s*(?P<name>[^()（）]{2,200})[)）]\s*")
_TITLE_NOISE = re.compile(r"\(※\d*\)|※\d*|[・、,「」()【】*#\-/]")


def name_key(name: str) -> str:
    """Give the key of a printed name: NFKC, then all white space removed (contract R1)."""
    return "".join(unicodedata.normalize("NFKC", name).split())


def key_digest(key: str) -> str:
    """Give ten hexadecimal digits that stand for a name key without a slug."""
    return hashlib.sha256(key.encode()).hexdigest()[:10]


def unregistered_slug(key: str) -> str:
    """Give the slug of a thing that no register knows, from its name key (contract section 2)."""
    return f"n-{key_digest(key)}"


@lru_cache(maxsize=4096)
def title_key(title: str) -> str:
    """Give a key for titles, in which separators, brackets and note signs do not count."""
    return _TITLE_NOISE.sub("", name_key(title))


def likeness(one: str, other: str) -> float:
    """Say from 0 to 1 how alike two titles are; 1 when their keys are equal."""
    first, second = title_key(one), title_key(other)
    if first == second:
        return 1.0
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def is_alike(one: str, other: str, least: float) -> bool:
    """Say whether two titles are at least so alike, at little cost where they are far from it.

    No more characters match than the shorter title has, nor than occur in both.
    """
    first, second = title_key(one), title_key(other)
    needed = least * (len(first) + len(second)) / 2
    if min(len(first), len(second)) < needed or sum(c in second for c in first) < needed:
        return first == second
    return likeness(one, other) >= least


def former_name(words: str) -> str:
    """Give the name in ``旧：水門費``; 旧 without a colon may be part of the name and stays."""
    found = _FORMER.fullmatch(words)
    return found["name"] if found else words


def former_in_name(name: str) -> str | None:
    """Give the former name Y in a name printed as ``X（旧：Y）`` or ``X（旧Y）``, else None."""
    found = _FORMER_IN_NAME.fullmatch(name)
    return found["name"].strip() if found else None
