"""Pages that are the same for everybody: help, privacy, accessibility, and in demo mode the style page."""

from collections.abc import Sequence
from typing import Any, Final

from litestar import get
from litestar.response import Response

from foundation.errors import NotFound
from foundation.web.rendering import PageRequest, chrome, page

OPEN_ROUTES: Final = ("GET /help", "GET /privacy", "GET /accessibility", "GET /style")


@get("/help")
async def help_page(request: PageRequest) -> Response[Any]:
    """How to begin, for each kind of user; one's own kind first."""
    viewer = chrome(request)["viewer"]
    return page(request, "help.html", kind="" if viewer is None else viewer.kind or "member")


@get("/privacy")
async def privacy_page(request: PageRequest) -> Response[Any]:
    """What is kept, who sees it, how long."""
    return page(request, "privacy.html")


@get("/accessibility")
async def accessibility_page(request: PageRequest) -> Response[Any]:
    """The target, what was tested, whom to tell."""
    return page(request, "accessibility.html")


@get("/style")
async def style_page(request: PageRequest) -> Response[Any]:
    """Every component in every state; absent outside demo mode."""
    if not chrome(request)["demo"]:
        raise NotFound
    return page(request, "style.html")


HANDLERS: Sequence[Any] = (help_page, privacy_page, accessibility_page, style_page)
