"""Evaluate a query on a store in this process, and write its results in a format."""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import IO
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

from shisaku.ontology.terms import BASE, PREFIXES
from shisaku.queries.client import Answer, read_answer
from shisaku.server import json_ld
from shisaku.server.brief import BRIEF, write_brief
from shisaku.server.engine import (
    Formats,
    Kind,
    NotAcceptable,
    Query,
    QueryRefused,
)
from shisaku.server.guard import refuse_unsafe
from shisaku.server.lexer import Kind as TokenKind
from shisaku.server.lexer import tokens
from shisaku.server.unreadable import explain_unreadable

XML = "application/sparql-results+xml"
RDF_XML = "application/rdf+xml"
JSON_LD = "application/ld+json"
RESULT_FORMATS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    XML: ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
GRAPH_FORMATS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    RDF_XML: ox.RdfFormat.RDF_XML,
    JSON_LD: ox.RdfFormat.JSON_LD,
}
# What XML 1.0 cannot write at all (§2.2); a carriage return it can, as a reference.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_XML_NAME_AT_END = re.compile(r"[A-Za-z_\u00c0-\uffff][\w.\u00b7-]*$")
Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


def evaluate(store: ox.Store, query: Query, is_union: bool = True) -> Results:
    """Run a query on a store.

    is_union: its default graph is the union of all graphs, unless the query names one.
    Raises QueryUnreadable for what is no SPARQL, QueryRefused for what is not offered.
    """
    look = refuse_unsafe(query.text)
    try:
        graphs: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = [
            ox.NamedNode(graph) for graph in query.default_graphs
        ]
        named: list[ox.NamedNode | ox.BlankNode] = [ox.NamedNode(g) for g in query.named_graphs]
        has_dataset = bool(graphs or named)
        return store.query(
            _in_order(query.text),
            base_iri=BASE,  # of relative IRIs, whatever the host
            use_default_graph_as_union=is_union and not (has_dataset or look.names_dataset),
            default_graph=graphs if has_dataset else None,
            named_graphs=named if has_dataset else None,
        )
    except SyntaxError as error:
        raise explain_unreadable(str(error.msg), query.text) from error
    except (RuntimeError, ValueError, OSError) as error:
        raise _refused(error) from error


def _in_order(text: str) -> str:
    """Name the variables of ``SELECT *`` as the query comes to them; pyoxigraph sorts them by name.

    Which of them it selects the parser knows. Raises what pyoxigraph does.
    """
    star, depth, before = None, 0, ""
    named: dict[str, int] = {}
    for token in tokens(text):
        depth += (token.text in {"(", "{", "["}) - (token.text in {")", "}", "]"})
        if token.text == "*" and not depth and before.endswith(("select", "distinct", "reduced")):
            star = token
        elif token.kind is TokenKind.VARIABLE and star:
            named.setdefault(token.text[1:], len(named))
        before = token.word
    results = ox.Store().query(text, base_iri=BASE) if star else None
    if star is None or not isinstance(results, ox.QuerySolutions) or not results.variables:
        return text
    names = (variable.value for variable in results.variables)
    selected = sorted(names, key=lambda name: named.get(name, len(named)))  # any may be missed
    return f"{text[: star.start]} ?{' ?'.join(selected)} {text[star.end :]}"


def refuse_unreadable(text: str) -> None:
    """Parse a query and evaluate nothing; raises what ``evaluate`` raises before it begins."""
    unknown = ox.Variable("unknown")  # what cannot be substituted ends it after the parser
    while unknown.value in text:
        unknown = ox.Variable(f"{unknown.value}_")
    try:
        ox.Store().query(text, base_iri=BASE, substitutions={unknown: ox.Literal("")})
    except SyntaxError as error:
        raise explain_unreadable(str(error.msg), text) from error
    except RuntimeError as error:
        if str(unknown) not in str(error):
            raise _refused(error) from error


def _refused(error: Exception) -> QueryRefused:
    """Give the refusal of what the evaluator does not have, such as an unknown function."""
    return QueryRefused(f"it cannot be evaluated: {error}", f"評価できません: {error}")


def kind_of(results: Results) -> Kind:
    """Say what some results are."""
    if isinstance(results, ox.QueryBoolean):
        return Kind.TRUTH
    return Kind.ROWS if isinstance(results, ox.QuerySolutions) else Kind.GRAPH


def kind_of_form(form: str | None) -> Kind:
    """Say what a query of a form (SPARQL 1.1 §16) answers with."""
    return {"select": Kind.ROWS, "ask": Kind.TRUTH}.get(form or "", Kind.GRAPH)


def media_type_of(kind: Kind, formats: Formats) -> str:
    """Give the media type that fits the client; raises NotAcceptable with those offered."""
    found = formats.graph if kind is Kind.GRAPH else formats.rows
    if found is None:
        offered = GRAPH_FORMATS if kind is Kind.GRAPH else RESULT_FORMATS
        raise NotAcceptable(*offered_formats(offered))
    return found


def offered_formats(offered: Iterable[str]) -> tuple[str, str]:
    """Say in both languages which formats are offered."""
    names = ", ".join(offered)
    return f"offered: {names}", f"答えられる形式: {names}"


def answer_of(store: ox.Store, text: str) -> Answer:
    """Run a SELECT query and give its rows as records; raises what ``evaluate`` raises."""
    body = BytesIO()
    write(evaluate(store, Query(text)), "application/sparql-results+json", body)
    return read_answer(body.getvalue().decode())


