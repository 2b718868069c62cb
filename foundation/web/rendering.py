"""A page or, for htmx, the very partial that the page includes."""

from typing import Any
from urllib.parse import quote

from litestar import MediaType, Request
from litestar.datastructures import State
from litestar.response import Redirect, Response, Template
from litestar.status_codes import HTTP_200_OK, HTTP_303_SEE_OTHER

from foundation.web.forms import Refused

PageRequest = Request[Any, Any, State]


def page(
    request: PageRequest,
    template: str,
    *,
    fragment: str | None = None,
    status: int = HTTP_200_OK,
    refused: Refused | None = None,
    **context: Any,
) -> Template:
    """Render `template`, or `fragment` alone where htmx asks for it. `context` joins what every page has.

    With `refused`, the answer's status is the refusal's and the page shows what was typed (`form`, `problem`, `stale`).
    """
    asked_by_htmx = request.headers.get("hx-request") == "true"
    name = fragment if fragment and asked_by_htmx else template
    if refused is not None:
        status, context = refused.refusal.status, refused.shown() | context
    return Template(name, context=chrome(request) | context, status_code=status, media_type=MediaType.HTML)


def chrome(request: PageRequest) -> dict[str, Any]:
    """What the frame of every page needs."""
    frame: dict[str, Any] = request.app.state.chrome(request)
    return frame | {
        "csrf_token": request.scope["state"].get("csrf_token", ""),
        "path": request.url.path,
        "form": None,
        "problem": None,
        "stale": False,
    }


def redirect(path: str) -> Redirect:
    """After a write: look at the result with GET, so that reloading repeats nothing."""
    return Redirect(path, status_code=HTTP_303_SEE_OTHER)


def download(content: bytes, *, media_type: str, filename: str) -> Response[bytes]:
    """Bytes to keep; the name survives in Japanese (RFC 6266, RFC 5987)."""
    return Response(
        content,
        media_type=media_type,
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(filename)}"},
    )
