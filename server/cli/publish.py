"""``shisaku publish``: a release into a SPARQL store."""

import sys
from pathlib import Path

import click

from shisaku.server.cli.options import release_option


@click.command()
@click.argument("address")
@release_option
def command(address: str, release: Path) -> None:
    """Load a release into the store of SHISAKU_STORE, whose Graph Store Protocol is at ADDRESS.

    What is loaded is counted afterwards. Until then servers that answer from the store say that it
    is being loaded. Where the store holds the release already, nothing is done. SHISAKU_STORE_USER
    and SHISAKU_STORE_PASSWORD say who writes.

    \b
    Example:
      shisaku publish http://localhost:8890/sparql-graph-crud-auth
    """
    from shisaku.server.release import open_release
    from shisaku.server.remote.publishing import GraphStore, publish
    from shisaku.server.settings import read_settings

    settings = read_settings()
    if not settings.store:
        raise click.UsageError("SHISAKU_STORE is not set: set it to the store's SPARQL endpoint")

    def progress(graph: str) -> None:
        if sys.stderr.isatty():
            click.echo(f"{graph} …", err=True)

    found, store = open_release(release), GraphStore(address, settings)
    try:
        is_new = publish(found, store, settings, progress)
    finally:
        store.close()
    said = "is loaded" if is_new else "was there already"
    click.echo(f"{settings.store}: release {found.identifier} {said}")
