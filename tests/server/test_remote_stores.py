"""Real stores that hold the release give the answers of the embedded one, or are known not to.

``data/virtuoso-differences.csv`` lists, reviewed, which questions Virtuoso 7.2.5 answers
differently, and why.
"""

import csv
import os
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import pytest

from shisaku.queries.catalogue import public_queries
from shisaku.queries.client import Value, read_answer
from shisaku.server.engine import Engine, EngineError, Formats, Kind, Query
from shisaku.server.local import LocalEngine
from shisaku.server.release import open_release
from shisaku.server.remote.engine import RemoteEngine
from shisaku.server.settings import Settings
from shisaku.server.store import open_store
from tests.installed import needed
from tests.served import wait_for

pytestmark = pytest.mark.slow
PASSWORD = "dba"
INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{port}
DisableUnixSocket = 1
ServerThreads = 10
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
MaxMemPoolSize = 200000000
CaseMode = 2
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 10
"""
Answer = tuple[tuple[str, ...], Counter[tuple[Value, ...]]] | str


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(command: list[str], folder: Path, address: str) -> Iterator[None]:
    """Run a store in a folder until it is no longer needed."""
    with (
        (folder / "out").open("wb") as out,
        subprocess.Popen(command, cwd=folder, stdout=out, stderr=out) as process,
    ):
        try:
            wait_for(address)
            yield
        finally:
            process.kill()


def published(release: Path, address: str, environment: Mapping[str, str]) -> str:
    """Load a release into a store as an operator does; give what the command says."""
    command = [sys.executable, "-m", "shisaku.server", "publish", address, "--release"]
    done = subprocess.run(
        [*command, str(release)], env={**os.environ, **environment}, capture_output=True,
        text=True, check=True, timeout=120,
    )  # fmt: skip
    return done.stdout


@pytest.fixture(scope="module")
def virtuoso(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Run Virtuoso with the release in it, loaded twice; give how it is reached."""
    program = needed(shutil.which("virtuoso-t"), "virtuoso-opensource-7-bin")
    folder, http = tmp_path_factory.mktemp("virtuoso"), free_port()
    (folder / "virtuoso.ini").write_text(INI.format(port=free_port(), http=http))
    address = f"http://127.0.0.1:{http}"
    settings = Settings(store=f"{address}/sparql", store_user="dba", store_password=PASSWORD)
    environment = {
        "SHISAKU_STORE": settings.store,
        "SHISAKU_STORE_USER": "dba",
        "SHISAKU_STORE_PASSWORD": PASSWORD,
    }
    with running([program, "-f", "-c", "virtuoso.ini"], folder, f"{address}/sparql"):
        said = [
            published(release, f"{address}/sparql-graph-crud-auth", environment) for _ in range(2)
        ]
        assert [line.split()[-1] for line in said] == ["loaded", "already"]
        yield settings


@pytest.fixture(scope="module")
def oxigraph(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Run Oxigraph's own server with the release and a graph of others; give its endpoint."""
    program = str(Path(sys.executable).parent / "oxigraph")
    folder, address = tmp_path_factory.mktemp("oxigraph"), f"127.0.0.1:{free_port()}"
    settings = Settings(store=f"http://{address}/query")
    with running([program, "serve", "-b", address], folder, f"http://{address}/"):
        published(release, f"http://{address}/store", {"SHISAKU_STORE": settings.store})
        other = urllib.request.Request(
            f"http://{address}/store?graph=urn:others", b"<urn:s> <urn:p> 1 .", method="PUT",
            headers={"Content-Type": "text/turtle"},
        )  # fmt: skip
        with urllib.request.urlopen(other):
            yield settings


def by_value(value: Value) -> Value:
    """Give a cell without what engines choose: 1.0 is 1, texts are joined in any order."""
    if isinstance(value, Decimal) and value == int(value):
        return int(value)
    return "; ".join(sorted(value.split("; "))) if isinstance(value, str) else value


def answer(engine: Engine, text: str) -> Answer:
    """Give the rows or triples of a question, in any order, or why there are none."""
    try:
        found = engine.run(Query(text), Formats(graph="application/n-triples"))
        body = found.whole().decode()
    except EngineError as error:
        return str(error)
    if found.kind is Kind.GRAPH:
        return (), Counter((line,) for line in {*body.splitlines()})
    rows = read_answer(body)
    return rows.columns, Counter(tuple(map(by_value, row)) for row in rows.rows)


def differing(release: Path, settings: Settings) -> set[str]:
    """Give the questions that a store answers otherwise than the embedded one."""
    local = LocalEngine(open_store(release / "store"))
    remote = RemoteEngine(open_release(release), settings)
    try:
        asked = {name: query.text for name, query in public_queries().items()}
        return {name for name, text in asked.items() if answer(local, text) != answer(remote, text)}
    finally:
        remote.close()


def test_oxigraphs_server_answers_every_question_alike(release: Path, oxigraph: Settings) -> None:
    assert differing(release, oxigraph) == set()


def test_virtuoso_differs_in_the_questions_that_are_listed(
    release: Path, virtuoso: Settings
) -> None:
    file = Path(__file__).parent / "data" / "virtuoso-differences.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        listed = {row["question"] for row in csv.DictReader(lines) if row["reason"]}

    found = differing(release, virtuoso)

    assert found == listed


def test_a_store_that_lost_triples_is_refused(release: Path, oxigraph: Settings) -> None:
    graph = "https://w3id.org/shisaku/id/graph/reference"
    store = f"{oxigraph.store.removesuffix('query')}store?graph={graph}"
    with urllib.request.urlopen(urllib.request.Request(store, method="DELETE")):
        pass

    command = [sys.executable, "-m", "shisaku.server", "serve", "--release", str(release)]
    environment = {**os.environ, "SHISAKU_STORE": oxigraph.store}
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, timeout=60
    )

    assert (done.returncode, "graph/reference> has 0 triples" in done.stderr) == (2, True)
