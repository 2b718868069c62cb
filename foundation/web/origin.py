"""Where a request comes from, for counting the tries of people whom nobody knows."""

from foundation.web.rendering import PageRequest


def source_of(request: PageRequest) -> str:
    """The machine a request came from; what it says of itself in headers does not count."""
    return request.client.host if request.client else ""
