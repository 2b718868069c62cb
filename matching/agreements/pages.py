"""The HTML door of agreements."""

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
from foundation.database.idempotency import once
from foundation.errors import Refusal
from foundation.web.forms import Form, Problem, read_form
from foundation.web.rendering import PageRequest, page, redirect
from matching.agreements import operations
from matching.agreements.queries import agreement_page
from matching.agreements.rules import LIFE, SHARE_BASES
from matching.agreements.schemas import CostDivision


@get("/agreements/{agreement:uuid}")
async def show_agreement(request: PageRequest, by: NamedDependency[Viewer], agreement: FromPath[UUID]) -> Response[Any]:
    """One agreement: bodies, shares, approvals."""
    return await _agreement(request, by, agreement)


@post("/agreements/{agreement:uuid}/approval")
async def approve_agreement(
    request: PageRequest, by: NamedDependency[Viewer], agreement: FromPath[UUID]
) -> Response[Any]:
    """The viewer's body approves."""
    form = await read_form(request)
    try:
        act = partial(operations.approve_agreement, id=agreement, by=by)
        await once(by, form.keyed(f"approve_agreement {agreement}"), act)
    except Refusal as refusal:
        return await _agreement(request, by, agreement, refusal=refusal)
    return redirect(f"/agreements/{agreement}")


@post("/agreements/{agreement:uuid}/division")
async def divide_cost(request: PageRequest, by: NamedDependency[Viewer], agreement: FromPath[UUID]) -> Response[Any]:
    """Decide how the cost is divided."""
    form = await read_form(request)
    try:
        act = partial(operations.divide_cost, id=agreement, division=form.parse(CostDivision), by=by)
        await once(by, form.keyed("divide_cost"), act)
    except Refusal as refusal:
        return await _agreement(request, by, agreement, form=form, refusal=refusal)
    return redirect(f"/agreements/{agreement}")


async def _agreement(
    request: PageRequest, by: Viewer, id: UUID, *, form: Form | None = None, refusal: Refusal | None = None
) -> Response[Any]:
    shown = await agreement_page(id=id, by=by)
    mine = next((body for body in shown.bodies if by.acts_for(body.organisation)), None)
    verbs = {step.verb for step in LIFE.open_to(by, shown.agreement.state)}
    untouched = shown.agreement.state == "draft" and not any(body.approved_at for body in shown.bodies)
    return page(
        request, "agreements/show.html", status=refusal.status if refusal else 200, agreement=shown.agreement,
        bodies=shown.bodies, plan=shown.plan, form=form,
        divides=untouched and by.acts_for(shown.agreement.owner) and holds(by, Right.PROPOSE),
        waits="approve" in verbs and mine is not None and mine.approved_at is None,
        life=LIFE, bases=SHARE_BASES, problem=Problem.of(refusal) if refusal else None,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (show_agreement, approve_agreement, divide_cost)
