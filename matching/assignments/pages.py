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
from foundation.web.rendering import PageRequest, page
from foundation.web.sending import Act, sent
from matching.assignments import absences, extending, operations
from matching.assignments.life import absence_row, extension_row
from matching.assignments.queries import assignments, month_load
from matching.assignments.rules import LIFE
from matching.assignments.schemas import (
    AbsenceNoted,
    AbsenceOver,
    CoverChosen,
    Ending,
    ExtensionAsked,
    ExtensionDecision,
)
from matching.assignments.showing import show_assignment

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
    states = [in_state] if in_state in LIFE.words else []
    rows, found = await assignments(by=by, states=states, member=of_member, municipality=of_town, number=max(1, number))
    person = of_member or by.member
    return page(
        request, "assignments/list.html", assignments=rows, found=found, state=in_state, member=of_member, town=of_town,
        load=await month_load(member=person, by=by) if person else None, life=LIFE,
    )  # fmt: skip


@get("/assignments/{assignment:uuid}")
async def assignment_shown(
    request: PageRequest, by: NamedDependency[Viewer], assignment: FromPath[UUID]
) -> Response[Any]:
    """One assignment: its days by month, what was decided, and what can be done."""
    return await show_assignment(request, by, assignment)


@post("/assignments/{assignment:uuid}/start")
async def start_assignment(
    request: PageRequest, by: NamedDependency[Viewer], assignment: FromPath[UUID]
) -> Response[Any]:
    """The work begins."""
    return await _done(request, by, assignment, lambda _: operations.start_assignment(id=assignment, by=by))


@post("/assignments/{assignment:uuid}/end")
async def end_assignment(
    request: PageRequest, by: NamedDependency[Viewer], assignment: FromPath[UUID]
) -> Response[Any]:
    """The work ends on a day."""
    return await _done(
        request, by, assignment,
        lambda form: operations.end_assignment(id=assignment, ending=form.parse(Ending), by=by),
    )  # fmt: skip


@post("/assignments/{assignment:uuid}/extensions")
async def ask_extension(request: PageRequest, by: NamedDependency[Viewer], assignment: FromPath[UUID]) -> Response[Any]:
    """The town asks that the person stays longer."""
    return await _done(
        request, by, assignment,
        lambda form: extending.ask_extension(assignment=assignment, asked=form.parse(ExtensionAsked), by=by),
    )  # fmt: skip


@post("/extensions/{extension:uuid}/decision")
async def decide_extension(
    request: PageRequest, by: NamedDependency[Viewer], extension: FromPath[UUID]
) -> Response[Any]:
    """Stay, or not, with the reason."""
    asked = await extension_row(id=extension, by=by)
    return await _done(
        request, by, asked.assignment,
        lambda form: extending.decide_extension(id=extension, decision=form.parse(ExtensionDecision), by=by),
    )  # fmt: skip


@post("/assignments/{assignment:uuid}/absences")
async def note_absence(request: PageRequest, by: NamedDependency[Viewer], assignment: FromPath[UUID]) -> Response[Any]:
    """Days on which the person does not come."""
    return await _done(
        request, by, assignment,
        lambda form: absences.note_absence(assignment=assignment, noted=form.parse(AbsenceNoted), by=by),
    )  # fmt: skip


@post("/absences/{absence:uuid}/cover")
async def cover_absence(request: PageRequest, by: NamedDependency[Viewer], absence: FromPath[UUID]) -> Response[Any]:
    """Who comes instead."""
    away = await absence_row(id=absence, by=by)
    return await _done(
        request, by, away.assignment,
        lambda form: absences.cover_absence(id=absence, chosen=form.parse(CoverChosen), by=by),
    )  # fmt: skip


@post("/absences/{absence:uuid}/end")
async def end_absence(request: PageRequest, by: NamedDependency[Viewer], absence: FromPath[UUID]) -> Response[Any]:
    """The person is back, or was never away."""
    away = await absence_row(id=absence, by=by)
    return await _done(
        request, by, away.assignment, lambda form: absences.end_absence(id=absence, over=form.parse(AbsenceOver), by=by)
    )


async def _done(request: PageRequest, by: Viewer, assignment: UUID, act: Act) -> Response[Any]:
    again = partial(show_assignment, request, by, assignment)
    return await sent(request, by, act, onward=f"/assignments/{assignment}", again=again)


HANDLERS: Sequence[Any] = (
    list_assignments, assignment_shown, start_assignment, end_assignment, ask_extension, decide_extension,
    note_absence, cover_absence, end_absence,
)  # fmt: skip
