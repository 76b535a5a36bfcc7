"""Each IRI of the graph answers: the thing with 303, its document as a page or as RDF."""

import re
import urllib.error
import urllib.request
from email.message import Message
from html.parser import HTMLParser
from pathlib import Path

import pyoxigraph as ox
import pytest

from shisaku.ontology.terms import BASE, CONCEPTS, NAMESPACE, PREFIXES
from shisaku.server.pages.addresses import SUFFIXES, Addresses
from shisaku.server.pages.borrowed import borrowed_name
from shisaku.server.pages.texts import readable_yen

MEASURE, LINE = "2024/ch/6/s/1/m/2", "line/mobile-phone-area"
REPRINT = "2024/ch/10/s/7/m/2/b/5/x/reprint"
SAMPLE = (
    "2024", "2024/pillar/2", "2024/ch/6", "2024/ch/6/s/1", MEASURE, f"{MEASURE}/b/1",
    f"{MEASURE}/b/1/a/1", f"{MEASURE}/b/1/a/1/span", f"{MEASURE}/h/1", LINE,
    f"{LINE}/2023/supplementary", "fy/2023", "org/mic",
    REPRINT, "2024/ch/6/s/6/m/1/r/2",
)  # fmt: skip


class _KeepThere(urllib.request.HTTPRedirectHandler):
    """Follows no redirect."""

    def redirect_request(self, *_: object) -> None:
        """Stay."""


def get(url: str, **headers: str) -> tuple[int, Message, bytes]:
    """Ask without following: status, headers, body."""
    asked = urllib.request.Request(
        url, headers={k.replace("_", "-"): v for k, v in headers.items()}
    )
    try:
        with urllib.request.build_opener(_KeepThere).open(asked) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def test_a_thing_leads_to_a_document_of_its_own(server: str) -> None:
    status, headers, _ = get(f"{server}/id/{MEASURE}")

    assert (status, headers["Location"]) == (303, f"/doc/id/{MEASURE}")
    assert headers["Link"] == f'</doc/id/{MEASURE}>; rel="describedby"'
    assert get(f"{server}/id/{MEASURE}.ttl")[1]["Location"] == f"/doc/id/{MEASURE}.ttl"
    assert get(f"{server}/concept/phase/initial")[1]["Location"] == "/doc/concept/phase/initial"


def test_a_thing_keeps_the_language_and_the_format_that_were_asked_for(server: str) -> None:
    where = get(f"{server}/id/{MEASURE}?lang=en&format=ttl&other=1")[1]["Location"]
    page = get(f"{server}{get(f'{server}/id/{MEASURE}?lang=en')[1]['Location']}")

    assert where == f"/doc/id/{MEASURE}?lang=en&format=ttl"
    assert page[1]["Content-Language"] == "en"


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        (f"/id/{MEASURE}/?lang=en", f"/id/{MEASURE}?lang=en"),
        ("/queries/", "/queries"),
        ("/ns//", "/ns"),
        ("/dumps", "/dumps/"),
        ("/sparql/?query=ASK%7B%7D", "/sparql?query=ASK%7B%7D"),
        ("//evil.example/", None),
        ("/nowhere/", None),
        ("/id/", None),
    ],
)
def test_an_address_with_a_slash_too_many_leads_to_the_one_without(
    server: str, asked: str, place: str | None
) -> None:
    status, headers, _ = get(server + asked, Host="evil.example")

    assert (status, headers["Location"]) == ((308, place) if place else (404, None))


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "text/html"),
        ("text/turtle", "text/turtle"),
        ("application/ld+json;q=0.9, text/html;q=0.5", "application/ld+json"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/n-triples", "application/n-triples"),
    ],
)
def test_a_document_comes_as_its_reader_prefers(server: str, accept: str, media_type: str) -> None:
    status, headers, _ = get(f"{server}/doc/id/{LINE}", Accept=accept)

    assert (status, headers.get_content_type()) == (200, media_type)
    assert {"Accept", "Accept-Language"} <= set(headers["Vary"].split(", "))
    assert SUFFIXES[headers["Content-Location"].rpartition(".")[2]] == media_type
    assert headers["Link"].count('rel="alternate"') == len(SUFFIXES) - 1
    again, _, _ = get(f"{server}/doc/id/{LINE}", Accept=accept, If_None_Match=headers["ETag"])
    assert again == 304


