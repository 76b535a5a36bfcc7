"""A server of its own with narrow limits, which hostile inputs meet."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.served import Served, serving

LIMITS = {
    "SHISAKU_QUERY_TIMEOUT": "3",
    "SHISAKU_MEMORY_MB": "768",
    "SHISAKU_WORKERS": "2",
    "SHISAKU_RESULT_MB": "8",
}


@pytest.fixture(scope="session")
def narrow(release: Path) -> Iterator[Served]:
    """Serve the release with narrow limits."""
    with serving(["--release", str(release)], LIMITS) as served:
        yield served
