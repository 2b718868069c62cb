"""The JSON door of agreements: the same operations, the same rules."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from matching.agreements import operations
from matching.agreements.queries import agreement_page
from matching.agreements.schemas import AgreementPage, CostDivision


@get("/api/v1/agreements/{agreement:uuid}")
async def show_agreement(by: NamedDependency[Viewer], agreement: FromPath[UUID]) -> AgreementPage:
    """One agreement."""
    return await agreement_page(id=agreement, by=by)


@post("/api/v1/agreements/{agreement:uuid}/approval")
async def approve_agreement(
    by: NamedDependency[Viewer], agreement: FromPath[UUID], keyed: NamedDependency[Keyed | None]
) -> Done:
    """The viewer's body approves."""
    return await once(by, keyed, partial(operations.approve_agreement, id=agreement, by=by))


@post("/api/v1/agreements/{agreement:uuid}/division")
async def divide_cost(
    by: NamedDependency[Viewer],
    agreement: FromPath[UUID],
    data: JSONBody[CostDivision],
    keyed: NamedDependency[Keyed | None],
) -> Done:
    """Decide how the cost is divided, before anybody has approved."""
    return await once(by, keyed, partial(operations.divide_cost, id=agreement, division=data, by=by))


HANDLERS: Sequence[Any] = (show_agreement, approve_agreement, divide_cost)
