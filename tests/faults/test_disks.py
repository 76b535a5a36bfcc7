"""Full disks, and releases that cannot be read or are not what was built."""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.conftest import LIMITS
from tests.faults.processes import zygote_of
from tests.faults.test_crashes import CHEAP
from tests.faults.test_hostile_queries import DIGITS, ask
from tests.served import Served, reserved_port, serving

SHISAKU = [sys.executable, "-m", "shisaku.server"]
WITH_A_SMALL_DISK = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"]
MOUNT = 'mount -t tmpfs -o "size=$0" small "$1" && shift && exec "$@"'
FILL = 'cat /dev/zero > "$0/zeros"; exec "$@"'
HUGE = "SELECT * { " + " ".join(f"VALUES ?{v} {{ {DIGITS} }}" for v in "abc") + " } LIMIT 99999"
# As root everything is readable; in a user namespace root has no such privilege.
UNPRIVILEGED = ["unshare", "--user", "--map-user=65534", "--map-group=65534"]


def checksums(folder: Path) -> dict[str, str]:
    """Give the checksum of each file below a folder."""
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def small_disk(size: str, folder: Path) -> list[str]:
    """Give the command before a command that sees a small disk, of its own, at a folder."""
    folder.mkdir()
    command = [*WITH_A_SMALL_DISK, MOUNT, size, str(folder)]
    if subprocess.run([*command, "true"], check=False, capture_output=True).returncode:
        pytest.skip("this system lets nobody mount a disk in a namespace")
    return command


