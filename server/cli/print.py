"""``shisaku print``: the budget blocks of a document, printed back from the graph alone."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import click

from shisaku.server.cli.options import release_option


@click.command(name="print")
@click.option("--edition", metavar="ED", help="Only this edition (2024). Default: all.")
@release_option
def command(edition: str | None, release: Path) -> None:
    """Print every budget block from the graph: its place, a line break, the block, a blank line.

    The place is the part's path in its edition; where several editions are printed, the edition
    goes before it.

    \b
    Example:
      shisaku print --edition 2024 --release release
    """
    blocks = list(printed_blocks(release))
    editions = list(dict.fromkeys(slug for slug, _, _ in blocks))
    if edition is not None and edition not in editions:
        offered = ", ".join(editions) or "none"
        raise click.UsageError(f"there is no edition {edition!r} here; there are: {offered}")
    for slug, place, text in blocks:
        if edition in {None, slug}:
            before = f"{slug}/" if edition is None and len(editions) > 1 else ""
            click.echo(f"{before}{place}\n{text}\n")


def printed_blocks(release: Path) -> Iterator[tuple[str, str, str]]:
    """Give edition, place and print of each block of a release, in the order of printing."""
    from shisaku.loaders.printing import print_block
    from shisaku.queries.catalogue import find_query
    from shisaku.server.cli.query import run_embedded

    values: dict[tuple[str, str], list[str]] = defaultdict(list)
    for thing, name, value in run_embedded(release, find_query("printed-values").text).rows:
        values[str(thing), str(name).rpartition("#")[2]].append(str(value))
    rows = run_embedded(release, find_query("printed-blocks").text).rows
    for edition, place, _, layout in rows:
        part = str(place)

        def of_slot(path: str, name: str, part: str = part) -> list[str]:
            return values[f"{part}/{path}", name]

        yield (
            str(edition).rpartition("/")[2],
            part.removeprefix(f"{edition}/"),
            print_block(str(layout), of_slot),
        )
