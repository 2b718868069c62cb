"""The HTML door of a body's people."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response

from auth.accounts.rules import ROLES
from auth.staff import operations
from auth.staff.queries import staff_of_body
from auth.staff.schemas import Decision, NewInvitation, Review, RoleChange
from auth.viewer import Viewer
from foundation.database.idempotency import Done, once
from foundation.errors import Refusal
from foundation.web.forms import Form, Problem, read_form
from foundation.web.rendering import PageRequest, page, redirect

FIELD_NAMES = {
    "display_name": "名前",
    "address": "メールアドレス",
    "role": "役割",
    "division": "所属",
    "organisation": "団体",
}
Act = Callable[[Form], Callable[[], Awaitable[Done]]]


@get("/staff")
async def show_staff(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Who works for one's body, who is invited, who waits."""
    return await _show(request, by)


@post("/staff/invitations")
async def invite(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Invite somebody by mail."""
    url = request.app.state.sign_in.home.url

    def act(form: Form) -> Callable[[], Awaitable[Done]]:
        return partial(operations.invite, new=form.parse(NewInvitation), url=url, by=by)

    return await _written(request, by, "invite", act)


@post("/staff/invitations/{invitation:uuid}/withdrawal")
async def withdraw(request: PageRequest, by: NamedDependency[Viewer], invitation: FromPath[UUID]) -> Response[Any]:
    """Take an invitation back."""
    return await _written(
        request, by, "withdraw_invitation", lambda _: partial(operations.withdraw_invitation, id=invitation, by=by)
    )


@post("/staff/{role_holding:uuid}/role")
async def change_role(request: PageRequest, by: NamedDependency[Viewer], role_holding: FromPath[UUID]) -> Response[Any]:
    """Another role."""
    return await _written(
        request, by, "change_role",
        lambda form: partial(operations.change_role, id=role_holding, change=form.parse(RoleChange), by=by),
    )  # fmt: skip


@post("/staff/{role_holding:uuid}/end")
async def end_role(request: PageRequest, by: NamedDependency[Viewer], role_holding: FromPath[UUID]) -> Response[Any]:
    """No role any more."""
    return await _written(request, by, "end_role", lambda _: partial(operations.end_role, id=role_holding, by=by))


@post("/staff/{role_holding:uuid}/review")
async def review_role(request: PageRequest, by: NamedDependency[Viewer], role_holding: FromPath[UUID]) -> Response[Any]:
    """The year's look at a role."""
    return await _written(
        request, by, "review_role",
        lambda form: partial(operations.review_role, id=role_holding, review=form.parse(Review), by=by),
    )  # fmt: skip


@post("/staff/{role_holding:uuid}/new-way-in")
async def send_new_way_in(
    request: PageRequest, by: NamedDependency[Viewer], role_holding: FromPath[UUID]
) -> Response[Any]:
    """A link to a new password."""
    url = request.app.state.sign_in.home.url
    return await _written(
        request, by, "send_new_way_in", lambda _: partial(operations.send_new_way_in, id=role_holding, url=url, by=by)
    )


@post("/staff/requests/{role_request:uuid}/decision")
async def decide(request: PageRequest, by: NamedDependency[Viewer], role_request: FromPath[UUID]) -> Response[Any]:
    """Give the role that was asked for, or not."""
    return await _written(
        request, by, "decide_request",
        lambda form: partial(operations.decide_request, id=role_request, decision=form.parse(Decision), by=by),
    )  # fmt: skip


async def _written(request: PageRequest, by: Viewer, verb: str, act: Act) -> Response[Any]:
    form = await read_form(request)
    try:
        await once(by, form.keyed(verb), act(form))
    except Refusal as refusal:
        return await _show(request, by, verb=verb, form=form, refusal=refusal)
    return redirect("/staff")


async def _show(
    request: PageRequest, by: Viewer, *, verb: str = "", form: Form | None = None, refusal: Refusal | None = None
) -> Response[Any]:
    return page(
        request, "staff/staff.html", status=refusal.status if refusal else 200, staff=await staff_of_body(by=by),
        roles=ROLES, form=form if verb == "invite" else None, problem=Problem.of(refusal) if refusal else None,
        field_names=FIELD_NAMES, me=by.account,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (
    show_staff, invite, withdraw, change_role, end_role, review_role, send_new_way_in, decide,
)  # fmt: skip
