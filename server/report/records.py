"""What the report says, as records; the renderings (HTML, Markdown, RDF) are made of them.

Everything that people read is there in both languages; amounts are whole yen; lines and columns
count from 1.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from shisaku.queries.client import Value

Ask = Callable[[str], Sequence[Mapping[str, Value]]]
"""Asks a question of the catalogue by its name; gives its rows."""


@dataclass(frozen=True, slots=True, order=True)
class Words:
    """One text in both languages."""

    ja: str
    en: str

    def in_(self, lang: str) -> str:
        """Give the text in a language."""
        return self.ja if lang == "ja" else self.en


@dataclass(frozen=True, slots=True)
class Printing:
    """Something printed: its IRI, its characters, where they stand, and in which part.

    text: as printed, line breaks included. figure: the one in question, where text is a mention's.
    """

    iri: str
    text: str
    source: str
    line: int
    column: int
    part: Words
    figure: "Printing | None" = None

    @property
    def spot(self) -> "Printing":
        """Give the most exact place: the figure's, where one is in question."""
        return self.figure or self


@dataclass(frozen=True, slots=True)
class Finding:
    """One inconsistency: what it is about, and the printings that show it, side by side."""

    subject: Words
    printings: tuple[Printing, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of finding: how it is found and which rule of conclusion or shape it rests on.

    name: key of its texts. query: of the catalogue. rule: notation of the concept, or empty.
    shape: number of the SHACL shape that warns of the same, or empty.
    """

    name: str
    query: str
    rule: str = ""
    shape: str = ""


OF_BOUND = "-of-bound"
"""How reasons end that lead to a figure of which only a ceiling (内数) is printed."""


@dataclass(frozen=True, slots=True)
class Uncounted:
    """A printed figure that is not counted where it stands: why, and where its money counts.

    reason: key of its texts. rule: notation of the concept. counted: None where it counts nowhere.
    """

    printing: Printing
    name: Words
    yen: int
    reason: str
    rule: str
    counted: Printing | None

    @property
    def is_bound(self) -> bool:
        """Say whether only an upper bound counts at the other printing, which is 内数 as well."""
        return self.reason.endswith(OF_BOUND)


@dataclass(frozen=True, slots=True)
class Balance:
    """One fiscal year, phase and instrument: the plain sum of print, and what is counted, in yen.

    ``printed`` less all of ``uncounted`` is ``lower`` and ``contingent`` together. upper: with the
    wholes of which only a share (内数) is printed. contingent: guarantees, in neither bound. A
    phase holds its rounds (1次補正 …).
    """

    year: Words
    phase: Words
    instrument: Words
    printed: int
    lower: int
    upper: int
    contingent: int
    uncounted: tuple[Uncounted, ...]

    @property
    def doubled(self) -> int:
        """Give the yen that are printed more than once: too many for certain."""
        return self.printed - self.contingent - self.upper

    @property
    def unknown(self) -> int:
        """Give the yen of which an unknown share counts: between the bounds."""
        return self.upper - self.lower

    @property
    def overstated(self) -> tuple[Decimal, ...]:
        """Give by how many percent the plain sum is too high, at least and at most."""
        money = self.printed - self.contingent
        bounds = sorted({self.upper, self.lower} - {0}, reverse=True)
        return tuple(Decimal(100 * (money - bound)) / bound for bound in bounds)


@dataclass(frozen=True, slots=True, order=True)
class Remark:
    """What the reader could not place (is_unplaced), or placed with a remark.

    column: 0, as a remark is about a line.
    """

    source: str
    line: int
    is_unplaced: bool
    what: Words
    column: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report of one release.

    sources: checksums of the documents, slugs: of their editions, both by the document's name.
    rules: names of the rules of conclusion, by notation. checks: every kind, also without finding.
    """

    base: str
    release: str
    editions: tuple[str, ...]
    sources: Mapping[str, str]
    slugs: Mapping[str, str]
    rules: Mapping[str, Words]
    checks: tuple[tuple[Kind, tuple[Finding, ...]], ...]
    balances: tuple[Balance, ...]
    remarks: tuple[Remark, ...]

    @property
    def found(self) -> int:
        """Count the findings of all kinds."""
        return sum(len(findings) for _, findings in self.checks)
