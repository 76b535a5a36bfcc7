"""The public address of the site: what the operator says, else a trusted proxy, else its own."""

from urllib.parse import quote

from flask import current_app, has_request_context, request

from shisaku.server.protocol.heads import is_host

LOCAL = "http://127.0.0.1:8000"


def site_url() -> str:
    """Give the address without a slash at its end; a client's own Host is never believed.

    X-Forwarded-Host and -Proto reach us only from the proxy of ``SHISAKU_TRUSTED_PROXY``: the
    server drops all others. What they say and is no host is not believed either.
    """
    said = str(current_app.extensions["shisaku-url"])
    if said:
        return said
    is_trusted = bool(current_app.extensions["shisaku-settings"].trusted_proxy)
    if is_trusted and has_request_context():
        told = request.headers.get("X-Forwarded-Host", "")
        if told and is_host(told):
            return request.host_url.rstrip("/")
    return LOCAL


def in_header(address: str) -> str:
    """Write an IRI or a path as a header may hold it: in ASCII, without what ends it there."""
    return quote(address, safe="/:?#[]@!$&'()*+,;=%~")
