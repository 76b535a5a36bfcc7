"""The relationship graph: its page, which says the overview in words, and the data it draws."""

import json
from collections.abc import Mapping
from dataclasses import astuple
from itertools import combinations
from threading import Lock
from typing import TYPE_CHECKING

from flask import Blueprint, Response, current_app, render_template

from shisaku.queries.client import read_answer
from shisaku.queries.exploration import ASKED, Exploration, Money, Thing, make_exploration
from shisaku.server.explore.texts import view_texts
from shisaku.server.pages.addresses import Addresses
from shisaku.server.pages.asking import ask
from shisaku.server.pages.texts import language, texts
from shisaku.server.protocol.caching import cacheable

if TYPE_CHECKING:
    from shisaku.server.release import Release

blueprint = Blueprint("explore", __name__)
_READING = Lock()
_KEPT, _WRITTEN = "shisaku-exploration", "shisaku-exploration-json"


@blueprint.get("/graph")
def graph() -> Response:
    """Show the graph; without its script, the chapters and the lines they share as a table."""
    lang = language()
    found = _exploration()
    names = {thing.iri: _name_in_edition(thing, found, lang) for thing in found.things}
    shared = [
        (names[one], names[other], [names[line] for line in lines])
        for (one, other), lines in _shared_lines(found).items()
    ]
    page = {"lang": lang, "texts": view_texts(lang), "data": "/graph.json"}
    body = render_template(
        "graph.html",
        t=texts(lang),
        v=page["texts"],
        lang=lang,
        view="graph",
        page=page,
        shared=shared,
    )
    return cacheable(Response(body), "Accept-Language")


@blueprint.get("/graph.json")
def data() -> Response:
    """Give everything that there is to draw, once; the script shows parts of it."""
    release: Release = current_app.extensions["shisaku-release"]
    kept = current_app.extensions
    if _WRITTEN not in kept:
        addresses = Addresses(release.base, release.sources)
        kept[_WRITTEN] = json.dumps(_as_json(_exploration(), addresses), ensure_ascii=False)
    response = Response(kept[_WRITTEN], content_type="application/json")
    response.set_etag(f"graph-{release.identifier}")
    return cacheable(response)


def _exploration() -> Exploration:
    """Ask once for what a release, which never changes, has to explore. Raises EngineError."""
    kept = current_app.extensions
    with _READING:
        if _KEPT not in kept:
            answers = {name: read_answer(ask(name).whole().decode()) for name in ASKED}
            kept[_KEPT] = make_exploration(answers)
    found: Exploration = kept[_KEPT]
    return found


def _name_in_edition(thing: Thing, found: Exploration, lang: str) -> str:
    """Give a thing's name, with the edition it is in where there are several."""
    name = thing.label if lang == "ja" else thing.label_en
    if thing.edition is None or len(found.editions) == 1:
        return name
    edition = found.editions[thing.edition]
    return f"{name} ({edition.label if lang == 'ja' else edition.label_en})"


def _shared_lines(found: Exploration) -> dict[tuple[str, str], list[str]]:
    """Give the budget lines that each two chapters both print."""
    homes: dict[str, set[str]] = {}
    above = {thing.iri: thing.above or thing.iri for thing in found.things}
    for relation in found.relations:
        if relation.kind == "prints":
            homes.setdefault(relation.target, set()).add(above[relation.source])
    shared: dict[tuple[str, str], list[str]] = {}
    for line, chapters in sorted(homes.items()):
        for one, other in combinations(sorted(chapters), 2):
            shared.setdefault((one, other), []).append(line)
    return dict(sorted(shared.items(), key=lambda pair: (-len(pair[1]), pair[0])))


def _as_json(found: Exploration, addresses: Addresses) -> dict[str, object]:
    """Write it for the script: nodes by number, so that the text stays short."""
    number = {thing.iri: index for index, thing in enumerate(found.things)}
    phases, instruments = list(found.phases), list(found.instruments)
    files, editions = list(found.files), list(found.editions)

    def money(one: Money) -> list[object]:
        places = phases.index(one.phase), instruments.index(one.instrument)
        return [one.year, *places, *astuple(one)[4:]]

    return {
        "phases": _named(found.phases),
        "rounds": _named(found.rounds),
        "instruments": _named(found.instruments),
        "files": [{"name": name, "page": addresses.text(iri)} for iri, name in found.files.items()],
        "editions": [{"id": iri.removeprefix(addresses.base), "ja": edition.label,
                      "en": edition.label_en, "year": edition.year}
                     for iri, edition in found.editions.items()],
        "nodes": [{**_node(thing, addresses, editions), "money": [money(it) for it in thing.money]}
                  for thing in found.things],
        "edges": [[relation.kind, number[relation.source], number[relation.target],
                   [[files.index(file), line] for file, line in relation.places]]
                  for relation in found.relations],
    }  # fmt: skip


def _named(things: Mapping[str, tuple[str, str]]) -> list[dict[str, str]]:
    """Write concepts: the last segment of an IRI, or a notation, with the names."""
    return [{"id": iri.rpartition("/")[2], "ja": ja, "en": en} for iri, (ja, en) in things.items()]


def _node(thing: Thing, addresses: Addresses, editions: list[str]) -> dict[str, object]:
    """Write a node; its id is its path under the base."""
    return {
        "id": thing.iri.removeprefix(addresses.base),
        "kind": thing.kind,
        "ja": thing.label,
        "en": thing.label_en,
        "page": addresses.document(thing.iri),
        "above": thing.above and thing.above.removeprefix(addresses.base),
        "edition": thing.edition and editions.index(thing.edition),
        "community": thing.community,
    }
