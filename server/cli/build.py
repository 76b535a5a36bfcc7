"""``shisaku build``: documents → a release."""

import sys
from pathlib import Path

import click

from shisaku.ontology.terms import BASE
from shisaku.server.cli.options import profile_option


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--out",
    "--release",
    "out",
    default="release",
    show_default=True,
    envvar="SHISAKU_RELEASE",
    type=click.Path(path_type=Path),
    help="Directory of the release; replaced whole when the build succeeds.",
)
@click.option("--base", default=BASE, show_default=True, help="Base of instance IRIs.")
@click.option("--fiscal-year", type=int, help="Year of figures, if the document names none (2024).")
@profile_option
@click.option(
    "--cache",
    envvar="SHISAKU_BUILD_CACHE",
    type=click.Path(path_type=Path, file_okay=False),
    help="Directory that keeps each document read: a later build reads only what has changed.",
)
@click.option(
    "--executor",
    metavar="MODULE:CALLABLE",
    help="Makes the concurrent.futures.Executor that runs the jobs; else processes do.",
)
def command(
    files: tuple[Path, ...],
    out: Path,
    base: str,
    fiscal_year: int | None,
    profile: str | None,
    cache: Path | None,
    executor: str | None,
) -> None:
    """Build FILES (default: the facts edition that is shipped) into one graph.

    \b
    Examples:
      shisaku build
      shisaku build measures-2024.txt measures-2025.txt --out release
      shisaku build documents/*.txt --cache kept --executor cluster:dask
    """
    from shisaku.server.build import InvalidGraph, Options, build, shipped_documents
    from shisaku.server.documents import Manner
    from shisaku.shapes.findings import as_text

    def progress(step: str) -> None:
        if sys.stderr.isatty():
            click.echo(f"{step} …", err=True)

    try:
        manner = Manner(base, fiscal_year, profile)
        options = Options(manner, progress, cache, executor)
        built = build(files or list(shipped_documents()), out, options)
    except InvalidGraph as error:
        click.echo(as_text(error.findings))
        click.echo(f"{out}: invalid, nothing was published / 違反があるため公開しません", err=True)
        raise SystemExit(1) from error
    counts, editions = built.record["counts"], len(built.record["editions"])
    if cache is not None:
        kept = editions - built.read
        click.echo(f"{built.read} of {editions} documents read, {kept} kept")
    click.echo(
        f"{out}: {counts['triples']:,} triples, {counts['mentions']:,} mentions, "
        f"{counts['lines']:,} budget lines; {counts['unplaced']} unplaced, "
        f"{counts['remarks']} remarks (report.txt); {len(built.warnings)} warnings of the shapes"
    )
