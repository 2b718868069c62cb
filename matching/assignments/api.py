"""The JSON door of assignments: the same operations, the same rules."""

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
from matching.assignments import absences, extending, operations
from matching.assignments.life import assignment_page
from matching.assignments.queries import assignments
from matching.assignments.rules import LIFE
from matching.assignments.schemas import (
    AbsenceNoted,
    AbsenceOver,
    AssignmentPage,
    AssignmentRow,
    CoverChosen,
    Ending,
    ExtensionAsked,
    ExtensionDecision,
)

Key = NamedDependency[Keyed | None]
InState = Annotated[str, QueryParameter(name="state")]
OfMember = Annotated[UUID | None, QueryParameter(name="member")]
OfTown = Annotated[UUID | None, QueryParameter(name="municipality")]


class AssignmentList(Struct, frozen=True):
    """A page of assignments."""

    total: int
    number: int
    last: int
    assignments: list[AssignmentRow]


@get("/api/v1/assignments")
async def list_assignments(
    by: NamedDependency[Viewer],
    in_state: InState = "",
    of_member: OfMember = None,
    of_town: OfTown = None,
    number: FromQuery[int] = 1,
) -> AssignmentList:
    """The assignments the viewer sees."""
    states = [in_state] if in_state in LIFE.words else []
    rows, found = await assignments(by=by, states=states, member=of_member, municipality=of_town, number=max(1, number))
    return AssignmentList(total=found.total, number=found.number, last=found.last, assignments=rows)


@get("/api/v1/assignments/{assignment:uuid}")
async def assignment_shown(by: NamedDependency[Viewer], assignment: FromPath[UUID]) -> AssignmentPage:
    """One assignment: its days by month, what was decided, extensions and absences."""
    return await assignment_page(id=assignment, by=by)


@post("/api/v1/assignments/{assignment:uuid}/start")
async def start_assignment(by: NamedDependency[Viewer], assignment: FromPath[UUID], keyed: Key) -> Done:
    """The work begins."""
    return await once(by, keyed, partial(operations.start_assignment, id=assignment, by=by))


@post("/api/v1/assignments/{assignment:uuid}/end")
async def end_assignment(
    by: NamedDependency[Viewer],
    assignment: FromPath[UUID],
    data: JSONBody[Ending],
    keyed: Key,
) -> Done:
    """The work ends on a day."""
    return await once(by, keyed, partial(operations.end_assignment, id=assignment, ending=data, by=by))


@post("/api/v1/assignments/{assignment:uuid}/extensions")
async def ask_extension(
    by: NamedDependency[Viewer], assignment: FromPath[UUID], data: JSONBody[ExtensionAsked], keyed: Key
) -> Done:
    """The town asks that the person stays longer."""
    return await once(by, keyed, partial(extending.ask_extension, assignment=assignment, asked=data, by=by))


@post("/api/v1/extensions/{extension:uuid}/decision")
async def decide_extension(
    by: NamedDependency[Viewer], extension: FromPath[UUID], data: JSONBody[ExtensionDecision], keyed: Key
) -> Done:
    """Stay, or not, with the reason."""
    return await once(by, keyed, partial(extending.decide_extension, id=extension, decision=data, by=by))


@post("/api/v1/assignments/{assignment:uuid}/absences")
async def note_absence(
    by: NamedDependency[Viewer], assignment: FromPath[UUID], data: JSONBody[AbsenceNoted], keyed: Key
) -> Done:
    """Days on which the person does not come."""
    return await once(by, keyed, partial(absences.note_absence, assignment=assignment, noted=data, by=by))


@post("/api/v1/absences/{absence:uuid}/cover")
async def cover_absence(
    by: NamedDependency[Viewer], absence: FromPath[UUID], data: JSONBody[CoverChosen], keyed: Key
) -> Done:
    """Who comes instead."""
    return await once(by, keyed, partial(absences.cover_absence, id=absence, chosen=data, by=by))


@post("/api/v1/absences/{absence:uuid}/end")
async def end_absence(
    by: NamedDependency[Viewer], absence: FromPath[UUID], data: JSONBody[AbsenceOver], keyed: Key
) -> Done:
    """The person is back, or was never away."""
    return await once(by, keyed, partial(absences.end_absence, id=absence, over=data, by=by))


HANDLERS: Sequence[Any] = (
    list_assignments, assignment_shown, start_assignment, end_assignment, ask_extension, decide_extension,
    note_absence, cover_absence, end_absence,
)  # fmt: skip
