"""``shisaku extract``: one document → JSON records."""

from pathlib import Path

import click

from shisaku.server.cli.options import profile_option


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--fiscal-year", type=int, help="Year of figures, if the document names none (2024).")
@profile_option
def command(file: Path, fiscal_year: int | None, profile: str | None) -> None:
    """Print what FILE prints: budgets, structure, cross-references, as JSON.

    What no rule placed, and what was read with a remark, is also listed on standard error
    as ``file:line: what``.

    \b
    Example:
      shisaku extract measures.txt > measures.json
    """
    from shisaku.loaders.interchange import as_json, report
    from shisaku.loaders.reader import read

    reading = read(file, fiscal_year, profile)
    click.echo(as_json(reading))
    for finding in report(reading):
        click.echo(f"{file.name}:{finding.line}: {finding.kind}: {finding.what}", err=True)
