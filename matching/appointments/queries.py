"""Questions about appointments and the forms of law."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from msgspec import Struct, convert
from msgspec.structs import replace
from piccolo.columns.combination import WhereRaw

from auth.organisations.queries import names_of
from auth.permissions import Right, holds
from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.database.paging import SIZE, Page, page_of
from foundation.database.scope import Condition, among
from foundation.database.together import Asked, Waits
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound, RuleBroken
from matching.appointments.access import appointments_visible_to, side_jobs_visible_to, steps_visible_to
from matching.appointments.rules import ALIVE, DUE_DAYS, FormTerms
from matching.appointments.schemas import AppointmentPage, AppointmentRow, SideJobRow, StepRow, ToDo
from matching.appointments.tables import Appointment, AppointmentStep, SideJob
from registry.members.queries import member_names

ROW = (
    Appointment.id, Appointment.proposal, Appointment.owner, Appointment.member, Appointment.appointing_body,
    Appointment.form, Appointment.title, Appointment.during, Appointment.state, Appointment.approved_at,
    Appointment.version,
)  # fmt: skip
FORM_ON = """
select code, name, article, appointed_by, paid_by, shortest_months, longest_months, ends_with_fiscal_year, paper,
    source, evaluated_by, side_job, side_job_article
from appointment_form where code = $1 and during @> $2::date
"""
WAITING = """
with own as ({scope})
select id, 'draft' as what, title, lower(during) as due from own where state = 'drafted'
union all
select id, 'ending', title, upper(during) - 1 from own
where state = 'in_force' and upper(during) - 1 between app_today() and app_today() + {more[0]}::integer
union all
select own.id, 'side_job', own.title, lower(job.during) from own join side_job job on job.appointment = own.id
where job.state = 'asked' order by due desc, id desc
"""
ACTS: Final = {
    "draft": "任用の案を決裁する",
    "ending": "任期が終わる：更新するかを決める",
    "side_job": "兼業を許可するかを決める",
}
STEP = (
    AppointmentStep.id, AppointmentStep.appointment, AppointmentStep.verb, AppointmentStep.reason,
    AppointmentStep.effective_on, AppointmentStep.title_before, AppointmentStep.title_after,
    AppointmentStep.last_day_before, AppointmentStep.last_day_after, AppointmentStep.created_at,
)  # fmt: skip
SIDE_JOB = (
    SideJob.id, SideJob.appointment, SideJob.appointing_body, SideJob.member, SideJob.employer_name, SideJob.work,
    SideJob.during, SideJob.state, SideJob.reason, SideJob.version,
)  # fmt: skip
PURPOSE = "任用の手続のため"


async def form_on(*, code: str, day: date, by: Viewer) -> FormTerms:
    """The form as law has it on a day. Raises `RuleBroken` where none is in force then."""
    async with reading(by) as work:
        row = await work.connection.fetchrow(FORM_ON, code, day)
    if row is None:
        raise RuleBroken("この任用の形は、始まりの日には使えません。任用の形か、期間を変えてください。", field="form")
    return convert(dict(row), FormTerms)


async def appointments(
    *, by: Viewer, states: Collection[str] = (), number: int = 1, size: int | None = SIZE
) -> tuple[list[AppointmentRow], Page]:
    """A page of the appointments the viewer sees, latest first day first."""
    scope = appointments_visible_to(by)
    if states:
        scope = scope & Appointment.state.is_in(list(states))
    async with reading(by):
        select = Appointment.select(*ROW).where(scope).order_by(Appointment.during, Appointment.id, ascending=False)
        rows, found = await page_of(select, count=Appointment.count().where(scope), number=number, size=size)
        return await _rows(rows, by), found


async def appointments_named(
    *, by: Viewer, states: Collection[str] = (), number: int = 1
) -> tuple[list[AppointmentRow], Page]:
    """As `appointments`, with each person's name where the viewer may see it; the look is journalled."""
    async with reading(by):
        rows, found = await appointments(by=by, states=states, number=number)
        names = await member_names(ids={row.member for row in rows}, by=by, purpose=PURPOSE)
        return [replace(row, person=names.get(row.member, "")) for row in rows], found


async def appointment_row(*, id: UUID, by: Viewer) -> AppointmentRow:
    """One appointment. Raises `NotFound` where the viewer does not see it."""
    async with reading(by):
        found = await _rows(
            await Appointment.select(*ROW).where(appointments_visible_to(by) & (Appointment.id == id)), by
        )
        if not found:
            raise NotFound
        return found[0]


async def appointment_page(*, id: UUID, by: Viewer) -> AppointmentPage:
    """One appointment with its form's terms, and the person where the viewer may see the name."""
    async with reading(by):
        row = await appointment_row(id=id, by=by)
        terms = await form_on(code=row.form, day=row.first_day, by=by)
        names = await member_names(ids=[row.member], by=by, purpose=PURPOSE)
        steps = await _steps(AppointmentStep.appointment == id, by)
        jobs = await _side_jobs(SideJob.appointment == id, by)
        return AppointmentPage(row, terms, names.get(row.member, ""), steps, jobs)


