"""What the engines are asked: a look-up, the twelve relationship queries, and of the catalogue."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from shisaku.queries.catalogue import find_query

LOOK_UP = "q00-look-up"
OF_CATALOGUE = (
    "chapter-totals",
    "contents",
    "line-observations",
    "overcount",
    "related-measures",
    "year-totals",
)
_FOLDER = Path(__file__).parent / "queries"


@dataclass(frozen=True, slots=True)
class Question:
    """A query with its name.

    is_relationship: one of the twelve. is_compared: every engine has to give the same answer.
    """

    name: str
    text: str
    is_relationship: bool = False
    is_compared: bool = True


def questions() -> Sequence[Question]:
    """Give all questions. What DESCRIBE gives is each engine's own choice (SPARQL 1.1 §16.4)."""
    texts = [(file.stem, file.read_text(encoding="utf-8")) for file in sorted(_FOLDER.glob("*.rq"))]
    of_bench = [
        Question(name, text, name != LOOK_UP, "DESCRIBE" not in text.rpartition("#")[2])
        for name, text in texts
    ]
    return [*of_bench, *(Question(name, find_query(name).text) for name in OF_CATALOGUE)]
