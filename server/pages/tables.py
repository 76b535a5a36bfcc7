"""An answer as a table for people: names that lead to pages, yen in readable units."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shisaku.queries.columns import column_of, read_columns
from shisaku.server.pages.addresses import Addresses
from shisaku.server.pages.asking import Cell
from shisaku.server.pages.beside import beside
from shisaku.server.pages.texts import readable_yen, texts


@dataclass(frozen=True, slots=True)
class TableCell:
    """Words, where they lead, the exact value where the words are rounded."""

    words: str
    address: str | None = None
    title: str = ""
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Column headings, and rows of as many cells."""

    columns: tuple[str, ...]
    rows: tuple[tuple[TableCell, ...], ...]


def make_table(
    columns: Sequence[str], rows: Sequence[Mapping[str, Cell]], addresses: Addresses, lang: str
) -> Table:
    """Arrange an answer: ``xLabel`` becomes the words of ``x``, which has no column of its own.

    Nor has ``observation``: yen lead to it, and so to their printed place. Yen of a budget line are
    told with its fund and their earmarked source, where rows have any.
    """
    shown = [name for name in columns if f"{name}Label" not in columns and name != "observation"]
    headings = [column_of(name, columns) for name in shown]
    added = _added(rows, addresses, lang) if "yen" in {one.unit for one in headings} else {}
    return Table(
        (*(one.label_ja if lang == "ja" else one.label for one in headings), *added),
        tuple(
            (
                *(_cell(name, row, addresses, lang) for name in shown),
                *(cells[at] for cells in added.values()),
            )
            for at, row in enumerate(rows)
        ),
    )


def _added(
    rows: Sequence[Mapping[str, Cell]], addresses: Addresses, lang: str
) -> Mapping[str, Sequence[TableCell]]:
    """Give the columns of earmarked sources and funds, by heading, where any row has one."""
    t, known = texts(lang), beside()
    funds = [known.funds_of(row) for row in rows]
    columns = {
        t["earmarked"]: [TableCell(known.earmarked(row, lang)) for row in rows],
        t["fund"]: [
            TableCell(found[0].label(lang), addresses.document(found[0].iri), found[0].iri)
            if found
            else TableCell("")
            for found in funds
        ],
    }
    return {heading: c for heading, c in columns.items() if any(cell.words for cell in c)}


def _cell(name: str, row: Mapping[str, Cell], addresses: Addresses, lang: str) -> TableCell:
    """Make one cell."""
    thing = row.get(name.removesuffix("Label"))
    cell = row.get(name) or thing  # what has no name in the language is shown by its IRI
    if cell is None:
        return TableCell("")
    iri = thing["value"] if thing and thing["type"] == "uri" else ""
    if read_columns()[name].unit == "yen":
        yen = int(cell["value"])
        figure = row.get("observation", {}).get("value", "")
        words = readable_yen(yen, lang)
        return TableCell(words, addresses.document(figure), f"{yen:,}", is_number=True)
    if cell.get("datatype", "").endswith("#boolean"):
        return TableCell(texts(lang)["yes" if cell["value"] == "true" else "no"])
    is_number = cell.get("datatype", "").endswith(("#integer", "#decimal"))
    words = cell["value"] if cell["type"] != "uri" else cell["value"].rpartition("/")[2]
    if iri and (place := beside().places.get(iri)):
        words = texts(lang)["in_place"].format(words, place.in_(lang))
    return TableCell(words, addresses.document(iri) if iri else None, iri, is_number)
