"""What is collected while the figures of one mention are read: brackets, figures, their words."""

from dataclasses import dataclass, field, replace

from shisaku.loaders.names import former_name
from shisaku.loaders.records import Finding, FindingKind, Phase, Role, Statement


@dataclass
class Frame:
    """What holds inside one bracket (or outside all): role, year, phase, and what is a part."""

    role: Role = Role.MAIN
    year: int | None = None
    phase: Phase | None = None
    is_part: bool = False
    first: int = 0
    named_until: int = 0
    predecessor: str | None = None
    is_text: bool = False


@dataclass
class Figures:
    """The figures of one mention and what else is printed among them."""

    statements: list[Statement] = field(default_factory=list)
    is_reprint: bool = False
    is_new: bool = False
    notes: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def note(self, words: str) -> None:
        """Keep words that are printed behind a figure, or before all of them."""
        if self.statements:
            last = self.statements[-1]
            self.statements[-1] = replace(last, note=(last.note or "") + words)
        else:
            self.notes.append(words)

    def mark_within(self, first: int, role: Role | None) -> None:
        """Mark the figures from a position on as 内数: those of one role, or all."""
        for position in range(max(first, 0), len(self.statements)):
            if role in {None, self.statements[position].role}:
                self.statements[position] = replace(self.statements[position], is_within=True)

    def name_earlier(self, name: str, first: int = 0) -> bool:
        """Give the comparison figures from a position on their predecessor; False if none is."""
        earlier = [
            position
            for position in range(first, len(self.statements))
            if self.statements[position].role is Role.COMPARISON
            and not self.statements[position].is_part
        ]
        for position in earlier:
            statement = self.statements[position]
            self.statements[position] = replace(statement, predecessor=former_name(name))
        return bool(earlier)

    def report(self, line: int, what: str, kind: FindingKind = FindingKind.UNPLACED) -> None:
        """Add a line to the report."""
        self.findings.append(Finding(line, kind, what))
