"""The JSON door of a body's people."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from auth.staff import operations
from auth.staff.queries import Staff, staff_of_body
from auth.staff.schemas import Decision, NewInvitation, Review, RoleChange
from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from foundation.web.rendering import PageRequest

By = NamedDependency[Viewer]
Key = NamedDependency[Keyed | None]
Holding = FromPath[UUID]


@get("/api/v1/staff")
async def show_staff(by: By) -> Staff:
    """Who works for the viewer's body, who is invited, which roles wait for a decision."""
    return await staff_of_body(by=by)


@post("/api/v1/staff/invitations")
async def invite(request: PageRequest, by: By, keyed: Key, data: JSONBody[NewInvitation]) -> Done:
    """Invite somebody by mail."""
    url = request.app.state.sign_in.home.url
    return await once(by, keyed, partial(operations.invite, new=data, url=url, by=by))


@post("/api/v1/staff/invitations/{invitation:uuid}/withdrawal")
async def withdraw(by: By, keyed: Key, invitation: FromPath[UUID]) -> Done:
    """Take an invitation back."""
    return await once(by, keyed, partial(operations.withdraw_invitation, id=invitation, by=by))


@post("/api/v1/staff/{role_holding:uuid}/role")
async def change_role(by: By, keyed: Key, role_holding: Holding, data: JSONBody[RoleChange]) -> Done:
    """Give another role from today."""
    return await once(by, keyed, partial(operations.change_role, id=role_holding, change=data, by=by))


@post("/api/v1/staff/{role_holding:uuid}/end")
async def end_role(by: By, keyed: Key, role_holding: Holding) -> Done:
    """End a role."""
    return await once(by, keyed, partial(operations.end_role, id=role_holding, by=by))


@post("/api/v1/staff/{role_holding:uuid}/review")
async def review_role(by: By, keyed: Key, role_holding: Holding, data: JSONBody[Review]) -> Done:
    """Note the year's look at a role."""
    return await once(by, keyed, partial(operations.review_role, id=role_holding, review=data, by=by))


@post("/api/v1/staff/{role_holding:uuid}/new-way-in")
async def send_new_way_in(request: PageRequest, by: By, keyed: Key, role_holding: Holding) -> Done:
    """Mail a link to a new password."""
    url = request.app.state.sign_in.home.url
    return await once(by, keyed, partial(operations.send_new_way_in, id=role_holding, url=url, by=by))


@post("/api/v1/staff/requests/{role_request:uuid}/decision")
async def decide(by: By, keyed: Key, role_request: FromPath[UUID], data: JSONBody[Decision]) -> Done:
    """Give the role that was asked for, or not."""
    return await once(by, keyed, partial(operations.decide_request, id=role_request, decision=data, by=by))


HANDLERS: Sequence[Any] = (
    show_staff, invite, withdraw, change_role, end_role, review_role, send_new_way_in, decide,
)  # fmt: skip