@pytest.mark.slow
@pytest.mark.parametrize("room", [1, 24], ids=["for no graph", "for the graph but not the store"])
def test_a_build_onto_a_full_disk_leaves_the_old_release_whole(
    release: Path, facts: Path, tmp_path: Path, room: int
) -> None:
    used = sum(-(-file.stat().st_size // 4096) * 4 for file in release.rglob("*"))  # KiB
    disk = tmp_path / "disk"
    script = (
        f"import shutil, subprocess; shutil.copytree({str(release)!r}, '{disk}/release')\n"
        f"built = subprocess.run({[*SHISAKU, 'build', str(facts), '--out', f'{disk}/release']})\n"
        "from pathlib import Path; from tests.faults.test_disks import checksums\n"
        f"import json; print(json.dumps([built.returncode, checksums(Path('{disk}'))]))"
    )
    before = small_disk(f"{used + room * 1024}k", disk)

    result = subprocess.run(
        [*before, sys.executable, "-c", script],
        capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    status, kept = json.loads(result.stdout)

    assert status == 2
    assert "No space left on device" in result.stderr
    assert "Traceback" not in result.stderr
    assert kept == {f"release/{name}": digest for name, digest in checksums(release).items()}


@pytest.mark.slow
def test_a_server_answers_where_neither_log_nor_temporary_files_can_be_written(
    release: Path, tmp_path: Path
) -> None:
    disk = tmp_path / "disk"
    before = [*small_disk("64k", disk), "sh", "-c", FILL, str(disk)]
    limits = {**LIMITS, "SHISAKU_RESULT_MB": "64", "TMPDIR": str(disk)}

    with serving(["--release", str(release)], limits, before, Path("/dev/full")) as served:
        long = ask(served, f"{CHEAP} # {'x' * 900_000}")
        huge = ask(served, HUGE)

        assert json.loads(long[1])["boolean"] is True
        assert huge[0] == 200
        assert len(json.loads(huge[1])["results"]["bindings"]) == 99_999


def truncate(file: Path) -> None:
    """Cut a file at a line's end, so that what is left can be read."""
    file.write_bytes(b"".join(file.read_bytes().splitlines(keepends=True)[:-100]))


def change(file: Path) -> None:
    """Change one figure."""
    file.write_bytes(file.read_bytes().replace(b"47500000", b"47500001", 1) + b"\n")


FAULTS: dict[str, Callable[[Path], object]] = {
    "truncated data": lambda release: truncate(release / "graph.nq"),
    "changed data": lambda release: change(release / "graph.nq"),
    "garbage": lambda release: (release / "graph.nq").write_bytes(os.urandom(10_000)),
    "empty data": lambda release: (release / "graph.nq").write_bytes(b""),
    "no data": lambda release: (release / "graph.nq").unlink(),
    "a broken record": lambda release: (release / "release.json").write_text("{"),
    "a record of something else": lambda release: (release / "release.json").write_text("[]"),
    "unreadable data": lambda release: (release / "graph.nq").chmod(0),
    "an unreadable folder": lambda release: release.chmod(0),
    "nothing": shutil.rmtree,
}


@pytest.fixture
def copied(release: Path, tmp_path: Path) -> Path:
    """Copy the release, to do harm to it."""
    return shutil.copytree(release, tmp_path / "release", ignore=shutil.ignore_patterns("*.t*"))


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_a_broken_release_is_not_served_and_the_message_says_what_to_do(
    copied: Path, fault: str
) -> None:
    FAULTS[fault](copied)
    command = [*UNPRIVILEGED, *SHISAKU, "serve", "--release", str(copied), "--port"]

    with reserved_port() as port:
        result = subprocess.run(
            [*command, str(port)], capture_output=True, text=True, check=False, timeout=60
        )

    assert result.returncode == 2
    assert "run shisaku build" in result.stderr or "is not readable" in result.stderr
    assert str(copied) in result.stderr
    assert "Traceback" not in result.stderr


def until_logged(log: Path, words: str) -> str:
    """Wait up to 15 seconds until some words are in a log; give the log."""
    for _ in range(150):
        if words in log.read_text():
            break
        time.sleep(0.1)
    return log.read_text()


@pytest.mark.slow
def test_a_broken_release_does_not_replace_the_one_in_service(copied: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    kept = shutil.copytree(copied, tmp_path / "kept")

    with serving(["--release", str(copied)], LIMITS, UNPRIVILEGED, log) as served:
        before = identifier(served)
        for fault, break_it in FAULTS.items():
            log.write_text("")
            break_it(copied)
            served.process.send_signal(signal.SIGHUP)

            assert "the old release stays" in until_logged(log, "stays"), fault
            assert "Traceback" not in log.read_text()
            assert json.loads(ask(served, CHEAP)[1])["boolean"] is True
            assert identifier(served) == before
            if copied.exists():
                copied.chmod(0o700)
            shutil.rmtree(copied, ignore_errors=True)
            shutil.copytree(kept, copied)
        served.process.send_signal(signal.SIGHUP)

        assert "changed over" in until_logged(log, "changed over")


def identifier(served: Served) -> str:
    """Give the release that is served."""
    with urllib.request.urlopen(f"{served.address}/healthz") as answer:
        return str(json.load(answer)["release"])


@pytest.mark.slow
def test_data_that_cannot_be_loaded_again_costs_503_until_it_can(
    copied: Path, tmp_path: Path
) -> None:
    data = copied / "graph.nq"
    with serving(["--release", str(copied)], LIMITS, log=tmp_path / "log") as served:
        data.rename(tmp_path / "away")
        os.kill(zygote_of(served), signal.SIGKILL)
        time.sleep(0.3)
        refused = [ask(served, CHEAP)[0] for _ in range(3)]
        (tmp_path / "away").rename(data)
        answered = [ask(served, CHEAP)[0] for _ in range(3)]

    assert refused == [503] * 3
    assert answered == [200] * 3
    assert "cannot be loaded" in (tmp_path / "log").read_text()


@pytest.mark.parametrize("harm", [b"", b"\xff" * 5000])
def test_a_corrupted_store_is_refused_with_a_sentence(copied: Path, harm: bytes) -> None:
    for file in (copied / "store").iterdir():
        file.write_bytes(harm)
    command = [*SHISAKU, "query", "chapter-totals", "--release", str(copied)]

    result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)

    assert result.returncode == 2
    assert "Traceback" not in result.stderr
    assert str(copied) in result.stderr
    assert "run shisaku build again" in result.stderr
