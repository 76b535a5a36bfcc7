"""The lexer sees what the parser sees: of generated queries, and in time that grows linearly."""

import time
from collections.abc import Iterator
from contextlib import suppress

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shisaku.server.engine import NotAllowed, QueryUnreadable
from shisaku.server.guard import refuse_unsafe
from shisaku.server.lexer import tokens
from shisaku.server.remote.wording import write_plainly

G, OTHER = "urn:g", "urn:other"
SERVICE = "SERVICE"
BLANKS = st.sampled_from(
    [" ", "\t", "\n", "\r", "\r\n", "#\r", "#x\n", "# '\n", '#"""\n', "#SERVICE\r", "#<\n", ""]
)
PIECES = st.sampled_from(
    [
        "?s ?p ?o .", "?s ?p 'a' .", '?s ?p "#" .', '?s ?p "SERVICE" .', '?s ?p """a"b\n#""" .',
        "?s ?p '''SERVICE ''\n''' .", "?s ?p 'a\\'SERVICE' .", "?service ?from ?o .",
        "a:b ?p a:c .", "a:b\\#c ?p a:c .", "a:\\~SERVICE ?p a:%41 .", "service:x ?p service: .",
        "<urn:x#SERVICE> ?p 'x'@en .", "<urn:\\u0041#> ?p 1.5 .", "_:service ?p 1e6 .",
        "?s ?p '\\u0022 SERVICE \\u0027' .", "?s ?p 'x'@en-service .", "?s ?p 'x'^^<urn:#d> .",
        "FILTER(1<2)", "FILTER(?s<?o&&?o>?s)", "FILTER(1<2#>\"\"\"\n)", "OPTIONAL{}", "{}UNION{}",
        "?s ?p true.", "?s ?p ?x\u00b7y .", "?s ?p [] .", "VALUES ?x {1 1.0 .5 'a'}",
        "BIND(a:f\\,g AS ?from)", "?s a:p?/a:q*|^a:r ?o .", "MINUS{?s ?p 'FROM'}",
    ]
)  # fmt: skip
PROLOGUE = "PREFIX a: <urn:a:> PREFIX service: <urn:service:> PREFIX : <urn:e:> "


@st.composite
def queries(draw: st.DrawFn, also: tuple[str, ...] = ()) -> str:
    """Make an ASK of pieces with odd blanks between, and some others at any place among them."""
    pieces = draw(st.lists(PIECES, max_size=6))
    for one in also:
        pieces.insert(draw(st.integers(0, len(pieces))), one)
    inner = "".join(piece + draw(BLANKS) for piece in pieces)
    return f"{PROLOGUE}ASK{draw(BLANKS)}{draw(st.sampled_from(['', f'FROM<{G}>']))}{{{inner}}}"


def parses(text: str) -> bool:
    """Say whether the parser reads a query; what it then asks for is not there."""
    try:
        ox.Store().query(text)
    except SyntaxError:
        return False
    except (RuntimeError, OSError):
        pass
    return True


@given(queries())
def test_what_is_only_in_names_strings_and_comments_is_no_service(text: str) -> None:
    if parses(text):
        with suppress(QueryUnreadable):  # by the longest match <2#> is an IRI (§19.8), not here
            refuse_unsafe(text)


@given(queries((f"{SERVICE} ?unbound {{ }}",)))
def test_no_service_that_the_parser_sees_is_missed(text: str) -> None:
    if parses(text):
        with pytest.raises((NotAllowed, QueryUnreadable)):
            refuse_unsafe(text)
        with pytest.raises((NotAllowed, QueryUnreadable)):
            write_plainly(text, [G])


@given(queries())
def test_a_query_written_anew_is_read_alike_and_sees_the_same_graphs(text: str) -> None:
    if not parses(text):
        return
    try:
        plain = write_plainly(text, [G])
    except QueryUnreadable:
        return

    if not parses(plain):
        assert "<2#>" in text  # by the longest match an IRI (§19.8): the worker refuses it
        return
    assert "\n" not in plain
    assert "\r" not in plain
    assert answer(plain) == answer(text)


def answer(text: str) -> bool:
    """Answer an ASK from a store of a few triples."""
    store = ox.Store()
    for graph, value in ((G, "a"), (G, "a'SERVICE"), (OTHER, 'a"b\n#'), (OTHER, "#")):
        quad = (ox.NamedNode("urn:a:b"), ox.NamedNode("urn:a:c"), ox.Literal(value))
        store.add(ox.Quad(*quad, ox.NamedNode(graph)))
    return bool(store.query(text, use_default_graph_as_union=f"<{G}>" not in text))


@pytest.mark.parametrize(
    "glued",
    [
        "ASK{SERVICE<urn:x>{}}",
        "ASK{?s ?p true.SERVICE<urn:x>{}}",
        "ASK{SERVICESILENT<urn:x>{}}",
        "PREFIX x:<urn:> ASK{SERVICEx:y{}}",
        "PREFIX :<urn:> ASK{SERVICE:y{}}",
        "PREFIX SERVICEx:<urn:> PREFIX x:<urn:> ASK{SERVICEx:y{}}",
        'PREFIX b:<urn:> ASK{FILTER(1<b:c#>"""\n)SERVICE<urn:x>{}#"""\n}',
        "ASK{?s<urn:p>?true.SERVICE<urn:x>{}}",
        "ASKFROM<urn:other>{}",
        "SELECT*FROMNAMED<urn:other>{}",
        "PREFIX x:<urn:> SELECT*FROMx:other{}",
    ],
)
def test_what_is_written_together_reaches_no_store_as_it_is(glued: str) -> None:
    assert parses(glued)
    try:
        plain = write_plainly(glued, [G])
    except (NotAllowed, QueryUnreadable):
        return
    assert not parses(plain) or not has_words(plain)


def has_words(plain: str) -> bool:
    """Say whether a query on one line holds the words outside of strings and IRIs."""
    return any(word in token.word for token in tokens(plain) for word in ("service", "from"))


def made(size: int) -> Iterator[str]:
    """Make texts of a size that a lexer with backtracking reads for hours."""
    for piece in (
        "#now\n",
        "now\t",
        "a.",
        "a:.",
        '"\\"""x',
        "<a",
        "_:a.",
        "@a-",
        "a:b.",
        "1.",
        "''",
    ):
        yield piece * (size // len(piece))
    yield "a:" + "a." * (size // 2)
    yield '"""' + "'''\"" * (size // 4)
    yield '<#>"""' + "\n" * size + '"""'
    yield "<#>" + '"""\n"""' * (size // 7)
    yield "<#>" + "''" * (size // 2)
    yield "<#>" + " " * (size // 2) + "\n" + '"""\nfrom"""' * (size // 22)


def seconds(text: str) -> float:
    """Read a text; gives the processor time that took."""
    began = time.thread_time()
    with suppress(QueryUnreadable):
        for _ in tokens(text):
            pass
    return time.thread_time() - began


def test_ten_times_the_text_takes_ten_times_as_long() -> None:
    size = 2**13
    for short, long in zip(made(size), made(10 * size), strict=True):
        least = min(seconds(short) for _ in range(5))
        assert min(seconds(long) for _ in range(2)) < 25 * least + 0.002, short[:10]


@pytest.mark.slow
def test_a_mebibyte_of_anything_is_read_in_linear_time() -> None:
    for text in made(2**20):
        assert seconds(text) < 10, text[:10]
