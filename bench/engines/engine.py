"""What every engine is to a benchmark: a process that holds the data and answers queries."""

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import psutil
import pyoxigraph as ox

LIMIT = 60.0
"""Seconds after which an answer is not waited for; the engine is then started again."""
_NUMBERS = ("integer", "decimal", "int", "long")


class Missing(Exception):
    """An engine that is not installed here; the message says what would install it."""


class Failed(Exception):
    """An engine refused a query or broke down over it; the message is its own."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as it came: milliseconds until its last byte, and SPARQL JSON or N-Triples."""

    milliseconds: float
    body: bytes


class Engine(Protocol):
    """An engine that has loaded its data.

    load_seconds: from its start to its first answer. folder: what it keeps on disk.
    """

    load_seconds: float
    folder: Path

    @property
    def pid(self) -> int:
        """Give the process it runs in."""

    def ask(self, query: str) -> Reply:
        """Answer a query; raises Failed, and TimeoutError after ``LIMIT``."""

    def close(self) -> None:
        """End its processes."""


def memory(engine: Engine) -> float:
    """Give the MiB of an engine's processes, what they share counted once (PSS)."""
    first = psutil.Process(engine.pid)
    found = (process.memory_full_info().pss for process in [first, *first.children(True)])
    return float(sum(found)) / 2**20


def disk(engine: Engine) -> float:
    """Give the MiB of an engine's files."""
    return sum(f.stat().st_size for f in engine.folder.rglob("*") if f.is_file()) / 2**20


def answer(body: bytes) -> Counter[str]:
    """Read an answer as a multiset of rows, or of triples; numbers by value, order left out."""
    if not body.lstrip().startswith(b"{"):
        is_xml = body.startswith(b"<?xml")  # rdflib-endpoint's, whatever is asked for
        format_ = ox.RdfFormat.RDF_XML if is_xml else ox.RdfFormat.N_TRIPLES
        return Counter(map(str, set(ox.parse(body, format=format_))))
    found = json.loads(body)
    if "boolean" in found:
        return Counter([str(found["boolean"])])
    return Counter(_row(row) for row in found["results"]["bindings"])


def _row(row: dict[str, dict[str, str]]) -> str:
    """Write a row so that equal ones are the same text."""
    return json.dumps({name: _term(term) for name, term in row.items()}, sort_keys=True)


def _term(term: dict[str, str]) -> list[str]:
    """Write a term: 1, 01 and 1.0 are the same number; plain literals are strings."""
    datatype = term.get("datatype", "").rpartition("#")[2]
    if datatype in _NUMBERS:
        return ["number", f"{float(term['value']):.15g}"]
    kind = "literal" if term["type"] == "typed-literal" else term["type"]
    return [kind, term["value"], term.get("xml:lang", ""), datatype.replace("string", "")]
