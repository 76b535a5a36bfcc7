"""Data of any size with the structure of the real graph: its editions, lines, reprints, copied.

``python -m bench.data GRAPH COPIES OUT``: copy 0 is the graph as it is. Five editions of a
ministry, ten years apart, share their budget lines, so that lines run on from copy to copy;
ministries share the vocabulary, the laws and the organisations. A statement that
several copies have is written once. One template is filled for each copy: memory does not grow.
"""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

OF_ONE_MINISTRY = 5
_EDITION = re.compile(r"/id/(graph/printed/)?2024(?=[/>])")
_LINE = re.compile(r"/id/line/[^/>]+")
_OF_EDITION = re.compile(r"/id/(succession|source)/[^/>]+")
_YEAR = re.compile(r'(/fy/|/id/line/[^/>]+/|#year> "|"(?=\d{4}-0[34]-))(\d{4})')
_MINISTRY, _COPY, _DECADE = "\x01", "\x02", "\x03"  # no text of RDF holds these as they are


@dataclass(frozen=True, slots=True)
class Template:
    """The graph's statements with marks where copies differ, by the marks that they have.

    years: the four digits behind each mark of a year.
    """

    statements: Mapping[frozenset[str], str]
    years: frozenset[str]


def read_template(triples: Path) -> Template:
    """Read a file of N-Triples or N-Quads with one edition, 2024."""
    found: dict[frozenset[str], list[str]] = {}
    years: set[str] = set()
    for line in triples.read_text(encoding="utf-8").splitlines(keepends=True):
        marked = _YEAR.sub(rf"\1{_DECADE}\2", line)
        marked = _EDITION.sub(rf"\g<0>{_COPY}", marked)
        marked = _OF_EDITION.sub(rf"\g<0>{_COPY}", marked)
        marked = _LINE.sub(rf"\g<0>{_MINISTRY}", marked)
        years.update(re.findall(rf"{_DECADE}(\d{{4}})", marked))
        marks = frozenset(mark for mark in (_MINISTRY, _COPY, _DECADE) if mark in marked)
        found.setdefault(marks, []).append(marked)
    return Template({marks: "".join(lines) for marks, lines in found.items()}, frozenset(years))


def copies(template: Template, number: int) -> Iterator[str]:
    """Give the statements of the first so many copies, some thousands at once."""
    for copy in range(number):
        ministry, decade = divmod(copy, OF_ONE_MINISTRY)
        for marks, text in template.statements.items():
            is_new = (ministry == 0 or _MINISTRY in marks) and (decade == 0 or _DECADE in marks)
            if _COPY in marks or is_new:
                yield _filled(text, copy, template.years)


def _filled(text: str, copy: int, years: Iterable[str]) -> str:
    """Write a copy's own names and years at the marks."""
    ministry, decade = divmod(copy, OF_ONE_MINISTRY)
    text = text.replace(_COPY, f"-c{copy}" if copy else "")
    text = text.replace(_MINISTRY, f"-m{ministry}" if ministry else "")
    for year in years:
        text = text.replace(_DECADE + year, str(int(year) + 10 * decade))
    return text


def write_copies(triples: Path, number: int, out: Path) -> Path:
    """Write so many copies of a graph into a file; gives the file."""
    template = read_template(triples)
    with out.open("w", encoding="utf-8") as stream:
        for text in copies(template, number):
            stream.write(text)
    return out


if __name__ == "__main__":
    write_copies(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
