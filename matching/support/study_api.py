"""The JSON door of study meetings and of outcomes."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from msgspec import Struct

from auth.viewer import Viewer
from foundation.database.idempotency import Done, Keyed, once
from foundation.errors import NotFound
from matching.support.reviewing import outcome_of, review
from matching.support.schemas import Attendance, NewStudy, OutcomeRow, OutcomeTold, StudyRow
from matching.support.studying import hold_study, note_attendance, studies

Key = NamedDependency[Keyed | None]


class StudyList(Struct, frozen=True):
    """A page of meetings."""

    total: int
    number: int
    last: int
    studies: list[StudyRow]


@get("/api/v1/studies")
async def list_studies(by: NamedDependency[Viewer], number: FromQuery[int] = 1) -> StudyList:
    """The meetings of the viewer's pool, or those the viewer was at."""
    rows, found = await studies(by=by, number=max(1, number))
    return StudyList(total=found.total, number=found.number, last=found.last, studies=rows)


@post("/api/v1/studies")
async def add_study(by: NamedDependency[Viewer], data: JSONBody[NewStudy], keyed: Key) -> Done:
    """Note a meeting that was held."""
    return await once(by, keyed, partial(hold_study, new=data, by=by))


@post("/api/v1/studies/{study:uuid}/attendance")
async def change_attendance(
    by: NamedDependency[Viewer], study: FromPath[UUID], data: JSONBody[Attendance], keyed: Key
) -> Done:
    """Who was there, as it should read."""
    return await once(by, keyed, partial(note_attendance, id=study, attendance=data, by=by))


@get("/api/v1/support/outcomes/{assignment:uuid}")
async def show_outcome(by: NamedDependency[Viewer], assignment: FromPath[UUID]) -> OutcomeRow:
    """What came of an assignment; 404 where nobody has said."""
    found = await outcome_of(assignment=assignment, by=by)
    if found is None:
        raise NotFound
    return found


@post("/api/v1/support/outcomes/{assignment:uuid}")
async def tell_outcome(
    by: NamedDependency[Viewer], assignment: FromPath[UUID], data: JSONBody[OutcomeTold], keyed: Key
) -> Done:
    """Say what came of it."""
    return await once(by, keyed, partial(review, assignment=assignment, told=data, by=by))


HANDLERS: Sequence[Any] = (list_studies, add_study, change_attendance, show_outcome, tell_outcome)
