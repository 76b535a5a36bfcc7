"""``shisaku config``: the settings in force, and the walls that stand."""

from dataclasses import asdict

import click


@click.command()
def command() -> None:
    """Show the settings in force, as environment variables, and the walls round a worker.

    \b
    Example:
      shisaku config
    """
    from shisaku.server.settings import HIDDEN, read_settings, variable
    from shisaku.server.workers.walls import standing_walls

    settings = read_settings()
    for name, value in asdict(settings).items():
        shown = value if isinstance(value, str) else f"{value:g}"
        if value and name in HIDDEN:
            shown = "(set)"
        click.echo(f"{variable(name)}={shown}")
    click.echo(f"# walls: {', '.join(standing_walls(settings.memory_mb))}")
