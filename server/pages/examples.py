"""Examples of classes from the release that is served, as Turtle."""

from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from shisaku.ontology.terms import PREFIXES
from shisaku.server.pages.asking import ask_graph, ask_rows


@dataclass(frozen=True, slots=True)
class Example:
    """A thing, and what is said of it in Turtle, without the declarations of `declarations`."""

    iri: str
    turtle: str


def declarations(base: str) -> str:
    """Give what examples take for granted: the base of IRIs, and the prefixes."""
    prefixes = (f"@prefix {name}: <{space}> ." for name, space in sorted(PREFIXES.items()))
    return "\n".join((f"@base <{base}> .", *prefixes))


def find_examples(base: str) -> Mapping[str, Example]:
    """Give an example of each class that has instances, by its IRI. Raises EngineError."""
    found: dict[str, Example] = {}
    for row in ask_rows("class-examples"):
        iri, thing = row["class"]["value"], row["thing"]["value"]
        if iri not in found:
            found[iri] = Example(thing, _turtle(thing, base))
    return found


def _turtle(thing: str, base: str) -> str:
    """Write what is said of a thing and its unnamed parts."""
    told = sorted({quad.triple for quad in ask_graph("own-values", {"thing": thing})}, key=str)
    body = ox.serialize(told, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES, base_iri=base) or b""
    lines = body.decode().splitlines()
    return "\n".join(
        line.replace("\t", "    ") for line in lines if not line.startswith(("@base", "@prefix"))
    )
