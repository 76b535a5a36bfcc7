"""Builds of several documents: in any process, from what was kept, after a crash."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from shisaku.loaders.conclude.groups import groups
from shisaku.loaders.conclude.together import conclude
from shisaku.loaders.reader import read
from shisaku.server.build import RELEASE_FILES, Options, build
from shisaku.server.documents import Kept, Manner, Shelf
from shisaku.server.executors import opened
from shisaku.server.placing import placed_whole
from shisaku.server.sorting import sorted_lines
from tests.faults.processes import below
from tests.faults.test_crashes import are_gone

pytestmark = pytest.mark.slow

DATA = Path(__file__).parents[1] / "data"
NAMES = ("orchard-2025.txt", "lighthouse-2024.txt", "lighthouse-2025.txt")
HANGING = """
import time
from concurrent.futures import ThreadPoolExecutor

class Hanging(ThreadPoolExecutor):
    done = 0

    def submit(self, function, *jobs):
        self.done += 1
        return super().submit(function if self.done < 3 else lambda job: time.sleep(600), *jobs)
"""

KILLING = """
import os
from concurrent.futures import ProcessPoolExecutor

class WorkersAreGone(Exception):
    pass

class Killing(ProcessPoolExecutor):
    def submit(self, function, *jobs):
        return super().submit(os._exit, 9)

class Losing(ProcessPoolExecutor):
    def submit(self, function, *jobs):
        future = super().submit(int)
        future.result = lambda: (_ for _ in ()).throw(WorkersAreGone("4 died"))
        return future
"""


class Backwards(ThreadPoolExecutor):
    """Threads that finish the last of some jobs first."""

    submitted = 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Let each job wait for the next ones."""
        self.submitted += 1
        wait = 0.3 / self.submitted

        def later() -> Any:
            time.sleep(wait)
            return fn(*args, **kwargs)

        return super().submit(later)

    def shutdown(self, wait: bool = True) -> None:  # type: ignore[override]
        """End, as Dask's executor does: it knows no other argument."""
        super().shutdown(wait)


def shisaku(*arguments: object, path: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own; path: where it finds modules."""
    return subprocess.run(
        command(*arguments),
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(path or "")},
    )


def command(*arguments: object) -> list[str]:
    """Give the command line in words."""
    return [sys.executable, "-m", "shisaku.server", "build", *map(str, arguments)]


def content(release: Path) -> dict[str, bytes]:
    """Give the bytes of all files of a release but its store."""
    files = [file for file in release.rglob("*") if file.is_file() and "store" not in file.parts]
    return {str(file.relative_to(release)): file.read_bytes() for file in files}


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Give three documents, of two ministries, that can be changed."""
    folder = tmp_path_factory.mktemp("documents")
    return [Path(shutil.copy(DATA / name, folder)) for name in NAMES]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory, documents: list[Path]) -> Path:
    """Build the documents in processes; give the folder of release and cache."""
    folder = tmp_path_factory.mktemp("first")
    result = shisaku(*documents, "--out", folder / "release", "--cache", folder / "cache")
    assert result.returncode == 0, result.stderr
    assert "3 of 3 documents read, 0 kept" in result.stdout
    return folder


@pytest.fixture
def release(first: Path, tmp_path: Path) -> Path:
    """Give a copy of the release, whose validation need not be done again."""
    return Path(shutil.copytree(first / "release", tmp_path / "release"))


def shelf(folder: Path, manner: Manner = Manner()) -> Callable[[list[Path]], list[Kept]]:  # noqa: B008
    """Give what reads documents in this process and keeps them in a folder."""

    def reads(paths: list[Path]) -> list[Kept]:
        with opened(f"{__name__}:Backwards") as run:
            return Shelf(folder, manner, run, lambda _: None).read(paths)

    return reads


def test_threads_that_finish_out_of_order_give_the_same_release(
    first: Path, release: Path, documents: list[Path]
) -> None:
    built = build(documents, release, Options(executor=f"{__name__}:Backwards"))

    assert built.read == 3
    assert content(release) == content(first / "release")


def test_a_build_of_kept_documents_gives_the_same_release(
    first: Path, release: Path, documents: list[Path]
) -> None:
    result = shisaku(*documents, "--out", release, "--cache", first / "cache")

    assert "0 of 3 documents read, 3 kept" in result.stdout
    assert content(release) == content(first / "release")
    assert content(release).keys() >= RELEASE_FILES - {"store", "sources", "dumps"}


def test_only_a_changed_document_is_read_again(documents: list[Path], tmp_path: Path) -> None:
    shelf(tmp_path)(documents)
    changed = Path(shutil.copy(documents[1], tmp_path))
    changed.write_text(changed.read_text(encoding="utf-8") + "- 追記。\n", encoding="utf-8")

    again = shelf(tmp_path)([documents[0], changed, documents[2]])

    assert [document.is_new for document in again] == [False, True, False]


@pytest.mark.parametrize(
    "manner",
    [Manner(base="https://example.org/id/"), Manner(fiscal_year=2024), Manner(profile="mic")],
)
def test_what_was_read_otherwise_is_read_again(
    manner: Manner, documents: list[Path], tmp_path: Path
) -> None:
    shelf(tmp_path)(documents[:1])

    assert [document.is_new for document in shelf(tmp_path, manner)(documents[:1])] == [True]


