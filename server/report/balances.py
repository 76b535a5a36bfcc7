"""Explain, figure by figure, how the plain sum of print becomes the sum counted once."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from shisaku.queries.client import Value
from shisaku.server.report.places import Places, Row
from shisaku.server.report.records import OF_BOUND, Balance, Uncounted

NAME, FIGURE, PART = "same-normalized-name", "same-figure-of-line", "uchi-in-name"
REASONS = {
    "reprint": NAME,
    "repeat": NAME,
    "within": FIGURE,
    "no-whole": FIGURE,
    "same-figure": FIGURE,
    "component": PART,
    "reprint-of-bound": NAME,
    "repeat-of-bound": NAME,
    "same-figure-of-bound": FIGURE,
}
"""Why a printed figure is not counted where it stands, and the rule that says so."""
_SUMS = ("printedTotal", "lower", "upper", "contingent")
Key = tuple[str, str, str]
"""The IRIs of a fiscal year, a phase and an instrument."""


@dataclass(frozen=True, slots=True)
class _Links:
    """The mentions that print another again: marked (再掲), and without a mark."""

    reprints: frozenset[str]
    repeats: frozenset[str]


def balance(places: Places) -> Iterator[Balance]:
    """Give the balance of each fiscal year, phase and instrument, in this order.

    The sums are the answer to the public question ``overcount``; the figures between them are
    found by themselves, so that a sum which does not close is seen.
    """
    links = _Links(
        frozenset(str(row["reprint"]) for row in places.ask("reprints")),
        frozenset(str(row["mention"]) for row in places.ask("unmarked-repeats")),
    )
    sums = {(row["year"], row["phase"], row["instrument"]): row for row in places.ask("overcount")}
    uncounted = _uncounted(places.ask("counting"), links, places)
    order = {str(row["thing"]): row["order"] for row in places.ask("names")}

    def rank(key: Key) -> tuple[Value, Value, str, str]:
        return places.notations[key[0]], order[key[1]], key[1], key[2]

    for key in sorted(uncounted, key=rank):
        row = sums[places.notations[key[0]], key[1], key[2]]
        printed, lower, upper, contingent = (int(str(row[name])) for name in _SUMS)
        items = [  # what is contingent is in no bound: its ceilings are in the column apart
            item for item in uncounted[key] if not (contingent and item.reason == "no-whole")
        ]
        yield Balance(
            year=places.names[key[0]],
            phase=places.names[key[1]],
            instrument=places.names[key[2]],
            printed=printed,
            lower=lower,
            upper=upper,
            contingent=contingent,
            uncounted=tuple(items),
        )


def _uncounted(
    rows: Sequence[Row], links: _Links, places: Places
) -> Mapping[Key, Sequence[Uncounted]]:
    """Give what is not counted of each year, phase and instrument, in the order of printing."""
    found: dict[Key, list[Uncounted]] = defaultdict(list)
    for row in rows:
        group = found[str(row["year"]), str(row["phase"]), str(row["instrument"])]
        if reason := _reason(row, links):
            group.append(_record(row, reason, places))
    return found


def _reason(row: Row, links: _Links) -> str:
    """Say why a figure is not counted where it stands; nothing where it is."""
    is_chosen = row["countedFrom"] == row["statement"]
    if str(row["class"]).endswith("BudgetComponent"):
        return "component"
    if is_chosen and row["isCeiling"]:
        return "no-whole"
    if is_chosen:
        return ""
    end = OF_BOUND if row["isCeiling"] else ""
    if row["mention"] in links.reprints:
        return f"reprint{end}"
    if row["isWithin"] and not row["isCeiling"]:
        return "within"
    return f"repeat{end}" if row["mention"] in links.repeats else f"same-figure{end}"


def _record(row: Row, reason: str, places: Places) -> Uncounted:
    """Make the record of a figure that is not counted."""
    printing = places.printings[str(row["statement"])]
    counted = str(row["countedFrom"])
    return Uncounted(
        printing=printing,
        name=places.names[str(row["budgetLine"])],
        yen=int(str(row["yen"])),
        reason=reason,
        rule=REASONS[reason],
        counted=None if reason == "no-whole" else places.printings[counted],
    )
