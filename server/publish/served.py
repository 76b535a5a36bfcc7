"""The description of a release as a server gives it: with its own address, sizes and checksums."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urljoin

import pyoxigraph as ox

from shisaku.server.publish.records import Stored
from shisaku.server.publish.triples import Said, name, said


@dataclass(frozen=True, slots=True)
class Site:
    """Where a release is served, and the base of its instances. url: without a slash at its end.

    day: on which the release was put in place, which the release itself does not know.
    """

    url: str
    base: str
    day: str

    def here(self, node: ox.NamedNode) -> ox.NamedNode:
        """Give the address on this site of what stands beside the base; another IRI as it is."""
        root = urljoin(self.base, "../")
        if node.value.startswith(self.base) or not node.value.startswith(root):
            return node
        return ox.NamedNode(f"{self.url}/{node.value.removeprefix(root)}")


_ADDRESSES = {
    name(curie)
    for curie in (
        "dcat:accessURL",
        "dcat:downloadURL",
        "dcat:endpointDescription",
        "dcat:endpointURL",
        "dcat:landingPage",
        "foaf:homepage",
        "void:dataDump",
        "void:sparqlEndpoint",
    )
}


def as_served(description: Iterable[ox.Triple], dumps: Iterable[Stored], site: Site) -> Said:
    """Give the description with addresses of this site, and what the downloads measure."""
    for triple in description:
        if triple.predicate in _ADDRESSES and isinstance(triple.object, ox.NamedNode):
            yield ox.Triple(triple.subject, triple.predicate, site.here(triple.object))
        else:
            yield triple
    day = ox.Literal(site.day, datatype=name("xsd:date"))
    yield from said(f"{site.base}dataset", {"dcterms:modified": day})
    for stored in dumps:
        yield from _measured(f"{site.base}dataset/distribution/{stored.dump.slug}", stored)


def _measured(distribution: str, stored: Stored) -> Said:
    """Give size and checksum of a download; the checksum has no IRI, which the graph would lack."""
    checksum = ox.BlankNode(stored.dump.slug)
    yield from said(
        distribution,
        {
            "dcat:byteSize": ox.Literal(str(stored.size), datatype=name("xsd:nonNegativeInteger")),
            "spdx:checksum": checksum,
        },
    )
    yield from said(
        checksum,
        {
            "rdf:type": name("spdx:Checksum"),
            "spdx:algorithm": name("spdx:checksumAlgorithm_sha256"),
            "spdx:checksumValue": ox.Literal(stored.sha256, datatype=name("xsd:hexBinary")),
        },
    )
