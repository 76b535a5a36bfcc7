"""What a reasoner is asked and what it answers: the verdict on a graph, and parts to ask about."""

from dataclasses import dataclass

from rdflib import OWL, RDF, Graph, Literal, URIRef

from shisaku.ontology.terms import NAMESPACE, ontology_files


class ReasoningError(Exception):
    """Reasoning cannot run; the message says what to install or correct."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a reasoner found: a contradiction, and the classes that can have no instance (IRIs).

    unsatisfiable: None where the reasoner was not asked, as OWL 2 RL cannot be.
    """

    consistent: bool
    unsatisfiable: tuple[str, ...] | None = None

    @property
    def is_faultless(self) -> bool:
        """Say whether nothing was found."""
        return self.consistent and not self.unsatisfiable

    def __str__(self) -> str:
        """Say it in Japanese and English."""
        if not self.consistent:
            return "矛盾があります / inconsistent: the data contradicts the ontology"
        if self.unsatisfiable is None:
            return "規則（OWL 2 RL）では無矛盾です / no contradiction by the rules of OWL 2 RL"
        if self.unsatisfiable:
            names = ", ".join(self.unsatisfiable)
            return f"実例をもちえないクラスがあります / classes without possible instances: {names}"
        return "無矛盾です / consistent, and every class can have instances"


def ontology_graph() -> Graph:
    """Parse the ontology and its concepts."""
    graph = Graph()
    for file in ontology_files():
        graph.parse(data=file.read_text(encoding="utf-8-sig"), format="turtle")
    return graph


def with_ontology(graph: Graph) -> Graph:
    """Add the ontology to a graph, unless the graph has it, as that of a release has."""
    ontology = URIRef(NAMESPACE.removesuffix("#"))
    return graph if (ontology, RDF.type, OWL.Ontology) in graph else graph + ontology_graph()


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
