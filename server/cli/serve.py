"""``shisaku serve``: a release over HTTP."""

from pathlib import Path

import click

from shisaku.server.cli.options import release_option


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@release_option
def command(host: str, port: int, release: Path) -> None:
    """Serve SPARQL and pages until interrupted.

    \b
    Example:
      shisaku serve --port 8123
    """
    import waitress

    from shisaku.server.app import create_app
    from shisaku.server.release import open_release

    app = create_app(open_release(release))
    click.echo(f"http://{host}:{port}/  http://{host}:{port}/sparql", err=True)
    try:
        waitress.serve(app, host=host, port=port, ident=None, threads=8)
    except OSError as error:
        problem = f"cannot listen on {host}:{port}: {error.strerror}"
        raise click.UsageError(f"{problem}; choose another --port") from error
