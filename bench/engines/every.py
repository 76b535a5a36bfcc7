"""Every engine that is compared, by the name it has in the tables."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from bench.engines import embedded, served, virtuoso
from bench.engines.engine import Engine

Start = Callable[[Path, Path], Engine]
"""Starts an engine on a file of N-Triples, with an empty folder for what it keeps on disk.

Raises Missing where it is not installed, Failed where it does not start."""

IN_PROCESS, OURS = "pyoxigraph", "shisaku"
ENGINES: Mapping[str, Start] = {
    IN_PROCESS: partial(embedded.Embedded, embedded.pyoxigraph_in_memory),
    "pyoxigraph on disk": partial(embedded.Embedded, embedded.pyoxigraph_on_disk),
    "oxrdflib": partial(embedded.Embedded, embedded.oxrdflib),
    "rdflib": partial(embedded.Embedded, embedded.rdflib),
    OURS: served.shisaku,
    "plain Flask": served.plain,
    "Oxigraph server": served.oxigraph_server,
    "rdflib-endpoint": served.rdflib_endpoint,
    "Virtuoso": virtuoso.virtuoso,
    "Fuseki": served.fuseki,
}
