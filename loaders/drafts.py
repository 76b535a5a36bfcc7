"""Budget items on the way from print to record: the rows of a name and of its figures."""

from dataclasses import dataclass, field

from shisaku.loaders.profile import Profile
from shisaku.loaders.records import Finding
from shisaku.loaders.tokens import Token, significant


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

    @property
    def run(self) -> tuple[int, int]:
        """The run of characters in which its names and figures stand."""
        words = significant([*self.tokens, *(token for row in self.names for token in row)])
        return min(token.start for token in words), max(token.end for token in words)


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

    @property
    def places(self) -> dict[int, tuple[int, int]]:
        """Give the run of each block, from its label to its last figure or note, by its number."""
        runs: dict[int, tuple[int, int]] = {}
        for draft in self.drafts:
            start, end = draft.run
            first, last = runs.get(draft.block, (self.starts.get(draft.block, start), end))
            runs[draft.block] = min(first, start), max(last, end)
        return runs