@pytest.mark.parametrize("name", ["records", "printed.nq", "text.nq", "facts.txt", "SHA256SUMS"])
@pytest.mark.parametrize(
    "damage", [lambda content: content[:-1] + b"?", lambda content: content + b"\n"]
)
def test_what_is_kept_and_damaged_is_read_again(
    name: str, damage: Callable[[bytes], bytes], documents: list[Path], tmp_path: Path
) -> None:
    (kept,) = shelf(tmp_path)(documents[:1])
    file = kept.folder / name
    whole = file.read_bytes()
    file.write_bytes(damage(whole))

    (again,) = shelf(tmp_path)(documents[:1])

    assert again.is_new
    assert file.read_bytes() == whole


def test_a_killed_build_goes_on_where_it_was(
    first: Path, release: Path, documents: list[Path], tmp_path: Path
) -> None:
    (tmp_path / "hanging.py").write_text(HANGING, encoding="utf-8")
    arguments = *documents, "--out", release, "--cache", tmp_path / "cache"
    with subprocess.Popen(
        command(*arguments, "--executor", "hanging:Hanging"),
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
    ) as process:
        while (
            process.poll() is None
            and len([*tmp_path.glob(f"cache/*/{'[0-9a-f]' * 64}/SHA256SUMS")]) < 2
        ):
            time.sleep(0.02)
        os.kill(process.pid, signal.SIGKILL)
    left = [*tmp_path.glob(".release.building-*")]
    untouched = content(release) == content(first / "release")

    result = shisaku(*arguments)

    assert (len(left), untouched) == (1, True)
    assert "1 of 3 documents read, 2 kept" in result.stdout, result.stderr
    assert content(release) == content(first / "release")
    assert [*tmp_path.glob(".release.*")] == []


def test_the_processes_of_a_killed_build_end(tmp_path: Path) -> None:
    script = tmp_path / "sleeping.py"
    script.write_text(
        "import time\nfrom shisaku.server.executors import opened\n"
        "if __name__ == '__main__':\n"
        "    with opened() as run:\n        list(run(time.sleep, [600] * 3))\n",
        encoding="utf-8",
    )
    with subprocess.Popen([sys.executable, str(script)]) as process:
        while process.poll() is None and len(below(process.pid)) < 2:
            time.sleep(0.1)
        time.sleep(1.5)  # until they wait for their parent's end
        left = below(process.pid)
        os.kill(process.pid, signal.SIGKILL)

    assert len(left) >= 2
    assert are_gone(left)


def test_a_release_that_was_moved_away_by_a_killed_build_comes_back(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    (tmp_path / f".out.old-{ended.pid}").mkdir()
    (tmp_path / f".out.old-{ended.pid}" / "graph.nq").touch()
    (tmp_path / f".out.building-{os.getppid()}").mkdir()

    with pytest.raises(ValueError, match="given up"), placed_whole(tmp_path / "out"):
        raise ValueError("given up")

    assert [file.name for file in (tmp_path / "out").iterdir()] == ["graph.nq"]
    assert (tmp_path / f".out.building-{os.getppid()}").is_dir()  # that process is running


@pytest.mark.parametrize(
    ("made", "told"), [("Killing", "terminated abruptly"), ("Losing", "WorkersAreGone: 4 died")]
)
def test_a_process_that_is_killed_ends_the_build_with_a_sentence(
    made: str, told: str, tmp_path: Path
) -> None:
    (tmp_path / "killing.py").write_text(KILLING, encoding="utf-8")
    out = tmp_path / "release"

    result = shisaku(DATA / NAMES[0], "--out", out, "--executor", f"killing:{made}", path=tmp_path)

    assert result.returncode == 2
    assert "a process of the build was ended" in result.stderr
    assert told in result.stderr
    assert "Traceback" not in result.stderr
    assert not [*tmp_path.glob("*release*")]


@pytest.mark.parametrize(
    "named", ["nowhere:make", "os:nothing", "os:getcwd", "os", ":make", "nowhere."]
)
def test_what_makes_no_executor_is_refused(named: str, tmp_path: Path) -> None:
    result = shisaku(DATA / NAMES[0], "--out", tmp_path / "release", "--executor", named)

    assert result.returncode == 2
    assert f"--executor {named}: " in result.stderr
    assert "module:callable" in result.stderr
    assert "実行器" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_editions_with_a_line_in_common_are_one_group() -> None:
    conclusions = conclude([read(DATA / name) for name in NAMES])

    members, of_lines = groups(conclusions)

    names = [{conclusions.readings[e].source.name for e in group} for group in members]
    assert {*NAMES[:1]} in names
    assert {*NAMES[1:]} in names
    assert set(of_lines.values()) == {0, 1}


def test_many_lines_are_sorted_in_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shisaku.server.sorting.RUN", 7)
    lines = [f"{n * 37 % 101:03} 円\u2028{n % 5}" for n in range(500)]

    assert list(sorted_lines(iter(lines), tmp_path)) == sorted(set(lines))
    assert list(tmp_path.iterdir()) == []
