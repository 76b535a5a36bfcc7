"""The frozen records that reading gives and everything after it takes: what is printed, and where.

Nothing here is concluded. Money is whole yen; fiscal years are the calendar year they begin in
(2024 for 令和6年度); offsets count code points of the decoded file from 0, lines and
columns from 1.
"""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """The kinds of division of a document, from the top."""

    PILLAR = "pillar"
    CHAPTER = "ch"
    SECTION = "s"
    MEASURE = "m"
    ITEM = "i"


class Phase(StrEnum):
    """Budget phases as printed (contract R11); the values are the concepts' notations."""

    INITIAL = "initial"
    SUPPLEMENTARY = "supplementary"
    SUPPLEMENTARY_1 = "supplementary-1"
    SUPPLEMENTARY_2 = "supplementary-2"
    SUPPLEMENTARY_3 = "supplementary-3"
    RESERVE = "reserve"
    REQUEST = "request"
    PROPOSAL = "proposal"
    EXECUTED = "executed"
    CARRIED_OVER = "carried-over"
    UNUSED = "unused"

    @property
    def is_supplementary(self) -> bool:
        """Say whether this is any round of the supplementary budget (contract-2 P1)."""
        return self.startswith(Phase.SUPPLEMENTARY)


class Role(StrEnum):
    """Whether a figure is the item's own or an earlier one printed for comparison."""

    MAIN = "main"
    COMPARISON = "comparison"


@dataclass(frozen=True, slots=True)
class Span:
    """A run of characters of the source; ``end`` is exclusive, ``end_column`` inclusive."""

    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int
    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """One printing of a part's title, without its number and without （続き）."""

    title: str
    printed_number: str
    span: Span
    in_contents: bool

    @property
    def is_reprint(self) -> bool:
        """Say whether 再掲 is printed in the title."""
        return "再掲" in self.title


@dataclass(frozen=True, slots=True)
class Part:
    """A division of the document and its headings in the order of printing.

    path: level and identifier of each ancestor and of itself (contract section 2), such as
    ``(("ch", "10"), ("s", "4"))``; a number printed twice under one parent ends in ``-2``.
    parent: the path of the part that directly contains this one; empty under the edition.
    """

    level: Level
    path: tuple[tuple[str, str], ...]
    parent: tuple[tuple[str, str], ...]
    number: int
    headings: tuple[Heading, ...]

    @property
    def first_heading(self) -> Heading:
        """Give the first heading in the body, or in the contents if the body prints none."""
        return next((h for h in self.headings if not h.in_contents), self.headings[0])

    @property
    def title(self) -> str:
        """Give the title of the first heading (contract section 5, rdfs:label)."""
        return self.first_heading.title


