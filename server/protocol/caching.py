"""What caches need to know of an answer that a release makes: it never changes."""

from typing import Final

from flask import Response, request

PUBLIC: Final = "public, max-age=300"
"""Anyone may keep it for five minutes; then the ETag says whether there is a new release."""


def cacheable(response: Response, *varies: str) -> Response:
    """Give an answer its age and, where it has none, an ETag; 304 where the client has it.

    varies: the headers of the request that it depends on.
    """
    response.headers.setdefault("Cache-Control", PUBLIC)
    response.vary.update(varies)
    response.add_etag()
    return response.make_conditional(request)  # type: ignore[return-value]
