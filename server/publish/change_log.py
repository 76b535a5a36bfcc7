"""Changes between releases as RDF, in the words of ActivityStreams 2.0 and PROV, and as text."""

import pyoxigraph as ox

from shisaku.ontology.terms import PREFIXES
from shisaku.server.publish.changes import Changes
from shisaku.server.publish.triples import Said, both, name, said
from shisaku.server.report.records import Words

WAYS = {"added": "as:Create", "changed": "as:Update", "removed": "as:Delete"}


def as_triples(changes: Changes, base: str) -> Said:
    """Give one activity for each way in which resources changed, with all of these."""
    iri = f"{base}dataset/changes/{changes.old}/{changes.new}"
    old, new = (
        ox.NamedNode(f"{base}dataset/release/{name}") for name in (changes.old, changes.new)
    )
    yield from said(
        iri,
        {
            "rdf:type": [name("prov:Activity"), name("as:Collection")],
            "rdfs:label": both(
                Words(
                    f"公開版 {changes.old} から {changes.new} への変更",
                    f"Changes from release {changes.old} to {changes.new}",
                )
            ),
            "prov:used": old,
            "prov:generated": new,
            "as:items": [ox.NamedNode(f"{iri}/{way}") for way in WAYS],
        },
    )
    yield from said(new.value, {"prov:wasRevisionOf": old, "dcat:previousVersion": old})
    for way, kind in WAYS.items():
        things = [thing for group in changes.groups for thing in getattr(group, way)]
        yield from said(
            f"{iri}/{way}",
            {
                "rdf:type": [name(kind), name("prov:Activity")],
                "as:object": [ox.NamedNode(thing.iri) for thing in things],
                "as:totalItems": ox.Literal(len(things)),
            },
        )


def as_turtle(changes: Changes, base: str) -> str:
    """Give the changes as Turtle."""
    triples = as_triples(changes, base)
    body = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES)
    return (body or b"").decode()


def as_text(changes: Changes) -> str:
    """Give the changes as lines: what happened, to a thing of which class, and its name."""
    signs = {"added": "+", "changed": "~", "removed": "-"}
    lines = [
        f"{sign} {_tail(group.iri)} {thing.iri} {thing.name.ja}".rstrip()
        for group in changes.groups
        for way, sign in signs.items()
        for thing in getattr(group, way)
    ]
    counts = ", ".join(f"{changes.count(way)} {way}" for way in WAYS)
    return "\n".join([f"{changes.old} → {changes.new}: {counts}", *lines]) + "\n"


def _tail(iri: str) -> str:
    """Give the last part of a class's IRI."""
    return iri.replace("#", "/").rpartition("/")[2] or "–"
