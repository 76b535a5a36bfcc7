"""``shisaku config``: the settings in force."""

from dataclasses import asdict

import click


@click.command()
def command() -> None:
    """Show the settings in force, as environment variables.

    \b
    Example:
      shisaku config
    """
    from shisaku.server.settings import read_settings, variable

    for name, value in asdict(read_settings()).items():
        shown = value if isinstance(value, str) else f"{value:g}"
        click.echo(f"{variable(name)}={shown}")
