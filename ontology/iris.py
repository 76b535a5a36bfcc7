"""IRIs of instances (contract section 2): readable, positional, stable under a new scan."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from shisaku.ontology.terms import BASE

_SEGMENT = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def _segment(value: str | int) -> str:
    """Give a value as one segment of an IRI; ValueError where it is no slug and no number."""
    text = str(value)
    if not _SEGMENT.fullmatch(text):
        raise ValueError(f"{text!r} is no part of an IRI: expected [a-z0-9]+(-[a-z0-9]+)*")
    return text


@dataclass(frozen=True, slots=True)
class Iris:
    """Makes the IRIs of instances under a base, which ends in a slash."""

    base: str = BASE

    def child(self, parent: str, *segments: str | int) -> str:
        """Give the IRI under a parent's, such as ``{measure}/b/2``."""
        return "/".join((parent, *map(_segment, segments)))

    def edition(self, slug: str) -> str:
        """Give an edition's IRI: ``2024``, ``mlit-budget-request-2026``."""
        return f"{self.base}{_segment(slug)}"

    def series(self, slug: str) -> str:
        """Give the IRI of a series of documents: ``series/mic-priority-policies``."""
        return self.child(f"{self.base}series", slug)

    def part(self, edition: str, path: Iterable[tuple[str, str]]) -> str:
        """Give a part's IRI: ``2024/ch/10/s/4/m/1``; the edition's for an empty path."""
        return self.child(self.edition(edition), *(segment for step in path for segment in step))

    def heading(self, part: str, number: int) -> str:
        """Give a heading's IRI; numbers count the printings of a part's title from 1."""
        return self.child(part, "h", number)

    def printed(self, part: str, kind: str, number: int) -> str:
        """Give the IRI of what a part prints, by kind: ``b`` mention, ``p`` passage, ``r`` rate."""
        return self.child(part, kind, number)

    def statement(self, mention: str, number: int) -> str:
        """Give a statement's IRI under its mention."""
        return self.child(mention, "a", number)

    def condition(self, rate: str, number: int) -> str:
        """Give the IRI of a condition of a rate or cap."""
        return self.child(rate, "c", number)

    def span(self, thing: str) -> str:
        """Give the IRI of the place where a thing is printed."""
        return self.child(thing, "span")

    def cross_reference(self, referring: str, kind: str) -> str:
        """Give a cross-reference's IRI under what refers."""
        return self.child(referring, "x", kind)

    def line(self, slug: str) -> str:
        """Give a budget line's IRI."""
        return self.child(f"{self.base}line", slug)

    def observation(self, line: str, year: int, phase: str, instrument: str) -> str:
        """Give an observation's IRI; the instrument is added unless it is appropriation."""
        added = () if instrument == "appropriation" else (instrument,)
        return self.child(line, year, phase, *added)

    def component(self, observation: str, part: str | int) -> str:
        """Give the IRI of a part (うち) of an observation, by funding source or number."""
        return self.child(observation, "part", part)

    def succession(self, slug: str, edition: str) -> str:
        """Give the IRI of a succession, by the slug of its first successor."""
        return self.child(f"{self.base}succession", slug, edition)

    def fiscal_year(self, year: int) -> str:
        """Give a fiscal year's IRI."""
        return self.child(f"{self.base}fy", year)

    def organization(self, slug: str) -> str:
        """Give an organization's IRI."""
        return self.child(f"{self.base}org", slug)

    def law(self, slug: str) -> str:
        """Give a law's IRI."""
        return self.child(f"{self.base}law", slug)

    def policy(self, slug: str) -> str:
        """Give a policy document's IRI."""
        return self.child(f"{self.base}policy", slug)

    def fund(self, slug: str) -> str:
        """Give a fund's IRI."""
        return self.child(f"{self.base}fund", slug)

    def source(self, sha256: str) -> str:
        """Give a source file's IRI, by the first 12 digits of its SHA-256."""
        return self.child(f"{self.base}source", sha256[:12])
