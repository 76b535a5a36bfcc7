"""For language models and their agents: ``/llms.txt``, and MCP at ``/mcp``.

``/mcp`` is Streamable HTTP without sessions, each request answered with JSON. The official package
speaks ASGI: each request runs its application on an event loop of its own, in the thread that
waitress gave the request (some milliseconds), instead of a second server process to keep alive.
"""

import asyncio
import logging
from functools import cache
from typing import TYPE_CHECKING

from flask import Blueprint, Response, current_app, render_template, request

from shisaku.queries.catalogue import public_queries
from shisaku.server.protocol.address import site_url
from shisaku.server.protocol.caching import cacheable
from shisaku.server.protocol.problems import Problem

if TYPE_CHECKING:
    from mcp.server import MCPServer

blueprint = Blueprint("agents", __name__)
MESSAGE = 64 * 1024
"""Bytes that a message may have: the longest queries of agents have a tenth."""
MANY = 50
"""Members that each list and object of a message may have: none of ours takes more."""
_HEADERS = ("Accept", "Content-Type", "Mcp-Protocol-Version", "Mcp-Method", "Mcp-Name")
"""What the package may be told of a request's head, which holds whatever a client likes."""


@blueprint.get("/llms.txt")
def llms() -> Response:
    """Say what this is, for models: the form of llmstxt.org."""
    release = current_app.extensions["shisaku-release"]
    text = render_template(
        "llms.txt",
        url=site_url(),
        release=release,
        questions=public_queries().values(),
    )
    return cacheable(Response(text, content_type="text/plain; charset=utf-8"))


@blueprint.post("/mcp")
def mcp() -> Response:
    """Answer one message of the Model Context Protocol (Streamable HTTP)."""
    _check_origin()
    if (request.content_length or 0) > MESSAGE or _is_broad(body := request.get_data()):
        raise Problem(
            "large-request",
            f"a message may have {MESSAGE // 1024} KiB, and a list in it {MANY} members",
            f"メッセージは {MESSAGE // 1024} KiB、その中の列は {MANY} 個までです",
        )
    return asyncio.run(_respond(body))


def _is_broad(body: bytes) -> bool:
    """Say whether a message holds more members than are looked at; not of what is no JSON."""
    from pydantic_core import from_json  # noqa: PLC0415

    def is_broad(value: object) -> bool:
        if not isinstance(value, dict | list):
            return False
        inner = value.values() if isinstance(value, dict) else value
        return len(value) > MANY or any(map(is_broad, inner))

    try:
        return is_broad(from_json(body))
    except ValueError:  # the package answers that, in its protocol's words
        return False


def _check_origin() -> None:
    """Refuse pages of other origins (MCP, Transports, Security Warning: DNS rebinding)."""
    origin = request.headers.get("Origin")
    if origin and origin != site_url():
        raise Problem(
            "other-origin",
            f"pages of {origin[:200]} may not call this; agents send no Origin",
            f"{origin[:200]} のページからは呼べません。エージェントは Origin を送りません",
        )


@cache
def _server() -> "MCPServer":
    """Make the server when it is first asked for: its package takes half a second to import."""
    from shisaku.server.mcp import create_mcp_server  # noqa: PLC0415

    logging.getLogger("mcp").setLevel(logging.WARNING)  # it would log every request
    return create_mcp_server()


async def _respond(body: bytes) -> Response:
    """Pass a message to the package's ASGI application and give its answer."""
    from httpx2 import ASGITransport, Request  # noqa: PLC0415
    from mcp.server.transport_security import TransportSecuritySettings  # noqa: PLC0415

    app = _server().streamable_http_app(
        json_response=True,
        stateless_http=True,
        transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
    )
    headers = [
        (name.encode(), request.headers[name].encode("latin-1"))
        for name in _HEADERS
        if name in request.headers
    ]
    asked = Request("POST", "http://localhost/mcp", headers=headers, content=body)
    async with app.router.lifespan_context(app):
        answer = await ASGITransport(app).handle_async_request(asked)
        said = await answer.aread()
    return Response(said, answer.status_code, content_type=answer.headers.get("Content-Type"))
