"""Which edition a document is: series, segment of IRIs, reissues (contract-2 section 8).

The key of an edition is ``{ministry}-{series}-{year}``. A reissue has the key of another edition
and a later date of issue; the date is then in its segment of IRIs.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from shisaku.loaders.names import title_key, unregistered_slug
from shisaku.loaders.records import Edition, Series
from shisaku.loaders.registers import read_rows

_ERA = r"(?:令和|平成|昭和)(?:\d{1,2}|元)"
_YEAR = re.compile(rf"(?:{_ERA}|(?<!\d)(?:19|20)\d\d(?!\d))(?:年度|年)?版?")


class Publisher(NamedTuple):
    """Who publishes a document: Japanese name, slug, and English name where one is known."""

    japanese: str
    slug: str
    english: str | None


@cache
def _series() -> Sequence[Mapping[str, str]]:
    """Give the reviewed kinds of series, those that go before others first (``series.csv``)."""
    return read_rows("shisaku.loaders", "data", "series.csv")


@cache
def _registered() -> Mapping[str, Mapping[str, str]]:
    """Give the editions whose segment of IRIs is not their key, by their key (``editions.csv``)."""
    return {row["key"]: row for row in read_rows("shisaku.loaders", "data", "editions.csv")}


def read_series(title: str, publisher: Publisher) -> Series:
    """Give the series that a document's title names.

    One that the register does not know is what the title says beside publisher and year.
    """
    key = title_key(title)
    for row in _series():
        if any(title_key(word) in key for word in (row["ja"], *row["aliases"].split(";")) if word):
            english = f"{row['en']} of the {publisher.english}" if publisher.english else None
            slug = f"{publisher.slug}-{row['slug']}"
            return Series(slug, f"{publisher.japanese}{row['ja']}", english, is_known=True)
    rest = _YEAR.sub("", key).replace(title_key(publisher.japanese), "") or key
    slug = f"{publisher.slug}-{unregistered_slug(rest)}"
    return Series(slug, f"{publisher.japanese}{rest}", None, is_known=False)


def edition_slug(key: str, issued: str | None) -> str:
    """Give an edition's segment of IRIs: the registered one, unless another issue bears it."""
    entry = _registered().get(key)
    if entry is None:
        return key
    return entry["slug"] if issued in {None, entry["issued"]} else f"{key}-{issued}"


def slugs_apart(editions: Sequence[Edition]) -> list[str]:
    """Give the segment of each edition's IRIs: of those that share one, the later get their date.

    Those that no date tells apart, or of an unknown publisher, share it still.
    """
    days: dict[str, set[str]] = defaultdict(set)
    for edition in editions:
        days[edition.slug].add((edition.publisher and edition.issued) or "")
    return [
        edition.slug
        if min(days[edition.slug]) in {"", edition.issued}
        else f"{edition.key}-{edition.issued}"
        for edition in editions
    ]
