"""Which release a store holds: what is asked at the start, and again while queries are answered.

The description of the release (``graph/dataset``) names it, and is the last that publishing
writes and the first that it removes: a store in which it stands holds the whole release.
"""

import json
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from shisaku.ontology.terms import PREFIXES
from shisaku.server.engine import EngineBusy, EngineError
from shisaku.server.publish.dataset import GRAPH
from shisaku.server.release import Release
from shisaku.server.workers.processes import PoolError

FRESH = 1.0
"""Seconds for which a look at the store's release holds; publishing waits for longer."""
Ask = Callable[[str], bytes]
"""Asks the store a query within the release's graphs; gives its answer in JSON."""
COUNTS = "SELECT ?graph (COUNT(*) AS ?triples) WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph"
_UNION = "ASK {{ {marker} <{ontology}> ?p ?o }}"


@dataclass(frozen=True, slots=True)
class Contents:
    """A release as a store holds it: its name, and the triples of each of its graphs."""

    release: str
    base: str
    graphs: Mapping[str, int]

    @property
    def description(self) -> str:
        """Give the graph that names the release."""
        return self.base + GRAPH

    @property
    def marker(self) -> str:
        """Give the triple that names the release."""
        return f'<{self.base}dataset> <{PREFIXES["dcat"]}version> "{self.release}" .'

    @property
    def holds(self) -> str:
        """Give the query that says whether a store holds the release."""
        return f"ASK {{ GRAPH <{self.description}> {{ {self.marker} }} }}"


def read_contents(release: Release) -> Contents:
    """Count the triples of each graph of a release; raises PoolError where it has no graphs."""
    if release.directory is None:
        raise PoolError(
            f"{release.dataset}: SHISAKU_STORE holds a release, no file: unset it, or --data"
        )
    with release.dataset.open(encoding="utf-8") as lines:
        counts = Counter(graph_of(line) for line in lines)
    return Contents(release.identifier, release.base, dict(sorted(counts.items())))


def graph_of(line: str) -> str:
    """Give the graph of a line of a release's N-Quads: an IRI, before the full stop."""
    return line.rpartition("<")[2].partition(">")[0]


class Held:
    """Looks, now and then, whether a store still holds a release."""

    def __init__(self, contents: Contents, ask: Ask) -> None:
        """Begin with nothing seen."""
        self._contents, self._ask = contents, ask
        self._seen = float("-inf")

    def check(self) -> None:
        """Look, unless that was done just now; raises EngineBusy where it holds another."""
        now = time.monotonic()
        if now - self._seen < FRESH:
            return
        if not _says_yes(self._ask(self._contents.holds)):
            raise EngineBusy(
                f"the store does not hold release {self._contents.release}, or is being loaded",
                f"ストアの内容が公開版 {self._contents.release} ではないか、読み込み中です",
            )
        self._seen = now

    def check_whole(self) -> None:
        """Look at all that a client sees; raises PoolError that says what is not as it must be."""
        contents = self._contents
        try:
            self.check()
            rows = json.loads(self._ask(COUNTS))["results"]["bindings"]
            union = _UNION.format(marker=contents.marker, ontology=f"{PREFIXES['shisaku']}Measure")
            is_union = _says_yes(self._ask(union))
        except EngineError as error:
            raise PoolError(f"SHISAKU_STORE: {error}; shisaku publish loads a release") from error
        found = {row["graph"]["value"]: int(row["triples"]["value"]) for row in rows}
        if found != contents.graphs:
            raise PoolError(f"SHISAKU_STORE: {_difference(found, contents.graphs)}")
        if not is_union:
            raise PoolError(
                "SHISAKU_STORE: its default graph is not the union of the named graphs, and it does"
                " not heed default-graph-uri: set one of them in the store (docs/deployment.md)"
            )


def _says_yes(answer: bytes) -> bool:
    """Read the answer of an ASK."""
    return json.loads(answer)["boolean"] is True


def _difference(found: Mapping[str, int], expected: Mapping[str, int]) -> str:
    """Say in which graph a store differs from a release first."""
    graph = min(g for g in {*found, *expected} if found.get(g) != expected.get(g))
    if graph not in expected:
        return (
            f"queries see <{graph}> too, which is not of this release, as it does not heed "
            "named-graph-uri: give the release a store of its own"
        )
    return (
        f"<{graph}> has {found.get(graph, 0)} triples, not {expected[graph]}: load the release "
        "again by shisaku publish"
    )
