"""Choose a representation: from ``?format=`` or an Accept header."""

from collections.abc import Sequence
from functools import lru_cache

from werkzeug.datastructures import MIMEAccept

SHORT_NAMES = {
    "html": "text/html",
    "md": "text/markdown",
    "json": "application/json",
    "xml": "application/xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "ttl": "text/turtle",
    "turtle": "text/turtle",
    "nt": "application/n-triples",
    "n3": "text/turtle",  # which is N3 too
    "rdf": "application/rdf+xml",
    "rdf+xml": "application/rdf+xml",
    "jsonld": "application/ld+json",
    "json-ld": "application/ld+json",
}
"""Of ``?format=``; rdf+xml and json-ld are SPARQLWrapper's."""
ALIASES = {
    "application/json": ("application/sparql-results+json", "application/ld+json"),
    "application/xml": ("application/sparql-results+xml", "application/rdf+xml"),
    "text/xml": ("application/sparql-results+xml", "application/rdf+xml"),
    "text/plain": ("text/csv", "application/n-triples"),
    "application/x-turtle": ("text/turtle",),
}


_USUAL = 16
"""Media types of a header whose choice is remembered: browsers name eight."""


def choose_media_type(
    accept: MIMEAccept, offered: Sequence[str], named: str | None = None
) -> str | None:
    """Give the media type to answer with, or None for 406.

    accept: the parsed header; falsy when the request has none. Parameters of a media type
    (``version`` of SPARQL 1.2 Protocol, ``charset``, ``profile``) choose nothing here.
    offered: media types in the server's order of preference; the first is the default.
    named: the value of ``?format=``, a short name or a media type, which goes before the header.
    """
    if named:
        media_type = SHORT_NAMES.get(named.lower(), named)
        candidates = (media_type, *ALIASES.get(media_type, ()))
        return next((candidate for candidate in candidates if candidate in offered), None)
    if not accept:  # best_match gives None for "no header" and for "nothing fits" alike
        return offered[0]
    choose = _known_best if len(accept) <= _USUAL else _best
    return choose(tuple(accept), tuple(offered))


def _best(accept: tuple[tuple[str, float], ...], offered: tuple[str, ...]) -> str | None:
    """Give what fits a header best; None where nothing fits."""
    also = [alias for alias, meant in ALIASES.items() if any(m in offered for m in meant)]
    plain = MIMEAccept([(value.partition(";")[0].strip(), quality) for value, quality in accept])
    best = plain.best_match([*offered, *also])
    if best is None or best in offered:
        return best
    return next(meant for meant in ALIASES[best] if meant in offered)


_known_best = lru_cache(maxsize=1024)(_best)
