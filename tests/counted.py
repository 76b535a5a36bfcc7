"""What counts where, asked in SPARQL of its own: what every figure on a page is compared with."""

from collections.abc import Mapping
from typing import NamedTuple

from shisaku.queries.client import run_remote

_QUERY = """
PREFIX shisaku: <https://w3id.org/shisaku/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?thing ?year ?phase ?instrument (SUM(?low) AS ?lower) (SUM(?high) AS ?upper)
  (COUNT(?figure) AS ?figures) (COUNT(?most) AS ?ceilings)
WHERE {
  ?figure a shisaku:BudgetObservation ;
    shisaku:fiscalYear/shisaku:year ?year ;
    shisaku:phase/skos:broader* ?phase ;
    shisaku:instrument ?instrument ;
    shisaku:lowerAmount ?low ;
    shisaku:upperAmount ?high .
  FILTER NOT EXISTS { ?phase skos:broader ?wider }
  OPTIONAL { ?figure shisaku:amountAtMost ?most }
  { ?figure shisaku:countedFrom/^shisaku:hasStatement/shisaku:appearsIn/shisaku:partOf* ?thing }
  UNION { ?figure shisaku:figureOf ?thing }
}
GROUP BY ?thing ?year ?phase ?instrument
"""


class Period(NamedTuple):
    """A thing (the end of its IRI), a fiscal year, the keys of a phase and an instrument."""

    thing: str
    year: int
    phase: str
    instrument: str


class Sum(NamedTuple):
    """Bounds in yen, how many figures, how many of them ceilings only."""

    lower: int
    upper: int
    figures: int
    ceilings: int


def counted(server: str) -> Mapping[Period, Sum]:
    """Give what each part, edition and line has, each yen counted once."""
    rows = run_remote(f"{server}/sparql", _QUERY).records()
    return {
        Period(
            str(row["thing"]).partition("/id/")[2],
            int(str(row["year"])),
            str(row["phase"]).rpartition("/")[2],
            str(row["instrument"]).rpartition("/")[2],
        ): Sum(*(int(str(row[name])) for name in ("lower", "upper", "figures", "ceilings")))
        for row in rows
    }
