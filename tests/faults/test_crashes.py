"""What breaks from outside: killed processes, broken data, many clients at once."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from itertools import groupby
from pathlib import Path

import pytest

from shisaku.server.build import Options, build
from tests.faults.conftest import LIMITS
from tests.faults.processes import below, memory, web_of, zygote_of
from tests.faults.test_hostile_queries import DIGITS, PATTERN, PRODUCT, ask
from tests.served import Served, reserved_port, serving

HARBOUR = Path(__file__).parents[1] / "data/harbour-2026.txt"
CHEAP = "ASK { ?s a <https://w3id.org/shisaku/ns#Measure> }"
HEAVY = f"ASK {{ {PRODUCT} FILTER(?a+?b+?c+?d+?e+?f < 0) }}"
MIXED = (HEAVY, f"SELECT * {{ {PATTERN} }} ORDER BY ?c", f"SELECT * {{ VALUES ?x {{ {DIGITS} }} }}")


def are_gone(processes: list[int]) -> bool:
    """Wait up to five seconds until no process of some is left."""
    for _ in range(50):
        if not any(Path(f"/proc/{process}").exists() for process in processes):
            return True
        time.sleep(0.1)
    return False


def test_a_killed_worker_is_replaced(release: Path) -> None:
    with serving(["--release", str(release)], LIMITS) as served:
        assert ask(served, CHEAP)[0] == 200
        zygote = zygote_of(served)
        for worker in below(zygote):
            os.kill(worker, signal.SIGKILL)
        time.sleep(0.3)

        answers = [ask(served, CHEAP)[0] for _ in range(4)]

        assert answers == [200] * 4


@pytest.mark.slow
def test_long_queries_keep_a_worker_of_low_priority(release: Path) -> None:
    some = "{ SELECT * { ?s%d ?p%d ?o%d } LIMIT 900 }"
    long = f"SELECT (COUNT(*) AS ?n) {{ {some % (1, 1, 1)} {some % (2, 2, 2)} }}"
    limits = {**LIMITS, "SHISAKU_LIGHT_SECONDS": "0.05", "SHISAKU_CACHE_MB": "0"}
    with serving(["--release", str(release)], limits) as served:
        assert ask(served, long)[0] == 200
        zygote = zygote_of(served)
        kept = [worker for worker in below(zygote) if os.getpriority(os.PRIO_PROCESS, worker) > 0]
        assert [ask(served, long)[0] for _ in range(3)] == [200] * 3
        assert ask(served, CHEAP)[0] == 200

        assert len(kept) == 1
        assert set(kept) < set(below(zygote))  # the cheap query has a worker of its own
        os.kill(kept[0], signal.SIGKILL)
        time.sleep(0.3)
        assert ask(served, long)[0] == 200


@pytest.mark.slow
def test_a_killed_zygote_is_started_again(release: Path) -> None:
    with serving(["--release", str(release)], LIMITS) as served:
        os.kill(zygote_of(served), signal.SIGKILL)
        time.sleep(0.3)

        answers = [ask(served, CHEAP)[0] for _ in range(6)]

        assert answers == [200] * 6


@pytest.mark.slow
@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM])
def test_no_process_is_left_over(release: Path, ending: signal.Signals) -> None:
    with serving(["--release", str(release)], LIMITS) as served:
        thread = threading.Thread(target=ask, args=(served, HEAVY))
        thread.start()
        time.sleep(0.5)
        left = below(served.process.pid)

        served.process.send_signal(ending)
        served.process.wait(timeout=15)
        thread.join()

    assert len(left) >= 2
    assert are_gone(left)


@pytest.mark.parametrize("content", [b"\x00\x01\x02", b"<a> <b> <c> .\n<a", b"<html>"])
def test_broken_data_is_refused_with_a_sentence(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "data.nq"
    file.write_bytes(content)
    command = [sys.executable, "-m", "shisaku.server", "serve", "--data", str(file), "--port"]

    with reserved_port() as port:
        result = subprocess.run(
            [*command, str(port)], capture_output=True, text=True, check=False, timeout=20
        )

    assert result.returncode == 2
    assert "Traceback" not in result.stderr
    assert "data.nq" in result.stderr


@pytest.mark.slow
def test_a_release_is_changed_over_without_dropping_a_request(release: Path) -> None:
    with serving(["--release", str(release)], LIMITS) as served:
        answers: Counter[int] = Counter()

        def keep_asking() -> None:
            for _ in range(200):
                answers[ask(served, CHEAP)[0]] += 1

        threads = [threading.Thread(target=keep_asking) for _ in range(2)]
        for thread in threads:
            thread.start()
        served.process.send_signal(signal.SIGHUP)
        for thread in threads:
            thread.join()

        assert answers == {200: 400}


@pytest.mark.slow
def test_no_answer_of_the_old_release_is_given_after_the_change_over(
    release: Path, tmp_path: Path
) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    other = build([HARBOUR], tmp_path / "other", Options()).directory
    current = shutil.copytree(release, tmp_path / "release")

    with serving(["--release", str(current)], LIMITS) as served:
        streams: list[list[bytes]] = [[] for _ in range(4)]

        def keep_asking(answers: list[bytes]) -> None:
            while not is_over.is_set():
                answers.append(ask(served, count)[1])

        is_over = threading.Event()
        threads = [threading.Thread(target=keep_asking, args=(stream,)) for stream in streams]
        for thread in threads:
            thread.start()
        time.sleep(0.5)
        shutil.rmtree(current)
        shutil.copytree(other, current)
        served.process.send_signal(signal.SIGHUP)
        time.sleep(5)
        is_over.set()
        for thread in threads:
            thread.join()

        for stream in streams:
            assert [answer for answer, _ in groupby(stream)] == [stream[0], ask(served, count)[1]]
            assert stream[0] != stream[-1]


@pytest.mark.slow
def test_sixty_four_clients_with_cheap_heavy_and_hostile_queries(release: Path) -> None:
    cheap: Counter[int | str] = Counter()
    rest: Counter[int] = Counter()

    def client(served: Served, number: int) -> None:
        while time.monotonic() < end:
            if number % 4:
                status, body = ask(served, CHEAP)
                cheap[status if status == 200 else body.decode()] += 1
            else:
                rest[ask(served, MIXED[number // 4 % len(MIXED)])[0]] += 1

    limits = {**LIMITS, "SHISAKU_WORKERS": "4", "SHISAKU_QUEUE_SECONDS": "18"}
    with serving(["--release", str(release)], limits) as served:
        before = memory(web_of(served))
        end = time.monotonic() + 60
        threads = [threading.Thread(target=client, args=(served, n)) for n in range(64)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        left = below(served.process.pid)
        assert set(cheap) == {200}, (cheap, rest)
        assert cheap[200] > 2 * 48  # each client its own, again and again, on a busy machine too
        assert set(rest) <= {200, 413, 503, 504}
        assert memory(web_of(served)) - before < 200  # MiB
        assert json.loads(ask(served, CHEAP)[1])["boolean"] is True
    assert are_gone(left)
