"""What both public doors share: which postings are listed, and where a request comes from."""

from typing import Final

from foundation.web.rendering import PageRequest

PUBLISHED: Final = ("open", "reopened", "closed", "selecting", "offered", "filled", "failed")


def source_of(request: PageRequest) -> str:
    """The machine a request came from; what it says of itself in headers does not count."""
    return request.client.host if request.client else ""
