"""Libraries that read what is served: pandas, PyLD, networkx and igraph."""

import json
import sys
import urllib.request
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import networkx as nx
import pandas as pd
import pytest
from pyld import jsonld

from tests.clients.test_clients import PILLARS, run

NS = "https://w3id.org/shisaku/ns#"
LABELS = f"""PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT * {{ ?pillar a <{NS}Pillar> ; <{NS}ordinal> ?ordinal ; rdfs:label ?label
  FILTER (LANG(?label) = "ja") }} ORDER BY ?ordinal"""
SUCCESSION = "succession"
IN_IGRAPH = """import igraph, json, sys
print(json.dumps(igraph.Graph.Read_GraphML(sys.argv[1]).es["kind"]))"""
"""Runs by itself: igraph imports matplotlib, under which SPARQL's parser needs twice the stack."""


def get(url: str, accept: str = "*/*") -> str:
    """Get a text."""
    asked = urllib.request.Request(url, headers={"Accept": accept})
    with urllib.request.urlopen(asked) as answer:
        text: str = answer.read().decode("utf-8")
        return text


@pytest.mark.parametrize(("format_", "mark"), [("csv", ","), ("tsv", "\t")])
def test_pandas_reads_rows_in_the_order_of_the_query(server: str, format_: str, mark: str) -> None:
    address = f"{server}/sparql?{urlencode({'query': LABELS, 'format': format_})}"

    found = pd.read_csv(address, sep=mark)

    assert [name.lstrip("?") for name in found.columns] == ["pillar", "ordinal", "label"]
    assert found.iloc[:, 1].tolist() == [1, 2, 3, 4, 5]
    assert [cell.strip("<>") for cell in found.iloc[:, 0]] == PILLARS
    assert all(not label.isascii() for label in found.iloc[:, 2])


def test_pandas_reads_an_answer_of_the_api(server: str) -> None:
    found = pd.read_csv(f"{server}/api/queries/chapter-totals?format=csv")

    assert found["total"].dtype == "int64"
    assert len(found) > 5


def load(url: str, _: Any) -> dict[str, Any]:
    """Fetch a context for PyLD."""
    document = json.loads(get(url, "application/ld+json"))
    return {"contextUrl": None, "documentUrl": url, "document": document}


@pytest.mark.parametrize("way", ["document", "answer"])
def test_pyld_frames_by_class_with_the_published_context(server: str, way: str) -> None:
    address = f"{server}/doc/id/2024/pillar/1.jsonld"
    if way == "answer":
        asked = {"query": f"DESCRIBE <{PILLARS[0]}>", "format": "jsonld"}
        address = f"{server}/sparql?{urlencode(asked)}"
    frame = {"@context": f"{server}/ns/context.jsonld", "@type": "Pillar", "@embed": "@never"}

    framed = jsonld.frame(json.loads(get(address)), frame, {"documentLoader": load})

    assert (framed["@id"], framed["ordinal"]) == (PILLARS[0], "1")
    assert "Pillar" in framed["@type"]
    assert set(framed["label"]) == {"ja", "en"}


def test_pyld_finds_each_thing_by_its_class_in_the_download(release: Path) -> None:
    graphs = json.loads((release / "dumps/graph.jsonld").read_text(encoding="utf-8"))

    nodes = [node for graph in graphs for node in graph["@graph"]]
    pillars = {node["@id"] for node in nodes if f"{NS}Pillar" in node.get("@type", ())}

    assert sorted(pillars) == PILLARS
    assert sorted(jsonld.expand(graphs[0])[0]) == ["@graph", "@id"]


def test_networkx_and_igraph_read_each_relation_as_one(server: str, tmp_path: Path) -> None:
    written = tmp_path / "relationships.graphml"
    written.write_text(get(f"{server}/dumps/relationships.graphml"), encoding="utf-8")
    told = json.loads(get(f"{server}/dumps/relationships.json"))
    kinds = Counter(edge["kind"] for edge in told["edges"])

    in_networkx: Any = nx.read_graphml(written, force_multigraph=True)
    in_igraph = json.loads(run(sys.executable, "-c", IN_IGRAPH, str(written)))
    ids = [key for _, _, key in in_networkx.edges(keys=True)]

    assert len(ids) == len(set(ids))
    assert Counter(kind for *_, kind in in_networkx.edges.data("kind")) == kinds
    assert Counter(in_igraph) == kinds
    assert kinds[SUCCESSION] > 1
