"""``shisaku changes``: what differs between two releases."""

from pathlib import Path

import click


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "turtle"]),
    default="text",
    show_default=True,
)
def command(old: Path, new: Path, format_: str) -> None:
    """Print which resources were added (+), changed (~) and removed (-) from release OLD to NEW.

    \b
    Example:
      shisaku changes release-2024 release --format turtle
    """
    from shisaku.server.publish.change_log import as_text, as_turtle
    from shisaku.server.publish.changes import compare
    from shisaku.server.release import open_release

    newer = open_release(new)
    changes = compare(open_release(old), newer)
    click.echo(as_text(changes) if format_ == "text" else as_turtle(changes, newer.base), nl=False)
