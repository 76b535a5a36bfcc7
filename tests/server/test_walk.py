"""Following IRIs alone leads to every resource, which says the same in page, dump and endpoint."""

import urllib.parse
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from shisaku.server.build import Options, build
from tests.served import serving
from tests.server.test_commands import SMALL
from tests.server.walking import NT, Client, check, dump_of, read_all, read_triples

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Serve a small document; give the address and the release."""
    folder = tmp_path_factory.mktemp("walk")
    (folder / "small.txt").write_text(SMALL, encoding="utf-8")
    release = build([folder / "small.txt"], folder / "release", Options()).directory
    with serving(["--release", str(release)]) as served:
        yield f"{served.address}/", release


@pytest.mark.parametrize(
    "start",
    [
        pytest.param("", id="start page"),
        pytest.param("sparql", id="service description"),
    ],
)
def test_a_client_reaches_every_resource(small: tuple[str, Path], start: str) -> None:
    site, release = small
    with closing(Client(site)) as client:
        _, media_type, body = client.get(f"{site}{start}", NT)
        check(read_all(body, media_type), client.read, dump_of(release / "graph.nt"))


def test_a_client_reaches_every_resource_of_the_document(server: str, release: Path) -> None:
    with closing(Client(f"{server}/")) as client:
        _, media_type, body = client.get(f"{server}/", NT)
        check(read_all(body, media_type), client.read, dump_of(release / "graph.nt"))


def test_endpoint_and_dump_say_the_same(server: str, release: Path) -> None:
    query = urllib.parse.quote("CONSTRUCT WHERE { ?s ?p ?o }")

    with closing(Client(f"{server}/")) as client:
        _, media_type, body = client.get(f"{server}/sparql?query={query}", NT)

    assert read_triples(body, media_type) == dump_of(release / "graph.nt")
