"""``shisaku redact``: a document → its facts edition."""

from pathlib import Path

import click


@click.command()
@click.argument("source", type=click.Path(path_type=Path))
@click.option(
    "--sidecar",
    type=click.Path(path_type=Path),
    help="Also write name and checksum of the original here (FACTS.txt.source.json).",
)
def command(source: Path, sidecar: Path | None) -> None:
    """Print the facts edition of SOURCE: prose blanked, each fact at its line and column.

    \b
    Example:
      shisaku redact measures.txt --sidecar facts.txt.source.json > facts.txt
    """
    from shisaku.loaders import facts
    from shisaku.loaders.document import read_document

    document = read_document(source)
    text = facts.redact(document)
    click.echo(text.encode(), nl=False)
    if sidecar is not None:
        sidecar.write_text(facts.sidecar(document, text), encoding="utf-8")
