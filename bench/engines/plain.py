"""A plain SPARQL endpoint, as one would write it first: Flask and pyoxigraph on waitress.

``plain.py DATA PORT``. No limits, no isolation; 32 threads, as many as our server has.
"""

import sys

import pyoxigraph as ox
from flask import Flask, Response, request
from waitress import serve

THREADS = 32


def create_app(data: str) -> Flask:
    """Answer queries from a file in memory."""
    app, store = Flask(__name__), ox.Store()
    store.bulk_load(path=data, format=ox.RdfFormat.N_TRIPLES)

    @app.route("/sparql", methods=["GET", "POST"])
    def sparql() -> Response:
        results = store.query(request.values["query"])
        if isinstance(results, ox.QueryTriples):
            body = results.serialize(format=ox.RdfFormat.N_TRIPLES)
            return Response(body, mimetype="application/n-triples")
        body = results.serialize(format=ox.QueryResultsFormat.JSON)
        return Response(body, mimetype="application/sparql-results+json")

    return app


if __name__ == "__main__":
    serve(create_app(sys.argv[1]), host="127.0.0.1", port=int(sys.argv[2]), threads=THREADS)
