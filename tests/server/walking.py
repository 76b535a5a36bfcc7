"""A linked-data client: it follows IRIs from one description to the next."""

import http.client
from collections.abc import Callable, Iterable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pyoxigraph as ox

ROOT = "https://w3id.org/shisaku/"
PLACES = (f"{ROOT}id/", f"{ROOT}concept/")
Triples = frozenset[ox.Triple]


def read_all(body: bytes, media_type: str) -> Triples:
    """Parse RDF."""
    format_ = ox.RdfFormat.from_media_type(media_type)
    return frozenset(quad.triple for quad in ox.parse(body, format=format_))


def read_triples(body: bytes, media_type: str) -> Triples:
    """Parse RDF; what names a blank node, which each document names anew, is left out."""
    return frozenset(t for t in read_all(body, media_type) if not has_blank(t))


def has_blank(triple: ox.Triple) -> bool:
    """Say whether a triple names a blank node."""
    return isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode)


def dump_of(file: Path) -> Triples:
    """Give what a dump says."""
    return read_triples(file.read_bytes(), "application/n-triples")


def things_in(triples: Iterable[ox.Triple]) -> set[str]:
    """Give the IRIs that the site is to answer."""
    nodes = (node for triple in triples for node in (triple.subject, triple.object))
    return {n.value for n in nodes if isinstance(n, ox.NamedNode) and n.value.startswith(PLACES)}


def walk(start: Triples, read: Callable[[str], Triples]) -> dict[str, Triples]:
    """Read each thing that the start, and what was read before, names."""
    found: dict[str, Triples] = {}
    waiting = things_in(start)
    while waiting:
        thing = waiting.pop()
        found[thing] = read(thing)
        waiting |= things_in(found[thing]) - found.keys()
    return found


def check(start: Triples, read: Callable[[str], Triples], dump: Triples) -> None:
    """Walk; each resource is reached, and all documents together say what the dump says."""
    found = walk(start, read)

    assert found.keys() == things_in(dump)
    assert frozenset().union(*found.values()) <= dump
    for triple in dump:
        thing = getattr(triple.subject, "value", "")
        assert thing not in found or triple in found[thing], triple


class Client:
    """Asks one server over one connection, and follows its redirects."""

    def __init__(self, site: str) -> None:
        """Connect. site: its address, with a slash at its end."""
        self._connection = http.client.HTTPConnection(urlsplit(site).netloc)
        self._site = site

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def get(self, address: str, accept: str) -> tuple[str, str, bytes]:
        """Give where an answer came from, its media type and its body; fails for all but 200."""
        self._connection.request("GET", urlsplit(address)._replace(netloc="", scheme="").geturl(),
                                 headers={"Accept": accept})  # fmt: skip
        answer = self._connection.getresponse()
        body = answer.read()
        if location := answer.headers["Location"]:
            return self.get(urljoin(address, location), accept)
        assert answer.status == 200, (address, answer.status)
        return address, answer.headers.get_content_type(), body

    def read(self, iri: str) -> Triples:
        """Read a thing's description by negotiation."""
        address = self._site + iri.removeprefix(ROOT)
        _, media_type, body = self.get(address, "application/n-triples")
        return read_triples(body, media_type)

    def read_linked(self, iri: str) -> Triples:
        """Read a thing's description by the links of its page: plain files negotiate nothing."""
        address, _, body = self.get(self._site + iri.removeprefix(ROOT), "text/html")
        page = urljoin(address, links_of(body)["describedby", ""])
        _, _, body = self.get(page, "text/html")
        _, _, said = self.get(urljoin(page, links_of(body)["alternate", NT]), NT)
        return read_triples(said, NT)


NT = "application/n-triples"


def links_of(body: bytes) -> dict[tuple[str, str], str]:
    """Give the links in a page's head, by relation and media type."""
    found: dict[tuple[str, str], str] = {}

    class Head(HTMLParser):
        """Collects links."""

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            """Keep a link."""
            said = dict(attrs)
            if tag == "link":
                found[said["rel"] or "", said.get("type") or ""] = said["href"] or ""

    Head().feed(body.decode())
    return found
