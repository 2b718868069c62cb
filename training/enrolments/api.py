"""The JSON door of training: what it means to each viewer, and the sessions of a school."""

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
from training.courses.queries import courses
from training.courses.schemas import CourseRow
from training.enrolments import marking
from training.enrolments.queries import (
    attendance_in,
    enrolments,
    enrolments_in,
    feedback_on,
    national_counts,
    waiting_in,
)
from training.enrolments.schemas import (
    Attendance,
    AttendanceRow,
    CourseCount,
    EnrolmentRow,
    FeedbackRow,
    Results,
)
from training.sessions.queries import session_page, sessions_from
from training.sessions.schemas import SessionRow

Key = NamedDependency[Keyed | None]


class Training(Struct, frozen=True):
    """The menu, the sessions to come, the enrolments the viewer sees; counts are for the ministry."""

    courses: list[CourseRow]
    coming: list[SessionRow]
    enrolments: list[EnrolmentRow]
    counts: list[CourseCount]


class WholeSession(Struct, frozen=True):
    """A session with what the viewer sees of its people: who sits in it, who waits, who came, what was said."""

    session: SessionRow
    enrolments: list[EnrolmentRow]
    waiting: list[EnrolmentRow]
    attendance: list[AttendanceRow]
    feedback: list[FeedbackRow]


@get("/api/v1/training")
async def training(by: NamedDependency[Viewer]) -> Training:
    """What training means to this viewer."""
    return Training(
        courses=await courses(by=by),
        coming=await sessions_from(today_jst(current_clock().now()), by=by),
        enrolments=await enrolments(by=by),
        counts=await national_counts(by=by) if by.kind == "ministry" else [],
    )


@get("/api/v1/training/sessions/{session:uuid}")
async def show_session(by: NamedDependency[Viewer], session: FromPath[UUID]) -> WholeSession:
    """One session."""
    return WholeSession(
        session=await session_page(id=session, by=by),
        enrolments=await enrolments_in(session=session, by=by),
        waiting=await waiting_in(session=session, by=by),
        attendance=await attendance_in(session=session, by=by),
        feedback=await feedback_on(session=session, by=by),
    )


@post("/api/v1/training/sessions/{session:uuid}/attendance")
async def note_attendance(
    by: NamedDependency[Viewer], session: FromPath[UUID], data: JSONBody[Attendance], keyed: Key
) -> Done:
    """Who came on a day."""
    return await once(by, keyed, partial(marking.note_attendance, session=session, attendance=data, by=by))


@post("/api/v1/training/sessions/{session:uuid}/results")
async def note_results(
    by: NamedDependency[Viewer], session: FromPath[UUID], data: JSONBody[Results], keyed: Key
) -> Done:
    """Who completed."""
    return await once(by, keyed, partial(marking.note_results, session=session, results=data, by=by))


HANDLERS: Sequence[Any] = (training, show_session, note_attendance, note_results)
