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
from matching.assignments import operations
from matching.assignments.queries import assignments
from matching.assignments.rules import LIFE
from matching.assignments.schemas import AssignmentRow, Ending

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


@post("/api/v1/assignments/{assignment:uuid}/start")
async def start_assignment(
    by: NamedDependency[Viewer], assignment: FromPath[UUID], keyed: NamedDependency[Keyed | None]
) -> Done:
    """The work begins."""
    return await once(by, keyed, partial(operations.start_assignment, id=assignment, by=by))


@post("/api/v1/assignments/{assignment:uuid}/end")
async def end_assignment(
    by: NamedDependency[Viewer],
    assignment: FromPath[UUID],
    data: JSONBody[Ending],
    keyed: NamedDependency[Keyed | None],
) -> Done:
    """The work ends on a day."""
    return await once(by, keyed, partial(operations.end_assignment, id=assignment, ending=data, by=by))


HANDLERS: Sequence[Any] = (list_assignments, start_assignment, end_assignment)
