"""Names of the vocabulary: its namespaces, the one table of prefixes, the files that define it."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

NAMESPACE: Final = "https://w3id.org/shisaku/ns#"
CONCEPTS: Final = "https://w3id.org/shisaku/concept/"
BASE: Final = "https://w3id.org/shisaku/id/"
"""Where instances live unless a build is given another base (contract section 2)."""

PREFIXES: Final = {
    "account": f"{CONCEPTS}account/",
    "actor": f"{CONCEPTS}actor/",
    "as": "https://www.w3.org/ns/activitystreams#",
    "citation": f"{CONCEPTS}citation/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "funding": f"{CONCEPTS}funding/",
    "instrument": f"{CONCEPTS}instrument/",
    "kind": f"{CONCEPTS}kind/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "phase": f"{CONCEPTS}phase/",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "qualifier": f"{CONCEPTS}qualifier/",
    "ratekind": f"{CONCEPTS}ratekind/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "recipient": f"{CONCEPTS}recipient/",
    "role": f"{CONCEPTS}role/",
    "rule": f"{CONCEPTS}rule/",
    "shisaku": NAMESPACE,
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "status": f"{CONCEPTS}status/",
    "time": "http://www.w3.org/2006/time#",
    "variable": f"{CONCEPTS}variable/",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def ontology_files() -> tuple[Traversable, ...]:
    """Give the Turtle files that define the vocabulary, wherever the package is installed."""
    folder = files("shisaku.ontology")
    return (folder / "shisaku.ttl", folder / "concepts.ttl")


def prefixed(iri: str) -> str:
    """Write an IRI with its prefix of the table, ``phase:initial``; in full where it has none."""
    spaces = sorted(PREFIXES.items(), key=lambda item: len(item[1]), reverse=True)
    found = next(((name, start) for name, start in spaces if iri.startswith(start)), None)
    return f"{found[0]}:{iri.removeprefix(found[1])}" if found else iri
