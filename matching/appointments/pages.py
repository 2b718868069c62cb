"""The HTML door of appointments."""

from collections.abc import Sequence
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, QueryParameter
from litestar.response import Response

from auth.permissions import Right, holds
from auth.viewer import Viewer
from foundation.web.forms import Refused
from foundation.web.rendering import PageRequest, page
from foundation.web.sending import Act, sent, version_shown
from matching.appointments import operations, side_jobs
from matching.appointments.access import may_approve, may_ask_side_job
from matching.appointments.papers import drawn_by
from matching.appointments.queries import appointment_page, appointments_named, side_job_row
from matching.appointments.rules import ALIVE, DECISIONS, LIFE, PAPERS, SIDE_JOBS, UNCONFIRMED_BASIS, side_job_refusal
from matching.appointments.schemas import Decision, NewSideJob, SideJobDecision
from registry.capacity.rules import FORMS

InState = Annotated[str, QueryParameter(name="state")]
WORDS: dict[str, Any] = {"life": LIFE, "papers": PAPERS, "forms": FORMS}


@get("/appointments")
async def list_appointments(
    request: PageRequest, by: NamedDependency[Viewer], in_state: InState = "", number: FromQuery[int] = 1
) -> Response[Any]:
    """The appointments the viewer sees."""
    states = [in_state] if in_state in LIFE.words else []
    rows, found = await appointments_named(by=by, states=states, number=max(1, number))
    return page(request, "appointments/list.html", appointments=rows, found=found, state=in_state, **WORDS)


@get("/appointments/{appointment:uuid}")
async def show_appointment(
    request: PageRequest, by: NamedDependency[Viewer], appointment: FromPath[UUID]
) -> Response[Any]:
    """One appointment, with the terms of its form."""
    return await _appointment(request, by, appointment)


@post("/appointments/{appointment:uuid}/approval")
async def approve_appointment(
    request: PageRequest, by: NamedDependency[Viewer], appointment: FromPath[UUID]
) -> Response[Any]:
    """The appointing body approves."""
    return await _done(
        request, by, appointment, lambda _: operations.approve_appointment(id=appointment, by=by)
    )  # fmt: skip


@post("/appointments/{appointment:uuid}/decisions")
async def decide_appointment(
    request: PageRequest, by: NamedDependency[Viewer], appointment: FromPath[UUID]
) -> Response[Any]:
    """The appointing body renews, changes, suspends, resumes, lets go or dismisses."""
    return await _done(
        request, by, appointment,
        lambda form: operations.decide_appointment(id=appointment, decision=form.parse(Decision), by=by),
    )  # fmt: skip


@post("/appointments/{appointment:uuid}/side-jobs")
async def ask_side_job(request: PageRequest, by: NamedDependency[Viewer], appointment: FromPath[UUID]) -> Response[Any]:
    """Ask permission for a side job."""
    return await _done(
        request, by, appointment,
        lambda form: side_jobs.ask_side_job(appointment=appointment, new=form.parse(NewSideJob), by=by),
    )  # fmt: skip


@post("/side-jobs/{side_job:uuid}/decision")
async def decide_side_job(request: PageRequest, by: NamedDependency[Viewer], side_job: FromPath[UUID]) -> Response[Any]:
    """Permit a side job, or refuse it with the reason."""
    job = await side_job_row(id=side_job, by=by)
    return await _done(
        request, by, job.appointment,
        lambda form: side_jobs.decide_side_job(id=side_job, decision=form.parse(SideJobDecision), by=by),
    )  # fmt: skip


async def _done(request: PageRequest, by: Viewer, appointment: UUID, act: Act) -> Response[Any]:
    return await sent(
        request, by, act, onward=f"/appointments/{appointment}", again=partial(_appointment, request, by, appointment)
    )


async def _appointment(request: PageRequest, by: Viewer, id: UUID, refused: Refused | None = None) -> Response[Any]:
    shown = await appointment_page(id=id, by=by)
    row = shown.appointment
    open_steps = LIFE.open_to(by, row.state)
    blocked = may_approve(by, row) or ""
    return page(
        request, "appointments/show.html", appointment=row, terms=shown.terms, person=shown.person, steps=shown.steps,
        side_jobs=shown.side_jobs, blocked=blocked, verbs={step.verb for step in open_steps},
        decisions=[] if blocked else [step for step in open_steps if step.verb in DECISIONS],
        asks_side_job=not may_ask_side_job(by, row) and holds(by, Right.ANSWER) and not side_job_refusal(shown.terms)
        and row.state in ALIVE,
        decides=not blocked and holds(by, Right.APPROVE), words=DECISIONS, side_job_words=SIDE_JOBS.words,
        unconfirmed=UNCONFIRMED_BASIS if shown.terms.unconfirmed else "", refused=refused,
        to_draw=drawn_by(by, "appointment", pool=row.owner, other=row.appointing_body),
        version=version_shown(refused, row.version), **WORDS,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (
    list_appointments, show_appointment, approve_appointment, decide_appointment, ask_side_job, decide_side_job,
)  # fmt: skip
