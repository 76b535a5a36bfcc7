"""What follows from a graph by OWL 2 RL, computed in an embedded store."""

from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from shisaku.ontology.rules import CLASHES, CLOSURE

_Quads = Iterable[ox.Quad]


def infer(quads: _Quads, rules: Mapping[str, str] = CLOSURE) -> tuple[ox.Store, set[ox.Triple]]:
    """Apply rules until nothing new follows; give the store and what was inferred."""
    store = ox.Store()
    store.bulk_extend(quads)
    inferred: set[ox.Triple] = set()
    size = -1
    while size < len(inferred):
        size = len(inferred)
        for rule in rules.values():
            found = store.query(rule)
            assert isinstance(found, ox.QueryTriples)  # noqa: S101  (rules are CONSTRUCTs)
            new = set(found)
            store.bulk_extend(ox.Quad(t.subject, t.predicate, t.object) for t in new)
            inferred |= new
    return store, inferred
