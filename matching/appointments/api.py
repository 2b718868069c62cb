"""The JSON door of appointments: the same operations, the same rules."""

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
from matching.appointments import operations, side_jobs
from matching.appointments.queries import appointment_page, appointments_named
from matching.appointments.rules import LIFE
from matching.appointments.schemas import AppointmentPage, AppointmentRow, Decision, NewSideJob, SideJobDecision

InState = Annotated[str, QueryParameter(name="state")]


class AppointmentList(Struct, frozen=True):
    """A page of appointments."""

    total: int
    number: int
    last: int
    appointments: list[AppointmentRow]


@get("/api/v1/appointments")
async def list_appointments(
    by: NamedDependency[Viewer], in_state: InState = "", number: FromQuery[int] = 1
) -> AppointmentList:
    """The appointments the viewer sees."""
    rows, found = await appointments_named(
        by=by, states=[in_state] if in_state in LIFE.words else [], number=max(1, number)
    )
    return AppointmentList(total=found.total, number=found.number, last=found.last, appointments=rows)


@get("/api/v1/appointments/{appointment:uuid}")
async def show_appointment(by: NamedDependency[Viewer], appointment: FromPath[UUID]) -> AppointmentPage:
    """One appointment."""
    return await appointment_page(id=appointment, by=by)


@post("/api/v1/appointments/{appointment:uuid}/approval")
async def approve_appointment(
    by: NamedDependency[Viewer], appointment: FromPath[UUID], keyed: NamedDependency[Keyed | None]
) -> Done:
    """The appointing body approves."""
    return await once(by, keyed, partial(operations.approve_appointment, id=appointment, by=by))


@post("/api/v1/appointments/{appointment:uuid}/decisions")
async def decide_appointment(
    by: NamedDependency[Viewer],
    appointment: FromPath[UUID],
    data: JSONBody[Decision],
    keyed: NamedDependency[Keyed | None],
) -> Done:
    """The appointing body renews, changes, suspends, resumes, lets go or dismisses."""
    return await once(by, keyed, partial(operations.decide_appointment, id=appointment, decision=data, by=by))


@post("/api/v1/appointments/{appointment:uuid}/side-jobs")
async def ask_side_job(
    by: NamedDependency[Viewer],
    appointment: FromPath[UUID],
    data: JSONBody[NewSideJob],
    keyed: NamedDependency[Keyed | None],
) -> Done:
    """Ask permission for a side job."""
    return await once(by, keyed, partial(side_jobs.ask_side_job, appointment=appointment, new=data, by=by))


@post("/api/v1/side-jobs/{side_job:uuid}/decision")
async def decide_side_job(
    by: NamedDependency[Viewer],
    side_job: FromPath[UUID],
    data: JSONBody[SideJobDecision],
    keyed: NamedDependency[Keyed | None],
) -> Done:
    """Permit a side job, or refuse it with the reason."""
    return await once(by, keyed, partial(side_jobs.decide_side_job, id=side_job, decision=data, by=by))


HANDLERS: Sequence[Any] = (
    list_appointments, show_appointment, approve_appointment, decide_appointment, ask_side_job, decide_side_job,
)  # fmt: skip
