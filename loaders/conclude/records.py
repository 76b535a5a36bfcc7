"""What the rules of conclusion give: lines, figures, cross-references, successions.

A mention is addressed by (edition, mention), a statement by (edition, mention, statement), a rate,
cap, target or progress figure (``TermRef``) by (edition, its number among its kind), each a
position from 0 in the readings, which stand in the order of their fiscal years.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from shisaku.loaders.records import Finding, Phase, Reading

MentionRef = tuple[int, int]
StatementRef = tuple[int, int, int]
TermRef = tuple[int, int]
MeasureRef = tuple[int, tuple[tuple[str, str], ...]]
Referent = MentionRef | StatementRef | MeasureRef | str


class ReferenceKind(StrEnum):
    """Kinds of cross-reference; the values are the concepts' notations."""

    REPRINT = "reprint"
    REPEAT = "repeat"
    RESTATEMENT = "restatement"
    WITHIN_WHOLE = "within-whole"
    SUB_LINE = "sub-line"
    EDITION_COMPARISON = "edition-comparison"
    RELATED_LINE = "related-line"


class Status(StrEnum):
    """Whether a cross-reference found what it refers to."""

    RESOLVED = "resolved"
    MISSING = "missing"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class Line:
    """A budget line: its name key (R1), slug, labels, and the line it is a part (うち) of."""

    key: str
    slug: str
    label: str
    english: str | None
    sub_line_of: str | None


@dataclass(frozen=True, slots=True)
class FigureKey:
    """What identifies a figure: line (name key), fiscal year, phase, instrument; part for うち.

    account: where one mention prints figures of several accounts that are else alike.
    """

    line: str
    fiscal_year: int
    phase: Phase
    instrument: str
    part: str | None = None
    account: str | None = None

    @property
    def whole(self) -> "FigureKey":
        """Give the key of the observation of which this is a part."""
        return replace(self, part=None)


@dataclass(frozen=True, slots=True)
class Figure:
    """The value of a figure in yen: as printed, or only a ceiling (every printing says 内数).

    component_of: the observation of which it is a part; None for an observation itself.
    phases: each phase that a statement about it prints. rounding_unit: in yen, as counted.
    funding, account: notations, where the statements about it print one only.
    is_superseded: only superseded editions print it, so that it is neither.
    """

    key: FigureKey
    yen: int
    is_ceiling: bool
    counted_from: StatementRef
    component_of: FigureKey | None
    phases: tuple[Phase, ...]
    rounding_unit: int
    funding: str | None
    account: str | None
    is_superseded: bool = False

    @property
    def lower(self) -> int:
        """Give the least that the print admits, in yen; a share (内数) may be nothing."""
        return min(self.yen, 0) if self.is_ceiling else self.yen

    @property
    def upper(self) -> int:
        """Give the most that the print admits, in yen; 0 for the share of a cut (▲)."""
        return max(self.yen, 0) if self.is_ceiling else self.yen


@dataclass(frozen=True, slots=True)
class CrossReference:
    """A conclusion about two printings, with its rule (notation) and its evidence.

    source, target, candidates: mentions, statements, measures or (as name keys) lines.
    evidence: the mention whose printed place supports the conclusion.
    agrees: of reprints and repeats (R8), and of figures that two editions print; else None.
    """

    kind: ReferenceKind
    status: Status
    source: Referent
    target: Referent | None
    rule: str
    evidence: MentionRef | StatementRef | MeasureRef
    candidates: tuple[Referent, ...] = ()
    agrees: bool | None = None


@dataclass(frozen=True, slots=True)
class Succession:
    """Predecessor lines giving way to a successor, as one edition prints it; by which rule."""

    edition: int
    successor: str
    predecessors: tuple[str, ...]
    evidence: tuple[MentionRef, ...]
    rule: str = "bracketed-predecessor"


@dataclass(frozen=True, slots=True)
class Conclusions:
    """All that is concluded from the readings of some editions."""

    readings: tuple[Reading, ...]
    lines: Mapping[str, Line]
    line_of: Mapping[MentionRef, str]
    references: tuple[CrossReference, ...]
    figures: Mapping[FigureKey, Figure]
    about: Mapping[StatementRef, FigureKey]
    successions: tuple[Succession, ...]
    line_of_rate: Mapping[tuple[int, int], str]
    line_of_cap: Mapping[tuple[int, int], str]
    overridden_rates: Mapping[TermRef, Sequence[TermRef]]
    overridden_caps: Mapping[TermRef, Sequence[TermRef]]
    repeated_rates: Mapping[TermRef, TermRef]
    targets_of_progress: Mapping[TermRef, TermRef]
    findings: tuple[tuple[int, Finding], ...]
