"""What stands beside names and figures in lists: asked once of a release, which never changes.

A title that says too little by itself is told with its place; a budget line with the fund that its
money goes through; a figure with the earmarked source (radio use fee …) of it or of a part of it.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox
from flask import current_app

from shisaku.ontology.terms import NAMESPACE, PREFIXES
from shisaku.queries.client import read_answer
from shisaku.server.pages.asking import Cell, ask, ask_graph, ask_rows
from shisaku.server.pages.description import RDF_TYPE, Description
from shisaku.server.pages.texts import readable_yen, texts
from shisaku.server.report.places import Places
from shisaku.server.report.records import Words

FUND = f"{NAMESPACE}Fund"
_KEPT = "shisaku-beside"
_LABEL, _THROUGH = f"{PREFIXES['rdfs']}label", f"{NAMESPACE}throughFund"
_USUAL = "/instrument/appropriation"
Row = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Fund:
    """A fund: its IRI, its labels by language, as it is printed, the IRIs of its budget lines."""

    iri: str
    labels: Mapping[str, str]
    printed: frozenset[str]
    lines: frozenset[str]

    def label(self, lang: str) -> str:
        """Give the name in a language, else in any."""
        return self.labels.get(lang) or next(iter(self.labels.values()), self.iri)


@dataclass(frozen=True, slots=True)
class Earmark:
    """An earmarked source of a figure: its IRI, names, and the yen of a part (None: the whole)."""

    source: str
    names: Words
    part: int | None


@dataclass(frozen=True, slots=True)
class Instrument:
    """A finance instrument: its IRI and names."""

    iri: str
    names: Words

    @property
    def is_usual(self) -> bool:
        """Say whether it is an appropriation, which goes without saying."""
        return self.iri.endswith(_USUAL)


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted of a figure: its instrument, and the yen at most where no amount is known."""

    instrument: Instrument
    ceiling: int | None


@dataclass(frozen=True, slots=True)
class Beside:
    """Places of parts whose title says too little; funds; earmarks by line, year and phase.

    counted: by the IRI of a figure.
    """

    places: Mapping[str, Words]
    funds: Sequence[Fund]
    counted: Mapping[str, Counted]
    earmarks: Mapping[tuple[str, str, str], Sequence[Earmark]]

    def funds_of(self, row: Row) -> list[Fund]:
        """Give the funds that the money of a row's budget line goes through."""
        line = row.get("line", {}).get("value", "")
        return [fund for fund in self.funds if line in fund.lines]

    def instrument(self, figure: str, lang: str) -> str:
        """Name a figure's instrument where it is not the usual one; else empty."""
        found = self.counted.get(figure)
        return (
            "" if found is None or found.instrument.is_usual else found.instrument.names.in_(lang)
        )

    def earmarked(self, row: Row, lang: str) -> str:
        """Say what earmarked source pays a row's figure, or which part of it; empty for none.

        Earmarked revenue pays expenditure: figures of other instruments have no such source.
        """
        if not row.get("instrument", {}).get("value", _USUAL).endswith(_USUAL):
            return ""
        key = tuple(row.get(name, {}).get("value", "") for name in ("line", "year", "phase"))
        told = []
        for it in self.earmarks.get((key[0], key[1], key[2]), ()):
            form = "" if it.part is None else texts(lang)["earmarked_part"]
            yen = readable_yen(it.part or 0, lang)
            told.append(form.format(it.names.in_(lang), yen) or it.names.in_(lang))
        return texts(lang)["comma"].join(told)


def beside() -> Beside:
    """Give what is beside the things of the release that is served. Raises EngineError."""
    made: Beside | None = current_app.extensions.get(_KEPT)
    if made is None:
        made = current_app.extensions[_KEPT] = Beside(_places(), _funds(), _counted(), _earmarks())
    return made


def _places() -> Mapping[str, Words]:
    """Give the place of each part whose title does not say enough.

    An item's is read under its measure's; another's may be borne by several parts of the release.
    """
    places = Places(lambda name: read_answer(ask(name).whole().decode()).records())
    titles = {iri: places.names[iri] for iri in places.parts if iri in places.names}
    borne = {lang: Counter(words.in_(lang) for words in titles.values()) for lang in ("ja", "en")}
    return {
        iri: places.parts[iri]
        for iri, words in titles.items()
        if places.levels[iri] == "Item"
        or any(count[words.in_(lang)] > 1 for lang, count in borne.items())
    }


def _funds() -> list[Fund]:
    """Describe each fund of the release, by IRI."""
    found = Description(FUND, ask_graph("describe", {"thing": FUND})).incoming.get(RDF_TYPE, [])
    return [_fund(node.value) for node in found if isinstance(node, ox.NamedNode)]


def _fund(iri: str) -> Fund:
    """Describe a fund."""
    said = Description(iri, ask_graph("describe", {"thing": iri}))
    labels = [node for node in said.facts.get(_LABEL, []) if isinstance(node, ox.Literal)]
    lines = [node for node in said.incoming.get(_THROUGH, []) if isinstance(node, ox.NamedNode)]
    return Fund(
        iri,
        {label.language or "ja": label.value for label in labels},
        frozenset(spot.text for spot in said.spots()),
        frozenset(line.value for line in lines),
    )


def _counted() -> Mapping[str, Counted]:
    """Ask for each counted figure's instrument and ceiling."""
    both = zip(*(ask_rows("concepts", {"lang": lang}) for lang in ("ja", "en")), strict=True)
    instruments = {
        row["notation"]["value"]: Instrument(
            row["concept"]["value"],
            Words(*(one.get("conceptLabel", one["concept"])["value"] for one in (row, english))),
        )
        for row, english in both
        if row["scheme"]["value"].endswith("/instrument")
    }
    return {
        row["observation"]["value"]: Counted(
            instruments[row["instrument"]["value"]],
            int(row["ceiling"]["value"]) if "ceiling" in row else None,
        )
        for row in ask_rows("table-observations")
    }


def _earmarks() -> Mapping[tuple[str, str, str], Sequence[Earmark]]:
    """Ask which figures an earmarked source pays."""
    found: dict[tuple[str, str, str], list[Earmark]] = defaultdict(list)
    both = zip(*(ask_rows("funding-sources", {"lang": lang}) for lang in ("ja", "en")), strict=True)
    for row, english in both:
        source = row["source"]["value"]
        ja, en = (one.get("sourceLabel", one["source"])["value"] for one in (row, english))
        is_part = row["isPart"]["value"] == "true"
        part = int(row["amount"]["value"]) if is_part else None
        key = (row["line"]["value"], row["year"]["value"], row["phase"]["value"])
        found[key].append(Earmark(source, Words(ja, en), part))
    return found
