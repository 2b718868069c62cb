"""The JSON door of agreements: the same operations, the same rules."""

from collections.abc import Sequence
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from msgspec import Struct

from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from matching.agreements import operations
from matching.agreements.amending import amend_agreement
from matching.agreements.due import needing_amendment
from matching.agreements.queries import agreement_page, agreements
from matching.agreements.rules import LIFE
from matching.agreements.schemas import AgreementPage, AgreementRow, CostDivision
from matching.agreements.text_schemas import Assent

InState = Annotated[str, QueryParameter(name="state")]
Key = NamedDependency[Keyed | None]


class AgreementList(Struct, frozen=True):
    """A page of agreements; `needing_amendment`: those of the viewer's own that their assignments have outgrown."""

    total: int
    number: int
    last: int
    agreements: list[AgreementRow]
    needing_amendment: list[UUID]


@get("/api/v1/agreements")
async def list_agreements(
    by: NamedDependency[Viewer], in_state: InState = "", number: FromQuery[int] = 1
) -> AgreementList:
    """The agreements the viewer's body takes part in."""
    rows, found = await agreements(by=by, states=[in_state] if in_state in LIFE.words else [], number=max(1, number))
    outgrown = [row.id for row in await needing_amendment(by=by)]
    return AgreementList(found.total, found.number, found.last, rows, outgrown)


@get("/api/v1/agreements/{agreement:uuid}")
async def show_agreement(by: NamedDependency[Viewer], agreement: FromPath[UUID]) -> AgreementPage:
    """One agreement."""
    return await agreement_page(id=agreement, by=by)


@post("/api/v1/agreements/{agreement:uuid}/approval")
async def approve_agreement(
    by: NamedDependency[Viewer], agreement: FromPath[UUID], keyed: Key, data: JSONBody[Assent | None] = None
) -> Done:
    """The viewer's body agrees to a version of the text."""
    return await once(by, keyed, partial(operations.approve_agreement, id=agreement, assent=data, by=by))


@post("/api/v1/agreements/{agreement:uuid}/division")
async def divide_cost(
    by: NamedDependency[Viewer], agreement: FromPath[UUID], data: JSONBody[CostDivision], keyed: Key
) -> Done:
    """Decide how the cost is divided, before anybody has approved."""
    return await once(by, keyed, partial(operations.divide_cost, id=agreement, division=data, by=by))


@post("/api/v1/agreements/{agreement:uuid}/amendment")
async def draft_amendment(by: NamedDependency[Viewer], agreement: FromPath[UUID], keyed: Key) -> Done:
    """Draft the agreement that replaces this one."""
    return await once(by, keyed, partial(amend_agreement, id=agreement, by=by))


HANDLERS: Sequence[Any] = (list_agreements, show_agreement, approve_agreement, divide_cost, draft_amendment)
