"""A language chosen by ``?lang=`` is kept on every page that links lead to."""

import re
from collections import deque
from html import unescape
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest

from shisaku.server.pages.keeping import keep_language
from tests.server.test_linked_data import LINE, MEASURE, get

_ENOUGH, _OF_A_KIND = 150, 4
"""Pages to read in all, and of one kind, whose pages are alike."""


def kind_of(path: str) -> str:
    """Give what kind of page an address is: its path with names and numbers left out."""
    return re.sub(r"\d+|[a-z0-9-]*-[a-z0-9-]+", "n", path)


@pytest.mark.parametrize(("lang", "browser"), [("ja", "en"), ("en", "ja")])
def test_no_link_of_the_site_loses_the_language(server: str, lang: str, browser: str) -> None:
    starts = [
        "/",
        f"/doc/id/{MEASURE}",
        f"/doc/id/{LINE}",
        "/search?q=%E5%9F%BA%E9%87%91",
        "/report",
        "/ns",
    ]
    waiting = deque(f"{start}{'&' if '?' in start else '?'}lang={lang}" for start in starts)
    seen, kinds = set(waiting), dict[str, int]()
    read = 0
    while waiting and read < _ENOUGH:
        address = waiting.popleft()
        status, headers, body = get(
            f"{server}{address}", accept="text/html", accept_language=browser
        )
        if status == 303:
            assert parse_qs(urlsplit(headers["Location"]).query)["lang"] == [lang], address
            continue
        assert status == 200, address
        if headers.get_content_type() != "text/html":
            continue
        read += 1
        assert headers["Content-Language"] == lang, address
        assert f'<html lang="{lang}"' in body.decode(), address
        for found in re.findall(r'<a\s[^>]*?href="([^"]*)"[^>]*>', body.decode()):
            link = urlsplit(urljoin(address, unescape(found)))
            is_file = re.search(r"\.[a-z]+(\.gz)?$", link.path) or link.path.startswith("/api/")
            if link.netloc or found.startswith("#") or is_file:
                continue
            asks = parse_qs(link.query)
            assert "lang" in asks, (address, found)
            onward = link._replace(fragment="").geturl()
            kind = kind_of(link.path)
            if asks["lang"] == [lang] and onward not in seen and kinds.get(kind, 0) < _OF_A_KIND:
                kinds[kind] = kinds.get(kind, 0) + 1
                seen.add(onward)
                waiting.append(onward)
    assert any(kind.startswith("/source/") for kind in kinds)


def test_without_a_choice_links_stay_as_they_are(server: str) -> None:
    asked = f"{server}/doc/id/{MEASURE}/b/1"
    body = get(asked, accept="text/html", accept_language="en")[2].decode()

    assert re.search(r'href="/source/2024\?mark=[^"&]*#L\d+"', body)


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ("/doc/id/x", "/doc/id/x?lang=ja"),
        ("/source/2024?mark=1:2-1:3#L1", "/source/2024?mark=1:2-1:3&amp;lang=ja#L1"),
        ("source/2024#L3", "source/2024?lang=ja#L3"),
        ("/queries?lang=en", "/queries?lang=en"),
        ("?q=1&amp;lang=en", "?q=1&amp;lang=en"),
        ("#L1", "#L1"),
        ("/doc/id/x.ttl", "/doc/id/x.ttl"),
        ("/doc/id/x.html#a", "/doc/id/x.html?lang=ja#a"),
        ("/queries/x.rq", "/queries/x.rq"),
        ("/api/queries", "/api/queries"),
        ("/api", "/api?lang=ja"),
        ("https://example.org/x", "https://example.org/x"),
        ("//example.org/x", "//example.org/x"),
        ("mailto:a@example.org", "mailto:a@example.org"),
    ],
)
def test_a_link_keeps_the_language_where_it_stays_here(link: str, kept: str) -> None:
    page = '<link href="/style"><p title="a"><a class="n" href="{}" title="b">c</a></p>'

    assert keep_language(page.format(link), "ja") == page.format(kept)
