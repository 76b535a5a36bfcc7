"""``shisaku serve``: a release, or any RDF file, over HTTP."""

import re
import signal
from pathlib import Path

import click

from shisaku.server.cli.options import release_option


def _root(url: str | None) -> str | None:
    """Give an address of the root of a host; raises UsageError for another: links begin with /."""
    if not url or re.fullmatch(r"https?://[^/?#@\s]+/?", url):
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
    from shisaku.server.protocol.http import create_server, listen
    from shisaku.server.release import Release, open_dataset, open_release
    from shisaku.server.serving import Serving
    from shisaku.server.settings import read_settings
    from shisaku.server.supervision import Turn, supervise

    logging.basicConfig(level=logging.INFO, format="%(message)s", handlers=[LineHandler()])
    logging.getLogger("httpx2").setLevel(logging.WARNING)  # else a line for each query of a store
    log = logging.getLogger("shisaku")
    settings = read_settings()
    address = url or ("" if settings.trusted_proxy else f"http://{_reachable(host)}:{port}")

    def opened() -> Release:
        return open_dataset(data) if data else open_release(release)

    try:
        listening = listen(host, port)
    except OSError as error:
        problem = f"cannot listen on {host}:{port}: {error.strerror}"
        raise click.UsageError(f"{problem}; choose another --port") from error

    def serve(turn: Turn) -> None:
        serving = Serving(
            lambda found, engine: create_app(found, engine, settings, address), opened, settings
        )
        signal.signal(signal.SIGHUP, lambda *_: serving.reload())
        try:
            turn.wait()
            server = create_server(serving, listening, settings)
            server.beat = turn.beat
            log.info("http://%s:%s/  http://%s:%s/sparql", *2 * (host, port))
            server.run()
        finally:
            serving.close()

    supervise(serve)


def _reachable(host: str) -> str:
    """Give what clients write in an address for a host that is listened on."""
    from ipaddress import ip_address

    try:
        address = ip_address(host)
    except ValueError:
        return host
    if address.is_unspecified:  # every address of the machine is none that can be asked for
        return "127.0.0.1"
    return f"[{address}]" if address.version == 6 else host  # noqa: PLR2004