def triples_of(store: ox.Store, text: str) -> list[ox.Triple]:
    """Run a CONSTRUCT query and give its triples, sorted; raises what ``evaluate`` raises."""
    results = evaluate(store, Query(text))
    if not isinstance(results, ox.QueryTriples):
        raise QueryRefused(
            "the query gives no triples: write CONSTRUCT or DESCRIBE",
            "三つ組を返すクエリではありません: CONSTRUCT か DESCRIBE にしてください",
        )
    return sorted(set(results), key=str)


def write(results: Results, media_type: str, out: IO[bytes]) -> None:
    """Write results. Raises NotAcceptable for values that the format cannot hold.

    Raises QueryRefused where evaluation fails midway (an unknown function).
    """
    try:
        if media_type == BRIEF:
            write_brief(results, out)
        elif isinstance(results, ox.QueryTriples):
            write_triples(results, media_type, out)
        elif media_type == XML and isinstance(results, ox.QuerySolutions):
            for piece in _xml(results):
                out.write(piece.encode())
        else:
            results.serialize(out, format=RESULT_FORMATS[media_type])
    except (RuntimeError, ValueError) as error:
        raise _refused(error) from error


def serialized(triples: Iterable[ox.Triple], media_type: str) -> bytes:
    """Give triples in a format, as ``write_triples`` does, IRIs short where it has prefixes."""
    out = BytesIO()
    write_triples(triples, media_type, out, PREFIXES)
    return out.getvalue()


def write_triples(
    triples: Iterable[ox.Triple],
    media_type: str,
    out: IO[bytes],
    prefixes: dict[str, str] | None = None,
) -> None:
    """Write triples as they come; raises NotAcceptable for one that the format cannot hold."""
    if media_type == BRIEF:
        write_brief(triples, out)
        return
    if media_type == JSON_LD:
        for piece in json_ld.written(map(_held_by_json, triples)):
            out.write(piece.encode())
        return
    if media_type == RDF_XML:
        triples = map(_held_by_xml, triples)
    ox.serialize(triples, out, format=GRAPH_FORMATS[media_type], prefixes=prefixes)


def _held_by_xml(triple: ox.Triple) -> ox.Triple:
    """Give a triple, with the triple term in it, that RDF/XML can write."""
    if not _XML_NAME_AT_END.search(triple.predicate.value):
        raise NotAcceptable(
            f"RDF/XML has no name for the property {triple.predicate}: ask for text/turtle",
            f"RDF/XML では {triple.predicate} を書けません: text/turtle で求めてください",
        )
    if isinstance(triple.object, ox.Triple):
        _held_by_xml(triple.object)
    elif isinstance(triple.object, ox.Literal) and _NOT_XML.search(triple.object.value):
        raise NotAcceptable(
            "a value holds a control character: ask for text/turtle",
            "値に制御文字があります: text/turtle で求めてください",
        )
    return triple


def _held_by_json(triple: ox.Triple) -> ox.Triple:
    """Give a triple that JSON-LD 1.1 can write."""
    if isinstance(triple.object, ox.Triple):
        raise NotAcceptable(
            "JSON-LD has no triple terms: ask for text/turtle",
            "JSON-LD では三つ組の項を書けません: text/turtle で求めてください",
        )
    return triple


def _xml(solutions: ox.QuerySolutions) -> Iterator[str]:
    """Write rows as SPARQL Query Results XML; pyoxigraph writes control characters raw."""
    names = [variable.value for variable in solutions.variables]
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<sparql xmlns="http://www.w3.org/2005/sparql-results#"'
    yield ' xmlns:its="http://www.w3.org/2005/11/its" its:version="2.0">\n<head>'
    yield "".join(f"<variable name={quoteattr(name)}/>" for name in names)
    yield "</head>\n<results>\n"
    for solution in solutions:
        cells = (
            f"<binding name={quoteattr(name)}>{_xml_term(term)}</binding>"
            for name in names
            if (term := solution[name]) is not None
        )
        yield f"<result>{''.join(cells)}</result>\n"
    yield "</results>\n</sparql>\n"


def _xml_term(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    """Write one term."""
    if isinstance(term, ox.NamedNode):
        return f"<uri>{_xml_text(term.value)}</uri>"
    if isinstance(term, ox.BlankNode):
        return f"<bnode>{_xml_text(term.value)}</bnode>"
    if isinstance(term, ox.Triple):
        parts = zip(("subject", "predicate", "object"), term, strict=False)
        inner = "".join(f"<{name}>{_xml_term(part)}</{name}>" for name, part in parts)
        return f"<triple>{inner}</triple>"
    attribute = ""
    if term.language:
        attribute = f" xml:lang={quoteattr(term.language)}"
        if term.direction:
            attribute += f' its:dir="{term.direction.value}"'
    elif term.datatype.value != "http://www.w3.org/2001/XMLSchema#string":
        attribute = f" datatype={quoteattr(term.datatype.value)}"
    return f"<literal{attribute}>{_xml_text(term.value)}</literal>"


def _xml_text(value: str) -> str:
    """Escape a value; raises NotAcceptable where XML cannot hold it."""
    if _NOT_XML.search(value):
        raise NotAcceptable(
            "a value holds a control character that XML cannot: ask for JSON",
            "値に XML では書けない制御文字があります: JSON で求めてください",
        )
    return escape(value, {"\r": "&#13;"})
