"""One address for each page: with a slash at its end where that is its own, else without."""

from urllib.parse import quote, urlsplit

from flask import Response, current_app, request
from werkzeug.routing import RequestRedirect


def lead_to_one_address() -> Response | None:
    """Lead on from another spelling of a page's address, by a path whatever host was asked.

    308 keeps the method and the body of a POST (RFC 9110 §15.4.9).
    """
    moved, path = request.routing_exception, request.path.rstrip("/")
    if isinstance(moved, RequestRedirect):
        path = urlsplit(moved.new_url).path
    elif path != request.path and not _is_own() and _answers(path):
        path = quote(path)
    else:
        return None
    query = request.query_string.decode("latin-1")
    response = Response(status=308)
    response.location = f"{path}?{query}" if query else path
    return response


def _is_own() -> bool:
    """Say whether the path asked for is as its page spells it."""
    return request.url_rule is not None and request.url_rule.rule.endswith("/")


def _answers(path: str) -> bool:
    """Say whether a path is the address of something here; one of // names another host."""
    routes = current_app.create_url_adapter(request)
    return not path.startswith("//") and routes is not None and routes.test(path)
