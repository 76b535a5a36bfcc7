"""The data-quality report of the 2024 document: each finding checked by hand against the source.

Numbers of lines are those of the source.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from rdflib import RDF, SH, Graph, Literal, Namespace

from shisaku.loaders.document import decode
from shisaku.loaders.reader import read, read_printed
from shisaku.ontology.terms import BASE
from shisaku.queries.catalogue import find_query
from shisaku.server.app import create_app
from shisaku.server.build import Options, build
from shisaku.server.evaluation import answer_of
from shisaku.server.release import ReleaseError, open_dataset, open_release
from shisaku.server.report.making import Material, make_report, report_files
from shisaku.server.report.records import Balance, Report
from shisaku.server.report.remarks import in_both_languages
from shisaku.server.report.texts import texts
from shisaku.server.settings import Settings
from shisaku.server.store import open_store
from shisaku.server.workers.pool import WorkerPool
from shisaku.shapes.findings import Finding, PrintedPlace
from tests.server.test_commands import HEAD, shisaku

DQV = Namespace("http://www.w3.org/ns/dqv#")


def report_of(release: Path, warnings: tuple[Finding, ...] = ()) -> Report:
    """Make the report of a release anew, as its build does."""
    store = open_store(release / "store")
    material = Material(open_release(release).record, BASE, (), warnings)
    return make_report(lambda name: answer_of(store, find_query(name).text).records(), material)


@pytest.fixture(scope="module")
def report(release: Path) -> Report:
    """Make the report of the shipped document."""
    return report_of(release)


def built(folder: Path, text: str) -> Report:
    """Build a small document and give its report."""
    document = folder / "small.txt"
    document.write_text(text, encoding="utf-8")
    return report_of(build([document], folder / "release", Options()).directory)


def lines_of(report: Report, name: str) -> list[list[int]]:
    """Give the lines of each finding of a kind: of its mentions, or titles, or conditions."""
    (found,) = [findings for kind, findings in report.checks if kind.name == name]
    return [[printing.line for printing in finding.printings] for finding in found]


@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        # 再掲: 4年度2次補正 7.9億円 and 2.6億円 (L3509, L3517) against 4年度補正 (L1313, L1321)
        ("disagree", [[3507, 1311], [3515, 1319]]),
        ("phases", [[1311, 3507], [1319, 3515]]),
        ("amounts", []),  # 42億円 (L1789) is 42.0億円 (L1105)
        ("editions", []),
        ("no-original", [[2982]]),  # 統計基盤のデジタル化推進 (再掲)
        (
            "no-whole",
            [
                [413, 1904, 2325],  # 5年度 0.6億円の内数
                [514, 3742, 3755],  # 5年度補正 12.5億円の内数
                [733, 754],  # 6.0億円の内数
                [733, 754],  # 5年度 5.8億円の内数
                [1049],  # 0.9億円の内数
                [3229],  # 5年度補正 240.0億円の内数
                [3684],  # 15.8億円の内数
                [3684],  # 5年度 12.0億円の内数
            ],
        ),
        (
            "no-comparison",
            [
                [367, 1861],  # 0.3億円（4年度補正 0.5億円）
                [400, 1892, 2312],  # 0.1億円（4年度補正 0.2億円）
                [1988],  # 49.1億円（4年度補正 29.0億円）
                [2602],  # 0.1億円 (4年度0.6億円)
                [2604],  # 0.1億円 (4年度0.7億円)
                [3771],  # 10.0億円（4年度2次補正 20.0億円）
            ],
        ),
        ("terms", [[1204, 1730]]),  # 財力指数, 財政力指数
        # 9-[3]: ローリング (L1757) for ローミング; 10-[8]: 体制 (L98) for 力 (L2546)
        ("titles", [[86, 1695, 1757, 1782], [98, 2546]]),
        ("untitled", [[15], [80], [101], [123], [132]]),  # pillars I, III, IV, V; chapter 14
        ("warnings", []),
    ],
)
def test_the_report_finds_what_the_source_prints(
    report: Report, kind: str, lines: list[list[int]]
) -> None:
    assert lines_of(report, kind) == lines


def test_conflicting_figures_stand_side_by_side_as_printed(report: Report) -> None:
    later, original = report.checks[0][1][0].printings

    assert (later.part.ja, later.part.en) == ("第17章 [2] (3) ①", "Chapter 17 [2] (3) ①")
    assert (later.spot.text, later.spot.line, later.spot.column) == (
        "4年度2次補正 7.9億円",
        3509,
        31,
    )
    assert (original.spot.text, original.spot.line) == ("4年度補正 7.9億円", 1313)
    assert original.text.startswith("放送コンテンツによる地域情報発信力強化事業")


@pytest.mark.parametrize("kind", ["disagree", "no-original", "no-whole", "no-comparison"])
def test_each_finding_stands_in_the_source(report: Report, kind: str, source: Path) -> None:
    printed = source.read_text(encoding="utf-8").splitlines()
    (found,) = [findings for k, findings in report.checks if k.name == kind]

    for finding in found:
        for printing in finding.printings:
            amount = printing.spot.text.split(" ", 1)[-1] if printing.figure else printing.text
            first = amount.splitlines()[0].split("\t")[0].strip()
            assert printed[printing.spot.line - 1][printing.spot.column - 1 :].startswith(first)


def balance_of(report: Report, year: str, phase: str) -> Balance:
    """Give the balance of appropriations of a year and phase."""
    wanted = (year, phase, "appropriation")
    (found,) = [b for b in report.balances if (b.year.en, b.phase.en, b.instrument.en) == wanted]
    return found


def test_each_sum_closes_item_by_item(report: Report) -> None:
    for balance in report.balances:
        left_out = sum(item.yen for item in balance.uncounted)
        ceilings = sum(item.yen for item in balance.uncounted if item.reason == "no-whole")

        assert balance.printed - left_out == balance.lower + balance.contingent, balance.year.en
        assert ceilings == balance.unknown
        assert left_out - ceilings == balance.doubled
    assert len(report.balances) == 10  # a supplementary budget and its rounds are one


def test_the_supplementary_budget_of_2023_is_explained(report: Report) -> None:
    balance = balance_of(report, "FY2023", "supplementary budget")
    items = {item.printing.spot.line: (item.yen, item.reason) for item in balance.uncounted}

    assert (balance.printed, balance.lower, balance.upper) == (
        738_880_000_000,
        671_610_000_000,
        696_860_000_000,
    )
    assert (balance.doubled, balance.unknown) == (42_020_000_000, 25_250_000_000)
    assert [f"{percent:.1f}" for percent in balance.overstated] == ["6.0", "10.0"]
    assert items[317] == (4_750_000_000, "within")  # the whole: L1418
    assert items[514] == (1_250_000_000, "no-whole")
    assert items[3742] == items[3755] == (1_250_000_000, "repeat-of-bound")
    assert items[1022] == (3_920_000_000, "reprint")  # L926
    assert items[3229] == (24_000_000_000, "no-whole")
    assert items[3289] == (19_000_000_000, "reprint")  # L3192


def test_contingent_money_is_in_no_sum_of_the_report(report: Report) -> None:
    guarantees = [b for b in report.balances if b.instrument.en == "government guarantee"]

    assert [(b.lower, b.upper, b.contingent, b.doubled) for b in guarantees] == [
        (0, 0, 20_900_000_000, 0),
        (0, 0, 24_000_000_000, 0),
    ]
    assert all(b.contingent == 0 for b in report.balances if b not in guarantees)


def test_a_reason_that_leads_to_a_ceiling_says_so(report: Report) -> None:
    bounds = {i.printing.spot.iri for b in report.balances for i in b.uncounted
              if i.reason == "no-whole"}  # fmt: skip
    items = [item for balance in report.balances for item in balance.uncounted if item.counted]

    assert {item.printing.spot.line for item in items if item.is_bound} == {
        754, 1905, 2327, 3742, 3755,
    }  # fmt: skip
    for item in items:
        assert item.counted
        assert item.is_bound == (item.counted.spot.iri in bounds)
    for lang, only in (("ja", "(上限にだけ入る)"), ("en", "(in the upper bound only)")):
        (text,) = [body for name, body in report_files(report) if name == f"report.{lang}.md"]
        assert text.count(only) == sum(item.is_bound for item in items)


def test_money_of_another_phase_counts_where_the_original_prints_it(report: Report) -> None:
    balance = balance_of(report, "FY2022", "supplementary budget")
    items = {
        (item.printing.spot.line, item.yen, item.counted.spot.line if item.counted else 0)
        for item in balance.uncounted
    }

    assert items >= {
        (3509, 790_000_000, 1313),  # 2次補正 there, 補正 here
        (3517, 260_000_000, 1321),
        (3575, 1_000_000_000, 3469),
    }


@pytest.mark.slow
def test_a_reprint_of_a_share_counts_nowhere_as_an_amount(tmp_path: Path) -> None:
    report = built(
        tmp_path,
        HEAD + "(1) 施策\n【予算】 甲事業 3億円の内数（5年度 2億円の内数）\n"
        "(2) 別の施策\n【予算】 甲事業（再掲） 3億円の内数（5年度 2億円の内数）\n",
    )

    for balance in report.balances:
        assert [item.reason for item in balance.uncounted] == ["no-whole", "reprint-of-bound"]
        assert (balance.lower, balance.doubled) == (0, balance.unknown)


@pytest.mark.slow
def test_what_one_document_contradicts_is_found_in_another_too(tmp_path: Path) -> None:
    report = built(
        tmp_path,
        HEAD + "(1) 施策\n【予算】 甲事業 1億円（5年度 2億円）\n乙事業 3億円（4年度 1億円）\n"
        "丙事業 4億円（5年度 4億円）\n(2) 別の施策\n【予算】 甲事業 1.5億円（5年度 2億円）\n",
    )

    assert lines_of(report, "amounts") == [[9, 13]]  # 1億円, 1.5億円
    assert lines_of(report, "disagree") == [[13, 9]]
    assert lines_of(report, "no-comparison") == [[10]]
    for balance in report.balances:
        left_out = sum(item.yen for item in balance.uncounted)
        assert balance.printed - left_out == balance.lower + balance.contingent


def test_a_warning_of_the_shapes_that_no_kind_tells_is_shown(release: Path) -> None:
    said = ("率が1を超えています。", "The rate is greater than one.")
    warning = Finding("Warning", "S11", (PrintedPlace("x.txt", 895),), "urn:rate", *said)
    told = Finding("Warning", "S36", (PrintedPlace("x.txt", 3507),), "urn:mention", "", "")

    report = report_of(release, (warning, told))

    assert lines_of(report, "warnings") == [[895]]


def test_the_contents_are_headed_otherwise_than_the_cover(facts: Path) -> None:
    found = {f.line: f.what for f in read(facts).findings if f.what.startswith("the contents")}

    assert list(found) == [13, 78]
    assert "くにつくり" in found[13].partition(", the cover ")[0]
    assert "くにづくり" in found[13].partition(", the cover ")[2]


@pytest.mark.parametrize("file", sorted(Path(__file__).parents[1].glob("data/*.txt")))
def test_each_remark_of_the_loaders_is_said_in_japanese(file: Path) -> None:
    for finding in read(file).findings:
        words = in_both_languages(finding.what)

        assert words.ja != words.en == finding.what


def test_a_bracket_that_was_never_opened_is_said_in_japanese() -> None:
    text = HEAD + "(1) 施策\n【予算】 甲事業 1億円）\n"

    (finding,) = read_printed(decode(text.encode(), "x.txt")).findings

    assert in_both_languages(finding.what).ja == "開いていない括弧がここで閉じています"


def test_each_text_of_the_report_exists_in_both_languages() -> None:
    ja, en = texts("ja"), texts("en")

    assert ja.keys() == en.keys()
    assert [key for key in ja if ja[key] == en[key]] == []


class Page(HTMLParser):
    """What a page's markup holds: tags by name, ids, links within the page."""

    def __init__(self, text: str) -> None:
        """Read a page."""
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.inside: list[str] = []
        self.attributes: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag."""
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.inside += [
            (v or "")[1:] for n, v in attrs if n == "href" and (v or "").startswith("#")
        ]


@pytest.fixture(scope="module")
def client(release: Path) -> Iterator[FlaskClient]:
    """Make a client of an application over the built release."""
    opened = open_release(release)
    pool = WorkerPool(opened.dataset, Settings(workers=1))
    yield create_app(opened, pool).test_client()
    pool.close()


@pytest.mark.parametrize(
    ("lang", "says"), [("ja", "27件の食い違い・欠落"), ("en", "found 27 inconsistencies")]
)
def test_the_page_is_for_people(client: FlaskClient, lang: str, says: str) -> None:
    response = client.get("/report", headers={"Accept": "text/html", "Accept-Language": lang})

    page = Page(response.text)
    assert says in response.text
    assert f'<html lang="{lang}">' in response.text
    assert page.tags.count("caption") == page.tags.count("table") > 10
    assert set(page.inside) <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
    assert {"style", "script"} & set(page.tags) == {"style"} & page.attributes == set()


def test_the_start_page_leads_to_the_report(client: FlaskClient) -> None:
    assert 'href="/report?lang=en"' in client.get("/?lang=en").text


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (None, "text/html"),
        ("text/markdown", "text/markdown"),
        ("text/turtle", "text/turtle"),
        ("application/ld+json", "application/ld+json"),
        ("application/rdf+xml", "application/rdf+xml"),
    ],
)
def test_the_report_is_negotiated(client: FlaskClient, accept: str | None, media_type: str) -> None:
    response = client.get("/report", headers={"Accept": accept} if accept else {})

    assert (response.status_code, response.mimetype) == (200, media_type)
    assert client.get("/report", headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize(("format_", "parser"), [("ttl", "turtle"), ("nt", "nt"), ("rdf", "xml")])
def test_the_rdf_says_the_same_in_each_format(
    client: FlaskClient, format_: str, parser: str
) -> None:
    graph = Graph().parse(data=client.get(f"/report?format={format_}").data, format=parser)

    assert len(set(graph.subjects(RDF.type, SH.ValidationResult))) == 27
    (count,) = graph.subjects(DQV.isMeasurementOf, Namespace(BASE)["report/no-whole"])
    assert graph.value(count, DQV.value) == Literal(8)
    for result in graph.subjects(RDF.type, SH.ValidationResult):
        assert len(set(graph.objects(result, SH.focusNode))) == 1
        languages = {m.language for m in graph.objects(result, SH.resultMessage)}  # type: ignore[attr-defined]
        assert languages == {"ja", "en"}


def test_a_file_of_rdf_has_no_report(release: Path) -> None:
    served = open_dataset(release / "graph.nq")

    with pytest.raises(ReleaseError, match="serve a release"):
        served.read("report.ja.html")


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_command_prints_what_the_release_holds(release: Path, lang: str) -> None:
    options = ("--release", release, "--lang", lang)
    page = shisaku("report", *options).stdout

    assert shisaku("report", *options, "--format", "markdown").stdout == (
        release / f"report.{lang}.md"
    ).read_text(encoding="utf-8")
    assert "<style>" in page
    assert "static/style.css" not in page


@pytest.mark.slow
def test_hostile_names_are_no_markup(tmp_path: Path) -> None:
    name = "<script>alert(1)</script>|`x`*事業"
    document, out = tmp_path / "small.txt", tmp_path / "release"
    document.write_text(HEAD + f"(1) 施策\n【予算】 {name}（再掲） 1億円\n", encoding="utf-8")

    build([document], out, Options())

    assert "<script>" not in (out / "report.ja.html").read_text(encoding="utf-8")
    table = re.findall(r"^\| L9:.*$", (out / "report.ja.md").read_text(encoding="utf-8"), re.M)
    assert r"\<script\>alert(1)\</script\>\|\`x\`\*事業" in table[0]


def test_the_same_release_gives_the_same_report(release: Path, report: Report) -> None:
    again = dict(report_files(report_of(release)))

    assert again == dict(report_files(report))
    assert len(again) == 5
