"""The IRIs of all that some editions print and of all that is concluded from them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rdflib import URIRef

from shisaku.loaders.cited import known_by_key, known_funds
from shisaku.loaders.conclude.records import (
    Figure,
    FigureKey,
    Line,
    MentionRef,
    Referent,
    StatementRef,
)
from shisaku.loaders.names import name_key, unregistered_slug
from shisaku.loaders.records import (
    Block,
    Cap,
    Citation,
    Fund,
    Level,
    LocalFinanceMeasure,
    Mention,
    Milestone,
    Progress,
    Rate,
    Reading,
    Slot,
    SourceFile,
    Target,
)
from shisaku.ontology.iris import Iris

Printed = (
    Mention
    | Rate
    | Cap
    | Block
    | Citation
    | Fund
    | Target
    | Milestone
    | Progress
    | LocalFinanceMeasure
)


@dataclass
class Resources:
    """Names the resources of some editions: numbered in each part in the order of printing.

    lines, figures: what was concluded, where that has to be named too.
    """

    readings: Sequence[Reading]
    iris: Iris = field(default_factory=Iris)
    lines: Mapping[str, Line] = field(default_factory=dict)
    figures: Mapping[FigureKey, Figure] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Give mentions and rates their IRIs, numbered in each part in the order of printing."""
        self.mention_iris: dict[MentionRef, URIRef] = {}
        self.rate_iris: dict[tuple[int, int], URIRef] = {}
        self.cap_iris: dict[tuple[int, int], URIRef] = {}
        self.fixed_iris: dict[tuple[int, int], URIRef] = {}
        self.block_iris: dict[tuple[int, int], URIRef] = {}
        self.citation_iris: dict[tuple[int, int], URIRef] = {}
        self.fund_iris: dict[tuple[int, int], URIRef] = {}
        self.target_iris: dict[tuple[int, int], URIRef] = {}
        self.milestone_iris: dict[tuple[int, int], URIRef] = {}
        self.progress_iris: dict[tuple[int, int], URIRef] = {}
        self.local_finance_iris: dict[tuple[int, int], URIRef] = {}
        for e, reading in enumerate(self.readings):
            for kind, iris, things in (
                ("b", self.mention_iris, reading.mentions),
                ("r", self.rate_iris, reading.rates),
                ("cap", self.cap_iris, reading.caps),
                ("block", self.block_iris, reading.blocks),
                ("cite", self.citation_iris, reading.citations),
                ("fund", self.fund_iris, reading.funds),
                ("t", self.target_iris, reading.targets),
                ("milestone", self.milestone_iris, reading.milestones),
                ("progress", self.progress_iris, reading.progress),
                ("local-finance", self.local_finance_iris, reading.local_finance),
            ):
                homes = [self.home(reading, thing) for thing in things]
                iris.update(self._numbered(e, kind, homes))
            parts = [self.part_iri(reading, grant.part) for grant in reading.fixed_grants]
            self.fixed_iris.update(self._numbered(e, "fixed", parts))

    def _numbered(self, e: int, kind: str, homes: Iterable[str]) -> dict[tuple[int, int], URIRef]:
        """Give the IRIs of all of a kind (``b`` mention, ``r`` rate), numbered in their homes."""
        counts = Counter[str]()
        iris = {}
        for n, home in enumerate(homes):
            counts[home] += 1
            iris[e, n] = URIRef(self.iris.printed(home, kind, counts[home]))
        return iris

    def part_iri(self, reading: Reading, path: tuple[tuple[str, str], ...]) -> URIRef:
        """Give the IRI of a part; of the edition for the empty path."""
        return URIRef(self.iris.part(reading.edition.slug, path))

    def home(self, reading: Reading, printed: Printed) -> str:
        """Give the IRI under which a mention or rate stands: its measure's, else its section's."""
        path = printed.part
        while path and path[-1][0] == Level.ITEM and len(path) > 1:
            path = path[:-1]
        return self.part_iri(reading, path)

    def statement_iri(self, ref: StatementRef) -> URIRef:
        """Give the IRI of a statement."""
        return URIRef(self.iris.statement(self.mention_iris[ref[:2]], ref[2] + 1))

    def line_iri(self, key: str) -> URIRef:
        """Give the IRI of a line."""
        return URIRef(self.iris.line(self.lines[key].slug))

    def figure_iri(self, key: FigureKey) -> URIRef:
        """Give the IRI of an observation, or of a component under its observation."""
        figure = self.figures[key]
        whole = figure.component_of or key
        observation = self.iris.observation(
            self.line_iri(whole.line), whole.fiscal_year, whole.phase, whole.instrument
        )
        if whole.account:
            observation = self.iris.child(observation, "account", whole.account)
        if figure.component_of is None or key.part is None:
            return URIRef(observation)
        slug = self.lines[key.line].slug
        name = slug if key.part.startswith("of ") else key.part
        if name != slug and whole.line != key.line:
            name = f"{slug}-{key.part}"
        return URIRef(self.iris.component(observation, name))

    def slot_iri(self, e: int, slot: Slot) -> str:
        """Give the IRI of the resource whose datum fills a slot of a layout."""
        match slot.kind:
            case "rate":
                return self.rate_iris[e, slot.position]
            case "statement":
                return self.statement_iri((e, slot.position, slot.statement))
        return self.mention_iris[e, slot.position]

    def referent_iri(self, referent: Referent) -> URIRef:
        """Give the IRI of what a cross-reference names."""
        match referent:
            case str():
                return self.line_iri(referent)
            case (int() as e, int() as m):
                return self.mention_iris[e, m]
            case (int() as e, int() as m, int() as s):
                return self.statement_iri((e, m, s))
            case (int() as e, path):
                return self.part_iri(self.readings[e], path)

    def organization(self, name: str) -> URIRef:
        """Give the IRI of an organization by its Japanese name."""
        key = name_key(name)
        known = known_by_key(texts=False).get(key)
        return URIRef(self.iris.organization(known.slug if known else unregistered_slug(key)))

    def fund(self, name: str) -> URIRef:
        """Give the IRI of a fund by the key of its name."""
        known = known_funds().get(name)
        return URIRef(self.iris.fund(known.slug if known else unregistered_slug(name)))

    def source(self, source: SourceFile) -> URIRef:
        """Give the IRI of a source file."""
        return URIRef(self.iris.source(source.sha256))
