"""Names of terms of other vocabularies, which our ontology does not label (``borrowed.csv``)."""

from functools import cache

from shisaku.loaders.registers import read_rows
from shisaku.ontology.terms import PREFIXES


@cache
def _names() -> dict[str, tuple[str, str]]:
    """Read the names, Japanese and English, by IRI."""
    found = {}
    for row in read_rows("shisaku.server.pages", "borrowed.csv"):
        prefix, _, local = row["term"].partition(":")
        found[PREFIXES[prefix] + local] = row["ja"], row["en"]
    return found


def borrowed_name(iri: str, lang: str) -> str:
    """Give a term's name in a language; empty where the table has none."""
    return _names().get(iri, ("", ""))[0 if lang == "ja" else 1]
