"""Edition profiles: what differs between ministries and years, as data (``profiles/*.yaml``).

A file says what differs from ``generic.yaml``, which holds every key.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from shisaku.loaders.amounts import YEN_PER_UNIT
from shisaku.loaders.places import LoadError, Place
from shisaku.loaders.records import Level, Phase

GENERIC = "generic"
UNITS = (*(f"{unit}円" for unit in YEN_PER_UNIT), "円")
LABEL_STYLES = ("brackets", "line", "colon")
HEADING_STYLES = (
    "roman", "part", "chapter", "clause", "number", "square", "round", "circled", "kana", "letter"
)  # fmt: skip
Words = tuple[str, ...]
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Conventions:
    """One edition profile; ``profiles/generic.yaml`` says what each key means."""

    name: str
    publishers: Words
    head: Words
    fiscal_year: int | None
    phase: Phase
    unit: str | None
    bracket: tuple[int, Phase] | None
    labels: Words
    label_words: Words
    headings: tuple[tuple[Level, Words], ...]
    marks: Words
    instruments: Pairs
    funding: Pairs
    funding_words: Words
    totals: Words
    ceilings: Words
    requests: Words
    accounts: Words
    account_kinds: Pairs
    asides: Words

    @cached_property
    def heading_styles(self) -> tuple[tuple[Level, str], ...]:
        """Give each style with its level, in the order in which a line is tried."""
        return tuple((level, style) for level, styles in self.headings for style in styles)

    def account_in(self, words: str) -> str | None:
        """Give the notation of the account that some words print; the first that fits."""
        return next((kind for name, kind in self.account_kinds if name in words), None)

    def __hash__(self) -> int:
        """Give a hash that costs little: each line asks for the patterns of its profile."""
        return hash(self.name)


@cache
def shipped() -> Mapping[str, Conventions]:
    """Give the profiles of the package by name."""
    names = (f.name for f in (files("shisaku.loaders") / "profiles").iterdir())
    others = {name.removesuffix(".yaml") for name in names if name.endswith(".yaml")} - {GENERIC}
    return {GENERIC: generic()} | {
        name: read_conventions(name, _text_of(name)) for name in sorted(others)
    }


@cache
def generic() -> Conventions:
    """Give the profile of a document that none other fits."""
    return Conventions(GENERIC, **_values(GENERIC, _text_of(GENERIC)))


def _text_of(name: str) -> str:
    """Give the text of a profile of the package."""
    file = files("shisaku.loaders") / "profiles" / f"{name}.yaml"
    return file.read_text(encoding="utf-8")


def find_conventions(name: str) -> Conventions:
    """Give a profile by its name, or by the path of its file.

    Raises LoadError when there is none, or when the file is no profile.
    """
    if name in shipped():
        return shipped()[name]
    if not Path(name).exists():
        there = ", ".join(shipped())
        raise LoadError(name, "there is no such profile", f"give one of {there}, or a YAML file")
    try:
        return read_conventions(name, Path(name).read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise LoadError(name, "the file is not UTF-8", "convert it to UTF-8") from error
    except OSError as error:
        raise LoadError(name, error.strerror or str(error), "give a readable file") from error


def fitting_conventions(title: str, publisher: str) -> Conventions:
    """Give the profile that a document's publisher names, else its title, else the generic one."""
    others = [profile for name, profile in shipped().items() if name != GENERIC]
    by_publisher = (p for p in others if publisher in p.publishers)
    by_title = (p for p in others if any(word in title for word in p.head))
    return next(by_publisher, None) or next(by_title, None) or generic()


def read_conventions(name: str, text: str) -> Conventions:
    """Read a profile's text; keys that it lacks are the generic profile's.

    Raises LoadError that names the key and what it may hold.
    """
    return replace(generic(), **{**_values(name, text), "name": Path(name).stem})


def _values(name: str, text: str) -> dict[str, Any]:
    """Read the values that a profile's text gives to keys."""
    values: dict[str, Any] = {}
    for key, value in _mapping(name, text).items():
        if key not in _READERS:
            raise LoadError(name, f"unknown key {key!r}", f"it may hold {', '.join(_READERS)}")
        try:
            values[key] = _READERS[key](value)
        except (TypeError, ValueError, AttributeError, KeyError) as error:
            raise LoadError(
                name, f"{key}: {error}", "see loaders/profiles/generic.yaml for what it may hold"
            ) from error
    return values


def _mapping(name: str, text: str) -> Mapping[str, Any]:
    """Read YAML that is a mapping."""
    try:
        given = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = Place(name, mark.line + 1, mark.column + 1) if mark else name
        raise LoadError(place, "this is no YAML", "correct its syntax") from error
    if not isinstance(given, dict):
        raise LoadError(name, "this is no mapping of keys", "write lines such as unit: 百万円")
    return given


def _words(value: Any) -> Words:
    """Read a list of words."""
    if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
        raise TypeError(f"{value!r} is no list of words")
    return tuple(value)


def _pairs(value: Any) -> Pairs:
    """Read a mapping of printed words to notations of concepts."""
    if not isinstance(value, dict):
        raise TypeError(f"{value!r} is no mapping of words")
    return tuple(zip(_words([*value]), _words([*value.values()]), strict=True))


def _one_of(*allowed: str) -> Callable[[Any], Words]:
    """Give a reader of a list of some words."""

    def read(value: Any) -> Words:
        for word in _words(value):
            if word not in allowed:
                raise ValueError(f"{word!r} is none of {', '.join(allowed)}")
        return tuple(value)

    return read


def _unit(value: Any) -> str | None:
    """Read a unit of money."""
    if value is not None and value not in UNITS:
        raise ValueError(f"{value!r} is none of {', '.join(UNITS)}")
    return value  # type: ignore[no-any-return]


def _year(value: Any) -> int | None:
    """Read a fiscal year."""
    if value is not None and not (type(value) is int and 1926 <= value <= 2200):  # noqa: PLR2004
        raise ValueError(f"{value!r} is no year such as 2024")
    return value


def _bracket(value: Any) -> tuple[int, Phase] | None:
    """Read what a bare bracket means: years from the edition's, and the phase."""
    if value is None:
        return None
    if set(value) != {"years", "phase"} or type(value["years"]) is not int:
        raise ValueError(f"{value!r} is not such as {{years: -1, phase: initial}}")
    return value["years"], Phase(value["phase"])


def _headings(value: Any) -> tuple[tuple[Level, Words], ...]:
    """Read the heading styles of each level."""
    styles = _one_of(*HEADING_STYLES)
    given = {Level(level): styles(names) for level, names in value.items()}
    if missing := [level for level in Level if level not in given]:
        raise ValueError(f"it says nothing of {', '.join(missing)}")
    return tuple((level, given[level]) for level in Level)


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "publishers": _words,
    "head": _words,
    "fiscal_year": _year,
    "phase": Phase,
    "unit": _unit,
    "bracket": _bracket,
    "labels": _one_of(*LABEL_STYLES),
    "label_words": _words,
    "headings": _headings,
    "marks": _words,
    "instruments": _pairs,
    "funding": _pairs,
    "funding_words": _words,
    "totals": _words,
    "ceilings": _words,
    "requests": _words,
    "accounts": _words,
    "account_kinds": _pairs,
    "asides": _words,
}
