"""What the page of ``/sparql`` tells its script: the questions to begin with, and the prefixes."""

from shisaku.ontology.terms import PREFIXES
from shisaku.queries.catalogue import CatalogueQuery, find_query, public_queries
from shisaku.server.explore.texts import view_texts


def tell_editor(lang: str) -> dict[str, object]:
    """Give the script its texts, the catalogue's questions and the table of prefixes."""
    return {
        "lang": lang,
        "texts": view_texts(lang),
        "prefixes": PREFIXES,
        "vocabulary": _body(find_query("vocabulary")),
        "questions": [
            [query.summary_ja if lang == "ja" else query.summary, _body(query)]
            for query in public_queries().values()
        ],
    }


def _body(query: CatalogueQuery) -> str:
    """Give a query without its header of metadata."""
    return "".join(
        line for line in query.text.splitlines(keepends=True) if not line.startswith("#+")
    )
