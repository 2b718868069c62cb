"""The JSON door of requests."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from registry.privacy_requests import operations
from registry.privacy_requests.queries import request_of, requests
from registry.privacy_requests.schemas import Extension, NewRequest, RequestRow, Seen, Verdict

Key = NamedDependency[Keyed | None]


@get("/api/v1/privacy-requests")
async def list_requests(by: NamedDependency[Viewer]) -> list[RequestRow]:
    """What was asked, by the last day of its decision."""
    return await requests(by=by)


@post("/api/v1/privacy-requests")
async def ask(by: NamedDependency[Viewer], data: JSONBody[NewRequest], keyed: Key) -> Done:
    """Ask; or note what came on paper."""
    return await once(by, keyed, partial(operations.ask, new=data, by=by))


@get("/api/v1/privacy-requests/{privacy_request:uuid}")
async def show_request(by: NamedDependency[Viewer], privacy_request: FromPath[UUID]) -> RequestRow:
    """One request."""
    return await request_of(id=privacy_request, by=by)


@post("/api/v1/privacy-requests/{privacy_request:uuid}/extension")
async def extend(
    by: NamedDependency[Viewer], privacy_request: FromPath[UUID], data: JSONBody[Extension], keyed: Key
) -> Done:
    """Thirty days more."""
    return await once(by, keyed, partial(operations.extend, id=privacy_request, extension=data, by=by))


@post("/api/v1/privacy-requests/{privacy_request:uuid}/decision")
async def decide(
    by: NamedDependency[Viewer], privacy_request: FromPath[UUID], data: JSONBody[Verdict], keyed: Key
) -> Done:
    """Decide."""
    return await once(by, keyed, partial(operations.decide, id=privacy_request, verdict=data, by=by))


@post("/api/v1/privacy-requests/{privacy_request:uuid}/withdrawal")
async def withdraw(
    by: NamedDependency[Viewer], privacy_request: FromPath[UUID], data: JSONBody[Seen], keyed: Key
) -> Done:
    """Take it back."""
    return await once(by, keyed, partial(operations.withdraw, id=privacy_request, seen=data, by=by))


HANDLERS: Sequence[Any] = (list_requests, ask, show_request, extend, decide, withdraw)
