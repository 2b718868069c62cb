"""The doors that monitors knock at."""

from collections.abc import Sequence
from typing import Any

from litestar import get
from litestar.response import Response

from foundation.health.queries import readiness

OPEN_ROUTES = ("GET /livez", "GET /readyz")


@get("/livez", media_type="text/plain")
async def livez() -> str:
    """The process answers."""
    return "ok\n"


@get("/readyz")
async def readyz() -> Response[dict[str, Any]]:
    """200 when it can work: the database answers, is migrated, and the disk has room."""
    state = await readiness()
    return Response(state.as_dict(), status_code=200 if state.ready else 503)


HANDLERS: Sequence[Any] = (livez, readyz)
