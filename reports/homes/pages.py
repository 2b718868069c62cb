"""The first page after signing in."""

from collections.abc import Sequence
from typing import Any

from litestar import get
from litestar.di import NamedDependency
from litestar.response import Response

from auth.inbox.queries import latest_notices
from auth.viewer import Viewer
from foundation.web.rendering import PageRequest, page


@get("/")
async def home(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """The viewer's home, by the kind of body it acts for."""
    return page(request, "homes/home.html", notices=await latest_notices(by=by, limit=10))


HANDLERS: Sequence[Any] = (home,)
