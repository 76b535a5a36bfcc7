"""W3C's suite of SPARQL 1.2 over HTTP: what of it the engine has, test by test."""

import urllib.error
import urllib.parse
import urllib.request
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest

from tests.served import serving

LISTED = """
PREFIX mf: <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#>
PREFIX qt: <http://www.w3.org/2001/sw/DataAccess/tests/test-query#>
SELECT ?test ?kind ?query ?data ?result {
  ?test a ?kind ; mf:action ?action .
  FILTER(?kind IN (mf:QueryEvaluationTest, mf:PositiveSyntaxTest, mf:NegativeSyntaxTest))
  OPTIONAL { ?action qt:query ?inside } BIND(COALESCE(?inside, ?action) AS ?query)
  OPTIONAL { ?action qt:data ?data } OPTIONAL { ?test mf:result ?result }
} ORDER BY ?test"""
MEDIA_TYPES = {
    ".srj": "application/sparql-results+json",
    ".srx": "application/sparql-results+xml",
    ".ttl": "text/turtle",
    ".nt": "application/n-triples",
}
FAILED = {
    "eval-triple-terms/op-2",
    "grouping/group01",
    "grouping/select-variable-reuse",
    "syntax-triple-terms-negative/tripleterm-subject-03",
    "syntax-triple-terms-negative/tripleterm-subject-06",
    "syntax/nested-aggregate-functions",
}
"""What pyoxigraph 0.5 does otherwise than the draft's tests, in process too."""


@dataclass(frozen=True)
class Case:
    """One test of a manifest: a query over a file, and the file of its answer, or its kind."""

    name: str
    kind: str
    query: Path
    data: Path | None
    result: Path | None


def cases(suite: Path) -> list[Case]:
    """Read the manifests of the suite's folders."""
    found = []
    for manifest in sorted(suite.glob("*/manifest.ttl")):
        store = ox.Store()
        store.load(path=manifest, format=ox.RdfFormat.TURTLE, base_iri=manifest.as_uri())
        for row in store.query(LISTED):  # type: ignore[union-attr]
            values = [row[name].value if row[name] else None for name in ("data", "result")]
            data, result = (Path(urllib.parse.urlsplit(v).path) if v else None for v in values)
            query = Path(urllib.parse.urlsplit(row["query"].value).path)
            name = f"{manifest.parent.name}/{row['test'].value.rpartition('#')[2]}"
            found.append(Case(name, row["kind"].value.rpartition("#")[2], query, data, result))
    return found


def ask(address: str, query: str) -> tuple[int, str, bytes]:
    """Ask in formats that have triple terms; give status, media type and body."""
    accept = "application/sparql-results+json;version=1.2, application/n-triples;version=1.2"
    headers = {"Content-Type": "application/sparql-query;version=1.2", "Accept": accept}
    request = urllib.request.Request(f"{address}/sparql", query.encode(), headers)
    try:
        with urllib.request.urlopen(request) as response:
            return response.status, response.headers.get_content_type(), response.read()
    except urllib.error.HTTPError as error:
        return error.code, "", error.read()


def meaning(content: bytes, media_type: str) -> object:
    """Give what an answer says, whatever the names of its blank nodes and the order of its rows."""
    if "sparql-results" not in media_type:
        told = ox.parse(content, format=ox.RdfFormat.from_media_type(media_type))
        dataset = ox.Dataset(told)
    else:
        results = ox.parse_query_results(
            content, format=ox.QueryResultsFormat.from_media_type(media_type)
        )
        if isinstance(results, ox.QueryBoolean):
            return bool(results)
        dataset = ox.Dataset(
            ox.Quad(row, ox.NamedNode(f"urn:variable:{variable.value}"), value)
            for solution in results
            for row in [ox.BlankNode()]
            for variable, value in zip(results.variables, solution, strict=True)
            if value is not None
        )
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return set(dataset)


def passes(case: Case, address: str) -> bool:
    """Run a test."""
    status, media_type, body = ask(address, case.query.read_text(encoding="utf-8"))
    if case.kind == "NegativeSyntaxTest":
        return status == 400
    if case.result is None or status != 200:
        return status == 200
    expected = meaning(case.result.read_bytes(), MEDIA_TYPES[case.result.suffix])
    return meaning(body, media_type) == expected


@pytest.mark.slow
def test_the_w3c_suite_of_sparql_1_2_passes_but_for_the_tests_named_here(
    shared: Path, tmp_path: Path
) -> None:
    nothing = tmp_path / "nothing.nq"
    nothing.touch()
    by_data: defaultdict[Path, list[Case]] = defaultdict(list)
    for case in cases(shared / "w3c" / "sparql" / "sparql12"):
        by_data[case.data or nothing].append(case)

    failed = set()
    for data, those in by_data.items():
        with serving(["--data", str(data)]) as served:
            failed |= {case.name for case in those if not passes(case, served.address)}

    assert sum(map(len, by_data.values())) == 246
    assert failed == FAILED
