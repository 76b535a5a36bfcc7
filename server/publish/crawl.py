"""A copy of a site as files: each address asked of the application itself, as a browser would."""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from http import HTTPStatus
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.wrappers import Response

from shisaku.server.publish.links import (
    WITH_LINKS,
    Address,
    Link,
    anchors_in,
    file_of,
    follow,
    links_in,
)

LANGUAGES: Final = ("ja", "en")
NOTICE: Final = Address("/static-copy")
"""The page that says what a copy cannot do."""
NEEDS_SERVER: Final = (
    "/sparql", "/api/", "/search", "/mcp", "/healthz", "/readyz", "/metrics",
)  # fmt: skip
"""Addresses, by their beginning, that only a running server answers."""
_DOWNLOAD = re.compile("/dumps/.")
_KEPT: Final = {HTTPStatus.GONE}
"""What of the errors is copied: the page that says that a thing was in an earlier release."""


@dataclass(frozen=True, slots=True)
class Copied:
    """The files of an address by language (empty: of none), their media type and anchors."""

    files: dict[str, str]
    media_type: str
    anchors: set[str]

    def file(self, lang: str) -> str:
        """Give the file to read in a language."""
        return self.files.get(lang) or next(iter(self.files.values()))


def holds_links(address: Address, media_type: str) -> bool:
    """Say whether the links of an answer are followed: a download stays as it is."""
    return media_type in WITH_LINKS and not _DOWNLOAD.match(address.path)


class Crawl:
    """Asks for addresses, and for all that the answers link to, and writes the answers."""

    def __init__(self, app: Flask, url: str, folder: Path) -> None:
        """Begin with nothing; origins: the page that first led to an address.

        url: public address of the copy, without a slash at its end.
        """
        self._app, self._client, self._url, self._folder = app, app.test_client(), url, folder
        self.copied: dict[Address, Copied] = {}
        self.origins: dict[Address, Address] = {}
        self.problems: list[str] = []

    def run(self, addresses: Iterable[Address]) -> Iterator[int]:
        """Copy addresses and what they lead to; give how many are done after each."""
        waiting = deque(addresses)
        seen = set(waiting)
        while waiting:
            address = waiting.popleft()
            found, status = self._copy(address)
            if status >= HTTPStatus.BAD_REQUEST:
                origin = self.origins.get(address, Address("nowhere"))
                self.problems.append(f"{address.path}: {status}, linked from {origin.path}")
            for link in found:
                if link.address not in seen:
                    seen.add(link.address)
                    self.origins[link.address] = address
                    waiting.append(link.address)
            yield len(seen) - len(waiting)

    def leads_to(self, link: str, page: str) -> Link | None:
        """Give where a link of a page leads on the copy; None where it leaves it."""
        found = follow(link, page, self._url)
        if found and (found.asks or found.address.path.startswith(NEEDS_SERVER)):
            return Link(NOTICE, found.lang, "", asks=False)
        return found

    def _copy(self, address: Address) -> tuple[list[Link], int]:
        """Write the answers of an address; give where they lead, and the status."""
        copied = Copied({}, "", set())
        links: list[Link] = []
        for lang in LANGUAGES:
            answer = self._ask(address, lang)
            media_type = answer.mimetype or ""
            if answer.status_code >= HTTPStatus.BAD_REQUEST and answer.status_code not in _KEPT:
                return links, answer.status_code
            own = answer.headers.get("Content-Language", "")
            copied = replace(copied, media_type=media_type)
            copied.files[own] = file_of(address, media_type, own)
            if holds_links(address, media_type):
                text = answer.get_data(as_text=True)
                found = (self.leads_to(link, address.path) for link in links_in(text, media_type))
                links += [link for link in found if link]
                copied.anchors.update(anchors_in(text))
            self._write(answer, copied.files[own])
            if not own:
                break
        self.copied[address] = copied
        return links, HTTPStatus.OK

    def _ask(self, address: Address, lang: str) -> Response:
        """Ask the application; where it sends elsewhere, or only a server answers, lead there."""
        if address.path.startswith(NEEDS_SERVER):
            return self._moved(NOTICE.path)
        query = {"lang": lang} | ({"format": address.format} if address.format else {})
        answer = self._client.get(address.path, query_string=query)
        if answer.status_code in _KEPT:
            as_page = {"Accept": "text/html"}
            answer = self._client.get(address.path, query_string=query, headers=as_page)
        return self._moved(urlsplit(answer.location).path) if answer.location else answer

    def _moved(self, path: str) -> Response:
        """Give a page that leads to another, of no language."""
        page = self._app.jinja_env.get_template("moved.html").render(path=path)
        return Response(page, mimetype="text/html")

    def _write(self, answer: Response, name: str) -> None:
        """Write an answer as it comes."""
        file = self._folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("wb") as out:
            for chunk in answer.iter_encoded():
                out.write(chunk)
