"""The files for downloading: which there are, how they are written, what a release holds of them.

The graph as Turtle, TriG, N-Triples and N-Quads is in the release already and stays where it is;
all else stands in ``dumps/`` beside it. ``SHA256SUMS`` lists both.
"""

import csv
import gzip
import hashlib
import shutil
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from shisaku.ontology.terms import PREFIXES
from shisaku.queries.catalogue import bind, find_query
from shisaku.queries.relationships import WRITERS, build_graph
from shisaku.server.evaluation import answer_of, triples_of
from shisaku.server.json_ld import written_graphs
from shisaku.server.publish.records import Dump, Stored
from shisaku.server.publish.table_metadata import write_metadata
from shisaku.server.publish.tables import write_tables
from shisaku.server.release import Release, ReleaseError
from shisaku.server.report.records import Words
from shisaku.server.store import open_store

FOLDER: Final = "dumps"
SUMS: Final = "SHA256SUMS"


@cache
def read_dumps() -> tuple[Dump, ...]:
    """Read which files there are for downloading, in the order of their listing."""
    text = (files("shisaku.server.publish") / "dumps.csv").read_text(encoding="utf-8")
    return tuple(dump for row in csv.DictReader(text.splitlines()) for dump in _dumps(row))


def _dumps(row: dict[str, str]) -> Iterator[Dump]:
    """Give a file, and the compressed one beside it where the table wants it."""
    title = Words(row["ja"], row["en"])
    yield Dump(row["file"], row["media_type"], title)
    if row["gz"]:
        packed = Words(f"{title.ja}、gzip", f"{title.en}, gzip")
        yield Dump(f"{row['file']}.gz", row["media_type"], packed, is_compressed=True)


def write_dumps(directory: Path, record: dict[str, Any]) -> None:
    """Write what can be downloaded of the release in a directory; the same release, same bytes."""
    folder = directory / FOLDER
    folder.mkdir()
    _write_json_ld(directory / "graph.nq", folder / "graph.jsonld")
    store = open_store(directory / "store")
    cube = bind(find_query("data-cube"), {"cube": f"{record['base']}cube"})
    ox.serialize(
        triples_of(store, cube),
        str(folder / "cube.ttl"),
        format=ox.RdfFormat.TURTLE,
        prefixes=PREFIXES,
    )
    write_tables(lambda name: answer_of(store, find_query(name).text), folder)
    write_metadata(folder, record)
    relations = build_graph(answer_of(store, find_query("relationship-edges").text))
    for suffix, written in WRITERS.items():
        (folder / f"relationships.{suffix}").write_text(written(relations), encoding="utf-8")
    for dump in read_dumps():
        if dump.is_compressed:
            _compress(_place(directory, dump.file.removesuffix(".gz")), folder / dump.file)
    sums = (f"{_digest(_place(directory, d.file))}  {d.file}\n" for d in read_dumps())
    (folder / SUMS).write_text("".join(sums), encoding="ascii")


def _write_json_ld(quads: Path, out: Path) -> None:
    """Write the named graphs as JSON-LD."""
    with out.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(written_graphs(ox.parse(path=str(quads), format=ox.RdfFormat.N_QUADS)))


def _compress(source: Path, out: Path) -> None:
    """Compress a file; no name and no time of it enters the bytes."""
    with (
        source.open("rb") as plain,
        out.open("wb") as raw,
        gzip.GzipFile("", "wb", mtime=0, fileobj=raw) as packed,
    ):
        shutil.copyfileobj(plain, packed)


def _digest(file: Path) -> str:
    """Give a file's SHA-256."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _place(directory: Path, file: str) -> Path:
    """Give where a release holds a download."""
    beside = directory / file
    return beside if beside.is_file() else directory / FOLDER / file


def stored_dumps(release: Release) -> tuple[Stored, ...]:
    """Give the downloads that a release holds; raises ReleaseError where it holds none."""
    lines = release.read(f"{FOLDER}/{SUMS}").decode("ascii").splitlines()
    known = {dump.file: dump for dump in read_dumps()}
    listed = (line.split("  ", 1) for line in lines)
    return tuple(
        Stored(known[file], dump_file(release, file).stat().st_size, sha256)
        for sha256, file in listed
        if file in known
    )


def dump_file(release: Release, file: str) -> Path:
    """Give the file of a listed download; raises ReleaseError for a dataset without a release."""
    if release.directory is None:
        raise ReleaseError(f"{release.dataset}: a file of RDF has no downloads: serve a release")
    return _place(release.directory, file)
