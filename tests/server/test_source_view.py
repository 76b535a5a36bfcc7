"""The source view shows the printed characters, and every number leads to its own in two clicks."""

import html
import re
import urllib.error
import urllib.request
from pathlib import Path

import pyoxigraph as ox
import pytest

from shisaku.loaders.document import Document, read_document
from shisaku.ontology.terms import BASE, NAMESPACE, PREFIXES
from shisaku.server.build import Options, build
from shisaku.server.pages.printed import Extent, Printed, Run, print_lines, read_extent
from shisaku.server.release import open_release

DATA = Path(__file__).parents[1] / "data"
LINE, STATEMENT = "line/mobile-phone-area", "2024/ch/6/s/1/m/2/b/1/a/1"
_PLACE = re.compile(r'href="(/source/[^"]+)"')


def get(url: str) -> str:
    """Give a page's text."""
    with urllib.request.urlopen(url.partition("#")[0]) as answer:
        return str(answer.read().decode())


def printed_text(page: str) -> list[str]:
    """Give the characters of each line that the page shows."""
    lines = re.findall(r'<p id="L\d+"><a class="n" href="#L\d+">\d+</a>(.*?)</p>', page, re.DOTALL)
    return [html.unescape(re.sub(r"<[^>]+>", "", line)) for line in lines]


def marked(page: str) -> str:
    """Give the highlighted characters of a page, without links."""
    return re.sub("<[^>]+>", "", "".join(re.findall("<mark>(.*?)</mark>", page)))


@pytest.fixture(scope="module")
def page(server: str) -> str:
    """Give the source view of the shipped document in English."""
    return get(f"{server}/source/2024?lang=en")


@pytest.fixture(scope="module")
def store(release: Path) -> ox.Store:
    """Load the graph of the release."""
    store = ox.Store()
    store.load(path=str(release / "graph.nt"), format=ox.RdfFormat.N_TRIPLES)
    return store


def test_each_character_stands_at_its_line_and_column(page: str, facts: Path) -> None:
    assert printed_text(page) == read_document(facts).lines


def test_each_printed_figure_item_and_part_has_a_link(page: str, store: ox.Store) -> None:
    kinds = ("AmountStatement", "BudgetMention", "SubsidyRate", "Citation", "Chapter", "Measure")
    things = {
        quad.subject.value
        for kind in kinds
        for quad in store.quads_for_pattern(
            None, ox.NamedNode(f"{PREFIXES['rdf']}type"), ox.NamedNode(NAMESPACE + kind)
        )
        if isinstance(quad.subject, ox.NamedNode)
    }

    linked = set(re.findall(r'href="/doc/id/([^"?]+)[^"]*"', page))

    assert {iri for iri in things if iri.removeprefix(BASE) not in linked} == set()
    assert len(things) > 1_000


@pytest.mark.parametrize("name", [STATEMENT, "2024/ch/6/s/1/m/2/b/1", "2024/ch/6/h/1"])
def test_a_things_printed_place_leads_to_its_characters(server: str, name: str) -> None:
    thing = get(f"{server}/doc/id/{name}.html")

    (place,) = _PLACE.findall(thing)

    (words,) = re.findall("<q>(.*?)</q>", thing, re.DOTALL)
    assert marked(get(f"{server}{html.unescape(place)}")) == re.sub(r"[\r\n]", "", words)


def test_a_number_of_a_line_leads_to_its_characters_in_two_clicks(server: str) -> None:
    (first,) = re.findall(r'href="([^"]+)" title="3,920,000,000"', get(f"{server}/doc/id/{LINE}"))
    figure = get(f"{server}{first}")
    (second,) = _PLACE.findall(figure)

    assert second == "/source/2024?mark=926:25-926:30#L926"
    assert marked(get(server + second)) == "39.2億円"


def test_another_language_keeps_the_mark(server: str) -> None:
    page = get(f"{server}/source/2024?mark=926:25-926:30&lang=ja")

    assert 'href="?lang=en&amp;mark=926:25-926:30#L926"' in page


@pytest.mark.parametrize("mark", ["9999:1-9999:9", "926:500-926:900", "3809:1-4000:1", "5:9-2:1"])
def test_a_mark_outside_the_text_marks_nothing(server: str, mark: str) -> None:
    assert marked(get(f"{server}/source/2024?mark={mark}")) == ""


@pytest.mark.parametrize(
    ("path", "status"), [("2024?mark=here", 400), ("1999", 404), ("..%2Frelease", 404)]
)
def test_what_is_no_place_or_no_edition_is_said(server: str, path: str, status: int) -> None:
    with pytest.raises(urllib.error.HTTPError) as raised:
        urllib.request.urlopen(f"{server}/source/{path}")

    assert raised.value.code == status
    raised.value.close()


@pytest.mark.slow
def test_a_release_keeps_no_sentence_of_a_document_read_in_full(tmp_path: Path) -> None:
    text = read_document(DATA / "lake-2026.txt").text
    sentences = re.findall("[^\n]+。", text)

    built = build([DATA / "lake-2026.txt"], tmp_path / "release", Options()).directory

    (edition,) = open_release(built).sources.values()
    kept = (built / "sources" / f"{edition}.txt").read_text(encoding="utf-8")
    assert sentences
    assert not [sentence for sentence in sentences if sentence in kept]
    assert len(kept) == len(text)


@pytest.fixture
def document() -> Document:
    """Give a text of two lines."""
    return Document("small", "  水道 12億円\n次の行", "0")


def test_a_character_belongs_to_the_smallest_thing_over_it(document: Document) -> None:
    item = Printed(Extent(1, 3, 2, 1), "/item", "item")
    figure = Printed(Extent(1, 6, 1, 9), "/figure", "figure")

    lines = list(print_lines(document, [figure, item], None))

    assert lines == [
        (Run("  "), Run("水道", item), Run(" "), Run("12億円", figure)),
        (Run("次", item), Run("の行")),
    ]


def test_a_mark_cuts_runs_and_reaches_over_lines(document: Document) -> None:
    figure = Printed(Extent(1, 6, 1, 9), "/figure", "figure")

    first, second = print_lines(document, [figure], Extent(1, 8, 2, 1))

    assert first[-2:] == (Run("12", figure), Run("億円", figure, is_marked=True))
    assert second == (Run("次", is_marked=True), Run("の行"))


def test_an_extent_is_read_as_it_is_written() -> None:
    assert read_extent(str(Extent(926, 25, 926, 30))) == Extent(926, 25, 926, 30)
    assert read_extent("L926") is None
