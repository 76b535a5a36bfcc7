"""Options that several commands share."""

from pathlib import Path

import click

release_option = click.option(
    "--release",
    default="release",
    show_default=True,
    envvar="SHISAKU_RELEASE",
    type=click.Path(path_type=Path),
    help="Directory of the release.",
)
