"""The relationship graph of measures and budget lines, with networkx: exports and two answers."""

import io
import json
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from shisaku.queries.client import Answer

if TYPE_CHECKING:
    from networkx import MultiDiGraph

    Graph = MultiDiGraph[str]

_DATE = re.compile(r' lastmodifieddate="[^"]*"')


def build_graph(edges: Answer) -> "Graph":
    """Build the graph of the rows of ``relationship-edges.rq``.

    Nodes are IRIs with label (ja) and kind (measure, section, line); edges have kind (prints,
    reprint, repeat, within-whole, succession, related-line) and the printed line that shows them.
    """
    import networkx as nx  # noqa: PLC0415  (slow to import)

    graph: Graph = nx.MultiDiGraph()
    rows = [dict(zip(edges.columns, row, strict=True)) for row in edges.rows]
    nodes = {
        str(row[end]): {"label": str(row[f"{end}Label"]), "kind": str(row[f"{end}Type"])}
        for row in rows
        for end in ("source", "target")
    }
    for iri in sorted(nodes):
        graph.add_node(iri, **nodes[iri])
    keys = sorted(
        (str(r["source"]), str(r["target"]), str(r["kind"]), int(str(r["sourceLine"])))
        for r in rows
    )
    for source, target, kind, line in keys:
        graph.add_edge(source, target, key=f"{kind} L{line}", kind=kind, line=line)
    return graph


def components(graph: "Graph") -> Answer:
    """Say which measures hang together: the connected components, the largest first."""
    import networkx as nx  # noqa: PLC0415

    found = [sorted(nodes) for nodes in nx.weakly_connected_components(graph)]
    found.sort(key=lambda nodes: (-len(nodes), nodes))
    rows = []
    for number, nodes in enumerate(found, start=1):
        measures = [graph.nodes[n]["label"] for n in nodes if graph.nodes[n]["kind"] != "line"]
        lines = len(nodes) - len(measures)
        rows.append((number, len(measures), lines, "、".join(measures)))
    return Answer(("component", "measures", "lines", "labels"), tuple(rows))


def most_connected(graph: "Graph") -> Answer:
    """Give the budget lines by the number of measures that print them, at least two."""
    rows: list[tuple[int, str, str]] = []
    for node, data in graph.nodes(data=True):
        if data["kind"] == "line":
            count = len({n for n in graph.predecessors(node) if graph.nodes[n]["kind"] != "line"})
            rows.append((count, data["label"], node))
    shared = sorted((row for row in rows if row[0] > 1), key=lambda row: (-row[0], row[2]))
    return Answer(("measures", "label", "line"), tuple(shared))


def to_graphml(graph: "Graph") -> str:
    """Write the graph as GraphML, whose readers take edges with one id for one edge."""
    import networkx as nx  # noqa: PLC0415

    out = io.BytesIO()
    named: Graph = nx.MultiDiGraph()
    named.add_nodes_from(graph.nodes(data=True))
    for source, target, key, data in graph.edges(keys=True, data=True):
        named.add_edge(source, target, key=f"{source} {key} {target}", **data)
    nx.write_graphml(named, out)
    return out.getvalue().decode() + "\n"


def to_gexf(graph: "Graph") -> str:
    """Write the graph as GEXF, without the date that the library would stamp."""
    import networkx as nx  # noqa: PLC0415

    out = io.BytesIO()
    nx.write_gexf(graph, out)
    return _DATE.sub("", out.getvalue().decode()) + "\n"


def to_json(graph: "Graph") -> str:
    """Write the graph as node-link JSON."""
    import networkx as nx  # noqa: PLC0415

    data: dict[str, Any] = nx.node_link_data(graph, edges="edges")
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


WRITERS: Final[Mapping[str, "Callable[[Graph], str]"]] = {
    "graphml": to_graphml,
    "gexf": to_gexf,
    "json": to_json,
}
