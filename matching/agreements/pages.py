"""The HTML door of agreements."""

from collections.abc import Sequence
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, QueryParameter
from litestar.response import Response

from auth.permissions import Right, holds
from auth.viewer import Viewer
from foundation.web.rendering import PageRequest, page
from foundation.web.sending import sent
from matching.agreements import operations
from matching.agreements.amending import amend_agreement
from matching.agreements.due import needing_amendment
from matching.agreements.queries import agreements
from matching.agreements.rules import LIFE
from matching.agreements.schemas import CostDivision
from matching.agreements.showing import show
from matching.agreements.text_schemas import Assent

InState = Annotated[str, QueryParameter(name="state")]
"""`state` itself is a reserved name in handlers."""


@get("/agreements")
async def list_agreements(
    request: PageRequest, by: NamedDependency[Viewer], in_state: InState = "", number: FromQuery[int] = 1
) -> Response[Any]:
    """The agreements the viewer's body takes part in, and which of its own want to be amended."""
    rows, found = await agreements(by=by, states=[in_state] if in_state in LIFE.words else [], number=max(1, number))
    return page(
        request, "agreements/list.html", agreements=rows, found=found, state=in_state, life=LIFE,
        outgrown=await needing_amendment(by=by), words=holds(by, Right.PROPOSE),
    )  # fmt: skip


@get("/agreements/{agreement:uuid}")
async def show_agreement(request: PageRequest, by: NamedDependency[Viewer], agreement: FromPath[UUID]) -> Response[Any]:
    """One agreement: bodies, shares, text, approvals, signatures."""
    return await show(request, by, agreement)


@post("/agreements/{agreement:uuid}/approval")
async def approve_agreement(
    request: PageRequest, by: NamedDependency[Viewer], agreement: FromPath[UUID]
) -> Response[Any]:
    """The viewer's body agrees to the version it read."""
    return await sent(
        request, by,
        lambda form: operations.approve_agreement(id=agreement, assent=form.parse(Assent), by=by),
        onward=f"/agreements/{agreement}", again=partial(show, request, by, agreement),
    )  # fmt: skip


@post("/agreements/{agreement:uuid}/division")
async def divide_cost(request: PageRequest, by: NamedDependency[Viewer], agreement: FromPath[UUID]) -> Response[Any]:
    """Decide how the cost is divided."""
    return await sent(
        request, by,
        lambda form: operations.divide_cost(id=agreement, division=form.parse(CostDivision), by=by),
        onward=f"/agreements/{agreement}", again=partial(show, request, by, agreement),
    )  # fmt: skip


@post("/agreements/{agreement:uuid}/amendment")
async def draft_amendment(
    request: PageRequest, by: NamedDependency[Viewer], agreement: FromPath[UUID]
) -> Response[Any]:
    """Draft the agreement that replaces this one."""
    return await sent(
        request, by, lambda _: amend_agreement(id=agreement, by=by),
        onward=lambda done: f"/agreements/{done.id}", again=partial(show, request, by, agreement),
    )  # fmt: skip


HANDLERS: Sequence[Any] = (list_agreements, show_agreement, approve_agreement, divide_cost, draft_amendment)
