"""RDF of others as one graph: from a file, a folder, a release, or a SPARQL endpoint."""

import gzip
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from shisaku.loaders.places import LoadError
from shisaku.queries.client import fetch_graph

if TYPE_CHECKING:
    from rdflib import Graph

SUFFIXES = (".nt", ".ttl", ".trig", ".nq", ".rdf", ".owl", ".xml", ".n3", ".jsonld", ".json")
"""File names that are taken for RDF in a folder, alone or followed by ``.gz``."""
_OF_QUADS = {"trig", "nquads", "json-ld"}


def read_graph(source: str) -> "Graph":
    """Read a file, folder, release or endpoint (an http address), all its graphs merged.

    Raises LoadError for what cannot be read, QueryError for an endpoint that does not answer.
    """
    from rdflib import Graph  # noqa: PLC0415  (slow to import)

    if source.startswith(("http://", "https://")):
        return fetch_graph(source)
    graph = Graph()
    for file in _files(Path(source)):
        _parse(_content(file), _format(file), str(file), graph)
    return graph


def _files(path: Path) -> Sequence[Path]:
    """Give the files to read: of a release its graph, of a folder all that are RDF by suffix."""
    if not path.is_dir():
        return [path]
    if (path / "release.json").is_file():
        return [path / "graph.nt"]
    found = sorted(p for p in path.rglob("*") if p.is_file() and _plain(p).suffix in SUFFIXES)
    if not found:
        offered = ", ".join(SUFFIXES)
        raise LoadError(str(path), "no RDF file is in it", f"give files named {offered}, or .gz")
    return found


def _plain(file: Path) -> Path:
    """Give the name of a file without ``.gz``."""
    return file.with_suffix("") if file.suffix == ".gz" else file


def _format(file: Path) -> str:
    """Give rdflib's name of a file's format, Turtle where the suffix says nothing."""
    from rdflib.util import guess_format  # noqa: PLC0415

    return guess_format(str(_plain(file))) or "turtle"


def _content(file: Path) -> bytes:
    """Read a file, unpacked."""
    try:
        content = file.read_bytes()
        return gzip.decompress(content) if file.suffix == ".gz" else content
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise LoadError(str(file), f"not gzip: {error}", "pack it again") from error
    except OSError as error:
        raise LoadError(str(file), error.strerror or str(error), "give a readable file") from error


def _parse(content: bytes, format_: str, name: str, graph: "Graph") -> None:
    """Add what some content says to a graph."""
    from rdflib import Dataset  # noqa: PLC0415

    try:
        if format_ in _OF_QUADS:
            for subject, predicate, value, _ in Dataset().parse(content, format=format_).quads():
                graph.add((subject, predicate, value))
        else:
            graph.parse(content, format=format_)
    except Exception as error:  # rdflib's parsers raise errors of many kinds
        reason = " ".join(str(error).split())[:200]
        raise LoadError(name, f"not {format_}: {reason}", "correct it there") from error
