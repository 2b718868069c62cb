"""How every figure is counted, on one page."""

from collections.abc import Sequence
from typing import Any

from litestar import get
from litestar.response import Response

from foundation.web.rendering import PageRequest, page
from reports.figures.rules import DEFINITIONS


@get("/figures")
async def how_counted(request: PageRequest) -> Response[Any]:
    """Every definition; a figure on a page links to its own."""
    return page(request, "figures/definitions.html", definitions=DEFINITIONS)


HANDLERS: Sequence[Any] = (how_counted,)