def test_what_is_not_there_is_not_found_and_what_is_not_offered_is_said(server: str) -> None:
    assert get(f"{server}/id/2024/ch/99")[0] == 404
    assert get(f"{server}/doc/id/2024/ch/99.ttl")[0] == 404
    status, _, body = get(f"{server}/doc/id/{LINE}", Accept="image/png")
    assert (status, b"text/turtle" in body) == (406, True)


@pytest.mark.parametrize("name", SAMPLE)
def test_each_format_says_all_that_the_graph_says_of_the_thing(
    server: str, release: Path, name: str
) -> None:
    store = ox.Store()
    store.load(path=str(release / "graph.nt"), format=ox.RdfFormat.N_TRIPLES)
    thing = ox.NamedNode(BASE + name)
    expected = {quad.triple for quad in store.quads_for_pattern(thing, None, None)}
    expected |= {quad.triple for quad in store.quads_for_pattern(None, None, thing)}

    for suffix, media_type in SUFFIXES.items():
        _, _, body = get(f"{server}/doc/id/{name}.{suffix}")
        if suffix != "html":
            told = {
                q.triple for q in ox.parse(body, format=ox.RdfFormat.from_media_type(media_type))
            }
            assert {t for t in told if thing in {t.subject, t.object}} == expected, suffix


