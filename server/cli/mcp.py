"""``shisaku mcp``: tools for agents over standard input and output."""

from pathlib import Path

import click

from shisaku.server.cli.options import release_option


@click.command()
@release_option
def command(release: Path) -> None:
    """Serve the Model Context Protocol on standard input and output, for one agent.

    ``shisaku serve`` offers the same tools over HTTP, at /mcp.

    \b
    Example:
      shisaku mcp --release release
    """
    from shisaku.server.app import create_app
    from shisaku.server.mcp import create_mcp_server
    from shisaku.server.release import open_release
    from shisaku.server.serving import open_engine
    from shisaku.server.settings import read_settings

    found, settings = open_release(release), read_settings()
    engine = open_engine(found, settings)
    try:
        with create_app(found, engine, settings).app_context():
            create_mcp_server().run("stdio")
    finally:
        engine.close()
