"""A process that asks one other endpoint one query, within its own limits, and then ends.

``python -m shisaku.server.workers.fetcher ENDPOINT SECONDS MIB`` reads the query from standard
input and writes VALUES to standard output; exit 3: the reason stands on standard error.
"""

import resource
import subprocess
import sys
import urllib.request
from collections.abc import Iterator

import pyoxigraph as ox

from shisaku.server.engine import EndpointFailed, QueryTimedOut
from shisaku.server.workers.walls import MIB, allow_processor_time, limit

JSON = "application/sparql-results+json"
MEMORY = 512 * MIB
TOLD = 3
"""Exit code of a failure that is told."""
_OPEN = 32  # files and sockets: the connection, and what finding an address and a certificate needs
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None


def fetch(endpoint: str, query: str, seconds: float, mib: int) -> str:
    """Ask an endpoint by a process of its own; gives VALUES.

    mib: MiB the answer may have. Raises QueryTimedOut, and EndpointFailed for all else.
    """
    command = [sys.executable, "-m", "shisaku.server.workers.fetcher", endpoint]
    try:
        done = subprocess.run(  # noqa: S603
            [*command, str(seconds), str(mib)], input=query.encode(), capture_output=True,
            timeout=max(0, seconds), check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise QueryTimedOut(f"{endpoint} did not answer in time: ask it for less") from error
    if done.returncode:
        problem = "its answer cannot be read"
        if done.returncode == TOLD:
            problem = done.stderr.decode().strip()
        raise EndpointFailed(f"{endpoint}: {problem}")
    return done.stdout.decode()


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: only the endpoint that was named is asked."""

    def redirect_request(self, *_: object) -> None:
        """Give no other request."""


def ask(endpoint: str, query: str, seconds: float, mib: int) -> bytes:
    """Ask an endpoint; raises ValueError and OSError where it gives no results in JSON."""
    opener = urllib.request.build_opener(_Stay, urllib.request.ProxyHandler({}))
    headers = {
        "Accept": JSON,
        "Content-Type": "application/sparql-query",
        "User-Agent": "shisaku",
    }
    request = urllib.request.Request(endpoint, query.encode(), headers)  # noqa: S310
    with opener.open(request, timeout=seconds) as response:
        if response.headers.get_content_type() not in {JSON, "application/json"}:
            raise ValueError(f"it answered with {response.headers.get_content_type()}, not {JSON}")
        content: bytes = response.read(mib * MIB + 1)
    if len(content) > mib * MIB:
        raise ValueError(f"its answer has more than {mib} MiB: ask it for less")
    return content


def values(content: bytes) -> Iterator[str]:
    """Write results in JSON as VALUES; raises ValueError (SyntaxError) where that cannot be."""
    results = ox.parse_query_results(content, format=ox.QueryResultsFormat.JSON)
    if not isinstance(results, ox.QuerySolutions):
        raise ValueError("it answered with a truth, not with rows")
    yield f"VALUES ({' '.join(str(variable) for variable in results.variables)}) {{\n"
    for solution in results:
        yield f"({' '.join(written(term) for term in solution)})\n"
    yield "}"


def written(term: Term) -> str:
    """Write a term as in a query; raises ValueError for a blank node, which has no name there."""
    if term is None:
        return "UNDEF"
    if isinstance(term, ox.BlankNode):
        raise ValueError("its answer holds blank nodes: select other variables inside SERVICE")
    if isinstance(term, ox.Triple):
        return f"<<( {' '.join(written(part) for part in term)} )>>"
    return str(term)


def main(endpoint: str, seconds: float, mib: int) -> int:
    """Ask within limits; gives the exit code."""
    limit(resource.RLIMIT_CORE, 0)
    limit(resource.RLIMIT_FSIZE, 0)
    limit(resource.RLIMIT_AS, MEMORY)
    limit(resource.RLIMIT_NOFILE, _OPEN)
    allow_processor_time(seconds)
    try:
        content = ask(endpoint, sys.stdin.read(), seconds, mib)
        sys.stdout.write("".join(values(content)))
    except (OSError, ValueError, SyntaxError) as error:
        sys.stderr.write(f"{error}\n"[:500])
        return TOLD
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1], float(sys.argv[2]), int(sys.argv[3])))
