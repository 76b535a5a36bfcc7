"""The servers side by side, each started as its documentation advises."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.engines.engine import LIMIT
from bench.engines.served import Command, Served, free_port, program

_LIMITS = {"SHISAKU_QUERY_TIMEOUT": str(LIMIT), "SHISAKU_MEMORY_MB": "16384"}


def shisaku(data: Path, folder: Path) -> Served:
    """Serve a file with our server, its limits of time and memory raised, else as it comes."""
    return _ours(["--data", str(data)], folder, _LIMITS)


def release(directory: Path, folder: Path) -> Served:
    """Serve a release with our server as it comes: pages and dumps too, a store that exists."""
    return _ours(["--release", str(directory)], folder, {})


def _ours(arguments: Sequence[str], folder: Path, settings: Mapping[str, str]) -> Served:
    """Start our server."""
    port = free_port()
    serve = [sys.executable, "-m", "shisaku.server", "serve", "--port", str(port), *arguments]
    command = Command(serve, f"http://127.0.0.1:{port}/sparql", settings=settings)
    return Served(command, folder)


def oxigraph_server(data: Path, folder: Path) -> Served:
    """Serve with Oxigraph's own server: loaded in bulk, optimized, then read-only."""
    port, path = free_port(), program("oxigraph", "PyPI oxigraph")
    location = ["--location", str(folder / "store")]
    return Served(
        Command(
            [path, "serve-read-only", *location, "--bind", f"127.0.0.1:{port}"],
            f"http://127.0.0.1:{port}/query",
            ([path, "load", *location, "--file", str(data)], [path, "optimize", *location]),
        ),
        folder,
    )


def rdflib_endpoint(data: Path, folder: Path) -> Served:
    """Serve with rdflib-endpoint as its documentation starts it, rdflib's own store."""
    port, path = free_port(), program("rdflib-endpoint", "PyPI rdflib-endpoint[cli]")
    arguments = [path, "serve", "--host", "127.0.0.1", "--port", str(port), str(data)]
    return Served(Command(arguments, f"http://127.0.0.1:{port}/"), folder)


def fuseki(data: Path, folder: Path) -> Served:
    """Serve with Apache Jena Fuseki from a file in memory; no package of Debian or PyPI has it."""
    port, path = free_port(), program("fuseki-server", "a download of Apache Jena")
    arguments = [path, f"--file={data}", "--localhost", f"--port={port}", "/data"]
    return Served(Command(arguments, f"http://127.0.0.1:{port}/data/sparql"), folder)


def plain(data: Path, folder: Path) -> Served:
    """Serve with a plain Flask and pyoxigraph on waitress (``plain.py``)."""
    port = free_port()
    arguments = [sys.executable, str(Path(__file__).parent / "plain.py"), str(data), str(port)]
    return Served(Command(arguments, f"http://127.0.0.1:{port}/sparql"), folder)
