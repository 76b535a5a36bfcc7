"""Budget items on the way from print to record: the rows of a name and of its figures."""

from dataclasses import dataclass, field

from shisaku.loaders.profile import Profile
from shisaku.loaders.records import Finding
from shisaku.loaders.tokens import Token


@dataclass(frozen=True, slots=True)
class Draft:
    """One item of a block: the rows of its name and the tokens of its figures."""

    block: int
    profile: Profile
    names: tuple[tuple[Token, ...], ...]
    figures: tuple[tuple[Token, ...], ...]
    is_labelled: bool = True

    @property
    def tokens(self) -> list[Token]:
        """The tokens of the figures, row after row."""
        return [token for row in self.figures for token in row]


@dataclass
class Blocks:
    """All drafts of a document, in order, and the report of what no rule placed.

    asides: what is printed like an item and is none, such as a total.
    labels: start and end of each printed label; starts: where the label of a block begins.
    """

    drafts: list[Draft] = field(default_factory=list)
    asides: list[Draft] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    labels: list[tuple[int, int]] = field(default_factory=list)
    starts: dict[int, int] = field(default_factory=dict)
    count: int = 0
