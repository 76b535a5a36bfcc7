"""Servers under load: look-ups, repeated queries, the catalogue's API, pages, dumps; streaming.

Look-ups vary: each names another subject, and each round over them has another comment, so that no
cache answers. What is repeated has one text.
"""

import http.client
import re
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote, urlsplit

from bench.engines import served
from bench.engines.engine import Missing, memory
from bench.engines.every import OURS, PEER, PLAIN
from bench.load import Rate, press
from shisaku.queries.catalogue import find_query, public_queries

CLIENTS = (1, 8, 32)
SECONDS = 4.0
ROWS = 100_000
LOOK_UPS, REPEATED, UNCACHED = "look-ups", "repeated query", "the same query, never the same text"
PAGES, REPEATED_PAGE = "pages", "repeated page"
_INSTANCE = re.compile(r"^<(https://w3id\.org/shisaku/(id/[^>]+))> ", re.MULTILINE)
_MOST = 20_000


@dataclass(frozen=True, slots=True)
class Streamed:
    """How a long result came: ms until its first byte and its last, MiB before and at most."""

    first: float
    last: float
    before: float
    most: float


def workloads(path: str, triples: str) -> Mapping[str, Sequence[str]]:
    """Give the addresses to ask by what they are; path: of the endpoint."""
    found = dict.fromkeys(m[1] for m in _INSTANCE.finditer(triples))
    look_ups = [f"SELECT ?p ?o WHERE {{ <{iri}> ?p ?o }}" for iri in found]
    question = find_query("shared-lines").text
    varied = (f"{question}\n# {number}" for number in count())
    return {
        LOOK_UPS: _asked(path, (f"{q}\n# {n}" for n in range(4) for q in look_ups)),
        REPEATED: _asked(path, [question]),
        UNCACHED: _asked(path, varied),
    }


def of_ours(triples: str) -> Mapping[str, Sequence[str]]:
    """Give the addresses that only our server has."""
    things = list(dict.fromkeys(m[2] for m in _INSTANCE.finditer(triples)))
    pages = [f"/doc/{quote(thing)}" for thing in things if "/span" not in thing]
    needless = [name for name, query in public_queries().items() if not query.parameters]
    return {
        "catalogue API": [f"/api/queries/{name}" for name in needless],
        PAGES: pages,
        REPEATED_PAGE: pages[:1],
        "dump": ["/dumps/graph.ttl"],
    }


def _asked(path: str, queries: Iterator[str] | Sequence[str]) -> list[str]:
    """Write queries as addresses, at most so many."""
    return [f"{path}?query={quote(query)}" for query in islice(queries, _MOST)]


def measure(directory: Path, seconds: float = SECONDS) -> Mapping[str, Mapping[str, list[Rate]]]:
    """Press each server by each workload with each number of clients; rates by server, workload."""
    data, rates = directory / "graph.nt", {}
    triples = data.read_text(encoding="utf-8")
    starts = {OURS: served.release, PLAIN: served.plain, PEER: served.rdflib_endpoint}
    for name, start in starts.items():
        with TemporaryDirectory() as folder:
            try:
                server = start((directory if name == OURS else data).resolve(), Path(folder))
            except Missing as missing:
                print(f"{name}: {missing}", file=sys.stderr)
                continue
            loads = dict(workloads(urlsplit(server.url).path, triples))
            if name == PEER:  # a join takes it seconds: no rate could be measured
                loads = {LOOK_UPS: loads[LOOK_UPS]}
            loads |= of_ours(triples) if name == OURS else {}
            rates[name] = {
                load: [press(server.url, paths, clients, seconds) for clients in CLIENTS]
                for load, paths in loads.items()
            }
            server.close()
            print(f"{name}: {rates[name]}", file=sys.stderr)
    return rates


def stream(data: Path) -> Streamed:
    """Read a result of 100,000 rows from our server as it comes."""
    with TemporaryDirectory() as folder:
        server = served.shisaku(data.resolve(), Path(folder))
        query = f"SELECT * WHERE {{ ?s ?p ?o }} LIMIT {ROWS}"
        connection = http.client.HTTPConnection(urlsplit(server.url).netloc)
        before = most = memory(server)
        began = time.perf_counter()
        connection.request("GET", f"/sparql?query={quote(query)}")
        response = connection.getresponse()
        response.read(1)
        first = (time.perf_counter() - began) * 1000
        while response.read(2**20):
            most = max(most, memory(server))
        last = (time.perf_counter() - began) * 1000
        connection.close()
        server.close()
    return Streamed(first, last, before, most)


def cold_start(directory: Path) -> float:
    """Give the seconds from the command to the first answer on a release that exists."""
    with TemporaryDirectory() as folder:
        server = served.release(directory.resolve(), Path(folder))
        server.close()
    return server.load_seconds
