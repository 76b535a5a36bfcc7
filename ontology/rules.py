"""OWL 2 RL as SPARQL: what follows from a graph and its axioms, and what contradicts them.

Each rule but one has the name that the W3C gives it (OWL 2 Profiles, section 4.3, tables 4 to
9). The axioms are read from the graph: no class and no property of ours is named here. Axioms
about lists of classes or individuals have been written out in pairs (axioms.pairs_of).
"""

from typing import Final

_PREFIXES: Final = """\
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
_DIFFER = "FILTER(isLiteral(?v) && isLiteral(?w) && !COALESCE(?v = ?w, false))"
_UNITE = "FILTER(!sameTerm(?v, ?w) && !isLiteral(?v) && !isLiteral(?w))"
_AT_MOST_ONE = """
  ?c owl:cardinality|owl:maxCardinality ?n . FILTER(?n = 1)
  ?c owl:onProperty ?p . ?x a ?c ; ?p ?v, ?w ."""

_PROPERTIES = {
    "prp-spo1": ("?x ?q ?y", "?p rdfs:subPropertyOf ?q . ?x ?p ?y"),
    "prp-inv1": ("?y ?q ?x", "?p owl:inverseOf ?q . ?x ?p ?y"),
    "prp-inv2": ("?y ?p ?x", "?p owl:inverseOf ?q . ?x ?q ?y"),
    "prp-symp": ("?y ?p ?x", "?p a owl:SymmetricProperty . ?x ?p ?y"),
    "prp-trp": ("?x ?p ?z", "?p a owl:TransitiveProperty . ?x ?p ?y . ?y ?p ?z"),
    "prp-spo2": (
        "?x ?p ?z",
        """?p owl:propertyChainAxiom ?chain .
  ?chain rdf:first ?q ; rdf:rest ?tail . ?tail rdf:first ?r ; rdf:rest rdf:nil .
  ?x ?q ?y . ?y ?r ?z""",
    ),
}
_CLASSES = {
    "cax-sco": ("?x a ?d", "?c rdfs:subClassOf ?d . ?x a ?c"),
    "cax-eqc1": ("?x a ?d", "?c owl:equivalentClass ?d . ?x a ?c"),
    "cax-eqc2": ("?x a ?c", "?c owl:equivalentClass ?d . ?x a ?d"),
    "cls-hv2": ("?x a ?c", "?c owl:hasValue ?v ; owl:onProperty ?p . ?x ?p ?v"),
    "cls-int1": (
        "?x a ?c",
        """?c owl:intersectionOf ?list . ?list rdf:first ?d . ?x a ?d
  FILTER NOT EXISTS { ?list rdf:rest+/rdf:first ?e . FILTER NOT EXISTS { ?x a ?e } }""",
    ),
}
_OTHERS = {
    "prp-dom": ("?x a ?c", "?p rdfs:domain ?c . ?x ?p ?y"),
    "prp-rng": ("?y a ?c", "?p rdfs:range ?c . ?x ?p ?y . FILTER(!isLiteral(?y))"),
    "prp-fp": ("?v owl:sameAs ?w", f"?p a owl:FunctionalProperty . ?x ?p ?v, ?w . {_UNITE}"),
    "prp-ifp": (
        "?v owl:sameAs ?w",
        f"?p a owl:InverseFunctionalProperty . ?v ?p ?y . ?w ?p ?y . {_UNITE}",
    ),
    "prp-key": (
        "?v owl:sameAs ?w",
        f"""?c owl:hasKey ?list . ?list rdf:first ?p . ?v a ?c ; ?p ?key . ?w a ?c ; ?p ?key .
  {_UNITE}
  FILTER NOT EXISTS {{
    ?list rdf:rest+/rdf:first ?q . FILTER NOT EXISTS {{ ?v ?q ?same . ?w ?q ?same }}
  }}""",
    ),
    "cls-int2": ("?x a ?d", "?c owl:intersectionOf/rdf:rest*/rdf:first ?d . ?x a ?c"),
    "cls-uni": ("?x a ?c", "?c owl:unionOf/rdf:rest*/rdf:first ?d . ?x a ?d"),
    "cls-hv1": ("?x ?p ?v", "?c owl:hasValue ?v ; owl:onProperty ?p . ?x a ?c"),
    "cls-avf": ("?v a ?d", "?c owl:allValuesFrom ?d ; owl:onProperty ?p . ?x a ?c ; ?p ?v"),
    "cls-svf1": (
        "?x a ?c",
        """?c owl:someValuesFrom ?d ; owl:onProperty ?p . ?x ?p ?v .
  FILTER(datatype(?v) = ?d || EXISTS { ?v a ?d })""",
    ),
    "cls-maxc2": ("?v owl:sameAs ?w", f"{_AT_MOST_ONE} {_UNITE}"),
    "eq-sym": ("?y owl:sameAs ?x", "?x owl:sameAs ?y"),
    "eq-trans": ("?x owl:sameAs ?z", "?x owl:sameAs ?y . ?y owl:sameAs ?z"),
    "eq-rep-s": ("?y ?p ?o", "?x owl:sameAs ?y ; ?p ?o"),
    "eq-rep-o": ("?s ?p ?y", "?x owl:sameAs ?y . ?s ?p ?x"),
}
_CLASHES = {
    "eq-diff1": "?x owl:sameAs ?y ; owl:differentFrom ?y",
    "prp-irp": "?p a owl:IrreflexiveProperty . ?x ?p ?x",
    "prp-asyp": "?p a owl:AsymmetricProperty . ?x ?p ?y . ?y ?p ?x",
    "prp-fp": f"?p a owl:FunctionalProperty . ?x ?p ?v, ?w . {_DIFFER}",
    "cls-nothing2": "?x a owl:Nothing",
    "cls-com": "?c owl:complementOf ?d . ?x a ?c, ?d",
    "cls-maxc1": """?c owl:cardinality|owl:maxCardinality ?n . FILTER(?n = 0)
  ?c owl:onProperty ?p . ?x a ?c ; ?p ?v""",
    "cls-maxc2": f"{_AT_MOST_ONE} {_DIFFER}",
    "cax-dw": "?c owl:disjointWith ?d . ?x a ?c, ?d",
    # Ours, sound but not in the profile: a member of a union that can be none of its classes.
    "cls-uni-dw": """?c owl:unionOf ?list . ?x a ?c
  FILTER NOT EXISTS {
    ?list rdf:rest*/rdf:first ?d
    FILTER NOT EXISTS { ?x a ?e . ?e owl:disjointWith|^owl:disjointWith ?d }
  }""",
    "dt-not-type": """?p rdfs:range ?d . ?x ?p ?v .
  FILTER(isLiteral(?v) && STRSTARTS(STR(?d), STR(xsd:)))
  BIND(COALESCE(
    IF(?d = xsd:integer, xsd:integer(STR(?v)), IF(?d = xsd:decimal, xsd:decimal(STR(?v)),
      IF(?d = xsd:boolean, xsd:boolean(STR(?v)), ?v))), "ill-formed") AS ?read)
  FILTER(!COALESCE(?read = ?v, false)
    || (datatype(?v) != ?d && datatype(?v) IN (xsd:string, xsd:boolean, rdf:langString))
    || (?d IN (xsd:string, xsd:boolean) && datatype(?v) != ?d))""",
}


def _construct(rule: tuple[str, str]) -> str:
    """Write a rule as a CONSTRUCT that gives only what is not yet known."""
    conclusion, premise = rule
    return (
        f"{_PREFIXES}CONSTRUCT {{ {conclusion} }} WHERE {{\n"
        f"  {premise}\n  FILTER NOT EXISTS {{ {conclusion} }} }}"
    )


CLOSURE: Final = {
    name: _construct(rule) for name, rule in {**_PROPERTIES, **_CLASSES, **_OTHERS}.items()
}
"""All inferences, for the verdict."""

_LEADS_ON = """?c rdfs:subClassOf ?d FILTER(!isBlank(?d)
    || EXISTS { ?d rdfs:subClassOf|owl:equivalentClass|^owl:equivalentClass|^rdf:first ?e })"""
"""Of classes without a name only those from which another of the roll-ups goes on."""
_NAMED = {"cax-sco": ("?x a ?d", f"{{ SELECT ?c ?d {{ {_LEADS_ON} }} }} ?x a ?c")}

ROLL_UPS: Final = {
    name: _construct(rule) for name, rule in {**_PROPERTIES, **_CLASSES, **_NAMED}.items()
}
"""Inferences that questions use: more general, inverse, transitive; classes defined by values."""

CLASHES: Final = {
    name: f"{_PREFIXES}SELECT ?x WHERE {{ {pattern} }} ORDER BY ?x LIMIT 1"
    for name, pattern in _CLASHES.items()
}
"""Each asks for a thing that no graph can hold (the rules that conclude false)."""
