"""Wall time and peak memory of extract, build and validate on the shipped 2024 document.

Each command runs as a process of its own, as a user runs it; prints a Markdown table.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

from shisaku.server.build import shipped_documents


def run(arguments: list[str]) -> tuple[float, int]:
    """Run ``shisaku`` with arguments; give seconds of wall time and peak memory in MiB."""
    started = time.monotonic()
    pid = os.fork()
    if pid == 0:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        os.execv(sys.executable, [sys.executable, "-m", "shisaku.server", *arguments])  # noqa: S606
    _, status, usage = os.wait4(pid, 0)
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"shisaku {' '.join(arguments)} failed")
    return time.monotonic() - started, usage.ru_maxrss // 1024


def main() -> None:
    """Measure the three commands."""
    (document,) = shipped_documents()
    print("| command | seconds | peak MiB |\n| --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        release = Path(folder) / "release"
        for arguments in (
            ["extract", str(document)],
            ["build", str(document), "--out", str(release)],
            ["validate", str(release / "graph.nt")],
        ):
            seconds, memory = run(arguments)
            print(f"| shisaku {arguments[0]} | {seconds:.1f} | {memory} |")


if __name__ == "__main__":
    main()
