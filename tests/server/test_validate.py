"""``shisaku validate`` takes data from where people have it, and says what it found in any form."""

import gzip
import json
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from rdflib.compare import isomorphic

from shisaku.queries.catalogue import QueryError
from shisaku.queries.client import fetch_graph
from shisaku.server.cli import main
from shisaku.server.rdf import read_graph
from shisaku.server.store import load_dataset
from tests.served import serving

WRONG = """@prefix s: <https://w3id.org/shisaku/ns#> .
<urn:x:a> a s:AmountStatement ; s:statedAmount 0 ; s:printedAt <urn:x:span> .
<urn:x:span> s:inFile <urn:x:file> ; s:startLine 7 ; s:endLine 7 ; s:startColumn 3 ; s:endColumn 6 .
<urn:x:file> <http://purl.org/dc/terms/title> "a.txt" .
"""


def shisaku(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run ``shisaku validate`` in a process of its own."""
    command = [sys.executable, "-m", "shisaku.server", "validate", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """Write a statement of zero yen (S07), printed in a.txt, line 7, columns 3 to 6."""
    file = tmp_path / "wrong.ttl"
    file.write_text(WRONG, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("format_", "points"),
    [
        ("text", "a.txt:7:3: Violation S07"),
        ("json", '"a.txt:7:3"'),
        ("github", "file=a.txt,line=7,endLine=7,col=3,endColumn=6::"),
        ("sarif", '"startLine": 7'),
        ("turtle", "sh:sourceShape shape:S07"),
    ],
)
def test_each_format_says_where_and_exits_with_1(
    format_: str, points: str, wrong: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(["validate", str(wrong), "--format", format_, "--only", "S07"])

    assert exit_.value.code == 1
    assert points in capsys.readouterr().out


def test_the_paths_of_a_repository_can_be_given(wrong: Path) -> None:
    result = shisaku(wrong, "--format", "github", "--only", "S07", "--sources", "docs")

    assert "file=docs/a.txt,line=7" in result.stdout


def test_only_the_shapes_that_are_asked_for_are_checked(wrong: Path) -> None:
    result = shisaku(wrong, "--format", "json", "--only", "S02", "--only", "S07")

    assert {finding["shape"] for finding in json.loads(result.stdout)} == {"S07"}
    assert shisaku(wrong, "--only", "S99").returncode == 2


@pytest.mark.parametrize("name", ["wrong.ttl", "wrong.ttl.gz", "wrong.trig.gz", "wrong.n3"])
def test_a_file_is_read_by_its_suffix_packed_or_not(name: str, tmp_path: Path) -> None:
    content = WRONG.encode()
    (tmp_path / name).write_bytes(gzip.compress(content) if name.endswith(".gz") else content)

    assert len(read_graph(str(tmp_path / name))) == 9
    assert len(read_graph(str(tmp_path))) == 9  # as the folder that holds it


def test_a_byte_order_mark_is_passed_over_packed_or_not(tmp_path: Path) -> None:
    plain, packed = tmp_path / "a.ttl", tmp_path / "a.ttl.gz"
    plain.write_text(WRONG, encoding="utf-8-sig")
    packed.write_bytes(gzip.compress(plain.read_bytes()))

    assert len(read_graph(str(plain))) == len(read_graph(str(packed))) == 9
    assert len(load_dataset(plain)) == 9


def test_named_graphs_count_wherever_they_stand(tmp_path: Path) -> None:
    (tmp_path / "a.jsonld").write_text(
        '{"@id": "urn:x:g", "@graph": [{"@id": "urn:x:a", "urn:x:p": {"@id": "urn:x:b"}}]}'
    )
    (tmp_path / "b.trig").write_text("<urn:x:g> { <urn:x:a> <urn:x:q> <urn:x:b> }")

    assert len(read_graph(str(tmp_path))) == 2


@pytest.mark.slow
def test_a_release_is_read_once(release: Path) -> None:
    triples = (release / "graph.nt").read_bytes().count(b"\n")

    assert len(read_graph(str(release))) == triples


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty", None, "no RDF file is in it"),
        ("a.ttl.gz", b"not packed", "not gzip"),
        ("a.ttl", b"<urn:a> <urn:b> 1 .\n<urn:x", ":2:1: not Turtle"),
        ("a.nt", b"\xff", ":1:1: not N-Triples"),
    ],
)
def test_what_cannot_be_read_is_named(
    name: str, content: bytes | None, says: str, tmp_path: Path
) -> None:
    if content is None:
        (tmp_path / name).mkdir()
    else:
        (tmp_path / name).write_bytes(content)

    result = shisaku(tmp_path / name)

    assert result.returncode == 2
    assert name in result.stderr
    assert says in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.slow
def test_an_endpoint_gives_in_pages_what_it_holds_and_is_validated(wrong: Path) -> None:
    with serving(["--data", str(wrong)]) as served:
        fetched = fetch_graph(f"{served.address}/sparql", page=4)
        result = shisaku(f"{served.address}/sparql", "--only", "S07", "--format", "json")

    assert isomorphic(fetched, read_graph(str(wrong)))
    assert result.returncode == 1
    assert [finding["line"] for finding in json.loads(result.stdout)] == [[7]]


def test_an_endpoint_that_does_not_answer_is_an_error() -> None:
    result = shisaku("http://127.0.0.1:9/sparql")

    assert result.returncode == 2
    assert "http://127.0.0.1:9/sparql: " in result.stderr
    assert "check the address" in result.stderr


class Miser(BaseHTTPRequestHandler):
    """An endpoint that counts three triples and gives one, whatever is asked."""

    def do_POST(self) -> None:
        """Answer a query."""
        counting = b"COUNT" in self.rfile.read(int(self.headers["Content-Length"]))
        rows = '{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"value":"3"}}]}}'
        body = rows if counting else "<urn:x:a> <urn:x:b> <urn:x:c> ."
        self.send_response(200)
        self.send_header("Content-Type", "application/json" if counting else "text/turtle")
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Keep quiet."""


def test_an_endpoint_that_keeps_triples_back_is_an_error() -> None:
    with HTTPServer(("127.0.0.1", 0), Miser) as endpoint:
        Thread(target=endpoint.serve_forever, daemon=True).start()
        with pytest.raises(QueryError, match="it gave 1 of 3 triples"):
            fetch_graph(f"http://127.0.0.1:{endpoint.server_port}/sparql")
        endpoint.shutdown()
