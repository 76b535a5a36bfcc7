"""What the page of ``/sparql`` tells its script: the questions to begin with, and the prefixes."""

from flask import current_app

from shisaku.ontology.terms import CONCEPTS, NAMESPACE, PREFIXES
from shisaku.queries.catalogue import CatalogueQuery, find_query, public_queries, without_header
from shisaku.server.explore.editor_texts import editor_texts, yasgui_words
from shisaku.server.pages.addresses import Addresses


def tell_editor(lang: str) -> dict[str, object]:
    """Give the script its texts, the catalogue's questions and the table of prefixes.

    questions: each its name in the page's language, in the other one, and its query.
    places: where the things whose IRIs begin so have their pages.
    """
    return {
        "lang": lang,
        "texts": editor_texts(lang),
        "words": yasgui_words(lang),
        "prefixes": PREFIXES,
        "places": _places(Addresses(current_app.extensions["shisaku-release"].base)),
        "vocabulary": without_header(find_query("vocabulary").text),
        "questions": [
            [*_names(query)[:: 1 if lang == "ja" else -1], without_header(query.text)]
            for query in public_queries().values()
        ],
    }


def _places(addresses: Addresses) -> dict[str, str]:
    """Give the start of the paths for each start of IRIs."""
    starts = (NAMESPACE, addresses.base, CONCEPTS)
    return {start: str(addresses.document(f"{start}-"))[:-1] for start in starts}


def _names(query: CatalogueQuery) -> tuple[str, str]:
    """Give the question's name in Japanese and English."""
    return query.summary_ja, query.summary
