"""``shisaku graph``: the relationship graph of measures and budget lines."""

from pathlib import Path

import click

from shisaku.server.cli.options import release_option


@click.command()
@click.option(
    "--format",
    "format_",
    type=click.Choice(["graphml", "gexf", "json"]),
    default="graphml",
    show_default=True,
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write, not standard output.",
)
@click.option("--components", is_flag=True, help="Answer: which measures hang together.")
@click.option(
    "--most-connected", is_flag=True, help="Answer: the lines that connect most measures."
)
@release_option
def command(
    format_: str, output: Path | None, components: bool, most_connected: bool, release: Path
) -> None:
    """Write the graph of measures and budget lines, or answer a question about it.

    \b
    Examples:
      shisaku graph --format gexf --output measures.gexf
      shisaku graph --components
    """
    from shisaku.queries import relationships
    from shisaku.queries.catalogue import find_query
    from shisaku.queries.client import as_table
    from shisaku.server.cli.query import run_embedded

    edges = run_embedded(release, find_query("relationship-edges").text)
    graph = relationships.build_graph(edges)
    if components or most_connected:
        answer = (
            relationships.components(graph) if components else relationships.most_connected(graph)
        )
        click.echo(as_table(answer), nl=False)
        return
    text = relationships.WRITERS[format_](graph)
    if output is None:
        click.echo(text, nl=False)
    else:
        output.write_text(text, encoding="utf-8")
