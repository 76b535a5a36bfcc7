"""``shisaku query``: questions of the catalogue."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from shisaku.server.cli.options import release_option

if TYPE_CHECKING:
    from shisaku.queries.client import Answer


@click.command()
@click.argument("name", required=False)
@click.option(
    "-p",
    "--parameter",
    "parameters",
    multiple=True,
    metavar="NAME=VALUE",
    help="A parameter's value.",
)
@click.option("--endpoint", metavar="URL", help="Ask this SPARQL endpoint, not the release.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
)
@release_option
def command(
    name: str | None,
    parameters: tuple[str, ...],
    endpoint: str | None,
    format_: str,
    release: Path,
) -> None:
    """Run the question NAME; without NAME, list the questions.

    \b
    Examples:
      shisaku query
      shisaku query chapter-totals -p year=2023 --format csv
      shisaku query shared-lines --endpoint http://127.0.0.1:8000/sparql
    """
    from shisaku.queries import client
    from shisaku.queries.catalogue import bind, find_query, read_catalogue, refuse_unknown_years

    if name is None:
        for query in read_catalogue().values():
            click.echo(f"{query.name}\t{query.summary}\t{query.summary_ja}")
        return

    def ask(text: str) -> "Answer":
        return client.run_remote(endpoint, text) if endpoint else run_embedded(release, text)

    query, values = find_query(name), dict(_pair(parameter) for parameter in parameters)
    text = bind(query, values)
    years = bind(find_query("figure-years"), {})
    refuse_unknown_years(query, values, lambda: [int(str(row[0])) for row in ask(years).rows])
    answer = ask(text)
    write = {"table": client.as_table, "csv": client.as_csv, "json": client.as_json}[format_]
    click.echo(write(answer), nl=False)


def _pair(parameter: str) -> tuple[str, str]:
    """Split NAME=VALUE."""
    name, equals, value = parameter.partition("=")
    if not equals:
        raise click.UsageError(f"{parameter!r} is no parameter: write NAME=VALUE")
    return name, value


def run_embedded(release: Path, text: str) -> "Answer":
    """Run a query on the store of a release."""
    from shisaku.server.evaluation import answer_of
    from shisaku.server.release import open_release
    from shisaku.server.store import open_store

    store = open_store(open_release(release).dataset.parent / "store")
    return answer_of(store, text)
