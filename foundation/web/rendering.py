"""A page or, for htmx, the very partial that the page includes."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote, unquote

from litestar import MediaType, Request
from litestar.datastructures import Cookie, State
from litestar.response import Redirect, Response, Template
from litestar.status_codes import HTTP_200_OK, HTTP_303_SEE_OTHER

from foundation.web.forms import Refused
from foundation.web.guards import route_key

PageRequest = Request[Any, Any, State]

JUST_DONE: Final = "just-done"
"""A cookie that names the form which was done: the next page says so once, in the words of `said`."""
DONE: Final = "反映しました。この画面が、いまの内容です。"
"""What is said of a form without a sentence of its own."""
ONE_PAGE: Final = 20
"""Seconds it waits for that page."""


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
    shown = Template(name, context=chrome(request) | context, status_code=status, media_type=MediaType.HTML)
    if JUST_DONE in request.cookies and name == template:
        shown.delete_cookie(JUST_DONE)
    return shown


def chrome(request: PageRequest) -> dict[str, Any]:
    """What the frame of every page needs."""
    frame: dict[str, Any] = request.app.state.chrome(request)
    return frame | {
        "csrf_token": request.scope["state"].get("csrf_token", ""),
        "path": request.url.path,
        "form": None,
        "problem": None,
        "stale": False,
        "just_done": _said(request),
    }


def _said(request: PageRequest) -> str:
    """What the form before this page has done, in its own words; empty where there was none."""
    words: Mapping[str, str] = request.app.state.said
    done = request.cookies.get(JUST_DONE)
    return words.get(unquote(done), DONE) if done else ""


def redirect(path: str) -> Redirect:
    """Look at the result with GET, so that reloading repeats nothing."""
    return Redirect(path, status_code=HTTP_303_SEE_OTHER)


def after_write(request: PageRequest, path: str) -> Redirect:
    """The same after a form was done: the page that comes says so, once."""
    form = quote(route_key(request.method, request.scope["path_template"]), safe="")
    done = Cookie(JUST_DONE, value=form, path="/", max_age=ONE_PAGE, httponly=True, samesite="lax",
                  secure=request.url.scheme == "https")  # fmt: skip
    return Redirect(path, status_code=HTTP_303_SEE_OTHER, cookies=[done])


def download(content: bytes, *, media_type: str, filename: str) -> Response[bytes]:
    """Bytes to keep; the name survives in Japanese (RFC 6266, RFC 5987)."""
    return Response(
        content,
        media_type=media_type,
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(filename)}"},
    )
