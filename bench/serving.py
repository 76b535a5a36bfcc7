"""Servers under load: look-ups, repeated queries, the catalogue's API, pages, dumps; streaming.

Look-ups vary: each names another subject in turn and ends in a comment of its own, so that no cache
answers. What is repeated has one text. Our server is asked past its cache too.
"""

import http.client
import re
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote, urlsplit

from bench.engines import servers
from bench.engines.engine import memory
from bench.engines.every import OURS, PEER, PLAIN, UNCACHED
from bench.engines.served import Served
from bench.load import Rate, Workload, press
from shisaku.queries.catalogue import find_query, public_queries

CLIENTS = (1, 8, 32)
SECONDS = 4.0
ROWS = 100_000
LOOK_UPS, REPEATED_LOOK_UP = "look-ups, none twice", "repeated look-up"
REPEATED, REPEATED_PAGE = "repeated query", "repeated page"
_INSTANCE = re.compile(r"^<(https://w3id\.org/shisaku/(id/[^>]+))> ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Streamed:
    """How a long result came: ms until its first byte and its last, MiB before and at most."""

    first: float
    last: float
    before: float
    most: float


def workloads(path: str, triples: str) -> dict[str, Workload]:
    """Give what every server is asked, by what it is; path: of the endpoint."""
    found = dict.fromkeys(m[1] for m in _INSTANCE.finditer(triples))
    look_ups = _asked(path, [f"SELECT ?p ?o WHERE {{ <{iri}> ?p ?o }}" for iri in found])
    return {LOOK_UPS: Workload(look_ups, is_varied=True), REPEATED_LOOK_UP: Workload(look_ups[:1])}


def of_ours(path: str, triples: str) -> dict[str, Workload]:
    """Give what only our server is asked."""
    things = list(dict.fromkeys(m[2] for m in _INSTANCE.finditer(triples)))
    pages = [f"/doc/{quote(thing)}" for thing in things if "/span" not in thing]
    needless = [name for name, query in public_queries().items() if not query.parameters]
    return {
        REPEATED: Workload(_asked(path, [find_query("shared-lines").text])),
        "catalogue API": Workload([f"/api/queries/{name}" for name in needless]),
        "pages": Workload(pages),
        REPEATED_PAGE: Workload(pages[:1]),
        "dump": Workload(["/dumps/graph.ttl"]),
    }


def _asked(path: str, queries: Sequence[str]) -> list[str]:
    """Write queries as addresses."""
    return [f"{path}?query={quote(query)}" for query in queries]


Rates = dict[str, dict[str, list[Rate]]]


def measure(directory: Path, seconds: float = SECONDS) -> Rates:
    """Press the servers in turn by each workload and number of clients; rates by server, load."""
    release, data = directory.resolve(), (directory / "graph.nt").resolve()
    triples = data.read_text(encoding="utf-8")
    starts = {
        OURS: partial(servers.release, release),
        PLAIN: partial(servers.plain, data),
        PEER: partial(servers.rdflib_endpoint, data),
    }
    with ExitStack() as stack:
        running = {}
        for name, start in starts.items():
            folder = Path(stack.enter_context(TemporaryDirectory()))
            running[name] = stack.enter_context(closing(start(folder)))
        running[UNCACHED] = running[OURS]
        return _rates(running, triples, seconds)


def _rates(running: Mapping[str, Served], triples: str, seconds: float) -> Rates:
    """Press servers that run, one at a time; the others are idle meanwhile."""
    rates: Rates = {name: {} for name in running}
    paths = {name: urlsplit(server.url).path for name, server in running.items()}
    loads = {name: workloads(path, triples) for name, path in paths.items()}
    loads[OURS] |= of_ours(paths[OURS], triples)
    loads[UNCACHED] = {load: replace(asked, is_anew=True) for load, asked in loads[OURS].items()}
    for load, clients, name in product(loads[OURS], CLIENTS, running):
        if asked := loads[name].get(load):
            rate = press(running[name].url, asked, clients, seconds)
            rates[name].setdefault(load, []).append(rate)
            print(f"{load}, {clients} clients: {name} {rate}", file=sys.stderr)
    return rates


def stream(data: Path) -> Streamed:
    """Read a result of 100,000 rows from our server as it comes."""
    with TemporaryDirectory() as folder:
        server = servers.shisaku(data.resolve(), Path(folder))
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
        server = servers.release(directory.resolve(), Path(folder))
        server.close()
    return server.load_seconds