async def step_row(*, id: UUID, by: Viewer) -> StepRow:
    """One decision. Raises `NotFound`."""
    async with reading(by):
        for step in await _steps(AppointmentStep.id == id, by):
            return step
        raise NotFound


async def side_job_row(*, id: UUID, by: Viewer) -> SideJobRow:
    """One side job. Raises `NotFound`."""
    async with reading(by):
        for job in await _side_jobs(SideJob.id == id, by):
            return job
        raise NotFound


async def appointments_of(*, proposal: UUID, by: Viewer) -> list[AppointmentRow]:
    """The appointments that confirming a proposal drafted, as far as the viewer sees them."""
    async with reading(by):
        scope = appointments_visible_to(by) & (Appointment.proposal == proposal)
        return await _rows(await Appointment.select(*ROW).where(scope).order_by(Appointment.id), by)


async def begun_by(*, day: date, by: Viewer) -> list[AppointmentRow]:
    """The viewer's own approved appointments, and those in force, whose term the day is in."""
    return await _own_in(["approved", "in_force"], WhereRaw("appointment.during @> {}::date", day), by)


async def over_by(*, day: date, by: Viewer) -> list[AppointmentRow]:
    """The viewer's own appointments that have not ended although their last day is over."""
    over = WhereRaw("upper(appointment.during) <= {}::date", day)
    return await _own_in(["approved", "in_force", "suspended"], over, by)


async def ending_within(*, days: int, by: Viewer) -> list[AppointmentRow]:
    """The viewer's own appointments in force that end within so many days; its own as owner or as appointing body."""
    async with reading(by) as work:
        ends = WhereRaw(
            "upper(appointment.during) - 1 between {} and {}", work.today, work.today + timedelta(days=days)
        )
        scope = appointments_visible_to(by) & (Appointment.state == "in_force") & ends
        return await _rows(await Appointment.select(*ROW).where(scope).order_by(Appointment.id), by)


class _WaitingRow(Struct, frozen=True):
    id: UUID
    what: str
    title: str
    due: date


def _ask_waiting(by: Viewer) -> Asked[_WaitingRow] | None:
    own = among(Appointment.appointing_body, [by.organisation]) & Appointment.state.is_in(list(ALIVE))
    scope = Appointment.select(Appointment.id, Appointment.title, Appointment.state, Appointment.during).where(
        appointments_visible_to(by) & own
    )
    asked = Asked.of(scope, _WaitingRow, max(DUE_DAYS), text=WAITING)
    return asked if holds(by, Right.APPROVE) else None


def _tell_waiting(_: Viewer, rows: list[_WaitingRow]) -> list[ToDo]:
    return [ToDo(ACTS[row.what], row.title, f"/appointments/{row.id}", row.due) for row in rows]


WAITS: Final = Waits(_ask_waiting, _tell_waiting)


async def waiting_for(*, by: Viewer) -> list[ToDo]:
    """What waits for the viewer's own body: drafts to approve, terms about to end, side jobs to decide."""
    return await WAITS.of(by)


async def _steps(of: Condition, by: Viewer) -> list[StepRow]:
    rows = await AppointmentStep.select(*STEP).where(steps_visible_to(by) & of).order_by(AppointmentStep.created_at)
    return [convert(row, StepRow) for row in rows]


async def _side_jobs(of: Condition, by: Viewer) -> list[SideJobRow]:
    rows = await SideJob.select(*SIDE_JOB).where(side_jobs_visible_to(by) & of).order_by(SideJob.created_at)
    periods = [Period.of(row["during"]) for row in rows]
    return [
        convert(row | {"first_day": period.start, "last_day": period.last}, SideJobRow)
        for row, period in zip(rows, periods, strict=True)
    ]


async def _own_in(states: Collection[str], when: WhereRaw, by: Viewer) -> list[AppointmentRow]:
    async with reading(by):
        own = among(Appointment.owner, [by.organisation]) & Appointment.state.is_in(list(states)) & when
        return await _rows(await Appointment.select(*ROW).where(own).order_by(Appointment.id), by)


async def _rows(rows: Sequence[Mapping[str, Any]], by: Viewer) -> list[AppointmentRow]:
    bodies = {row[column] for row in rows for column in ("owner", "appointing_body")}
    names = await names_of(bodies, by=by)
    return [convert(_shown(row, names), AppointmentRow) for row in rows]


def _shown(row: Mapping[str, Any], names: Mapping[UUID, str]) -> dict[str, Any]:
    period = Period.of(row["during"])
    return {
        **row,
        "first_day": period.start,
        "last_day": period.last,
        "owner_name": names[row["owner"]],
        "appointing_body_name": names[row["appointing_body"]],
    }
