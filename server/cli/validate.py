"""``shisaku validate``: data in the contract's vocabulary against the shapes."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rdflib import Graph


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True
)
def command(file: Path, format_: str) -> None:
    """Validate FILE (Turtle, N-Triples, TriG, N-Quads, RDF/XML or JSON-LD, by its suffix).

    Exit status: 0 valid (warnings allowed), 1 violations, 2 unreadable.

    \b
    Example:
      shisaku validate release/graph.nt --format json
    """
    from shisaku.shapes.findings import as_json, as_text
    from shisaku.shapes.validator import validate

    findings = validate(read_graph(file))
    violations = [finding for finding in findings if finding.severity == "Violation"]
    if format_ == "json":
        click.echo(as_json(findings))
    else:
        if findings:
            click.echo(as_text(findings))
        click.echo(
            f"{file}: {len(violations)} violations, {len(findings) - len(violations)} warnings"
            f" / 違反{len(violations)}件、注意{len(findings) - len(violations)}件"
        )
    raise SystemExit(1 if violations else 0)


def read_graph(file: Path) -> "Graph":
    """Parse a file of RDF, all its graphs merged; raises LoadError when it cannot be read."""
    from rdflib import Dataset, Graph
    from rdflib.util import guess_format

    from shisaku.loaders.places import LoadError

    format_ = guess_format(str(file)) or "turtle"
    graph = Graph()
    try:
        text = file.read_text(encoding="utf-8")
        if format_ in {"trig", "nquads"}:
            for subject, predicate, value, _ in Dataset().parse(data=text, format=format_).quads():
                graph.add((subject, predicate, value))
        else:
            graph.parse(data=text, format=format_)
    except OSError as error:
        raise LoadError(str(file), error.strerror or str(error), "give a readable file") from error
    except Exception as error:
        reason = " ".join(str(error).split())[:200]
        raise LoadError(str(file), f"not {format_}: {reason}", "correct it there") from error
    return graph
