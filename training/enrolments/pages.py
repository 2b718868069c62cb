"""The HTML door of training: courses, sessions and enrolments on the same pages."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Response

from auth.viewer import Viewer
from foundation.database.clock import current_clock
from foundation.database.idempotency import Done, once
from foundation.errors import Refusal
from foundation.text.dates import today_jst
from foundation.web.forms import Form, Problem, read_form
from foundation.web.rendering import PageRequest, page, redirect
from registry.members.queries import active_people, keeps_pool
from training.courses.operations import hold_session
from training.courses.queries import courses, own_sessions, session_page, sessions_by_id, sessions_from
from training.courses.schemas import NewSession
from training.enrolments import operations
from training.enrolments.access import may_choose, may_mark
from training.enrolments.queries import enrolment_page, enrolments, enrolments_in, national_counts
from training.enrolments.rules import LIFE, TAGS
from training.enrolments.schemas import Attendance, NewRequirement, Results, SessionChoice

WORDS: dict[str, Any] = {"life": LIFE, "tags": TAGS}


@get("/training")
async def training(
    request: PageRequest, by: NamedDependency[Viewer], member: FromQuery[UUID | None] = None
) -> Response[Any]:
    """What training means to this viewer: their own, their people's, their sessions, or the nation's counts.

    `member` opens the form for that person, from a page about them.
    """
    return await _overview(request, by, member=member)


@post("/training/sessions")
async def announce(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Announce a session."""
    form = await read_form(request)
    try:
        new = form.parse(NewSession)
        done = await once(by, form.keyed("hold_session"), partial(hold_session, new=new, by=by))
    except Refusal as refusal:
        return await _overview(request, by, form=form, refusal=refusal)
    return redirect(f"/training/sessions/{done.id}")


@post("/training/requirements")
async def require(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Ask a course of a member."""
    form = await read_form(request)
    try:
        new = form.parse(NewRequirement)
        await once(by, form.keyed("require_training"), partial(operations.require_training, new=new, by=by))
    except Refusal as refusal:
        return await _overview(request, by, form=form, refusal=refusal)
    return redirect("/training")


@get("/training/sessions/{session:uuid}")
async def show_session(request: PageRequest, by: NamedDependency[Viewer], session: FromPath[UUID]) -> Response[Any]:
    """A session; its school marks who came and who completed."""
    return await _session(request, by, session)


@post("/training/sessions/{session:uuid}/attendance")
async def note_attendance(request: PageRequest, by: NamedDependency[Viewer], session: FromPath[UUID]) -> Response[Any]:
    """Who came."""
    form = await read_form(request)
    try:
        attendance = form.parse(Attendance)
        act = partial(operations.note_attendance, session=session, attendance=attendance, by=by)
        await once(by, form.keyed("note_attendance"), act)
    except Refusal as refusal:
        return await _session(request, by, session, form=form, refusal=refusal)
    return redirect(f"/training/sessions/{session}")


@post("/training/sessions/{session:uuid}/results")
async def note_results(request: PageRequest, by: NamedDependency[Viewer], session: FromPath[UUID]) -> Response[Any]:
    """Who completed."""
    form = await read_form(request)
    try:
        results = form.parse(Results)
        act = partial(operations.note_results, session=session, results=results, by=by)
        await once(by, form.keyed("note_results"), act)
    except Refusal as refusal:
        return await _session(request, by, session, form=form, refusal=refusal)
    return redirect(f"/training/sessions/{session}")


@get("/training/enrolments/{enrolment:uuid}")
async def show_enrolment(request: PageRequest, by: NamedDependency[Viewer], enrolment: FromPath[UUID]) -> Response[Any]:
    """One person's one course and what can be done next."""
    return await _enrolment(request, by, enrolment)


@post("/training/enrolments/{enrolment:uuid}/place")
async def take_place(request: PageRequest, by: NamedDependency[Viewer], enrolment: FromPath[UUID]) -> Response[Any]:
    """Take a place in a session."""

    async def act(form: Form) -> Done:
        chosen = form.parse(SessionChoice)
        verb = partial(operations.take_place, id=enrolment, session=chosen.session, by=by)
        return await once(by, form.keyed("take_place"), verb)

    return await _moved(request, by, enrolment, act)


@post("/training/enrolments/{enrolment:uuid}/make-up")
async def make_up(request: PageRequest, by: NamedDependency[Viewer], enrolment: FromPath[UUID]) -> Response[Any]:
    """Take the course again."""

    async def act(form: Form) -> Done:
        return await once(by, form.keyed("make_up"), partial(operations.make_up, id=enrolment, by=by))

    return await _moved(request, by, enrolment, act)


async def _moved(
    request: PageRequest, by: Viewer, enrolment: UUID, act: Callable[[Form], Awaitable[Done]]
) -> Response[Any]:
    form = await read_form(request)
    try:
        await act(form)
    except Refusal as refusal:
        return await _enrolment(request, by, enrolment, form=form, refusal=refusal)
    return redirect(f"/training/enrolments/{enrolment}")


async def _overview(
    request: PageRequest, by: Viewer, *, member: UUID | None = None, form: Form | None = None,
    refusal: Refusal | None = None,
) -> Response[Any]:  # fmt: skip
    kind = by.kind if by.kind in ("member", "school", "ministry") else "pool"
    found: dict[str, Any] = {"rows": await enrolments(by=by), "chosen": member}
    if kind == "school":
        found["sessions"] = await own_sessions(by=by)
    elif kind == "ministry":
        found["counts"] = {(row.course, row.state): row.people for row in await national_counts(by=by)}
    elif kind == "pool":
        found["people"] = await active_people(by=by) if keeps_pool(by) else {}
    return page(
        request, f"training/{kind}.html", status=refusal.status if refusal else 200, courses=await courses(by=by),
        form=form, problem=Problem.of(refusal) if refusal else None, **found, **WORDS,
    )  # fmt: skip


async def _session(
    request: PageRequest, by: Viewer, id: UUID, *, form: Form | None = None, refusal: Refusal | None = None
) -> Response[Any]:
    held = await session_page(id=id, by=by)
    begun = held.held_on <= today_jst(current_clock().now())
    return page(
        request, "training/session.html", status=refusal.status if refusal else 200, session=held,
        rows=await enrolments_in(session=id, by=by), marks=begun and not may_mark(by, held.school),
        form=form, problem=Problem.of(refusal) if refusal else None, **WORDS,
    )  # fmt: skip


async def _enrolment(
    request: PageRequest, by: Viewer, id: UUID, *, form: Form | None = None, refusal: Refusal | None = None
) -> Response[Any]:
    row = await enrolment_page(id=id, by=by)
    today = today_jst(current_clock().now())
    booked = await sessions_by_id(ids=[row.session], by=by) if row.session else {}
    return page(
        request, "training/enrolment.html", status=refusal.status if refusal else 200, enrolment=row,
        session=next(iter(booked.values()), None), coming=await sessions_from(today, course=row.course, by=by),
        verbs={step.verb for step in LIFE.open_to(by, row.state)} if not may_choose(by, row) else set(),
        form=form, problem=Problem.of(refusal) if refusal else None, **WORDS,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (
    training, announce, require, show_session, note_attendance, note_results, show_enrolment, take_place, make_up,
)  # fmt: skip
