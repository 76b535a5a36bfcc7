"""Programs of others that tests need: what CI installs, and a machine may lack."""

import os
from pathlib import Path

import pytest


def needed(path: str | Path | None, package: str) -> str:
    """Give the path of a program; without it a machine skips the test, and CI fails it."""
    if path and Path(path).exists():
        return str(path)
    problem = f"{package} is not installed"
    if os.environ.get("CI"):
        pytest.fail(problem)
    pytest.skip(problem)
