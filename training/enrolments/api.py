"""The JSON door of training: the same operations, the same rules."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from msgspec import Struct

from auth.viewer import Viewer
from foundation.database.clock import current_clock
from foundation.database.idempotency import Done, Keyed, once
from foundation.text.dates import today_jst
from training.courses.operations import hold_session
from training.courses.queries import courses, session_page, sessions_from
from training.courses.schemas import CourseRow, NewSession, SessionRow
from training.enrolments import operations
from training.enrolments.queries import enrolment_page, enrolments, enrolments_in, national_counts
from training.enrolments.schemas import (
    Attendance,
    CourseCount,
    EnrolmentRow,
    NewRequirement,
    Results,
    SessionChoice,
)


class Training(Struct, frozen=True):
    """The catalogue, the sessions to come, the enrolments the viewer sees; counts are for the ministry."""

    courses: list[CourseRow]
    coming: list[SessionRow]
    enrolments: list[EnrolmentRow]
    counts: list[CourseCount]


class WholeSession(Struct, frozen=True):
    """A session with those of its enrolments that the viewer sees."""

    session: SessionRow
    enrolments: list[EnrolmentRow]


@get("/api/v1/training")
async def training(by: NamedDependency[Viewer]) -> Training:
    """What training means to this viewer."""
    return Training(
        courses=await courses(by=by),
        coming=await sessions_from(today_jst(current_clock().now()), by=by),
        enrolments=await enrolments(by=by),
        counts=await national_counts(by=by) if by.kind == "ministry" else [],
    )


@post("/api/v1/training/sessions")
async def announce(
    by: NamedDependency[Viewer], data: JSONBody[NewSession], keyed: NamedDependency[Keyed | None]
) -> Done:
    """Announce a session."""
    return await once(by, keyed, partial(hold_session, new=data, by=by))


@post("/api/v1/training/requirements")
async def require(
    by: NamedDependency[Viewer], data: JSONBody[NewRequirement], keyed: NamedDependency[Keyed | None]
) -> Done:
    """Ask a course of a member."""
    return await once(by, keyed, partial(operations.require_training, new=data, by=by))


@get("/api/v1/training/sessions/{session:uuid}")
async def show_session(by: NamedDependency[Viewer], session: FromPath[UUID]) -> WholeSession:
    """One session."""
    return WholeSession(await session_page(id=session, by=by), await enrolments_in(session=session, by=by))


@post("/api/v1/training/sessions/{session:uuid}/attendance")
async def note_attendance(
    by: NamedDependency[Viewer],
    session: FromPath[UUID],
    data: JSONBody[Attendance],
    keyed: NamedDependency[Keyed | None],
) -> Done:
    """Who came."""
    return await once(by, keyed, partial(operations.note_attendance, session=session, attendance=data, by=by))


@post("/api/v1/training/sessions/{session:uuid}/results")
async def note_results(
    by: NamedDependency[Viewer], session: FromPath[UUID], data: JSONBody[Results], keyed: NamedDependency[Keyed | None]
) -> Done:
    """Who completed."""
    return await once(by, keyed, partial(operations.note_results, session=session, results=data, by=by))


@get("/api/v1/training/enrolments/{enrolment:uuid}")
async def show_enrolment(by: NamedDependency[Viewer], enrolment: FromPath[UUID]) -> EnrolmentRow:
    """One enrolment."""
    return await enrolment_page(id=enrolment, by=by)


@post("/api/v1/training/enrolments/{enrolment:uuid}/place")
async def take_place(
    by: NamedDependency[Viewer],
    enrolment: FromPath[UUID],
    data: JSONBody[SessionChoice],
    keyed: NamedDependency[Keyed | None],
) -> Done:
    """Take a place in a session."""
    return await once(by, keyed, partial(operations.take_place, id=enrolment, session=data.session, by=by))


@post("/api/v1/training/enrolments/{enrolment:uuid}/make-up")
async def make_up(by: NamedDependency[Viewer], enrolment: FromPath[UUID], keyed: NamedDependency[Keyed | None]) -> Done:
    """Take the course again."""
    return await once(by, keyed, partial(operations.make_up, id=enrolment, by=by))


HANDLERS: Sequence[Any] = (
    training, announce, require, show_session, note_attendance, note_results, show_enrolment, take_place, make_up,
)  # fmt: skip
