"""Hostile requests: what a stranger may send, by kind, each with variants."""

import json
import urllib.parse
from dataclasses import dataclass

MIB = 2**20
CHAIN = " . ".join(f"?v{i} <urn:p> ?v{i + 1}" for i in range(1000))
DIGITS = " ".join(map(str, range(100)))
PRODUCT = " ".join(f"VALUES ?{v} {{ {DIGITS} }}" for v in "abcdef")
PAIRS = "?a ?b ?c . ?d ?e ?f"
NESTED = " ".join(f"BIND(TRIPLE(<urn:s>,<urn:p>,?a{i}) AS ?a{i + 1})" for i in range(15_000))


@dataclass(frozen=True, slots=True)
class Hostile:
    """A request: its bytes, the statuses it may get (0: closed), whether it takes long."""

    name: str
    sent: bytes
    statuses: tuple[int, ...]
    is_slow: bool = False


def http(head: str, body: bytes = b"", *headers: str) -> bytes:
    """Write a request."""
    length = [f"Content-Length: {len(body)}"] if body else []
    lines = [f"{head} HTTP/1.1", "Host: a", "Connection: close", *length, *headers]
    return "\r\n".join(lines).encode("latin1") + b"\r\n\r\n" + body


def get(query: str, also: str = "", *headers: str) -> bytes:
    """Ask a query by GET."""
    return http(f"GET /sparql?{also}query={urllib.parse.quote(query)}", b"", *headers)


def post(query: str, also: str = "", *headers: str) -> bytes:
    """Ask a query by a direct POST."""
    return http(
        f"POST /sparql?{also}", query.encode(), "Content-Type: application/sparql-query", *headers
    )


def tool(called: str, /, **arguments: object) -> bytes:
    """Call a tool over the Model Context Protocol."""
    said = {"jsonrpc": "2.0", "id": 1, "method": "tools/call"}
    body = json.dumps({**said, "params": {"name": called, "arguments": arguments}}).encode()
    return message(body)


def message(body: bytes, *headers: str) -> bytes:
    """Post something to /mcp."""
    accept = "Accept: application/json, text/event-stream"
    return http("POST /mcp", body, "Content-Type: application/json", accept, *headers)


