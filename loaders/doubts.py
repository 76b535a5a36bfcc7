"""What in a mention as read shows that a rule of the genre is missing: reported, with its line."""

import re
from collections.abc import Iterator

from shisaku.loaders.records import Finding, FindingKind, Mention, Statement

LONG_NAME = 200
_PERIOD = re.compile(
    r"年度|補正|当初|予備費|(?<![A-Za-zＡ-Ｚａ-ｚ0-9０-９])[RHＲＨ][0-9０-９]"
    r"|(?:令和|平成)\s*[0-9０-９]{1,2}(?!\s*[0-9０-９年])"  # 令和7年産業連関表 is a name (L2896)
)
_UNFIT_END = re.compile(r"[0-9０-９][,，]$|\s(?:[0-9０-９.．]+|総?事業費|事業規模)$")


def doubts(mention: Mention) -> Iterator[Finding]:
    """Give the doubts about one mention."""
    if not mention.name:
        yield Finding(mention.span.line, FindingKind.UNPLACED, "figures without a name")
    if len(mention.name) > LONG_NAME:
        what = f"a name of {len(mention.name)} characters"
        yield Finding(mention.span.line, FindingKind.REMARK, what)
    if not mention.part:
        what = f"no measure or section in force: {mention.name}"
        yield Finding(mention.span.line, FindingKind.REMARK, what)
    if _UNFIT_END.search(mention.name):
        what = f"the end of this name may be of its figure: {mention.name}"
        yield Finding(mention.span.line, FindingKind.REMARK, what)
    yield from _periods(mention)
    yield from _rivals(mention)


def _periods(mention: Mention) -> Iterator[Finding]:
    """Report names and notes that hold the words of a year or phase."""
    names = [(mention.span.line, mention.name)]
    names += [(s.span.line, s.predecessor) for s in mention.statements if s.predecessor]
    for line, name in names:
        if _PERIOD.search(name):
            yield Finding(line, FindingKind.UNPLACED, f"a year or phase within a name: {name}")
        if name.startswith("旧") and name is not mention.name:
            yield Finding(line, FindingKind.REMARK, f"旧 may be no part of the name: {name}")
    notes = [(mention.span.line, note) for note in mention.notes]
    notes += [(s.span.line, s.note) for s in mention.statements if s.note]
    for line, note in notes:
        if _PERIOD.search(note):
            yield Finding(line, FindingKind.REMARK, f"a year or phase within a note: {note}")


def _rivals(mention: Mention) -> Iterator[Finding]:
    """Report a whole figure of the same year, phase and instrument as one before it."""
    seen: set[tuple[object, ...]] = set()
    for statement in mention.statements:
        key = _figure_of(statement)
        if key in seen and not statement.is_part:
            what = f"a second figure of the same year and phase: {statement.text}"
            yield Finding(statement.span.line, FindingKind.UNPLACED, what)
        seen |= set() if statement.is_part else {key}


def _figure_of(statement: Statement) -> tuple[object, ...]:
    """Give what tells a whole figure of a mention from its others."""
    s = statement
    return s.role, s.fiscal_year, s.phase, s.instrument, s.predecessor
