"""Downloads: all formats say the same, tables are as described, a broken transfer goes on."""

import csv
import hashlib
import io
import json
import shutil
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import networkx
import pyoxigraph as ox
import pytest
from csvw import TableGroup
from frictionless import Package, system
from pyarrow import parquet

from shisaku.server.publish.dumps import SUMS, read_dumps
from shisaku.server.publish.tables import read_tables
from tests.server.test_linked_data import get

if TYPE_CHECKING:
    from email.message import Message


@pytest.fixture(scope="module")
def listed(server: str) -> dict[str, str]:
    """Give the checksum of each file by its name, as the server lists them."""
    lines = get(f"{server}/dumps/{SUMS}")[2].decode().splitlines()
    return {file: checksum for checksum, file in (line.split("  ", 1) for line in lines)}


def test_each_file_is_on_the_page_and_has_its_checksum(server: str, listed: dict[str, str]) -> None:
    page = get(f"{server}/dumps/")[2].decode()

    assert list(listed) == [dump.file for dump in read_dumps()]
    for file, checksum in listed.items():
        status, headers, body = get(f"{server}/dumps/{file}")
        assert (status, hashlib.sha256(body).hexdigest()) == (200, checksum), file
        assert headers["Accept-Ranges"] == "bytes"
        assert f'href="/dumps/{file}"' in page


def test_a_broken_transfer_goes_on_where_it_ended(server: str, listed: dict[str, str]) -> None:
    address = f"{server}/dumps/graph.trig.gz"
    whole = get(address)[2]
    with urllib.request.urlopen(address) as answer:
        first = answer.read(100_000)  # and the line breaks
        tag: str = answer.headers["ETag"]

    status, headers, rest = get(address, Range=f"bytes={len(first)}-", If_Range=tag)

    assert status == 206
    assert headers["Content-Range"] == f"bytes {len(first)}-{len(whole) - 1}/{len(whole)}"
    assert hashlib.sha256(first + rest).hexdigest() == listed["graph.trig.gz"]


def test_a_part_of_another_release_is_not_appended(server: str) -> None:
    status, _, body = get(f"{server}/dumps/lines.csv", Range="bytes=5-", If_Range='"other"')

    assert (status, body[:4]) == (200, b"line")


def test_a_range_past_the_end_names_the_size(server: str) -> None:
    headers: Message
    status, headers, _ = get(f"{server}/dumps/lines.csv", Range="bytes=99999999-")

    assert status == 416
    assert headers["Content-Range"].startswith("bytes */")


@pytest.mark.slow
def test_each_format_of_the_graph_says_the_same(release: Path) -> None:
    quads = set(ox.parse(path=str(release / "graph.nq"), format=ox.RdfFormat.N_QUADS))
    triples = {quad.triple for quad in quads}

    for file in (release / "graph.trig", release / "dumps" / "graph.jsonld"):
        assert set(ox.parse(path=str(file), rename_blank_nodes=False)) == quads, file
    for file in (release / "graph.ttl", release / "graph.nt"):
        assert {quad.triple for quad in ox.parse(path=str(file))} == triples, file


def test_the_tables_are_valid_csv_on_the_web(release: Path) -> None:
    group = TableGroup.from_file(release / "dumps" / "csv-metadata.json")

    assert [table.url.string for table in group.tables] == [f"{t.name}.csv" for t in read_tables()]
    assert all(list(table.iterdicts(strict=True)) for table in group.tables)
    assert group.check_referential_integrity() is True


def test_the_tables_are_a_valid_data_package(release: Path, tmp_path: Path) -> None:
    with system.use_context(trusted=True):
        report = Package(str(release / "dumps" / "datapackage.json")).validate()
    broken = shutil.copytree(release / "dumps", tmp_path / "dumps")
    lines = (broken / "observations.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (broken / "observations.csv").write_text("".join([*lines, lines[1]]), encoding="utf-8")
    with system.use_context(trusted=True):
        found = Package(str(broken / "datapackage.json")).validate()

    assert report.valid, report.flatten(["title", "message"])[:5]
    assert not found.valid


@pytest.mark.parametrize("table", read_tables(), ids=lambda table: table.name)
def test_parquet_and_csv_hold_the_same_rows(release: Path, table: object) -> None:
    name = table.name  # type: ignore[attr-defined]
    text = (release / "dumps" / f"{name}.csv").read_text(encoding="utf-8")
    rows = parquet.read_table(release / "dumps" / f"{name}.parquet").to_pylist()

    assert [list(map(_printed, row.values())) for row in rows] == list(
        csv.reader(io.StringIO(text))
    )[1:]


def _printed(value: object) -> str:
    """Write a value as CSV does."""
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def test_observations_add_up_to_what_is_counted(release: Path) -> None:
    table = parquet.read_table(release / "dumps" / "observations.parquet").to_pylist()

    total = sum(
        row["amount"]
        for row in table
        if row["year"] == 2023 and row["phase"] == "supplementary" and row["amount"]
    )

    assert total == 155_300_000_000  # README: of 222.57 billion printed


CUBE = """PREFIX qb: <http://purl.org/linked-data/cube#>
PREFIX shisaku: <https://w3id.org/shisaku/ns#>
"""
LACKING = """ASK { ?cube qb:structure/qb:component/qb:dimension ?dimension .
  ?o qb:dataSet ?cube FILTER NOT EXISTS { ?o ?dimension ?value } }"""
AT_ONE_PLACE = """SELECT (COUNT(*) AS ?n) { ?o a qb:Observation ; shisaku:figureOf ?line ;
  shisaku:fiscalYear ?year ; shisaku:phase ?phase ; shisaku:instrument ?instrument }
  GROUP BY ?line ?year ?phase ?instrument"""


def test_the_cube_is_well_formed(release: Path) -> None:
    store = ox.Store()
    store.load(path=str(release / "dumps" / "cube.ttl"))
    table = parquet.read_table(release / "dumps" / "observations.parquet").to_pylist()

    at_one_place = [int(row["n"].value) for row in store.query(CUBE + AT_ONE_PLACE)]  # type: ignore[union-attr]

    assert not store.query(CUBE + LACKING)  # RDF Data Cube §11.1, IC-11
    assert set(at_one_place) == {1}  # IC-12
    assert len(at_one_place) == sum(row["amount"] is not None for row in table) == 339
    store.update(f"{CUBE} DELETE WHERE {{ ?o a qb:Observation ; shisaku:phase ?phase }}")
    assert store.query(CUBE + LACKING)


def test_the_relationship_graph_is_the_same_in_its_three_formats(release: Path) -> None:
    folder = release / "dumps"
    graphml = networkx.read_graphml(folder / "relationships.graphml", force_multigraph=True)
    gexf = networkx.read_gexf(folder / "relationships.gexf")
    data = json.loads((folder / "relationships.json").read_text(encoding="utf-8"))

    assert set(graphml) == set(gexf) == {node["id"] for node in data["nodes"]}
    assert graphml.number_of_edges() == gexf.number_of_edges() > 250
