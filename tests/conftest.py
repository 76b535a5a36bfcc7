"""What several tests share: the shipped document read, concluded, built and served, once."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from shisaku.loaders.conclude.records import Conclusions
from shisaku.loaders.conclude.together import conclude
from shisaku.loaders.reader import read
from shisaku.loaders.records import Reading
from shisaku.server.build import Options, build, shipped_documents
from tests.installed import needed
from tests.served import serving

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"

settings.register_profile("untimed", deadline=None)  # a slow machine is no failure
settings.load_profile("untimed")


def pytest_xdist_auto_num_workers() -> int:
    """Give one process more than there are cores: many tests wait for a server or a browser."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(scope="session")
def facts() -> Path:
    """Give the shipped facts edition of the 2024 document."""
    (document,) = shipped_documents()
    return document


@pytest.fixture(scope="session")
def reading(facts: Path) -> Reading:
    """Read the shipped document."""
    return read(facts)


@pytest.fixture(scope="session")
def conclusions(reading: Reading) -> Conclusions:
    """Conclude from the shipped document."""
    return conclude([reading])


@pytest.fixture(scope="session")
def release(facts: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a release of the shipped document, shapes included, once for all processes of a run."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    with (shared / "building").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "release").exists():
            build([facts], shared / "release", Options())
    return shared / "release"


@pytest.fixture(scope="session")
def server(release: Path) -> Iterator[str]:
    """Serve the release by a process of its own, as a user does; give its address."""
    with serving(["--release", str(release)]) as served:
        yield served.address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Debian's Chromium, once in a process: Playwright's loop runs to the end of it."""
    chromium = needed(shutil.which("chromium"), "Debian's package chromium")
    needed(ROOT / "server/web/dist/manifest.json", "what make web builds")
    with sync_playwright() as driver:
        # a sandbox is not to be had by root, as which CI runs; the pages are our own
        yield driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])


@pytest.fixture(scope="session")
def source() -> Path:
    """Give the full text of the 2024 document, which the project does not hold."""
    found = sorted((SHARED / "source").glob("*.txt")) if SHARED.is_dir() else []
    if not found:
        pytest.skip("the full text of the source (../shared/source) is not here")
    return found[0]


@pytest.fixture(scope="session")
def shared() -> Path:
    """Give the folder of shared material."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not here")
    return SHARED
