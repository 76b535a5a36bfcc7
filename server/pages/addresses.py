"""Where the IRIs of a graph are answered on this server, whatever host it stands behind.

A thing's IRI ends in the path that answers it (``/id/2024``, ``/concept/phase/initial``); the
document about it is the same path under ``/doc``, or with a suffix one of its formats.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from shisaku.ontology.terms import BASE, CONCEPTS, NAMESPACE
from shisaku.server.pages.printed import Extent

SUFFIXES: Mapping[str, str] = MappingProxyType(
    {
        "html": "text/html",
        "ttl": "text/turtle",
        "jsonld": "application/ld+json",
        "nt": "application/n-triples",
        "rdf": "application/rdf+xml",
    }
)


@dataclass(frozen=True, slots=True)
class Addresses:
    """The paths of things and documents.

    base: where the release's instances live. sources: its editions by the file of their places.
    """

    base: str = BASE
    sources: Mapping[str, str] = field(default_factory=dict)

    def thing(self, iri: str) -> str | None:
        """Give the path that answers an IRI; None for one of elsewhere."""
        if iri.startswith(NAMESPACE):
            return f"/ns#{iri.removeprefix(NAMESPACE)}"
        for space, start in (("id", self.base), ("concept", CONCEPTS)):
            if iri.startswith(start) and iri != start:
                return f"/{space}/{iri.removeprefix(start)}"
        return None

    def iri(self, space: str, name: str) -> str:
        """Give the IRI that a path under ``/id`` or ``/concept`` answers."""
        return (self.base if space == "id" else CONCEPTS) + name

    def document(self, iri: str, suffix: str = "") -> str | None:
        """Give the path of the document about a thing; a term of the vocabulary shares one."""
        path = self.thing(iri)
        if path is None or path.startswith("/ns#"):
            return path
        return f"/doc{path}{f'.{suffix}' if suffix else ''}"

    def printed(self, source: str, extent: Extent) -> str | None:
        """Give the path of some characters in the source view; None where it has no such file."""
        text = self.text(source)
        return f"{text}?mark={extent}#L{extent.line}" if text else None

    def text(self, source: str) -> str | None:
        """Give the path of a file in the source view; None where it has no such file."""
        edition = self.sources.get(source)
        return f"/source/{edition}" if edition else None
