"""One search and its answer: what page, API and agents have in common."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import current_app

from shisaku.ontology.terms import NAMESPACE
from shisaku.server.pages.addresses import Addresses
from shisaku.server.pages.beside import FUND, beside
from shisaku.server.pages.texts import readable_yen, texts
from shisaku.server.protocol.address import site_url
from shisaku.server.search.collection import Collection, collection
from shisaku.server.search.facets import FACETS, Filters, SearchError, count_values
from shisaku.server.search.index import Entry, Figure, Hit

if TYPE_CHECKING:
    from shisaku.server.release import Release

WITH_MONEY = frozenset({f"{NAMESPACE}BudgetLine", FUND})
"""Classes of what is shown with its figures; those of a part are of its lines."""
PAGE, MOST, LONGEST = 20, 100, 200
"""Results of one answer, unless more are asked for, and at most; characters of a query."""


@dataclass(frozen=True, slots=True)
class Search:
    """What to find: words, the language of labels, narrowing, and which of the results."""

    text: str
    lang: str
    filters: Filters
    limit: int = PAGE
    offset: int = 0

    def __post_init__(self) -> None:
        """Refuse what is out of bounds. Raises SearchError."""
        if len(self.text) > LONGEST:
            raise SearchError(
                f"q has {len(self.text)} characters; give at most {LONGEST}",
                f"q は {len(self.text)} 文字あります。{LONGEST} 文字までです",
            )
        if self.lang not in {"ja", "en"}:
            raise SearchError(
                f"lang: {self.lang!r} is not offered; give ja or en",
                f"lang: {self.lang!r} はありません。ja か en を指定してください",
            )
        if not 0 <= self.limit <= MOST or self.offset < 0:
            raise SearchError(
                f"limit is 0 to {MOST}, offset 0 or more",
                f"limit は 0 から {MOST}、offset は 0 以上です",
            )


@dataclass(frozen=True, slots=True)
class Found:
    """The answer: how many are found, those asked for, and counts by facet and value."""

    search: Search
    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, Mapping[str, int]]
    collection: Collection

    def label(self, iri: str) -> str:
        """Give a label in the language of the search."""
        return self.collection.label(iri, self.search.lang)

    def words(self, facet: str, value: str) -> str:
        """Say a facet's value: a label, a fiscal year, a range of yen."""
        lang = self.search.lang
        if facet == "year":
            return self.label(f"{current_app.extensions['shisaku-release'].base}fy/{value}")
        if facet == "amount":
            low, high = (readable_yen(int(end), lang) if end else "" for end in value.split("-"))
            key = "yen_between" if low and high else "yen_from" if low else "yen_under"
            return texts(lang)[key].format(low, high)
        return self.label(value)

    def own_figures(self, entry: Entry) -> tuple[Figure, ...]:
        """Give those figures of a budget line or a fund that the facets keep."""
        return self.search.filters.figures(entry) if entry.kind in WITH_MONEY else ()

    def told(self, figure: Figure) -> str:
        """Say a figure: year, phase, instrument where it is not the usual one, yen or bounds."""
        lang = self.search.lang
        words = [self.words("year", str(figure.year)), self.label(figure.phase)]
        if instrument := beside().instrument(figure.iri, lang):
            words.append(instrument)
        if figure.yen is not None:
            words.append(readable_yen(figure.yen, lang))
        else:
            t = texts(lang)
            words.append(t["to"].join(readable_yen(it, lang) for it in figure.bounds) + t["share"])
        return " ".join(words)


def search_release(search: Search) -> Found:
    """Search the release that is served. Raises EngineError."""
    searched = collection()
    hits = [hit for hit in searched.index.find(search.text) if search.filters.keep(hit.entry)]
    facets = count_values((hit.entry for hit in hits), search.filters, searched.divisions)
    shown = tuple(hits[search.offset : search.offset + search.limit])
    return Found(search, len(hits), shown, facets, searched)


def as_record(found: Found) -> dict[str, Any]:
    """Give an answer as JSON has it; documents are addresses on this server."""
    release: Release = current_app.extensions["shisaku-release"]
    return {
        "release": release.identifier,
        "query": found.search.text,
        "total": found.total,
        "offset": found.search.offset,
        "results": [_result(found, hit, Addresses(release.base)) for hit in found.hits],
        "facets": {
            name: [
                {"value": value, "label": found.words(name, value), "count": count}
                for value, count in found.facets[name].items()
            ]
            for name in FACETS
        },
    }


def _result(found: Found, hit: Hit, addresses: Addresses) -> dict[str, Any]:
    """Give one result: what it is and where; of a line or fund, the figures that facets keep."""
    entry = hit.entry
    return {
        "iri": entry.iri,
        "label": found.label(entry.iri),
        "type": entry.kind,
        "typeLabel": found.label(entry.kind),
        "document": site_url() + str(addresses.document(entry.iri)),
        "score": hit.score,
        **{
            name: [
                {"iri": iri, "label": found.label(iri)} for iri in iris if iri in entry.divisions
            ]
            for name, iris in found.collection.divisions.items()
        },
        "figures": [
            {
                "iri": figure.iri,
                "year": figure.year,
                "phase": figure.phase,
                "instrument": figure.instrument,
                "yen": figure.yen,
                "lower": figure.bounds[0],
                "upper": figure.bounds[1],
                "words": found.told(figure),
            }
            for figure in found.own_figures(entry)
        ],
    }
