"""``shisaku report``: the data-quality report of a release."""

from pathlib import Path

import click

from shisaku.server.cli.options import release_option


@click.command()
@click.option(
    "--format",
    "format_",
    type=click.Choice(["html", "markdown", "turtle"]),
    default="html",
    show_default=True,
)
@click.option("--lang", type=click.Choice(["ja", "en"]), default="ja", show_default=True)
@release_option
def command(format_: str, lang: str, release: Path) -> None:
    """Print the report that the build of a release made: what is inconsistent in print, and why.

    HTML has its style within, to be kept or sent as one file; Turtle holds both languages.

    \b
    Examples:
      shisaku report > report.html
      shisaku report --format markdown --lang en
    """
    from shisaku.server.release import open_release
    from shisaku.server.report.making import TURTLE, markdown_name, page_name
    from shisaku.server.report.rendering import stand_alone

    names = {"html": page_name(lang), "markdown": markdown_name(lang), "turtle": TURTLE}
    text = open_release(release).read(names[format_]).decode()
    click.echo(stand_alone(text) if format_ == "html" else text, nl=False)
