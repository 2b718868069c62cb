"""The JSON door of allocation: the same operations, the same rules."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from matching.allocation import operations, queries, readmissions
from matching.allocation.left_open import need_outcome, why_nobody
from matching.allocation.plan_schemas import RunPage
from matching.allocation.schemas import PinChoice, Readmission, Selection, Workbench
from matching.allocation.why_schemas import NeedOutcome, Nobody, Why


@get("/api/v1/allocation")
async def show_workbench(
    by: NamedDependency[Viewer], need: FromQuery[UUID | None] = None, member: FromQuery[UUID | None] = None
) -> Workbench:
    """Open needs, the people of one of them, one person's months and needs, the latest runs beside today."""
    return await queries.workbench(by=by, need=need, member=member)


@get("/api/v1/allocation/why")
async def show_why(by: NamedDependency[Viewer], need: FromQuery[UUID], member: FromQuery[UUID]) -> Why:
    """Why not this person for this need."""
    return await queries.why(need=need, member=member, by=by)


@get("/api/v1/allocation/needs/{need:uuid}")
async def show_need_outcome(by: NamedDependency[Viewer], need: FromPath[UUID]) -> NeedOutcome:
    """Why the plan its pool works from leaves a need without a person: for its town, and for those who hear it."""
    return await need_outcome(need=need, by=by)


@post("/api/v1/allocation/runs")
async def request_run(by: NamedDependency[Viewer], keyed: NamedDependency[Keyed | None]) -> Done:
    """Have a plan computed; ask for it at /allocation/runs/{id} until it is finished."""
    return await once(by, keyed, partial(operations.request_run, by=by))


@get("/api/v1/allocation/runs/{run:uuid}")
async def show_run(by: NamedDependency[Viewer], run: FromPath[UUID]) -> RunPage:
    """A plan person by person, or how far its computation is."""
    return await queries.run_page(id=run, by=by)


@get("/api/v1/allocation/runs/{run:uuid}/needs/{need:uuid}")
async def show_why_nobody(by: NamedDependency[Viewer], run: FromPath[UUID], need: FromPath[UUID]) -> Nobody:
    """Why the plan leaves this need without a person."""
    return await why_nobody(run=run, need=need, by=by)


@post("/api/v1/allocation/pins")
async def decide_pair(
    by: NamedDependency[Viewer], data: JSONBody[PinChoice], keyed: NamedDependency[Keyed | None]
) -> Done:
    """In every plan, in none, or as calculated."""
    return await once(by, keyed, partial(operations.decide_pair, choice=data, by=by))


@post("/api/v1/allocation/pins/{pin:uuid}/removal")
async def remove_pin(by: NamedDependency[Viewer], pin: FromPath[UUID], keyed: NamedDependency[Keyed | None]) -> Done:
    """Leave the pair to the calculation again."""
    return await once(by, keyed, partial(operations.remove_pin, id=pin, by=by))


@post("/api/v1/allocation/readmissions")
async def readmit(
    by: NamedDependency[Viewer], data: JSONBody[Readmission], keyed: NamedDependency[Keyed | None]
) -> Done:
    """A person whom the town declined is a candidate for the need again."""
    return await once(by, keyed, partial(readmissions.readmit, readmission=data, by=by))


@post("/api/v1/allocation/proposals")
async def propose(by: NamedDependency[Viewer], data: JSONBody[Selection], keyed: NamedDependency[Keyed | None]) -> Done:
    """A draft proposal for one person and the chosen needs."""
    return await once(by, keyed, partial(operations.propose, selection=data, by=by))


HANDLERS: Sequence[Any] = (
    show_workbench, show_why, show_need_outcome, request_run, show_run, show_why_nobody, decide_pair, remove_pin,
    readmit, propose,
)  # fmt: skip
