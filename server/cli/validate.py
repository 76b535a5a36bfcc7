"""``shisaku validate``: data in the contract's vocabulary against the shapes."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from shisaku.shapes.findings import Finding


@click.command()
@click.argument("data")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "turtle", "github", "sarif"]),
    default="text",
    show_default=True,
    help="For people; JSON; a SHACL report; annotations of the printed source for CI.",
)
@click.option("--only", multiple=True, metavar="S06", help="Check only this shape; repeatable.")
@click.option(
    "--sources",
    metavar="FOLDER",
    help="Where the printed documents lie: goes before their file names.",
)
def command(data: str, format_: str, only: tuple[str, ...], sources: str | None) -> None:
    """Validate DATA: a file, a folder, a release, or the address of a SPARQL endpoint.

    Files are Turtle, N-Triples, TriG, N-Quads, RDF/XML or JSON-LD by their suffix, or .gz of it.
    Findings name the file, line and column of the printed source. Exit status: 0 valid (warnings
    allowed), 1 violations, 2 unreadable.

    \b
    Examples:
      shisaku validate release --format json
      shisaku validate http://127.0.0.1:8000/sparql --only S06 --only S29
      shisaku validate graph.ttl.gz --format sarif --sources documents > findings.sarif
    """
    from shisaku.server.rdf import read_graph
    from shisaku.shapes.findings import beside, summary
    from shisaku.shapes.validator import shape_numbers, validate

    if unknown := sorted(set(only) - set(shape_numbers())):
        offered = ", ".join(shape_numbers())
        raise click.UsageError(f"there is no shape {', '.join(unknown)}; there are: {offered}")
    findings = validate(read_graph(data), only)
    if sources is not None:
        findings = beside(findings, sources)
    written = _written(findings, format_)
    if written:
        click.echo(written, nl=not written.endswith("\n"))
    if format_ == "text":
        click.echo(f"{data}: {summary(findings)}")
    raise SystemExit(any(finding.severity == "Violation" for finding in findings))


def _written(findings: "list[Finding]", format_: str) -> str:
    """Write findings in a format."""
    from importlib.metadata import version

    from shisaku.shapes.annotations import as_github, as_sarif, as_turtle
    from shisaku.shapes.findings import as_json, as_text

    if format_ == "sarif":
        return as_sarif(findings, version("shisaku"))
    return {"text": as_text, "json": as_json, "turtle": as_turtle, "github": as_github}[format_](
        findings
    )
