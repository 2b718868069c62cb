"""The HTML door of study meetings and of outcomes."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Response

from auth.permissions import Right, holds
from auth.viewer import Viewer
from foundation.database.clock import current_clock
from foundation.database.idempotency import once
from foundation.errors import Refusal
from foundation.text.dates import today_jst
from foundation.web.forms import Form, Problem, read_form
from foundation.web.rendering import PageRequest, page, redirect
from matching.assignments.access import may_record
from matching.assignments.queries import assignment_row
from matching.support.reviewing import outcome_of, review
from matching.support.schemas import Attendance, NewStudy, OutcomeTold
from matching.support.showing import WORDS
from matching.support.studying import hold_study, note_attendance, people_of_pool, studies
from registry.needs.queries import needs_by_id


@get("/studies")
async def list_studies(request: PageRequest, by: NamedDependency[Viewer], number: FromQuery[int] = 1) -> Response[Any]:
    """The meetings, and who came how often."""
    return await _studies(request, by, number=number)


@post("/studies")
async def add_study(request: PageRequest, by: NamedDependency[Viewer]) -> Response[Any]:
    """Note a meeting that was held."""
    form = await read_form(request)
    try:
        await once(by, form.keyed("hold_study"), partial(hold_study, new=form.parse(NewStudy), by=by))
    except Refusal as refusal:
        return await _studies(request, by, form=form, refusal=refusal)
    return redirect("/studies")


@post("/studies/{study:uuid}/attendance")
async def change_attendance(request: PageRequest, by: NamedDependency[Viewer], study: FromPath[UUID]) -> Response[Any]:
    """Who was there, as it should read."""
    form = await read_form(request)
    try:
        act = partial(note_attendance, id=study, attendance=form.parse(Attendance), by=by)
        await once(by, form.keyed(f"note_attendance {study}"), act)
    except Refusal as refusal:
        return await _studies(request, by, form=form, refusal=refusal, at=study)
    return redirect("/studies")


@get("/support/outcomes/{assignment:uuid}")
async def show_outcome(request: PageRequest, by: NamedDependency[Viewer], assignment: FromPath[UUID]) -> Response[Any]:
    """What came of an assignment."""
    return await _outcome(request, by, assignment)


@post("/support/outcomes/{assignment:uuid}")
async def tell_outcome(request: PageRequest, by: NamedDependency[Viewer], assignment: FromPath[UUID]) -> Response[Any]:
    """Say what came of it."""
    form = await read_form(request)
    try:
        act = partial(review, assignment=assignment, told=form.parse(OutcomeTold), by=by)
        await once(by, form.keyed(f"review_assignment {assignment}"), act)
    except Refusal as refusal:
        return await _outcome(request, by, assignment, form=form, refusal=refusal)
    return redirect(f"/support/outcomes/{assignment}")


async def _studies(
    request: PageRequest, by: Viewer, *, number: int = 1, form: Form | None = None, refusal: Refusal | None = None,
    at: UUID | None = None,
) -> Response[Any]:  # fmt: skip
    rows, found = await studies(by=by, number=max(1, number))
    keeps = by.kind in ("prefecture", "union") and holds(by, Right.HEAR)
    people = await people_of_pool(by=by) if by.kind in ("prefecture", "union") else {}
    return page(
        request, "support/studies.html", status=refusal.status if refusal else 200, studies=rows, found=found,
        people=people, keeps=keeps, form=form, at=at, today=today_jst(current_clock().now()),
        problem=Problem.of(refusal) if refusal else None, **WORDS,
    )  # fmt: skip


async def _outcome(
    request: PageRequest, by: Viewer, id: UUID, *, form: Form | None = None, refusal: Refusal | None = None
) -> Response[Any]:
    row = await assignment_row(id=id, by=by)
    need = (await needs_by_id(ids=[row.need], by=by)).get(row.need)
    return page(
        request, "support/outcome.html", status=refusal.status if refusal else 200, assignment=row, form=form,
        outcome=await outcome_of(assignment=id, by=by), own_town=by.acts_for(row.municipality),
        reviewable=need is not None and need.state == "filled",
        writes=holds(by, Right.LOG_SUPPORT) and may_record(by, row) is None,
        problem=Problem.of(refusal) if refusal else None, **WORDS,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (list_studies, add_study, change_attendance, show_outcome, tell_outcome)
