"""An address without a page: the framework refuses it before anybody has asked who the viewer is."""

from typing import Any

from litestar.response import Response
from litestar.response.base import ASGIResponse
from litestar.types import ASGIApp, Receive, Scope, Send


class Lost(Response[None]):
    """Goes through the application's layers after all (`state.lost`), so that the frame has its menu and sign-out."""

    def __init__(self) -> None:
        super().__init__(None)

    def to_asgi_response(self, *_: Any, **__: Any) -> ASGIResponse:
        """What answers once it is called, not before."""
        return _Answering()


class _Answering(ASGIResponse):
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        layers: ASGIApp = scope["litestar_app"].state.lost
        await layers(scope, receive, send)
