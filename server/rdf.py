"""RDF of others as one graph: from a file, a folder, a release, or a SPARQL endpoint."""

import codecs
import gzip
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from shisaku.loaders.places import LoadError, Place
from shisaku.queries.client import fetch_graph

if TYPE_CHECKING:
    from rdflib import Graph


def read_graph(source: str) -> "Graph":
    """Read a file, folder, release or endpoint (an http address), all its graphs merged.

    Raises LoadError for what cannot be read, QueryError for an endpoint that does not answer.
    """
    if source.startswith(("http://", "https://")):
        return fetch_graph(source)
    from rdflib import Graph  # noqa: PLC0415  (slow to import)

    triples = {quad.triple for file in _files(Path(source)) for quad in _parse(file)}
    return Graph().parse(ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")


def _files(path: Path) -> Sequence[Path]:
    """Give the files to read: of a release its graph, of a folder all that are RDF by suffix."""
    if not path.is_dir():
        return [path]
    if (path / "release.json").is_file():
        return [path / "graph.nt"]
    found = sorted(p for p in path.rglob("*") if p.is_file() and _format(p))
    if not found:
        raise LoadError(str(path), "no RDF file is in it", "give files named .ttl, .nt.gz, …")
    return found


def _format(file: Path) -> ox.RdfFormat | None:
    """Give the format of a file by its suffix, the one before ``.gz``."""
    suffix = (file.with_suffix("") if file.suffix == ".gz" else file).suffix.removeprefix(".")
    return ox.RdfFormat.from_extension("rdf" if suffix == "owl" else suffix)


def _content(file: Path) -> bytes:
    """Read a file, unpacked, without the byte order mark that Windows's editors write."""
    try:
        content = file.read_bytes()
        content = gzip.decompress(content) if file.suffix == ".gz" else content
        return content.removeprefix(codecs.BOM_UTF8)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise LoadError(str(file), f"not gzip: {error}", "pack it again") from error
    except OSError as error:
        raise LoadError(str(file), error.strerror or str(error), "give a readable file") from error


def _parse(file: Path) -> Sequence[ox.Quad]:
    """Give what a file says, Turtle where its suffix says nothing; blank nodes are its own."""
    format_ = _format(file) or ox.RdfFormat.TURTLE
    try:
        return list(ox.parse(_content(file), format=format_, rename_blank_nodes=True))
    except SyntaxError as error:
        place = Place(str(file), error.lineno or 1, error.offset or 1)
        raise LoadError(place, f"not {format_.name}: {error.msg}", "correct it there") from error
