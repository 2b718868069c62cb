"""The HTML door of appointments."""

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
from foundation.web.forms import Problem, read_form
from foundation.web.rendering import PageRequest, page, redirect
from matching.appointments import operations
from matching.appointments.access import may_approve
from matching.appointments.queries import appointment_page, appointments
from matching.appointments.rules import LIFE, PAPERS
from registry.capacity.rules import FORMS

InState = Annotated[str, QueryParameter(name="state")]
WORDS: dict[str, Any] = {"life": LIFE, "papers": PAPERS, "forms": FORMS}


@get("/appointments")
async def list_appointments(
    request: PageRequest, by: NamedDependency[Viewer], in_state: InState = "", number: FromQuery[int] = 1
) -> Response[Any]:
    """The appointments the viewer sees."""
    states = [in_state] if in_state in LIFE.words else []
    rows, found = await appointments(by=by, states=states, number=max(1, number))
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
    form = await read_form(request)
    try:
        act = partial(operations.approve_appointment, id=appointment, by=by)
        await once(by, form.keyed(f"approve_appointment {appointment}"), act)
    except Refusal as refusal:
        return await _appointment(request, by, appointment, refusal=refusal)
    return redirect(f"/appointments/{appointment}")


async def _appointment(request: PageRequest, by: Viewer, id: UUID, *, refusal: Refusal | None = None) -> Response[Any]:
    shown = await appointment_page(id=id, by=by)
    row = shown.appointment
    return page(
        request, "appointments/show.html", status=refusal.status if refusal else 200, appointment=row,
        terms=shown.terms, person=shown.person, blocked=may_approve(by, row) or "",
        verbs={step.verb for step in LIFE.open_to(by, row.state)},
        problem=Problem.of(refusal) if refusal else None, **WORDS,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (list_appointments, show_appointment, approve_appointment)