class _Page(HTMLParser):
    """A page's words and where it leads."""

    def __init__(self, body: bytes) -> None:
        """Read a page."""
        super().__init__()
        self.words = ""
        self.addresses: list[str] = []
        self.feed(body.decode())

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep where it leads."""
        self.addresses += [value for name, value in attrs if name == "href" and value]

    def handle_data(self, data: str) -> None:
        """Keep the words."""
        self.words += data


@pytest.mark.parametrize(
    ("lang", "words"),
    [("ja", ("携帯電話等エリア整備事業", "39.2億円")), ("en", ("¥3.92 billion", "FY2023"))],
)
def test_a_page_shows_names_readable_yen_and_where_it_stands(
    server: str, lang: str, words: tuple[str, ...]
) -> None:
    page = _Page(get(f"{server}/doc/id/{LINE}/2023/supplementary.html?lang={lang}")[2])

    assert all(word in page.words for word in words)
    assert f"/doc/id/{LINE}?lang={lang}" in page.addresses
    assert f"/doc/id/{MEASURE}/b/1/a/1?lang={lang}" in page.addresses  # counted from
    assert NAMESPACE not in page.words


@pytest.mark.parametrize(
    ("thing", "ja", "en"),
    [
        (REPRINT, "再掲 · 消防団の力向上モデル事業", "marked reprint · 消防団の力向上モデル事業"),
        (
            f"{MEASURE}/block/1",
            "5G等の携帯電話基地局の整備促進",
            "Promoting the deployment of base stations for 5G and other mobile phone services",
        ),
        ("2024/ch/6/s/6/m/1/r/2/c/1", "財力指数0.5超0.8以下", "財力指数0.5超0.8以下"),
    ],
)
def test_what_has_no_name_is_named_by_what_it_belongs_to(
    server: str, thing: str, ja: str, en: str
) -> None:
    for lang, name in (("ja", ja), ("en", en)):
        page = get(f"{server}/doc/id/{thing}?lang={lang}")[2].decode()
        assert f"<h1>{name}</h1>" in page


def test_a_page_begins_with_the_money_and_says_nothing_that_its_title_says(server: str) -> None:
    page = get(f"{server}/doc/id/{MEASURE}?lang=en")[2].decode()

    headings = re.findall("<h2>.*?>(.*?)</a></h2>", page)
    assert headings[:2] == [
        "Totals of a part by year, phase and instrument",
        "Figures printed in a part",
    ]
    totals = page.partition(headings[0])[2].partition("</table>")[0]
    assert f'href="/doc/id/{MEASURE}?' not in totals


def test_every_link_of_a_page_that_stays_here_answers(server: str) -> None:
    page = _Page(get(f"{server}/doc/id/{MEASURE}.html")[2])
    here = {a for a in page.addresses if a.startswith("/") and not a.startswith("/ns#")}

    assert {address: get(server + address)[0] for address in here} == dict.fromkeys(here, 200)
    assert len(here) >= 15


@pytest.mark.parametrize(
    ("yen", "ja", "en"),
    [
        (155_300_000_000, "1,553.0億円", "¥155.3 billion"),
        (3_920_000_000, "39.2億円", "¥3.92 billion"),
        (18_700_000_000_000, "18.7兆円", "¥18.7 trillion"),
        (3_000_000, "300万円", "¥3.0 million"),
        (10_000_000, "1,000万円", "¥10.0 million"),
        (1_234, "1,234円", "¥1,234"),
        (-123_456_789, "-1.23456789億円", "¥-123.456789 million"),
    ],
)
def test_yen_are_readable_and_never_rounded(yen: int, ja: str, en: str) -> None:
    assert (readable_yen(yen, "ja"), readable_yen(yen, "en")) == (ja, en)


def test_an_iri_maps_to_its_path_whatever_the_base() -> None:
    addresses = Addresses("https://data.example.org/budget/")

    assert addresses.document("https://data.example.org/budget/2024") == "/doc/id/2024"
    assert addresses.iri("id", "2024") == "https://data.example.org/budget/2024"
    assert addresses.document(f"{CONCEPTS}phase/initial", "ttl") == "/doc/concept/phase/initial.ttl"
    assert addresses.document(f"{NAMESPACE}Measure") == "/ns#Measure"
    assert addresses.document("https://elsewhere.example/2024") is None


EARMARKED = "line/beyond-5g-fund"


@pytest.mark.parametrize("thing", [EARMARKED, "2024/ch/16/s/3/m/1"])
@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("ja", ("うち電波利用料財源 35.0億円", "うち電波利用料財源 150.0億円", "基金")),
        ("en", ("radio use fee: ¥3.5 billion of it", "Earmarked source", "Fund")),
    ],
)
def test_a_figures_earmarked_source_and_its_lines_fund_stand_beside_it(
    server: str, thing: str, lang: str, words: tuple[str, ...]
) -> None:
    body = get(f"{server}/doc/id/{thing}.html?lang={lang}")[2].decode()
    (whole,) = re.findall(rf"<tr>.*{EARMARKED}/2023/initial.*</tr>", body)

    assert all(word in body for word in words)
    assert {"ja": ">電波利用料財源<", "en": ">radio use fee<"}[lang] in whole
    assert "/fund/ict-research-and-development-fund" in whole
    assert "earmarked" not in get(f"{server}/doc/id/{LINE}.html?lang=en")[2].decode().lower()


def test_figures_of_a_line_are_told_apart_by_instrument_and_part(server: str) -> None:
    for line in (EARMARKED, "line/jict"):
        body = get(f"{server}/doc/id/{line}.html?lang=ja")[2].decode()
        names = re.findall(rf'<dd><a href="/doc/id/{line}/[^"]*"[^>]*>([^<]*)</a></dd>', body)
        assert len(names) == len(set(names)) > 3
    title = get(f"{server}/doc/id/line/jict/2024/initial/government-guarantee?lang=en")[2].decode()
    assert "government guarantee</h1>" in title


def test_a_title_that_says_too_little_is_told_with_its_place(server: str) -> None:
    body = get(f"{server}/queries/citations?lang=ja")[2].decode()
    titles = re.findall(r'<a href="(/doc/id/2024/[^"?]*)[^>]*>([^<]*)</a>', body)

    parts: dict[str, set[str]] = {}
    for address, title in titles:
        parts.setdefault(title, set()).add(address)
    assert "これまでの取組（第6章 [4] (1) ①）" in parts
    assert all(len(addresses) == 1 for addresses in parts.values())


def test_each_term_of_another_vocabulary_has_a_name_in_both_languages(release: Path) -> None:
    terms = set()
    for quad in ox.parse(path=str(release / "graph.nt"), format=ox.RdfFormat.N_TRIPLES):
        if str(quad.subject).startswith((f"<{BASE}", f"<{CONCEPTS}")):
            terms.add(quad.predicate.value)
    terms = {term for term in terms if not term.startswith(NAMESPACE)}

    assert f"{PREFIXES['dcterms']}isPartOf" in terms
    assert {term for term in terms if not borrowed_name(term, "ja")} == set()
    assert {term for term in terms if not borrowed_name(term, "en")} == set()


def test_what_has_no_name_is_called_by_its_class_and_no_rate_is_claimed(server: str) -> None:
    part, measure = "2024/ch/9/s/1/m/2", "local-finance/1"

    assert ">地方財政措置 1</a>" in get(f"{server}/doc/id/{part}.html?lang=ja")[2].decode()
    page = get(f"{server}/doc/id/{part}/{measure}.html?lang=ja")[2].decode()
    assert "交付税措置率 (率は印字されていません)" in page
