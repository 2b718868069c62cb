"""The doors that monitors knock at."""

import hmac
from collections.abc import Sequence
from typing import Any

from litestar import Request, get
from litestar.datastructures import State
from litestar.response import Response
from prometheus_client import CONTENT_TYPE_LATEST

from foundation.errors import NotFound
from foundation.health.measures import measured
from foundation.health.queries import Watched, readiness, status

OPEN_ROUTES = ("GET /livez", "GET /readyz", "GET /_status", "GET /metrics")


@get("/livez", media_type="text/plain")
async def livez() -> str:
    """The process answers."""
    return "ok\n"


@get("/readyz")
async def readyz(request: Request[Any, Any, State]) -> Response[dict[str, Any]]:
    """200 when it can work: the database answers, is migrated, the disk has room, and nobody told it to stop."""
    state = await readiness(_watched(request))
    return Response(state.as_dict(), status_code=200 if state.ready else 503)


@get("/_status")
async def show_status() -> dict[str, Any]:
    """Which code runs on which schema."""
    return await status()


@get("/metrics")
async def metrics(request: Request[Any, Any, State]) -> Response[bytes]:
    """Measures for Prometheus, for whoever knows the token; for everybody else there is nothing here."""
    watched = _watched(request)
    given = request.headers.get("authorization", "").removeprefix("Bearer ").encode("utf-8", "surrogateescape")
    if not watched.metrics_token or not hmac.compare_digest(given, watched.metrics_token.encode()):
        raise NotFound
    return Response(await measured(backups=watched.home / "backups", ages=watched.ages), media_type=CONTENT_TYPE_LATEST)


def _watched(request: Request[Any, Any, State]) -> Watched:
    watched: Watched = request.app.state.watched
    return watched


HANDLERS: Sequence[Any] = (livez, readyz, show_status, metrics)
