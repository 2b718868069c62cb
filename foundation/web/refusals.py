"""Errors as answers: a page for people, problem+json (RFC 9457) for programs. The only place that maps them."""

import logging
from traceback import format_tb
from typing import Any
from urllib.parse import quote

from litestar import Request
from litestar.exceptions import HTTPException, ValidationException
from litestar.response import Response
from litestar.status_codes import HTTP_401_UNAUTHORIZED, HTTP_500_INTERNAL_SERVER_ERROR
from litestar.types import Receive, Scope, Send
from pydantic import ValidationError

from foundation.errors import NotAllowed, NotFound, NotFresh, NotSignedIn, Refusal, RuleBroken, TooMany, WrongMethod
from foundation.web.forms import FormRefused
from foundation.web.lost import Lost
from foundation.web.rendering import PageRequest, page, redirect
from foundation.web.sentences import errors_of

logger = logging.getLogger(__name__)

PROBLEM = "application/problem+json"
OURS = "こちらの不具合です。書いた内容は送られていません。しばらくしてから、もう一度お試しください。"
METHOD = "この操作は受け付けていません。何も変えていません。画面のボタンから操作してください。"
UNREADABLE = "送られた内容を読み取れませんでした。何も保存していません。内容を確かめて、もう一度送ってください。"
TOO_DEEP = "内容の入れ子が深すぎて読み取れません。何も保存していません。"


def answer_refusal(request: PageRequest, refusal: Refusal) -> Response[Any]:
    """A refusal raised by an operation or a question."""
    if wants_json(request):
        answer = problem(refusal.status, refusal.title, refusal.sentence, errors=getattr(refusal, "errors", None))
        answer.headers.update(refusal.headers)
        return answer
    if isinstance(refusal, NotSignedIn) and request.method == "GET":
        return redirect(f"/sign-in?next={_asked(request)}")
    if isinstance(refusal, NotFresh) and request.method == "GET":
        return redirect(f"/sign-in/again?next={_asked(request)}")
    return error_page(request, refusal.status, refusal.title, refusal.sentence)


def answer_http(request: PageRequest, error: HTTPException) -> Response[Any]:
    """What the framework itself refused: no route, a wrong method, a shape. Its own mistakes count as ours."""
    if error.status_code >= HTTP_500_INTERNAL_SERVER_ERROR:
        return answer_failure(request, error)
    refusal = _as_refusal(error)
    if isinstance(refusal, NotFound) and _is_page_before_any_layer(request):
        return Lost()
    return answer_refusal(request, refusal)


def _is_page_before_any_layer(request: PageRequest) -> bool:
    return request.method == "GET" and not wants_json(request) and "viewer" not in request.scope["state"]


async def answer_lost(scope: Scope, receive: Receive, send: Send) -> None:
    """The page of an address that is none, behind the application's layers."""
    request: PageRequest = Request(scope, receive, send)
    answer = answer_refusal(request, NotFound())
    await answer.to_asgi_response(app=None, request=request)(scope, receive, send)


def answer_failure(request: PageRequest, error: Exception) -> Response[Any]:
    """A mistake of ours: logged by kind and place, never with its words (they may quote what somebody typed)."""
    if isinstance(error, RecursionError):
        return answer_refusal(request, RuleBroken(TOO_DEEP))
    if isinstance(error, UnicodeDecodeError):  # the JSON decoder's own word for bytes that are no UTF-8
        return answer_refusal(request, RuleBroken(UNREADABLE))
    logger.error("unhandled %s\n%s", type(error).__name__, "".join(format_tb(error.__traceback__)))
    if wants_json(request):
        return problem(HTTP_500_INTERNAL_SERVER_ERROR, "エラー", OURS)
    return error_page(request, HTTP_500_INTERNAL_SERVER_ERROR, "エラーが起きました", OURS)


def _asked(request: PageRequest) -> str:
    """What was asked for, question included, as a value of another question."""
    query = request.scope["query_string"].decode("latin-1")
    return quote(f"{quote(request.url.path)}{'?' if query else ''}{query}", safe="/")


def wants_json(request: PageRequest) -> bool:
    """Whether this is the JSON door."""
    return request.url.path.startswith("/api/")


def problem(status: int, title: str, detail: str, *, errors: dict[str, str] | None = None) -> Response[Any]:
    """RFC 9457. `errors` is field -> sentence."""
    content: dict[str, Any] = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    if errors:
        content["errors"] = errors
    return Response(content, status_code=status, media_type=PROBLEM)


def error_page(request: PageRequest, status: int, title: str, sentence: str) -> Response[Any]:
    """The error page in the usual frame."""
    return page(request, "error.html", status=status, error_status=status, error_title=title, error_sentence=sentence)


def _as_refusal(error: HTTPException) -> Refusal:
    if isinstance(error, ValidationException):
        return _shape_refusal(error)
    if error.status_code == HTTP_401_UNAUTHORIZED:
        return NotSignedIn("この先はサインインが必要です。")
    known: dict[int, Refusal] = {
        400: RuleBroken(UNREADABLE),
        403: NotAllowed("この操作はできません。"),
        404: NotFound(),
        413: RuleBroken("送られた内容が大きすぎます。何も保存していません。"),
        429: TooMany("短い時間に何度も送られました。少し待ってからお試しください。"),
    }
    return known.get(error.status_code, WrongMethod(METHOD))


def _shape_refusal(error: ValidationException) -> Refusal:
    if isinstance(error.__cause__, ValidationError):
        return FormRefused(errors_of(error.__cause__))
    extra = error.extra if isinstance(error.extra, list) else []
    return FormRefused({str(item.get("key") or "_"): "内容を確かめてください。" for item in extra})
