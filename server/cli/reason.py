"""``shisaku reason``: whether data contradicts the ontology, and why."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from shisaku.server.cli.options import release_option

if TYPE_CHECKING:
    from rdflib import Graph


@click.command()
@click.argument("data", required=False)
@click.option(
    "--rules", is_flag=True, help="By the OWL 2 RL rules: faster, no Java, less complete."
)
@release_option
def command(data: str | None, rules: bool, release: Path) -> None:
    """Check DATA (file, folder, release or endpoint; default: the release) against the ontology.

    HermiT decides (needs Java). A contradiction is explained: the facts and the axioms that
    cause it, none of which can be left out.
    Exit status: 0 consistent, 1 a contradiction or impossible classes, 2 cannot run.

    \b
    Examples:
      shisaku reason
      shisaku reason mine.ttl --rules
    """
    from shisaku.ontology.reasoning import with_ontology
    from shisaku.server import entailment, hermit
    from shisaku.server.rdf import read_graph

    source = data or str(release)
    graph = with_ontology(read_graph(source))
    verdict = entailment.reason(graph) if rules else hermit.reason(graph)
    click.echo(f"{source}: {verdict}")
    if not verdict.consistent:
        click.echo(explanation(graph))
    raise SystemExit(0 if verdict.is_faultless else 1)


def explanation(graph: "Graph") -> str:
    """Say in Japanese and English what contradicts itself in a graph."""
    from shisaku.ontology.explanation import explain
    from shisaku.ontology.words import Words
    from shisaku.server import entailment, hermit

    focus = entailment.find_clash(graph)
    reasoner = hermit if focus is None else entailment  # the rules are faster, where they see it
    found = explain(graph, reasoner.is_consistent, focus)
    ja, en = Words(graph, "ja"), Words(graph, "en")
    lines = []
    for title, statements in (("データ / data", found.facts), ("公理 / axioms", found.axioms)):
        lines.append(f"{title}:")
        lines += [f"  {ja.sentence(one)}\n    {en.sentence(one)}" for one in statements]
    return "\n".join(lines)
