"""A program's own proof in the header of a request to the JSON door. Where it comes, no cookie counts."""

from typing import Any, Final

from litestar import Request

SCHEME: Final = "bearer "
DOOR: Final = "/api/"


def bearer_of(request: Request[Any, Any, Any]) -> str | None:
    """The access token of a request to the JSON door (RFC 6750, section 2.1); None where none came."""
    given = request.headers.get("authorization", "")
    if not request.url.path.startswith(DOOR) or not given.lower().startswith(SCHEME):
        return None
    return given[len(SCHEME) :].strip()
