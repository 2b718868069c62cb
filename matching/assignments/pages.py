"""The HTML door of assignments."""

from collections.abc import Sequence
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, QueryParameter
from litestar.response import Response

from auth.viewer import Viewer
from foundation.database.idempotency import once
from foundation.errors import Refusal
from foundation.web.forms import Form, Problem, read_form
from foundation.web.rendering import PageRequest, page, redirect
from matching.assignments import operations
from matching.assignments.access import may_keep
from matching.assignments.queries import assignments, month_load
from matching.assignments.rules import LIFE
from matching.assignments.schemas import Ending

InState = Annotated[str, QueryParameter(name="state")]
OfMember = Annotated[UUID | None, QueryParameter(name="member")]
OfTown = Annotated[UUID | None, QueryParameter(name="municipality")]


@get("/assignments")
async def list_assignments(
    request: PageRequest,
    by: NamedDependency[Viewer],
    in_state: InState = "",
    of_member: OfMember = None,
    of_town: OfTown = None,
    number: FromQuery[int] = 1,
) -> Response[Any]:
    """The assignments the viewer sees; with a person, their days by month and town."""
    return await _assignments(request, by, state=in_state, member=of_member, town=of_town, number=number)


@post("/assignments/{assignment:uuid}/start")
async def start_assignment(
    request: PageRequest, by: NamedDependency[Viewer], assignment: FromPath[UUID]
) -> Response[Any]:
    """The work begins."""
    form = await read_form(request)
    try:
        act = partial(operations.start_assignment, id=assignment, by=by)
        await once(by, form.keyed(f"start_assignment {assignment}"), act)
    except Refusal as refusal:
        return await _assignments(request, by, form=form, refusal=refusal, at=assignment)
    return redirect("/assignments")


@post("/assignments/{assignment:uuid}/end")
async def end_assignment(
    request: PageRequest, by: NamedDependency[Viewer], assignment: FromPath[UUID]
) -> Response[Any]:
    """The work ends on a day."""
    form = await read_form(request)
    try:
        act = partial(operations.end_assignment, id=assignment, ending=form.parse(Ending), by=by)
        await once(by, form.keyed(f"end_assignment {assignment}"), act)
    except Refusal as refusal:
        return await _assignments(request, by, form=form, refusal=refusal, at=assignment)
    return redirect("/assignments")


async def _assignments(
    request: PageRequest, by: Viewer, *, state: str = "", member: UUID | None = None, town: UUID | None = None,
    number: int = 1, form: Form | None = None, refusal: Refusal | None = None, at: UUID | None = None,
) -> Response[Any]:  # fmt: skip
    states = [state] if state in LIFE.words else []
    rows, found = await assignments(by=by, states=states, member=member, municipality=town, number=max(1, number))
    person = member or by.member
    return page(
        request, "assignments/list.html", status=refusal.status if refusal else 200, assignments=rows, found=found,
        state=state, load=await month_load(member=person, by=by) if person else None, member=member, town=town,
        verbs={row.id: {step.verb for step in LIFE.open_to(by, row.state)} for row in rows if not may_keep(by, row)},
        life=LIFE, at=at, form=form, problem=Problem.of(refusal) if refusal else None,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (list_assignments, start_assignment, end_assignment)
