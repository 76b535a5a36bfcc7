"""``shisaku export-site``: the whole site as files."""

from pathlib import Path

import click

from shisaku.server.cli.options import release_option


@click.command()
@click.argument("out", type=click.Path(path_type=Path), metavar="DIR")
@click.option(
    "--url",
    help="Public address that the copy will have, with its path; else that of the release's IRIs.",
)
@release_option
def command(out: Path, url: str | None, release: Path) -> int:
    """Write every page, its RDF, the downloads and the sitemap into DIR, for any static host.

    DIR is replaced whole when every link leads somewhere; else it stays as it was (exit 1).

    \b
    Examples:
      shisaku export-site site
      shisaku export-site site --url https://user.example.org/budget
      python3 -m http.server --directory site
    """
    from urllib.parse import urljoin

    from shisaku.server.app import create_app
    from shisaku.server.local import LocalEngine
    from shisaku.server.pages.copy import blueprint
    from shisaku.server.publish.export import BrokenSite, ExportError, export_site
    from shisaku.server.release import open_release
    from shisaku.server.store import load_dataset

    opened = open_release(release)
    address = (url or urljoin(opened.base, "..")).rstrip("/")
    app = create_app(opened, LocalEngine(load_dataset(opened.dataset)), url=address)
    app.register_blueprint(blueprint)
    try:
        written = export_site(app, out, address, lambda step: click.echo(step, err=True))
    except BrokenSite as error:
        click.echo(f"{error}\nnothing was written", err=True)
        return 1
    except OSError as error:
        problem = f"{out}: {error.strerror or error}; give a directory to write, with room"
        raise ExportError(problem) from error
    click.echo(f"{out}: {written:,} files, every link leads somewhere")
    return 0
