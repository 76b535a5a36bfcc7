"""Find what is inconsistent: the kinds of finding, each with what makes findings of its rows."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from shisaku.loaders.names import name_key
from shisaku.queries.catalogue import find_query
from shisaku.server.report.places import Places, Row
from shisaku.server.report.records import Finding, Kind, Printing, Words
from shisaku.shapes import findings as shapes

DISAGREE = Kind("disagree", "disagreeing-printings", "same-normalized-name", "S36")
PHASES = Kind("phases", "phases-of-one-figure", "same-normalized-name", "S28")
AMOUNTS = Kind("amounts", "figures-printed-differently", "same-figure-of-line", "S29")
EDITIONS = Kind("editions", "edition-disagreements", "same-figure-across-editions", "S29")
NO_ORIGINAL = Kind("no-original", "reprints-without-original", "same-normalized-name", "S33")
NO_WHOLE = Kind("no-whole", "within-wholes", "same-figure-of-line")
NO_COMPARISON = Kind("no-comparison", "comparisons-missing")
TITLES = Kind("titles", "printed-places", "same-normalized-title")
UNTITLED = Kind("untitled", "printed-places")
TERMS = Kind("terms", "variables-printed-differently")
WARNINGS = Kind("warnings", "")
IN_CONTENTS = frozenset({"Pillar", "Chapter", "Section"})
"""The levels that a table of contents lists."""
Warnings = Sequence[shapes.Finding]


def find(places: Places, warnings: Warnings) -> Iterator[tuple[Kind, tuple[Finding, ...]]]:
    """Give the findings of each kind, in the order of printing; kinds without any too.

    warnings: what the shapes found; those that no other kind tells are a kind of their own.
    """
    for kind, make in _FROM_QUERIES.items():
        yield kind, tuple(make(places.ask(kind.query), places))
    yield TITLES, tuple(_differing_titles(places))
    yield UNTITLED, tuple(_titles_of_one_side(places))
    told = {kind.shape for kind in _FROM_QUERIES}
    yield WARNINGS, tuple(_warning(w, places) for w in warnings if w.shape not in told)


def _pairs(rows: Iterable[Row], places: Places) -> Iterator[Finding]:
    """Make a finding of each pair of figures that contradict each other."""
    for row in rows:
        pair = str(row["statement"]), str(row["otherStatement"])
        printings = tuple(places.printings[iri] for iri in pair)
        yield Finding(places.name_of_line(pair[0]), printings)


def _mentions(rows: Iterable[Row], places: Places) -> Iterator[Finding]:
    """Make a finding of each mention."""
    for row in rows:
        mention = str(row["mention"])
        yield Finding(places.name_of_line(mention), (places.printings[mention],))


def _shares(rows: Iterable[Row], places: Places) -> Iterator[Finding]:
    """Make a finding of each figure all of whose printings are shares (内数)."""
    figures = {str(row["statement"]): str(row["figure"]) for row in places.ask("counting")}
    wholeless = [str(row["statement"]) for row in rows if row["wholeLine"] is None]
    yield from _grouped(wholeless, figures, places)


def _by_line(rows: Iterable[Row], places: Places) -> Iterator[Finding]:
    """Make a finding of each line, with all its figures."""
    yield from _grouped([str(row["statement"]) for row in rows], places.lines, places)


def _terms(rows: Iterable[Row], places: Places) -> Iterator[Finding]:
    """Make a finding of each thing that conditions name in different words."""
    found: dict[Words, list[Printing]] = defaultdict(list)
    for row in rows:
        subject = Words(str(row["japanese"]), str(row["english"]))
        found[subject].append(places.printings[str(row["condition"])])
    for subject, printings in found.items():
        yield Finding(subject, tuple(printings))


def _grouped(
    statements: Iterable[str], groups: Mapping[str, str], places: Places
) -> Iterator[Finding]:
    """Make a finding of the figures of each group, in the order of printing."""
    found: dict[str, list[Printing]] = defaultdict(list)
    for statement in statements:
        found[groups[statement]].append(places.printings[statement])
    for printings in found.values():
        yield Finding(places.name_of_line(printings[0].spot.iri), tuple(printings))


_FROM_QUERIES: dict[Kind, Callable[[Iterable[Row], Places], Iterator[Finding]]] = {
    DISAGREE: _pairs,
    PHASES: _pairs,
    AMOUNTS: _pairs,
    EDITIONS: _pairs,
    NO_ORIGINAL: _mentions,
    NO_WHOLE: _shares,
    NO_COMPARISON: _by_line,
    TERMS: _terms,
}


def _differing_titles(places: Places) -> Iterator[Finding]:
    """Find parts whose title is printed in different characters; width and spaces do not count."""
    for part, headings in _by_part(places).items():
        if len({name_key(printing.text) for _, printing in headings}) > 1:
            yield Finding(places.names[part], tuple(printing for _, printing in headings))


def _titles_of_one_side(places: Places) -> Iterator[Finding]:
    """Find parts that only the contents print, or only the body of a document with contents."""
    with_contents = {printing.source for _, inside, printing in places.headings if inside}
    for part, headings in _by_part(places).items():
        is_listed = places.levels[part] in IN_CONTENTS and headings[0][1].source in with_contents
        if is_listed and len({inside for inside, _ in headings}) == 1:
            yield Finding(places.names[part], tuple(printing for _, printing in headings))


def _by_part(places: Places) -> Mapping[str, list[tuple[bool, Printing]]]:
    """Give each part's titles in the order of printing, with whether the contents print them."""
    parts: dict[str, list[tuple[bool, Printing]]] = defaultdict(list)
    for part, inside, printing in places.headings:
        parts[part].append((inside, printing))
    return parts


def _warning(warning: shapes.Finding, places: Places) -> Finding:
    """Make a finding of a shape's warning: what the shape says, and what it is about."""
    place = (warning.source, warning.lines[0] if warning.lines else 0, 0)
    unknown = Printing(warning.focus_node, warning.focus_node, *place, Words("", ""))
    printing = places.printings.get(warning.focus_node, unknown)
    said = Words(f"{warning.shape}: {warning.message_ja}", f"{warning.shape}: {warning.message_en}")
    return Finding(said, (printing,))


def summary(kind: Kind) -> Words | None:
    """Give what the query of a kind answers, in its own words; None where there is none."""
    if not kind.query:
        return None
    query = find_query(kind.query)
    return Words(query.summary_ja, query.summary)