READ = (200, 400, 406, 413, 503, 504)
"""A query without a format that fits is told so, or what is wrong with it, or was ended."""
BOUNDED = (200, 400, 413, 503, 504)
PARSED = [
    ("negations", get("ASK{FILTER(" + "!" * 12_000 + "true)}", "format=x&"), True),
    ("more negations", post("ASK{FILTER(" + "!" * 900_000 + "true)}", "format=x"), True),
    ("signs", get("SELECT(" + "-" * 9_000 + "1 AS ?x){}", "format=x&"), True),
    ("sums", get("SELECT(" + "+".join(["1"] * 8_000) + " AS ?x){}", "format=x&"), True),
    ("products", get("SELECT(" + "*".join(["1"] * 8_000) + " AS ?x){}", "format=x&"), True),
    ("conditions", post("ASK{FILTER(" + "&&".join(["1"] * 90_000) + ")}", "format=x"), True),
    ("unions", post("ASK{{}" + "UNION{}" * 8_000 + "}", "format=x"), True),
    ("optional groups", post("ASK{" + "OPTIONAL{}" * 50_000 + "}", "format=x"), True),
    ("a long path", get("ASK{?s " + "/".join(["<u:p>"] * 1_000) + " ?o}", "format=x&"), True),
    ("a path of choices", post("ASK{?s " + "|".join(["<u:p>"] * 5_000) + " ?o}", "format=x"), True),
    ("a path of turns", get("ASK{?s " + "^<u:p>/" * 900 + "<u:p> ?o}", "format=x&"), True),
    ("many filters", post("ASK{" + "FILTER(1)" * 60_000 + "}", "format=x"), True),
    ("many binds", post("ASK{" + "".join(f"BIND(1 AS ?v{n})" for n in range(20_000)) + "}",
                        "format=x"), True),
    ("many objects", post("ASK{?s ?p " + ",".join(["1"] * 200_000) + "}", "format=x"), True),
    ("a thousand patterns", post(f"ASK{{{CHAIN}}}", "format=x"), True),
    ("brackets", post("ASK" + "{" * 300_000, "format=x"), False),
    ("sub-queries", post("SELECT*{" * 50_000, "format=x"), False),
    ("triple terms", post("ASK{?s ?p " + "<<(?s ?p " * 50_000 + "}", "format=x"), False),
    ("annotations", post("ASK{?s ?p ?o" + "{|?p ?o" * 50_000 + "}", "format=x"), False),
    ("blank nodes", post("ASK{" + "[?p " * 100_000 + "}", "format=x"), False),
]  # fmt: skip
"""Texts at which a parser overflows its stack, or its optimizer goes on for hours."""
LEXED = [
    ("comments of now", "ASK {}" + "#now\n" * (MIB // 5 - 9)),
    ("blanks after now", "ASK {}#" + "now\t" * (MIB // 4 - 9)),
    ("comments that end at CR", "ASK {}" + "#rand\r" * (MIB // 6 - 9)),
    ("a string that does not end", 'ASK {?s ?p "' + "\\n" * (MIB // 2 - 99)),
    ("long strings that do not end", "ASK {?s ?p " + "\"\"\"'''" * (MIB // 6 - 99)),
    ("escaped quotes", 'ASK {?s ?p """' + '\\"""x' * (MIB // 6 - 99)),
    ("names with dots", "ASK {?s ?p " + "a." * (MIB // 2 - 99)),
    ("names that end in dots", "ASK {?s ?p " + "a:." * (MIB // 3 - 99)),
    ("IRIs that do not end", "ASK {?s ?p " + "<a" * (MIB // 2 - 99)),
    ("language tags", "ASK {?s ?p ''" + "@a-" * (MIB // 3 - 99)),
    ("percent signs", "ASK {?s ?p a:" + "%4" * (MIB // 2 - 99)),
    ("one word", "a" * (MIB - 99)),
]
"""A mebibyte of what a lexer with backtracking reads for hours."""
HIDDEN = [
    "ASK{#\r SERVICE <http://127.0.0.1:9/> {?s ?p ?o}\n}",
    "PREFIX a: <urn:> ASK{a:b\\#c ?p 1 . OPTIONAL{SERVICE <http://127.0.0.1:9/> {?s ?p ?o}}}",
    "ASK{?s ?p '''\n'''.SERVICE<http://127.0.0.1:9/>{?s ?p ?o}}",
    'PREFIX b:<urn:> ASK{FILTER(1<b:c#>"""\n)SERVICE<http://127.0.0.1:9/>{}#"""\n}',
    "ASK{SERVICESILENT<http://127.0.0.1:9/>{?s ?p ?o}}",
    "PREFIX x: <http://127.0.0.1:9/> ASK{SERVICEx:y{?s ?p ?o}}",
]
HEAVY = [
    ("a product", f"ASK {{ {PRODUCT} FILTER(?a+?b+?c+?d+?e+?f < 0) }}"),
    ("pairs in order", f"SELECT * {{ {PAIRS} }} ORDER BY ?c ?f LIMIT 1"),
    ("a text of all", f"SELECT (GROUP_CONCAT(STR(?c)) AS ?x) {{ {PAIRS} }}"),
    ("a graph of pairs", f"CONSTRUCT {{ ?a ?e ?f }} {{ {PAIRS} }}"),
    ("terms in terms", f"CONSTRUCT{{<urn:s> <urn:p> ?a15000}}{{BIND(1 AS ?a0){NESTED}}}"),
    ("a nested path", "ASK { ?s ((((!<urn:x>)*)*)*)* ?o . ?o ((!<urn:x>)*)* ?t FILTER(?s = 0) }"),
]
LONG = "a/b," * 15_000
CHUNKED = http("POST /sparql", b"", "Transfer-Encoding: chunked")
HEADS = [
    ("a long Accept", http("GET /", b"", f"Accept: {LONG}"), (431,)),
    ("a long Accept of the endpoint", get("ASK{}", "", f"Accept: {LONG}"), (431,)),
    ("a long Accept-Language", http("GET /", b"", "Accept-Language: " + "a;q=.1," * 8_000),
     (431,)),
    ("a long Accept-Encoding", get("ASK{}", "", "Accept-Encoding: " + "g;q=0.1," * 7_000), (431,)),
    ("Accept in many lines", http("GET /", b"", *["Accept: a/b;q=0.1"] * 3_000), (431,)),
    ("many headers", http("GET /", b"", *[f"X{n}: a" for n in range(5_000)]), (200, 431)),
    ("many ranges", http("GET /dumps/graph.nt", b"", "Range: bytes=" + ",".join(
        f"{n}-{n}" for n in range(5_000))), (431,)),
    ("blanks that end in a control", http("GET /", b"", "A:" + " " * 60_000 + "\x01"), (400, 431)),
    ("blanks", http("GET /", b"", "A:" + " " * 8_000 + "a"), (400,)),
    ("tabs and blanks", http("GET /", b"", "A:" + "\t " * 4_000 + "a"), (400,)),
    ("a target of digits and blanks", http("GET a://" + "1" * 60_000 + "  x"), (400,)),
    ("a target of another scheme", http("GET ftp://a/"), (400,)),
    ("a target that is no address", http("GET http://[")
     .replace(b"Host: a", b"Host: b"), (200, 303, 400, 404)),
    ("a target with its host", http("GET http://b.example/healthz"), (200,)),
    ("a length of many digits", http("POST /sparql", b"", "Content-Length: " + "9" * 5_000),
     (400,)),
    ("Accept-Language without Host", b"GET / HTTP/1.1\r\nAccept-Language: " + b"a;q=.1," * 8_000
     + b"\r\n\r\n", (400, 431)),
    ("a line that goes on", http("GET /", b"", "X: a", " Content-Length: 6"), (400,)),
    ("a host that is none", http("GET /").replace(b"Host: a", b"Host: a b"), (400,)),
    ("nothing but blanks", b" \t\r\n\r\n", (400,)),
    ("a small method", http("get /"), (400,)),
    ("many tags", http("GET /", b"", "If-None-Match: " + '"a",' * 15_000), (431,)),
    ("many cookies", http("GET /", b"", "Cookie: " + "a=b;" * 15_000), (431,)),
    ("a Host that is another's", http("GET /dumps", b"", "X-Forwarded-Host: evil.example"), (308,)),
    ("a Host with a port and more", b"GET /dumps HTTP/1.1\r\nHost: evil.example:1/..\r\n"
     b"Connection: close\r\n\r\n", (308, 400)),
    *((f"a Host {host}", f"GET /llms.txt HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
       .encode("latin-1"), (400,)) for host in ('a b<>"', "a:1:2", "a?#", "b@a", "\xe9", "a:x")),
    *((f"any tag of {path}", http(f"GET {path}", b"", "If-None-Match: *"), (404,)) for path in (
        "/source/%22", "/source/%E3%81%82", "/doc/id/%E3%81%82", "/doc/id/none", "/doc/id/%22")),
    *((f"{name} {said}", http("GET /doc/id/2024", b"", f"{name}: {said}"), (200,))
      for name in ("If-Modified-Since", "If-Unmodified-Since", "If-Range") for said in (
        f"Mon, 01 Jan {'9' * 20} 00:00:00 GMT", "Mon, 01 Jan 2024 00:00:00 +99999999999", "\xe9")),
    ("a range since the year 10^20", http("GET /dumps/graph.nt", b"", "Range: bytes=0-1",
     f"If-Range: Mon, 01 Jan {'9' * 20} 00:00:00 GMT"), (200, 206)),
    *((f"a {name} graph {graph}", get("ASK{}", f"{name}-graph-uri={graph}&"), (400,))
      for name in ("default", "named") for graph in (":", "1:", "a:%5B")),
    ("two slashes", http("GET //evil.example/%2e%2e"), (404, 308)),
    ("a length of a tebibyte", http("POST /sparql", b"", "Content-Length: 1099511627776"), (413,)),
    ("chunks of one byte", http("POST /sparql", b"", "Transfer-Encoding: chunked",
     "Content-Type: application/sparql-query") + b"1\r\n \r\n" * 60_000 + b"0\r\n\r\n", (400,)),
    ("a chunk of 2^72 bytes", http("POST /sparql", b"", "Transfer-Encoding: chunked")
     + b"1" + b"0" * 18 + b"\r\n", (0, 400, 413)),
    ("a long line between chunks", CHUNKED + b"1" * 900_000, (0, 400)),
    ("an extension that does not end", CHUNKED + b"6;a=\"" + b"a" * 900_000, (0, 400)),
    ("a long trailer", CHUNKED + b"0\r\n" + b"X: a\r\n" * 150_000, (0, 400)),
    ("a trailer that does not end", CHUNKED + b"0\r\n" + b"X" * 900_000, (0, 400)),
    ("fields beyond count", http("POST /sparql", b"a=1&" * 100_000,
     "Content-Type: application/x-www-form-urlencoded"), (400,)),
    ("a form of percent signs", http("POST /sparql", b"query=" + b"%" * 900_000,
     "Content-Type: application/x-www-form-urlencoded"), (400,)),
    ("a body that is packed", http("POST /sparql", b"\x1f\x8b" * 9_000, "Content-Encoding: gzip",
     "Content-Type: application/sparql-query"), (400, 415)),
]  # fmt: skip
ANSWER = MIB
"""Bytes at most of an answer to an agent: twice what a tool says, and its escapes."""
AGENTS = [
    ("all pairs by an agent", tool("sparql", query=f"SELECT * {{ {PAIRS} }}"), True),
    ("a graph of pairs by an agent", tool("sparql", query=HEAVY[3][1]), True),
    ("a text of all by an agent", tool("sparql", query=HEAVY[2][1]), True),
    ("terms in terms by an agent", tool("sparql", query=HEAVY[4][1]), True),
    ("large texts by an agent", tool(
        "sparql", query="SELECT ?x { BIND(REPLACE('aaaaaaaaaaaaaaaa','a','bbbbbbbbbbbbbbbb') AS ?b)"
        "BIND(REPLACE(?b,'b',?b) AS ?c) BIND(REPLACE(?c,'b',?b) AS ?x) VALUES ?y {1 2 3 4 5 6 7} }"
    ), True),
    ("a message of a mebibyte", message(b" " * MIB), False),
    ("a question again and again", tool("list_queries", names=["notes"] * 7_000), False),
    ("questions in a string", tool("list_queries", names=str([1] * 20_000)), False),
    ("many wrong parameters", tool("run_query", name="notes", parameters={
        f"{n:x}": [] for n in range(6_000)}), False),
    ("many wrong parameters in a string", tool("run_query", name="notes", parameters=json.dumps({
        f"{n:x}": [] for n in range(6_000)})), False),
    ("lists with a long number", message(b'{"jsonrpc":"2.0","id":1,"method":"tools/call","params":'
     b'{"name":"vocabulary","x":' + b"9" * 5_000 + b',"arguments":{"terms":['
     + b",".join([b"[]"] * 19_000) + b"]}}}"), False),
    ("all questions whole", tool("list_queries", names=[f"n{n}" for n in range(50)]), False),
    ("control characters by an agent", tool("sparql", limit=500, query="SELECT ?x {"
     "BIND(REPLACE('aaaaaaaaaaaaaaaa','a','\\u0001\\u0001\\u0001\\u0001') AS ?b)"
     "BIND(REPLACE('aaaaaaaaaaaaaaaa','a',?b) AS ?x) VALUES ?y {"
     + " ".join(map(str, range(400))) + "}}"), False),
    ("a header that is no ASCII", message(b'{"jsonrpc":"2.0","id":1,"method":"ping"}', "X-A: \xe9",
     "Mcp-Name: \xe9"), False),
    ("lists in lists", message(b"[" * 500_000), False),
    ("objects in objects", message(b'{"a":' * 100_000), False),
    ("a batch", message(b"[" + b'{"jsonrpc":"2.0","method":"x","id":1},' * 9_000 + b"{}]"), False),
    ("a long number", message(b'{"jsonrpc":"2.0","id":' + b"9" * 100_000 + b"}"), False),
    ("a name of a mebibyte", tool("run_query", name="a" * 900_000), False),
    ("a description of nothing", tool("describe", iri="urn:" + "a" * 900_000), False),
]  # fmt: skip
PLACES = [
    "/id/2024/ch/1%20", "/doc/id/%22", "/doc/concept/%00.ttl", "/id/%7B%7D", "/concept/%3C%3E",
    "/doc/id/%5E%60", "/id/%F0%9F%98%80%5C", "/id/a%0d%0aX-Odd:1", "/id/%C2%85%E2%80%A8",
]  # fmt: skip
PARAMETERS = [
    f"/api/queries/parts?limit={'9' * 5_000}", f"/api/queries/parts?offset=-{'9' * 40}",
    "/search?q=" + "%F0%9F%98%80" * 4_000, f"/money?year={'9' * 9_000}",
    "/source/2024?mark=" + "1-" * 9_000, "/api/queries/parts?line=%00%FF",
]  # fmt: skip
REQUESTS = [
    *(Hostile(f"parsed: {name}", sent, READ, slow) for name, sent, slow in PARSED),
    *(Hostile(f"lexed: {name}{also}", post(query, also), READ, is_slow=bool(also))
      for name, query in LEXED for also in ("", "format=x")),
    *(Hostile(f"hidden: {query[:30]}", post(query), (400, 403)) for query in HIDDEN),
    *(Hostile(f"heavy: {name}", post(query), BOUNDED, is_slow=True) for name, query in HEAVY),
    *(Hostile(f"head: {name}", sent, statuses, is_slow="2^72" in name)  # waits for the rest
      for name, sent, statuses in HEADS),
    *(Hostile(f"agent: {name}", sent, (200, 400, 413, 422), slow) for name, sent, slow in AGENTS),
    *(Hostile(f"place: {place}", http(f"GET {place}"), (400, 404)) for place in PLACES),
    *(Hostile(f"parameter: {path[:30]}", http(f"GET {path}"), (200, 400, 404))
      for path in PARAMETERS),
]  # fmt: skip
