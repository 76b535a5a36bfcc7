"""Compare the title above the table of contents with the one on the cover."""

from collections.abc import Iterator

from shisaku.loaders.document import Document
from shisaku.loaders.headings import CONTENTS, SAME
from shisaku.loaders.names import likeness
from shisaku.loaders.records import Finding, FindingKind

_COVER_LINES = 12


def compare_titles(document: Document) -> Iterator[Finding]:
    """Remark each title above the contents that differs from the cover's (L13: つくり, づくり).

    The cover may print its title on several lines; separators and brackets do not count.
    """
    lines = [_bare(line) for line in document.lines]
    headed = [(n, title) for n, line in enumerate(lines, 1) if (title := _above_contents(line))]
    if not headed:
        return
    cover = [line for line in lines[: headed[0][0] - 1] if line][:_COVER_LINES]
    runs = ["".join(cover[i:j]) for i in range(len(cover)) for j in range(i + 1, len(cover) + 1)]
    for number, title in headed:
        alike = max(runs, key=lambda run: likeness(run, title), default="")
        if SAME <= likeness(alike, title) < 1:
            what = f"the contents are headed {title}, the cover {alike}"
            yield Finding(number, FindingKind.REMARK, what)


def _bare(line: str) -> str:
    """Strip heading marks and emphasis."""
    return line.strip(" \t\u3000#*")


def _above_contents(line: str) -> str:
    """Give what a line prints before 目次; nothing where it is no heading of contents."""
    found = CONTENTS.search(line)
    return line[: found.start()].strip() if found else ""
