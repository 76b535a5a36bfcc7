"""SPARQLWrapper with each of its settings, for each kind of query, as its users set it."""

import json
from typing import Any

import pytest
from rdflib import RDF, Graph
from SPARQLWrapper import (
    CSV,
    GET,
    JSON,
    JSONLD,
    N3,
    POST,
    POSTDIRECTLY,
    RDFXML,
    TSV,
    TURTLE,
    URLENCODED,
    XML,
    SPARQLWrapper,
)
from SPARQLWrapper import RDF as RDF_SETTING

from tests.clients.test_clients import CONSTRUCT, PILLAR, PILLARS, SELECT

ROWS = {XML: "xml", None: "xml", CSV: "csv", TSV: "tab-separated-values"}
"""What rows and truths come in, by setting; JSON in all others, which are for graphs."""
GRAPHS = {
    XML: "rdf+xml", None: "rdf+xml", RDF_SETTING: "rdf+xml", RDFXML: "rdf+xml",
    JSONLD: "ld+json", JSON: "ld+json",
}  # fmt: skip
"""What graphs come in, by setting; Turtle in all others: it is N3, and none is for graphs."""
SETTINGS = (None, XML, JSON, CSV, TSV, TURTLE, N3, RDF_SETTING, RDFXML, JSONLD)
WAYS = {"get": (GET, URLENCODED), "form": (POST, URLENCODED), "direct": (POST, POSTDIRECTLY)}
pytestmark = [
    pytest.mark.filterwarnings("ignore::RuntimeWarning:SPARQLWrapper"),  # a setting that fits not
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),
]


def asked(server: str, query: str, setting: str | None, way: str = "get") -> tuple[str, Any]:
    """Ask; give the answer's media type and what SPARQLWrapper makes of it."""
    wrapper = SPARQLWrapper(f"{server}/sparql")
    wrapper.setQuery(query)
    if setting:
        wrapper.setReturnFormat(setting)
    method, request_method = WAYS[way]
    wrapper.setMethod(method)
    wrapper.setRequestMethod(request_method)
    answer = wrapper.query()
    media_type: str = answer.info()["content-type"]
    return media_type.partition(";")[0], answer.convert()


def values(found: Any, media_type: str) -> list[str]:
    """Give the values of rows in any format."""
    if media_type.endswith("json"):
        return [row["s"]["value"] for row in found["results"]["bindings"]]
    if media_type.endswith("xml"):
        return [uri.firstChild.data for uri in found.getElementsByTagName("uri")]
    return [line.strip("<>") for line in found.decode().split()[1:]]


def graph(found: Any) -> Graph:
    """Give a graph: SPARQLWrapper reads some formats, and leaves Turtle to its user."""
    return Graph().parse(data=found, format="turtle") if isinstance(found, bytes) else found


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("setting", SETTINGS)
def test_each_setting_gets_rows_and_a_truth(server: str, setting: str | None, way: str) -> None:
    media_type, rows = asked(server, SELECT, setting, way)
    _, truth = asked(server, "ASK {}", setting, way)

    assert media_type.endswith(ROWS.get(setting, "json"))
    assert values(rows, media_type) == PILLARS
    if media_type.endswith("json"):
        assert truth["boolean"] is True
    else:
        text = truth.toxml() if media_type.endswith("xml") else truth.decode()
        assert "true" in text


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("setting", SETTINGS)
def test_each_setting_gets_a_graph_constructed_or_described(
    server: str, setting: str | None, way: str
) -> None:
    media_type, constructed = asked(server, CONSTRUCT, setting, way)
    _, described = asked(server, f"DESCRIBE <{PILLARS[0]}>", setting, way)

    assert media_type.endswith(GRAPHS.get(setting, "turtle"))
    assert sorted(map(str, graph(constructed).subjects(RDF.type, PILLAR))) == PILLARS
    assert (None, RDF.type, PILLAR) in graph(described)


def test_only_negotiating_gets_all_too(server: str) -> None:
    wrapper = SPARQLWrapper(f"{server}/sparql", returnFormat=N3)
    wrapper.setOnlyConneg(True)
    wrapper.setQuery(CONSTRUCT)

    assert len(graph(wrapper.queryAndConvert())) == 5


def test_an_unknown_format_leaves_the_choice_to_accept(server: str) -> None:
    wrapper = SPARQLWrapper(f"{server}/sparql")
    wrapper.addParameter("format", "docx")
    wrapper.setQuery(SELECT)
    wrapper.setOnlyConneg(True)
    wrapper.setReturnFormat(JSON)

    found = wrapper.query()

    assert found.info()["content-type"] == "application/sparql-results+json"
    assert len(json.load(found.response)["results"]["bindings"]) == 5
