"""The router's guard: a route without a policy row is closed to everybody."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from foundation.errors import NotAllowed, NotFound, NotFresh, NotSignedIn

Verdict = Callable[[Any], bool]
FRESH = "大切な操作の前に、本人であることをもう一度確かめます。サインインし直すと、続きが開きます。"
SIGN_IN = "この先はサインインが必要です。サインインすると、続きが開きます。"


def route_key(method: str, template: str) -> str:
    """`POST /needs/{need}`; the JSON twin's key is the same."""
    return f"{method} {template.removeprefix('/api/v1') or '/'}"


def policy_guard(
    verdicts: Mapping[str, Verdict],
    fresh: Mapping[str, Verdict],
) -> Callable[[ASGIConnection[Any, Any, Any, Any], BaseRouteHandler], Awaitable[None]]:
    """A guard that asks the route's verdict of the viewer in the connection's state.

    `fresh` says for some routes whether the viewer has proven themselves just now. The guard is asynchronous because
    Litestar sends a synchronous one to another thread at every request.
    """

    async def guard(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
        method = str(connection.scope.get("method", "GET"))
        key = route_key("GET" if method == "HEAD" else method, connection.scope["path_template"])
        verdict = verdicts.get(key)
        if verdict is None:
            raise NotFound
        viewer = connection.scope["state"]["viewer"]
        if verdict(viewer):
            if key in fresh and not fresh[key](viewer):
                raise NotFresh(FRESH)
            return
        if not viewer.signed_in:
            raise NotSignedIn(SIGN_IN)
        raise NotAllowed("この画面は、いまの役割では使えません。役割は所属の管理者が決めています。")

    return guard
