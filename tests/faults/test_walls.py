"""What the operating system denies a worker, whoever runs the server."""

import json
import subprocess
import sys
import urllib.request
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.faults.conftest import LIMITS
from tests.faults.processes import below, zygote_of
from tests.served import serving

PRYING = Path(__file__).parent / "prying.py"
DENY_NAMESPACES = """
import errno, os, sys, pyseccomp
calls = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
calls.add_rule(pyseccomp.ERRNO(errno.EPERM), "unshare")
calls.load()
os.execvp(sys.argv[1], sys.argv[1:])
"""
AS_NOBODY = ["unshare", "--user", "--map-user=65534", "--map-group=65534"]
WITHOUT_NAMESPACES = [*AS_NOBODY, sys.executable, "-c", DENY_NAMESPACES]  # as containers do
RUNS = {
    "as it is": [],
    "as nobody": AS_NOBODY,
    "as root without privileges": ["setpriv", "--bounding-set=-all", "--inh-caps=-all"],
    "as nobody without namespaces": WITHOUT_NAMESPACES,
}


@pytest.fixture(params=RUNS, ids=str)
def before(request: pytest.FixtureRequest) -> Sequence[str]:
    """Give the command before a command that runs it as someone."""
    command: Sequence[str] = RUNS[request.param]
    if subprocess.run([*command, "true"], check=False, capture_output=True).returncode:
        pytest.skip(f"this system runs no command {request.param}")
    return command


def met_at_doors(file: Path, *arguments: str, before: Sequence[str] = ()) -> dict[str, str]:
    """Let a worker try the doors; give what it met."""
    file.write_text("kept")
    command = [*before, sys.executable, str(PRYING), str(file), *arguments]
    said = subprocess.run(command, capture_output=True, check=True, timeout=60).stdout
    met: dict[str, str] = json.loads(said)
    return met


def test_a_worker_can_reach_neither_network_nor_files_nor_processes(
    before: Sequence[str], tmp_path: Path
) -> None:
    file = tmp_path / "file"

    met = met_at_doors(file, before=before)

    assert set(met.values()) == {"EPERM"}, met  # by the filter: the limits would say EMFILE
    assert len(met) == 10
    assert file.read_text() == "kept"


def test_without_walls_every_door_is_open(tmp_path: Path) -> None:
    met = met_at_doors(tmp_path / "file", "open")

    assert set(met.values()) == {"open"}, met


@pytest.mark.slow
def test_the_service_says_which_walls_stand(
    before: Sequence[str], release: Path, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    is_denied = before is WITHOUT_NAMESPACES

    with serving(["--release", str(release)], LIMITS, before, log) as served:
        with urllib.request.urlopen(f"{served.address}/sparql") as answer:
            description = answer.read().decode()
        zygote = zygote_of(served)
        status = Path(f"/proc/{below(zygote)[0]}/status").read_text()
        networks = {Path(f"/proc/{pid}/ns/net").readlink() for pid in below(zygote)}

    assert "Seccomp:\t2" in status
    assert "NoNewPrivs:\t1" in status
    assert "a filter of system calls" in description
    assert ("an empty network" in description) is not is_denied
    assert (Path("/proc/self/ns/net").readlink() in networks) is is_denied
    assert ("network" in log.read_text().splitlines()[0]) is not is_denied


def test_config_shows_the_walls() -> None:
    command = [*WITHOUT_NAMESPACES, sys.executable, "-m", "shisaku.server", "config"]

    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout

    assert "# walls: limits, user, calls\n" in shown
