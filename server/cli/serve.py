"""``shisaku serve``: a release, or any RDF file, over HTTP."""

import signal
from pathlib import Path
from urllib.parse import urlsplit

import click

from shisaku.server.cli.options import release_option


def _root(url: str | None) -> str | None:
    """Give an address of the root of a host; raises UsageError for another: links begin with /."""
    scheme, host, *path = urlsplit(url.rstrip("/") if url else "https://unsaid")
    if scheme in {"http", "https"} and host and not any(path):
        return url
    raise click.UsageError(
        f"--url {url}: pages are served at the root of a host only; give https://HOST, with no path"
    )


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Serve this RDF file (.nq, .trig, .ttl, .nt) instead of a release.",
)
@click.option(
    "--url",
    envvar="SHISAKU_URL",
    callback=lambda _context, _option, url: _root(url),
    help="Public address, where it is another (https://data.example.org); it has no path.",
)
@release_option
def command(host: str, port: int, data: Path | None, url: str | None, release: Path) -> None:
    """Serve SPARQL and pages until interrupted; ``shisaku config`` shows the limits.

    SIGHUP opens the release anew and changes over to it; no request is dropped.

    \b
    Examples:
      shisaku serve --port 8123
      shisaku serve --data mine.nq
    """
    import logging

    from shisaku.server.app import create_app
    from shisaku.server.observation import LineHandler
    from shisaku.server.protocol.http import create_server
    from shisaku.server.release import Release, open_dataset, open_release
    from shisaku.server.serving import Serving
    from shisaku.server.settings import read_settings

    logging.basicConfig(level=logging.INFO, format="%(message)s", handlers=[LineHandler()])
    logging.getLogger("httpx2").setLevel(logging.WARNING)  # else a line for each query of a store
    settings = read_settings()
    address = url or ("" if settings.trusted_proxy else f"http://{host}:{port}")

    def opened() -> Release:
        return open_dataset(data) if data else open_release(release)

    serving = Serving(
        lambda found, engine: create_app(found, engine, settings, address), opened, settings
    )
    try:
        server = create_server(serving, host, port, settings)
    except OSError as error:
        serving.close()
        problem = f"cannot listen on {host}:{port}: {error.strerror}"
        raise click.UsageError(f"{problem}; choose another --port") from error
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    signal.signal(signal.SIGHUP, lambda *_: serving.reload())
    logging.getLogger("shisaku").info("http://%s:%s/  http://%s:%s/sparql", *2 * (host, port))
    try:
        server.run()
    finally:
        serving.close()