@dataclass(frozen=True, slots=True)
class Statement:
    """One printed figure of a mention.

    yen: exact, negative for ▲. fiscal_year: None where no rule tells it.
    part_of: position (from 1) of the figure of which this is printed as うち, else None.
    predecessor: name printed in the brackets for a comparison figure of another line, else None.
    period: the words of year and phase printed before it, else None.
    unit: of a bare number in a table: text is then the number and this unit, which stands at
    unit_span, or nowhere where an edition profile says it; span is the number's.
    account: notation of the account (一般会計 …) that bears it, where one is printed.
    """

    text: str
    yen: int
    fiscal_year: int | None
    phase: Phase
    role: Role
    instrument: str
    span: Span
    is_within: bool = False
    is_part: bool = False
    part_of: int | None = None
    funding: str | None = None
    note: str | None = None
    predecessor: str | None = None
    period: str | None = None
    unit: str | None = None
    unit_span: Span | None = None
    account: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """One printing of a budget line at one place.

    part: path of the innermost item, measure or section in force; empty where none is.
    block: number (from 1) of the 【予算】 block that prints it.
    holders: names of the organizations, the publisher apart, that a note says hold the money.
    """

    name: str
    span: Span
    part: tuple[tuple[str, str], ...]
    block: int
    statements: tuple[Statement, ...]
    is_reprint: bool = False
    is_new: bool = False
    notes: tuple[str, ...] = ()
    holders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition of a rate: its words, and what its bounds are about where it has any.

    bounds: pairs of ``above``, ``atLeast``, ``below`` or ``atMost`` and a decimal as printed.
    restricts: whether the rate or cap holds only where it is met; remarks (上限あり) limit nothing.
    """

    text: str
    variable: str | None = None
    bounds: tuple[tuple[str, str], ...] = ()
    restricts: bool = True


@dataclass(frozen=True, slots=True)
class Rate:
    """One printed rate of subsidy, grant or allocation, as an exact fraction.

    kind, qualifiers, recipients: notations of concepts. base: what the fraction is taken of.
    target: the recipient or case, subsidised: what is, both as printed.
    part: the innermost part in force. group: offset of the table's title or the line that prints
    it with others. is_exception: printed as one (※…, …は) to a rate of its group.
    """

    text: str
    numerator: int
    denominator: int
    kind: str
    qualifiers: tuple[str, ...]
    base: str | None
    target: str | None
    subsidised: str | None
    recipients: tuple[str, ...]
    conditions: tuple[Condition, ...]
    part: tuple[tuple[str, str], ...]
    span: Span
    group: int
    is_exception: bool


@dataclass(frozen=True, slots=True)
class Cap:
    """One printed upper limit of a grant, in yen; part: the innermost part in force.

    period: the time that it holds for each of (``P1Y``), where one is printed (/年).
    """

    text: str
    yen: int
    conditions: tuple[Condition, ...]
    part: tuple[tuple[str, str], ...]
    span: Span
    period: str | None = None


@dataclass(frozen=True, slots=True)
class FixedGrant:
    """A grant of a fixed amount (定額): no fraction is printed; part: the innermost in force."""

    part: tuple[tuple[str, str], ...]
    span: Span


@dataclass(frozen=True, slots=True)
class LocalFinanceMeasure:
    """Help for what local governments pay themselves (交付税措置), printed without a fraction.

    kind: notation of a kind of rate. part: the innermost part in force.
    """

    kind: str
    part: tuple[tuple[str, str], ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a block's layout that a datum fills.

    kind: ``mention``, ``statement`` or ``rate``; position: of the mention or rate in the reading;
    statement: its position in the mention; index: which of several values, from 1.
    """

    kind: str
    position: int
    property: str
    statement: int = 0
    index: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One budget block: what is printed around its data, in order, and the mentions it prints.

    part: the part in force; mentions: their positions in the reading.
    """

    number: int
    part: tuple[tuple[str, str], ...]
    pieces: tuple[str | Slot, ...]
    span: Span
    mentions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or a bullet of the full text; part: the innermost part in force."""

    text: str
    is_bullet: bool
    part: tuple[tuple[str, str], ...]
    span: Span


class ActorRole(StrEnum):
    """What the print says an organization does there; the values are the concepts' notations."""

    IMPLEMENTS = "implementing-body"
    RECEIVES = "recipient"
    BUDGETS = "budgeting-body"
    KEEPS_FUND = "fund-keeper"


@dataclass(frozen=True, slots=True)
class Citation:
    """One printed naming of an organization, a law or a policy document.

    key: name key of the thing. name: its name, as the register writes it or else as printed.
    kind: its class. part: the innermost part in force. role: of an organization, where the print
    says one. within: key of the organization that it is printed as a part of. mentions: positions
    of the budget mentions that a naming with a role concerns; is_whole: whether all of their money.
    number: of a law. provision: its article, as printed. is_basis: 根拠 or に基づき is printed.
    date: as printed with the name; issued: the same in ISO form. decision: the words that say who
    decided a policy document.
    """

    key: str
    name: str
    kind: str
    part: tuple[tuple[str, str], ...]
    span: Span
    role: ActorRole | None = None
    within: str | None = None
    mentions: tuple[int, ...] = ()
    is_whole: bool = True
    number: str | None = None
    provision: str | None = None
    is_basis: bool = False
    date: str | None = None
    issued: str | None = None
    decision: str | None = None

    @property
    def is_text(self) -> bool:
        """Say whether a law or policy document is named, no organization."""
        return self.kind in {"LegalResource", "PolicyDocument"}


