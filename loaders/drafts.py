"""A budget item on the way from print to record: the rows of its name and of its figures."""

from dataclasses import dataclass

from shisaku.loaders.profile import Profile
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
