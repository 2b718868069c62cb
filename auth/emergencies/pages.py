"""The page of both persons: who asks, who agrees, how long it still runs."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response

from auth.emergencies import operations
from auth.emergencies.queries import emergencies
from auth.emergencies.schemas import EmergencyAsked, EmergencyDecision
from auth.viewer import Viewer
from foundation.web.forms import Refused
from foundation.web.rendering import PageRequest, page
from foundation.web.sending import sent

PAGE = "/emergency-access"
FIELD_NAMES = {"organisation": "団体", "reason": "理由"}


@get("/emergency-access")
async def show_emergencies(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """What is asked, what runs, what was."""
    return await _show(request, by)


@post("/emergency-access")
async def ask_for_emergency(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Ask."""
    return await sent(
        request, by, lambda form: operations.ask_for_emergency(asked=form.parse(EmergencyAsked), by=by),
        onward=PAGE, again=partial(_show, request, by),
    )  # fmt: skip


@post("/emergency-access/{emergency_access:uuid}/decision")
async def decide_emergency(
    request: PageRequest, by: NamedDependency[Viewer], emergency_access: FromPath[UUID]
) -> Response[Any]:
    """Agree, or not."""
    return await sent(
        request, by,
        lambda form: operations.decide_emergency(id=emergency_access, decision=form.parse(EmergencyDecision), by=by),
        onward=PAGE, again=partial(_show, request, by),
    )  # fmt: skip


@post("/emergency-access/{emergency_access:uuid}/end")
async def end_emergency(
    request: PageRequest, by: NamedDependency[Viewer], emergency_access: FromPath[UUID]
) -> Response[Any]:
    """End it early."""
    return await sent(
        request, by, lambda _: operations.end_emergency(id=emergency_access, by=by),
        onward=PAGE, again=partial(_show, request, by),
    )  # fmt: skip


async def _show(request: PageRequest, by: Viewer, refused: Refused | None = None) -> Response[Any]:
    return page(
        request, "emergencies/list.html", known=await emergencies(by=by), me=by.account, body=by.organisation,
        field_names=FIELD_NAMES, refused=refused,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (show_emergencies, ask_for_emergency, decide_emergency, end_emergency)
