"""The links of pages: where they lead on a site, and how a file leads to another."""

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape, unescape
from typing import Final
from urllib.parse import parse_qsl, quote, urljoin, urlsplit

_HERE = "http://site.invalid"
_IN_DATA: Final = r'"(?:page|data|https?://[^"]*)": "(?=/)'
"""Where data for scripts lead; another text that begins with a slash is as it was printed."""
_PATTERNS: Final = {
    "text/html": re.compile(
        rf'(?P<before>\b(?:href|src|action)="|\bcontent="0; url=|{_IN_DATA})(?P<link>[^"]*)(?=")'
    ),
    "application/xml": re.compile(r'(?P<before>[>"])(?P<link>https?://[^<"]*)(?=[<"])'),
    "application/json": re.compile(rf'(?P<before>{_IN_DATA})(?P<link>[^"]*)(?=")'),
}
"""What links look like in pages, sitemaps, and data for scripts."""
WITH_LINKS: Final = frozenset(_PATTERNS)
_ID = re.compile(r'\bid="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Address:
    """What is asked of a site: a path, and a format where the query names one."""

    path: str
    format: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link leads; lang: that it names; asks: whether it asks a question of the server."""

    address: Address
    lang: str
    fragment: str
    asks: bool


def follow(link: str, page: str, url: str) -> Link | None:
    """Give where a link on a page leads; None for one that leaves the site.

    page: path of the page. url: public address of the site, without a slash at its end.
    """
    if link.startswith(f"{url}/"):
        link = link.removeprefix(url)
    parts = urlsplit(urljoin(f"{_HERE}{page}", link))
    if f"{parts.scheme}://{parts.netloc}" != _HERE:
        return None
    asked = dict(parse_qsl(parts.query, keep_blank_values=True))
    lang, format_ = asked.pop("lang", ""), asked.pop("format", "")
    asked.pop("mark", "")  # of the source view: the same page, some characters highlighted
    return Link(Address(parts.path or "/", format_), lang, parts.fragment, bool(asked))


def links_in(text: str, media_type: str) -> Iterator[str]:
    """Give the links in a page, in a sitemap, or in data for a script."""
    for found in _PATTERNS[media_type].finditer(text):
        yield unescape(found["link"])


def relink(text: str, media_type: str, changed: Callable[[str], str]) -> str:
    """Give a text with its links changed."""

    def change(found: re.Match[str]) -> str:
        return found["before"] + escape(changed(unescape(found["link"])))

    return _PATTERNS[media_type].sub(change, text)


def anchors_in(page: str) -> frozenset[str]:
    """Give the fragments that a page has."""
    return frozenset(map(unescape, _ID.findall(page)))


def file_of(address: Address, media_type: str, lang: str) -> str:
    """Give the file that holds an answer; lang: empty where it is of no language.

    ``/x`` is ``x/index.html``, in English ``x/index.en.html``; ``/x?format=ttl`` is ``x.ttl``.
    """
    stem, suffix = posixpath.splitext(address.path.strip("/"))
    if media_type == "text/html" and suffix != ".html":
        stem, suffix = posixpath.join(stem + suffix, "index"), ".html"
    elif address.format:
        stem, suffix = stem + suffix or "index", f".{address.format}"
    return f"{stem}{'.en' if lang == 'en' else ''}{suffix}"


def path_between(file: str, other: str) -> str:
    """Give the way from one file to another, as a link of it."""
    return quote(posixpath.relpath(other, posixpath.dirname(file) or "."))
