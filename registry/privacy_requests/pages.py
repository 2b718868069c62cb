"""The HTML door of requests."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response

from auth.permissions import Right, holds
from auth.viewer import Viewer
from foundation.web.forms import Refused
from foundation.web.rendering import PageRequest, page
from foundation.web.sending import Act, sent, version_shown
from registry.privacy_requests import operations
from registry.privacy_requests.queries import pools_to_ask, request_of, requests
from registry.privacy_requests.rules import KINDS, SOON, STATES, VERDICTS
from registry.privacy_requests.schemas import Extension, NewRequest, Seen, Verdict

WORDS: dict[str, Any] = {"kinds": KINDS, "states": STATES, "verdicts": VERDICTS, "soon": SOON}


@get("/privacy-requests")
async def list_requests(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """What was asked, by the last day of its decision; and the form to ask."""
    return await _list(request, by)


@post("/privacy-requests")
async def ask(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Ask; or note what came on paper."""
    return await sent(
        request, by, lambda form: operations.ask(new=form.parse(NewRequest), by=by),
        onward=lambda done: f"/privacy-requests/{done.id}", again=partial(_list, request, by),
    )  # fmt: skip


@get("/privacy-requests/{privacy_request:uuid}")
async def show_request(
    request: PageRequest, by: NamedDependency[Viewer], privacy_request: FromPath[UUID]
) -> Response[Any]:
    """One request."""
    return await _show(request, by, privacy_request)


@post("/privacy-requests/{privacy_request:uuid}/extension")
async def extend(request: PageRequest, by: NamedDependency[Viewer], privacy_request: FromPath[UUID]) -> Response[Any]:
    """Thirty days more."""
    return await _done(
        request, by, privacy_request,
        lambda form: operations.extend(id=privacy_request, extension=form.parse(Extension), by=by),
    )  # fmt: skip


@post("/privacy-requests/{privacy_request:uuid}/decision")
async def decide(request: PageRequest, by: NamedDependency[Viewer], privacy_request: FromPath[UUID]) -> Response[Any]:
    """Decide."""
    return await _done(
        request, by, privacy_request,
        lambda form: operations.decide(id=privacy_request, verdict=form.parse(Verdict), by=by),
    )  # fmt: skip


@post("/privacy-requests/{privacy_request:uuid}/withdrawal")
async def withdraw(request: PageRequest, by: NamedDependency[Viewer], privacy_request: FromPath[UUID]) -> Response[Any]:
    """Take it back."""
    return await _done(
        request, by, privacy_request,
        lambda form: operations.withdraw(id=privacy_request, seen=form.parse(Seen), by=by),
    )  # fmt: skip


async def _done(request: PageRequest, by: Viewer, id: UUID, act: Act) -> Response[Any]:
    again = partial(_show, request, by, id)
    return await sent(request, by, act, onward=f"/privacy-requests/{id}", again=again)


async def _list(request: PageRequest, by: Viewer, refused: Refused | None = None) -> Response[Any]:
    return page(
        request, "privacy_requests/list.html", requests=await requests(by=by), pools=await pools_to_ask(by=by),
        is_member=by.organisation is None, refused=refused, **WORDS,
    )  # fmt: skip


async def _show(request: PageRequest, by: Viewer, id: UUID, refused: Refused | None = None) -> Response[Any]:
    row = await request_of(id=id, by=by)
    return page(
        request, "privacy_requests/show.html", row=row, decides=holds(by, Right.ERASE_PERSON),
        is_member=by.organisation is None, version=version_shown(refused, row.version), refused=refused, **WORDS,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (list_requests, ask, show_request, extend, decide, withdraw)
