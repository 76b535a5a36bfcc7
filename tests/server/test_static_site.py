"""``export-site``: a copy that a plain file server serves, all of it or none."""

import functools
import http.server
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote, urldefrag, urljoin

import pytest
from flask import Flask, request

from shisaku.server.app import create_app
from shisaku.server.local import LocalEngine
from shisaku.server.pages import copy
from shisaku.server.placing import placed_whole
from shisaku.server.publish.crawl import NOTICE, Crawl
from shisaku.server.publish.export import ExportError, export_site
from shisaku.server.publish.links import Address, file_of, follow, links_in, path_between
from shisaku.server.release import open_release
from shisaku.server.store import load_dataset
from tests.server.test_commands import shisaku
from tests.server.walking import Client, check, dump_of, links_of, read_all


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files and prints nothing."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Export the site of the document."""
    out = tmp_path_factory.mktemp("static") / "site"
    done = shisaku("export-site", out, "--release", release)
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith(" files, every link leads somewhere\n")
    return out


@pytest.fixture(scope="module")
def served(site: Path) -> Iterator[str]:
    """Serve the copy as python -m http.server does, under a path of its own."""
    handler = functools.partial(_Quiet, directory=str(site.parent))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/site/"
        server.shutdown()


@pytest.mark.slow
def test_each_link_of_the_copy_leads_to_a_file_and_no_page_is_left_out(
    served: str, site: Path
) -> None:
    waiting, seen = [served], {served}

    with closing(Client(served)) as client:
        while waiting:
            url, media_type, body = client.get(waiting.pop(), "*/*")
            for link in links_in(body.decode(), media_type) if media_type == "text/html" else ():
                there = urldefrag(urljoin(url, link)).url
                assert not there.startswith(urljoin(served, "/")) or there.startswith(served), url
                if there.startswith(served) and there not in seen:
                    seen.add(there)
                    waiting.append(there)

    pages = {
        urljoin(served, quote(str(file.relative_to(site))))
        for file in (site / "doc/id/2024").rglob("*.html")
        if "span" not in file.parts  # a place: RDF leads to it; a page tells it with its thing
    }
    assert pages
    assert pages <= seen


@pytest.mark.slow
def test_a_client_reaches_every_resource_of_the_copy(served: str, release: Path) -> None:
    with closing(Client(served)) as client:
        _, _, page = client.get(served, "text/html")
        _, _, void = client.get(urljoin(served, links_of(page)["alternate", "text/turtle"]), "*/*")
        check(read_all(void, "text/turtle"), client.read_linked, dump_of(release / "graph.nt"))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["index.html", "index.en.html"])
def test_each_page_says_that_it_is_a_copy(site: Path, name: str) -> None:
    assert 'href="static-copy/' in (site / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("lang", "title"),
    [("ja", "この静的な写しにできないこと"), ("en", "What this static copy cannot do")],
)
def test_a_copy_says_what_it_cannot_do(release: Path, lang: str, title: str) -> None:
    opened = open_release(release)
    app = create_app(opened, LocalEngine(load_dataset(opened.dataset)))
    app.register_blueprint(copy.blueprint)

    assert f"<h1>{title}</h1>" in app.test_client().get(f"/static-copy?lang={lang}").text


def test_a_directory_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").touch()

    with pytest.raises(ExportError, match="it is no copy of a site"):
        export_site(Flask("any"), tmp_path, "", print)

    assert [file.name for file in tmp_path.iterdir()] == ["mine"]


def test_a_page_that_is_missing_is_named_with_the_page_that_links_to_it(tmp_path: Path) -> None:
    app = Flask("broken")
    app.add_url_rule("/", view_func=lambda: '<a href="/lost">')

    crawl = Crawl(app, "", tmp_path)
    list(crawl.run([Address("/")]))

    assert crawl.problems == ["/lost: 404, linked from /"]


def test_the_page_of_a_thing_that_is_gone_is_copied_as_a_browser_gets_it(tmp_path: Path) -> None:
    app = Flask("grown")
    app.add_url_rule("/", "start", lambda: '<a href="/old">')
    app.add_url_rule("/old", "old", lambda: (request.headers.get("Accept", "no page"), 410))

    crawl = Crawl(app, "", tmp_path)
    list(crawl.run([Address("/")]))

    assert crawl.problems == []
    assert (tmp_path / "old/index.html").read_text(encoding="utf-8") == "text/html"


def test_what_fails_while_it_is_made_leaves_the_old_one(tmp_path: Path) -> None:
    out = tmp_path / "site"
    out.mkdir()
    (out / "old").touch()

    with pytest.raises(ZeroDivisionError):
        _fail(out)

    assert [file.name for file in tmp_path.rglob("*")] == ["site", "old"]


@pytest.mark.slow
def test_an_export_that_is_killed_leaves_the_old_copy_and_is_swept_away(
    release: Path, tmp_path: Path
) -> None:
    out = tmp_path / "site"
    mark = file_of(NOTICE, "text/html", "ja")  # else it would not be overwritten
    with placed_whole(out) as folder:
        (folder / mark).parent.mkdir(parents=True)
        (folder / mark).touch()
    asked = ["export-site", str(out), "--release", str(release)]
    command = [sys.executable, "-m", "shisaku.server", *asked]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        while process.poll() is None and not [*tmp_path.glob(".site.building-*/*")]:
            time.sleep(0.1)
        process.kill()
    left = [*tmp_path.glob(".site.building-*")]
    kept = [file for file in out.rglob("*") if file.is_file()]

    with placed_whole(out) as folder:
        (folder / "new").touch()

    assert (len(left), kept) == (1, [out / mark])
    assert sorted(file.name for file in tmp_path.rglob("*")) == ["new", "site"]


def _fail(out: Path) -> None:
    """Begin to make a directory, and fail."""
    with placed_whole(out) as folder:
        (folder / "new").touch()
        raise ZeroDivisionError


@pytest.mark.parametrize(
    ("address", "media_type", "lang", "file"),
    [
        (Address("/"), "text/html", "ja", "index.html"),
        (Address("/doc/id/2024"), "text/html", "en", "doc/id/2024/index.en.html"),
        (Address("/doc/id/2024.ttl"), "text/turtle", "", "doc/id/2024.ttl"),
        (Address("/report", "ttl"), "text/turtle", "", "report.ttl"),
    ],
)
def test_an_address_has_a_file(address: Address, media_type: str, lang: str, file: str) -> None:
    assert file_of(address, media_type, lang) == file


def test_what_is_printed_with_a_slash_is_no_link_of_a_script() -> None:
    page = '<script>{"name": "/年", "page": "/doc/id/2024", "https://x.example/": "/doc/"}</script>'

    assert list(links_in(page, "text/html")) == ["/doc/id/2024", "/doc/"]


def test_a_link_that_leaves_the_site_is_not_followed() -> None:
    assert follow("https://example.org/x", "/a", "https://here.example") is None
    assert path_between("a/b/index.html", "c.ttl") == "../../c.ttl"
