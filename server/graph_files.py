"""The files of a release's graph, written and read line by line: none is held in memory."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import pyoxigraph as ox

from shisaku.loaders.conclude.groups import groups
from shisaku.loaders.conclude.records import Conclusions
from shisaku.loaders.emit import Emitter
from shisaku.ontology.iris import Iris
from shisaku.ontology.terms import PREFIXES, ontology_files
from shisaku.server.documents import Kept
from shisaku.server.entailment import roll_up
from shisaku.server.publish.dataset import describe
from shisaku.server.release import DATASET
from shisaku.server.sorting import grouped, read_lines, sorted_lines, write_lines
from shisaku.server.store import write_store
from shisaku.shapes.parts import Part, parts

STORE = "store"
_OF_LINES = {"line", "succession"}  # first segment of what is concluded of a line, its slug next


@dataclass(frozen=True, slots=True)
class Said:
    """What documents print and what is concluded from them, for the directory of a release."""

    directory: Path
    documents: Sequence[Kept]
    conclusions: Conclusions
    iris: Iris

    @property
    def dataset(self) -> Path:
        """Give the file of all quads."""
        return self.directory / DATASET

    def write(self) -> None:
        """Write what is said as N-Quads, graph after graph, each sorted."""
        emitter = Emitter(self.conclusions, self.iris)
        write_lines(_ontology(self.iris), self.dataset)
        write_lines(sorted_lines(emitter.concluded(), self.directory), self.dataset)
        self._append(*(document.printed for document in self._by_name))
        write_lines(sorted(set(emitter.reference())), self.dataset)
        self._append(*(document.text for document in self._by_name))

    @property
    def _by_name(self) -> list[Kept]:
        """Give the documents in the order of their graphs' names."""
        return sorted(self.documents, key=lambda document: document.reading.edition.slug)

    def _append(self, *files: Path) -> None:
        """Add files as they are."""
        for file in files:
            write_lines(read_lines(file), self.dataset)

    def parts(self) -> Iterator[Part]:
        """Give the parts to validate, those of one group of editions at a time."""
        members, of_lines = groups(self.conclusions)
        if len(members) == 1:
            yield from parts([*read_lines(self.dataset)])
            return
        emitter = Emitter(self.conclusions, self.iris)
        slugs = [[self.conclusions.readings[e].edition.slug for e in group] for group in members]
        of_editions = {slug: number for number, group in enumerate(slugs) for slug in group}
        documents = {document.reading.edition.slug: document for document in self.documents}
        general = [*_ontology(self.iris), *sorted(set(emitter.reference()))]

        def number_of(line: str) -> int:
            first, *rest = line[len(self.iris.base) + 1 : line.index(">")].split("/")
            return of_lines[rest[0]] if first in _OF_LINES else of_editions[first]

        numbered = ((number_of(line), line) for line in emitter.concluded())
        for number, concluded in grouped(numbered, len(members), self.directory):
            files = [f for s in slugs[number] for f in (documents[s].printed, documents[s].text)]
            printed = chain.from_iterable(map(read_lines, files))
            yield from parts([*general, *printed, *concluded], is_all=False)
        yield from parts(general)

    def complete(self) -> str:
        """Add what follows from what is said and a description of it; load the store.

        Gives the release's name.
        """
        store = write_store(self.dataset, self.directory / STORE)
        graph = ox.NamedNode(f"{self.iris.base}graph/inferred")
        roll_up(store, graph)
        inferred = (f"{quad} ." for quad in store.quads_for_pattern(None, None, None, graph))
        write_lines(sorted_lines(inferred, self.directory), self.dataset)
        readings = self.conclusions.readings
        described = describe(store, read_lines(self.dataset), readings, self.iris.base)
        write_lines(described.quads, self.dataset)
        store.flush()
        store.optimize()
        return described.identifier

    def write_formats(self) -> None:
        """Write the dataset as TriG and, all named graphs merged, as N-Triples and Turtle."""
        ox.serialize(
            _parsed(self.dataset),
            str(self.directory / "graph.trig"),
            format=ox.RdfFormat.TRIG,
            prefixes=PREFIXES,
        )
        triples = (f"{quad.triple} ." for quad in _parsed(self.dataset))
        merged = self.directory / "graph.nt"
        write_lines(sorted_lines(triples, self.directory), merged)
        ox.serialize(
            (quad.triple for quad in _parsed(merged)),
            str(self.directory / "graph.ttl"),
            format=ox.RdfFormat.TURTLE,
            prefixes=PREFIXES,
        )


def _parsed(file: Path) -> Iterator[ox.Quad]:
    """Give the quads of a file; N-Triples are N-Quads too."""
    return ox.parse(path=str(file), format=ox.RdfFormat.N_QUADS)


def _ontology(iris: Iris) -> list[str]:
    """Give the vocabulary as N-Quads, its blank nodes named canonically (RDFC-1.0)."""
    name = ox.NamedNode(f"{iris.base}graph/ontology")
    dataset = ox.Dataset()
    for file in ontology_files():
        for quad in ox.parse(
            file.read_bytes(), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True
        ):
            dataset.add(ox.Quad(quad.subject, quad.predicate, quad.object, name))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(f"{quad} ." for quad in dataset)
