"""Reviewed names of organizations, laws, documents, funds and targets (``data/*.csv``)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from shisaku.loaders.document import fold
from shisaku.loaders.names import name_key
from shisaku.loaders.registers import read_rows

_DATA = "shisaku.loaders"


@dataclass(frozen=True, slots=True)
class Known:
    """A reviewed organization, law or policy document.

    key: name key of its Japanese name. kind: the class, such as ``PublicBody``. wikidata: the
    identifier of the same thing there, or empty.
    """

    slug: str
    key: str
    japanese: str
    english: str
    kind: str
    wikidata: str = ""


@cache
def known_organizations() -> Mapping[str, Known]:
    """Give ministries and other organizations by each name they are printed by, folded."""
    known: dict[str, Known] = {}
    others = read_rows(_DATA, "data", "organizations.csv")
    for row in (*read_rows(_DATA, "data", "ministries.csv"), *others):
        kind, wikidata = row.get("class", "Ministry"), row.get("wikidata", "")
        entry = Known(row["slug"], name_key(row["ja"]), row["ja"], row["en"], kind, wikidata)
        names = [row["ja"], *filter(None, row["aliases"].split(";"))]
        known |= {fold(name): entry for name in names}
    return known


@cache
def known_citations() -> Mapping[str, Known]:
    """Give laws and policy documents by the key of each name they are printed by."""
    kinds = {"law": "LegalResource", "policy": "PolicyDocument"}
    return {
        row["key"]: Known(
            row["slug"], name_key(row["ja"]), row["ja"], row["en"], kinds[row["kind"]]
        )
        for row in read_rows(_DATA, "data", "citations.csv")
    }


@cache
def known_by_key(texts: bool) -> Mapping[str, Known]:
    """Give laws and policy documents, or else organizations, by the key of their own name."""
    entries = known_citations() if texts else known_organizations()
    return {entry.key: entry for entry in entries.values()}


@cache
def known_funds() -> Mapping[str, Known]:
    """Give funds by the key of their name."""
    rows = read_rows(_DATA, "data", "funds.csv")
    entries = (Known(r["slug"], name_key(r["ja"]), r["ja"], r["en"], "Fund") for r in rows)
    return {entry.key: entry for entry in entries}


@cache
def target_words() -> Mapping[str, str]:
    """Give English words of indicators and units of targets."""
    return {row["ja"]: row["en"] for row in read_rows(_DATA, "data", "targets.csv")}