@dataclass(frozen=True, slots=True)
class Fund:
    """One printed naming of a fund (基金); name: its key. keeper: key of the body said to keep it.

    mentions: positions of the budget mentions whose money goes through it.
    """

    name: str
    keeper: str | None
    part: tuple[tuple[str, str], ...]
    span: Span
    mentions: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """One printed target: a number to be reached, in a unit as printed.

    value: a decimal with 万, 億 and 兆 written out. time: as printed, None where none is.
    fiscal_year: None where the time is no fiscal year. within: decimal number of years to reach it
    in. indicator: what is counted or measured, as printed. is_own: of the part, which else only
    contributes to it.
    """

    value: str
    unit: str
    time: str | None
    fiscal_year: int | None
    indicator: str | None
    part: tuple[tuple[str, str], ...]
    span: Span
    within: str | None = None
    is_approximate: bool = False
    is_own: bool = True


@dataclass(frozen=True, slots=True)
class Milestone:
    """One printed aim with a time and without a number; text: what is to be done, at its shortest.

    fiscal_year: of a range the last; of 以降 the first; None where the time is a calendar year.
    object: of a bare act, what it is done to.
    """

    text: str
    time: str
    fiscal_year: int | None
    part: tuple[tuple[str, str], ...]
    span: Span
    object: str | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """One printed number that was reached, in a unit as printed or the noun counted.

    value: as of a target. as_of: the time as printed, None where none is. indicator: what is
    counted, or else what was done with it, as printed beside the number.
    """

    value: str
    unit: str
    as_of: str | None
    is_approximate: bool
    indicator: str | None
    part: tuple[tuple[str, str], ...]
    span: Span


class FindingKind(StrEnum):
    """How serious a line of the extraction report is."""

    UNPLACED = "unplaced"
    REMARK = "remark"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something the reader could not place, or placed with a remark; line from 1."""

    line: int
    kind: FindingKind
    what: str


@dataclass(frozen=True, slots=True)
class Series:
    """A series of documents that one publisher issues year by year, such as 総務省重点施策.

    slug: its publisher's and its own. is_known: whether the register of series has it.
    """

    slug: str
    japanese: str
    english: str | None
    is_known: bool


@dataclass(frozen=True, slots=True)
class Edition:
    """What the document says of itself: where it stands in the graph and its defaults.

    slug: the edition's segment of IRIs. fiscal_year: of a figure printed without a year, else None.
    key: of publisher, series and year; a reissue has that of the edition it revises.
    revises: slug of that edition; is_superseded: whether another revises this one. Both are told
    by other documents (conclude/revisions.py).
    """

    slug: str
    title: str
    fiscal_year: int | None
    publisher: str
    publisher_slug: str
    issued: str | None
    series: Series
    key: str
    revises: str | None = None
    is_superseded: bool = False

    @property
    def english(self) -> str | None:
        """Give the English label: that of the series and the year, None where one is unknown."""
        known = self.series.english and self.fiscal_year
        return f"{self.series.english} {self.fiscal_year}" if known else None


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The file that spans point into: its name and its lower-case hexadecimal SHA-256."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one document prints, in its order, and the report of what no rule placed.

    passages: the prose; empty for a facts edition.
    """

    source: SourceFile
    edition: Edition
    parts: tuple[Part, ...]
    mentions: tuple[Mention, ...]
    blocks: tuple[Block, ...]
    rates: tuple[Rate, ...]
    caps: tuple[Cap, ...]
    fixed_grants: tuple[FixedGrant, ...]
    passages: tuple[Passage, ...]
    findings: tuple[Finding, ...]
    citations: tuple[Citation, ...] = ()
    funds: tuple[Fund, ...] = ()
    targets: tuple[Target, ...] = ()
    local_finance: tuple[LocalFinanceMeasure, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    progress: tuple[Progress, ...] = ()

    def mention_around(self, offset: int) -> int | None:
        """Give the position of the mention in whose printed place a character stands.

        In the places of several names printed in a row, it is the last that begins before it.
        """
        around = (
            (mention.span.start, position)
            for position, mention in enumerate(self.mentions)
            if mention.span.start <= offset < mention.span.end
        )
        return max(around, default=(0, None))[1]
