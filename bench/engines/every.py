"""Every engine that is compared, by the name it has in the tables."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from bench.engines import embedded, servers, virtuoso
from bench.engines.engine import Engine

Start = Callable[[Path, Path], Engine]
"""Starts an engine on a file of N-Triples, with an empty folder for what it keeps on disk.

Raises Missing where it is not installed, Failed where it does not start."""

IN_PROCESS, ON_DISK, OURS = "pyoxigraph", "pyoxigraph on disk", "shisaku"
UNCACHED = "shisaku, asked past its cache"
PLAIN, OXIGRAPH, PEER, VIRTUOSO = "plain Flask", "Oxigraph server", "rdflib-endpoint", "Virtuoso"
ENGINES: Mapping[str, Start] = {
    IN_PROCESS: partial(embedded.Embedded, embedded.pyoxigraph_in_memory),
    ON_DISK: partial(embedded.Embedded, embedded.pyoxigraph_on_disk),
    "oxrdflib": partial(embedded.Embedded, embedded.oxrdflib),
    "rdflib": partial(embedded.Embedded, embedded.rdflib),
    OURS: servers.shisaku,
    PLAIN: servers.plain,
    OXIGRAPH: servers.oxigraph_server,
    PEER: servers.rdflib_endpoint,
    VIRTUOSO: virtuoso.virtuoso,
    "Fuseki": servers.fuseki,
}

MOST_COPIES: Mapping[str, int] = {
    "rdflib": 2,  # at 10 copies it takes more than a minute for each of several questions
    PEER: 2,  # the same
    "oxrdflib": 10,  # what pyoxigraph answers, with Python's terms in between
    IN_PROCESS: 100,  # in memory: 0.4 GiB for a million triples
    OURS: 100,
    PLAIN: 100,
}
"""How many copies of the graph an engine is asked to hold; the others hold any number."""
