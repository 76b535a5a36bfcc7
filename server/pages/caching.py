"""What caches need to know of a page that a release makes."""

from flask import Response, request


def cacheable(response: Response, *varies: str) -> Response:
    """Give an answer its ETag and its age, or 304 where the client has it. varies: headers."""
    response.headers.setdefault("Cache-Control", "public, max-age=300")
    response.vary.update(varies)
    response.add_etag()
    return response.make_conditional(request)  # type: ignore[return-value]
