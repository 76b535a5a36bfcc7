"""Of which figure a year in brackets is: 1億円（6年度補正）, （6年度）1億円, 【補正予算】1億円."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from shisaku.loaders.document import Document
from shisaku.loaders.records import Phase
from shisaku.loaders.tokens import Kind, Token
from shisaku.loaders.years import read_year

_DATES = {Kind.YEAR, Kind.PHASE}


@dataclass
class BracketedYears:
    """Which year is of which figure, by the positions of their tokens.

    of: the year of an amount. behind: years printed behind their amounts.
    earlier: amounts that the year before them makes comparisons (R11).
    unplaced: years of which it cannot be told.
    """

    of: dict[int, int] = field(default_factory=dict)
    behind: set[int] = field(default_factory=set)
    earlier: set[int] = field(default_factory=set)
    unplaced: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Event:
    """A figure or a bracketed year outside other brackets; its run, brackets included."""

    position: int
    is_year: bool
    start: int
    end: int


def bracketed_years(
    document: Document, tokens: Sequence[Token], near: int | None
) -> BracketedYears:
    """Place the bracketed years of one mention; near: the edition's fiscal year.

    A line that begins with one prints each before its figure, a line that ends with one behind it.
    Where one stands on a line of its own, the lines are taken together.
    """
    found = BracketedYears()
    lines: Mapping[int, list[_Event]] = defaultdict(list)
    for event in _events(tokens):
        lines[document.line_at(event.start)].append(event)
    runs = list(lines.values())
    if any(all(event.is_year for event in run) for run in runs):
        runs = [[event for run in runs for event in run]]
    for run in runs:
        if any(event.is_year for event in run):
            _place(document, run, found, _is_misprint(document, run, tokens, near))
    return found


def _events(tokens: Sequence[Token]) -> Iterator[_Event]:
    """Give figures and bracketed years outside all other brackets, in order."""
    depth = 0
    for index, token in enumerate(tokens):
        if token.kind is Kind.YEAR and token.text.startswith("【") and depth == 0:
            yield _Event(index, True, token.start, token.end)
        elif token.kind in _DATES and depth == 1 and _is_alone(tokens, index):
            yield _Event(index, True, tokens[index - 1].start, tokens[index + 1].end)
        elif token.kind is Kind.AMOUNT and depth == 0:
            yield _Event(index, False, token.start, token.end)
        depth = max(0, depth + {Kind.OPEN: 1, Kind.CLOSE: -1}.get(token.kind, 0))


def _is_alone(tokens: Sequence[Token], index: int) -> bool:
    """Say whether a token is all that stands in its brackets."""
    around = [token.kind for token in tokens[index - 1 : index + 2]]
    return around[::2] == [Kind.OPEN, Kind.CLOSE]


def _place(
    document: Document, run: Sequence[_Event], found: BracketedYears, is_misprint: bool
) -> None:
    """Place the years of one run of figures and years."""
    for index, event in enumerate(run):
        if not event.is_year:
            continue
        before = run[index - 1] if index and not run[index - 1].is_year else None
        after = run[index + 1] if index + 1 < len(run) and not run[index + 1].is_year else None
        is_behind = not (run[0].is_year or is_misprint) and (
            run[-1].is_year or (before is not None and _is_joined(document, before, event))
        )
        chosen = before if is_behind else after
        is_told = run[0].is_year or is_behind or is_misprint
        if chosen is None or chosen.position in found.of or not is_told:
            found.unplaced.append(event.position)
            continue
        found.of[chosen.position] = event.position
        if is_behind:
            found.behind.add(event.position)
        elif is_misprint:
            found.earlier.add(chosen.position)


def _is_joined(document: Document, before: _Event, year: _Event) -> bool:
    """Say whether a bracket is closed up to the figure before it, or parted from the next."""
    return not document.folded[before.end : year.start] or _is_parted(document, year)


def _is_parted(document: Document, year: _Event) -> bool:
    """Say whether 、 or another sign parts a bracket from the figure behind it."""
    behind = document.folded[year.end : year.end + 8].lstrip()
    return behind.startswith(("、", ",", "及", "+", "/", "・"))


def _is_misprint(
    document: Document, run: Sequence[_Event], tokens: Sequence[Token], near: int | None
) -> bool:
    """Say whether a row prints a figure, an earlier initial year and its figure (L2828, L3287)."""
    if [event.is_year for event in run] != [False, True, False] or _is_parted(document, run[1]):
        return False
    year, phase = read_year(tokens[run[1].position].text, near)
    return phase is Phase.INITIAL and (near is None or (year or near) < near)
