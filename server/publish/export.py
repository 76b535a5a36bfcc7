"""``export-site``: the whole site as files that any static host, or a plain file server, serves.

Links are relative, so that the copy works under any path. A page that is missing, or a link that
leads nowhere, stops the export, which then leaves nothing.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pyoxigraph as ox
from flask import Flask

from shisaku.server.pages.addresses import Addresses
from shisaku.server.placing import placed_whole
from shisaku.server.publish.crawl import NOTICE, Crawl, holds_links
from shisaku.server.publish.links import Address, Link, file_of, path_between, relink
from shisaku.server.publish.texts import texts
from shisaku.server.release import Release

STARTS: Final = ("/", "/sitemap.xml", "/robots.txt", "/.well-known/void", "/ns", "/cite", "/sparql")
_MARK = file_of(NOTICE, "text/html", "ja")
_FEW: Final = 20
_STEP: Final = 2000


class ExportError(Exception):
    """The site cannot be copied; the message says why and what to do."""


class BrokenSite(ExportError):
    """Pages are missing or links lead nowhere; the message has a line for each of the first."""


def export_site(app: Flask, out: Path, url: str, progress: Callable[[str], None]) -> int:
    """Write the site of an application's release into a directory; give how many files.

    url: the public address that the copy will have, without a slash at its end.
    Raises ExportError, BrokenSite for missing pages and links that lead nowhere, OSError.
    """
    if out.exists() and (not out.is_dir() or (any(out.iterdir()) and not (out / _MARK).is_file())):
        raise ExportError(f"{out}: it is no copy of a site; give a directory that is empty or new")
    release: Release = app.extensions["shisaku-release"]
    with placed_whole(out) as folder:
        crawl = Crawl(app, url, folder)
        for done in crawl.run([NOTICE, *map(Address, STARTS), *_things(release), *_static(app)]):
            if done % _STEP == 0:
                progress(f"{done:,} addresses")
        progress("checking links")
        problems = [*crawl.problems, *_Linking(crawl, folder, url).run()]
        if problems:
            rest = [f"and {len(problems) - _FEW} more"] if len(problems) > _FEW else []
            raise BrokenSite("\n".join([*problems[:_FEW], *rest]))
        (folder / ".nojekyll").touch()  # else GitHub Pages leaves out /.well-known
    return sum(len(copied.files) for copied in crawl.copied.values())


def _things(release: Release) -> Iterator[Address]:
    """Give the address of each thing that a release tells of."""
    addresses = Addresses(release.base)
    iris: set[str] = set()
    for quad in ox.parse(path=str(release.dataset), format=ox.RdfFormat.N_QUADS):
        iris.update(n.value for n in (quad.subject, quad.object) if isinstance(n, ox.NamedNode))
    for path in sorted(filter(None, map(addresses.thing, iris))):
        if not path.startswith("/ns#"):
            yield Address(path)


def _static(app: Flask) -> Iterator[Address]:
    """Give the files that pages need, those that only other files name among them."""
    folder = Path(str(app.static_folder))
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        yield Address(f"{app.static_url_path}/{file.relative_to(folder).as_posix()}")


class _Linking:
    """Lets the links of the files lead to files, and finds those that do not."""

    def __init__(self, crawl: Crawl, folder: Path, url: str) -> None:
        """Begin with no problem."""
        self._crawl, self._folder, self._url = crawl, folder, url
        self._problems: list[str] = []

    def run(self) -> list[str]:
        """Change all files that have links; give the links that lead nowhere."""
        for address, copied in self._crawl.copied.items():
            if holds_links(address, copied.media_type):
                for lang, name in copied.files.items():
                    self._change(address, lang, name)
        return self._problems

    def _change(self, address: Address, lang: str, name: str) -> None:
        """Change one file: its links, and of a page its head, which says that it is a copy.

        Data for a script lead on from the page that the script runs in.
        """
        file, copied = self._folder / name, self._crawl.copied[address]
        reader = name
        if copied.media_type == "application/json" and address in self._crawl.origins:
            reader = self._crawl.copied[self._crawl.origins[address]].file("ja")
        text = file.read_text(encoding="utf-8")
        if copied.media_type == "text/html" and lang:
            text = text.replace("</header>", f"{_banner(lang)}</header>", 1)

        def changed(link: str) -> str:
            found = self._crawl.leads_to(link, address.path)
            if found is None:
                return link
            other = self._file(found, lang, f"{address.path}: its link {link} leads nowhere")
            if not other:
                return link
            if link.startswith(self._url):
                return f"{self._url}/{other.removesuffix('index.html')}"
            return path_between(reader, other) + (f"#{found.fragment}" if found.fragment else "")

        file.write_text(relink(text, copied.media_type, changed), encoding="utf-8")

    def _file(self, link: Link, lang: str, problem: str) -> str:
        """Give the file that a link leads to, in a language; else nothing, and keep the problem."""
        target = self._crawl.copied.get(link.address)
        if target is None or (link.fragment and link.fragment not in target.anchors):
            self._problems.append(problem)
            return ""
        return target.file(link.lang or lang or "ja")


def _banner(lang: str) -> str:
    """Say on a page that it is part of a copy, and where what that means stands."""
    d = texts(lang)
    return f'<p class="aside">{d["copy_note"]} <a href="{NOTICE.path}">{d["copy_more"]}</a></p>\n'
