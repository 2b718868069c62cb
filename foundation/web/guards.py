"""The router's guard: a route without a policy row is closed to everybody."""

from collections.abc import Callable, Mapping
from typing import Any

from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from foundation.errors import NotAllowed, NotFound, NotSignedIn

Verdict = Callable[[Any], bool]
SIGN_IN = "この先はサインインが必要です。サインインすると、続きが開きます。"


def route_key(method: str, template: str) -> str:
    """`POST /needs/{need}`; the JSON twin's key is the same."""
    return f"{method} {template.removeprefix('/api/v1') or '/'}"


def policy_guard(
    verdicts: Mapping[str, Verdict],
) -> Callable[[ASGIConnection[Any, Any, Any, Any], BaseRouteHandler], None]:
    """A guard that asks the route's verdict of the viewer in the connection's state."""

    def guard(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
        method = str(connection.scope.get("method", "GET"))
        verdict = verdicts.get(route_key("GET" if method == "HEAD" else method, connection.scope["path_template"]))
        if verdict is None:
            raise NotFound
        viewer = connection.scope["state"]["viewer"]
        if verdict(viewer):
            return
        if not viewer.signed_in:
            raise NotSignedIn(SIGN_IN)
        raise NotAllowed("この画面は、いまの役割では使えません。役割は所属の管理者が決めています。")

    return guard
