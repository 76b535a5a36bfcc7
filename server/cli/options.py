"""Options that several commands share."""

from pathlib import Path

import click

profile_option = click.option(
    "--profile",
    metavar="NAME|FILE",
    help="Edition profile (generic, mic, request, or a YAML file), else by the head.",
)

release_option = click.option(
    "--release",
    default="release",
    show_default=True,
    envvar="SHISAKU_RELEASE",
    type=click.Path(path_type=Path),
    help="Directory of the release.",
)
