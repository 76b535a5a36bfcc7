"""The map of the site for search engines (sitemaps.org 0.9), and what robots may do."""

from collections.abc import Iterable, Sequence
from typing import Final
from xml.sax.saxutils import escape

MOST: Final = 50_000
"""Addresses that one file may hold, by the protocol; more are split among several."""
_NAMESPACES: Final = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
)


def sitemap(addresses: Sequence[str], day: str) -> str:
    """List pages, each in both languages. day: on which they last changed (ISO 8601)."""
    return _file("urlset", (_page(escape(address), day) for address in addresses[:MOST]))


def sitemap_index(addresses: Sequence[str], day: str) -> str:
    """List the sitemaps."""
    said = (
        f"<sitemap><loc>{escape(address)}</loc><lastmod>{day}</lastmod></sitemap>\n"
        for address in addresses
    )
    return _file("sitemapindex", said)


def _page(address: str, day: str) -> str:
    """Give an entry."""
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{lang}" href="{address}?lang={lang}"/>'
        for lang in ("ja", "en")
    )
    return f"<url><loc>{address}</loc><lastmod>{day}</lastmod>{others}</url>\n"


def _file(element: str, entries: Iterable[str]) -> str:
    """Give a file of entries."""
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{element} {_NAMESPACES}>\n'
    return head + "".join(entries) + f"</{element}>\n"


def robots(url: str) -> str:
    """Let robots read all but answers to queries. url: of the site, without a slash at its end."""
    return f"User-agent: *\nDisallow: /sparql\nDisallow: /metrics\n\nSitemap: {url}/sitemap.xml\n"
