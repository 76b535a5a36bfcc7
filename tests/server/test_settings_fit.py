"""What is not set fits the machine; the address that is published can be asked for."""

import pytest

from shisaku.server import machine
from shisaku.server.cli.serve import _reachable as reachable
from shisaku.server.settings import read_settings


@pytest.mark.parametrize("memory", [512, 1024, 2048, 4096, 8192, 24_576, 1_000_000])
def test_all_workers_together_have_at_most_a_part_of_the_memory(memory: int) -> None:
    found = read_settings({}, memory)

    assert 64 <= found.memory_mb <= 1024
    assert (found.workers + 2 * found.heavy_workers) * found.memory_mb <= 0.6 * memory
    assert found.workers >= found.heavy_workers >= 1


def test_what_is_set_stays() -> None:
    found = read_settings({"SHISAKU_WORKERS": "16", "SHISAKU_MEMORY_MB": "3000"}, 2048)

    assert (found.workers, found.memory_mb) == (16, 3000)


def test_a_large_machine_has_the_usual_numbers() -> None:
    found = read_settings({}, 64_000)

    assert (found.workers, found.heavy_workers, found.memory_mb) == (4, 2, 1024)


def test_this_machine_has_some_memory() -> None:
    assert 100 < machine.memory_mb() < 100_000_000


@pytest.mark.parametrize(
    ("host", "written"),
    [
        ("0.0.0.0", "127.0.0.1"),  # noqa: S104
        ("::", "127.0.0.1"),
        ("::1", "[::1]"),
        ("localhost", "localhost"),
        ("192.0.2.7", "192.0.2.7"),
    ],
)
def test_no_address_is_published_that_nobody_can_ask(host: str, written: str) -> None:
    assert reachable(host) == written
