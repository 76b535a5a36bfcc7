"""Who asks, and whether they are still there: of the request that is being answered."""

from flask import has_request_context, request

from shisaku.server.protocol.fairness import CLIENT


def asking_client() -> str:
    """Name the client of the request; nothing outside of one."""
    return str(request.environ.get(CLIENT, "")) if has_request_context() else ""


def has_left() -> bool:
    """Say whether the client of the request has left (waitress tells)."""
    if not has_request_context():
        return False
    asked = request.environ.get("waitress.client_disconnected")
    return bool(asked and asked())
