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
from foundation.text.dates import today_jst
from foundation.web.forms import Refused
from foundation.web.rendering import PageRequest, page
from foundation.web.sending import sent, version_shown
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
    return await sent(
        request, by, lambda form: hold_study(new=form.parse(NewStudy), by=by),
        onward="/studies", again=partial(_studies, request, by),
    )  # fmt: skip


@post("/studies/{study:uuid}/attendance")
async def change_attendance(request: PageRequest, by: NamedDependency[Viewer], study: FromPath[UUID]) -> Response[Any]:
    """Who was there, as it should read."""
    return await sent(
        request, by, lambda form: note_attendance(id=study, attendance=form.parse(Attendance), by=by),
        onward="/studies", again=partial(_studies, request, by, at=study),
    )  # fmt: skip


@get("/support/outcomes/{assignment:uuid}")
async def show_outcome(request: PageRequest, by: NamedDependency[Viewer], assignment: FromPath[UUID]) -> Response[Any]:
    """What came of an assignment."""
    return await _outcome(request, by, assignment)


@post("/support/outcomes/{assignment:uuid}")
async def tell_outcome(request: PageRequest, by: NamedDependency[Viewer], assignment: FromPath[UUID]) -> Response[Any]:
    """Say what came of it."""
    return await sent(
        request, by, lambda form: review(assignment=assignment, told=form.parse(OutcomeTold), by=by),
        onward=f"/support/outcomes/{assignment}", again=partial(_outcome, request, by, assignment),
    )  # fmt: skip


async def _studies(
    request: PageRequest, by: Viewer, refused: Refused | None = None, *, number: int = 1, at: UUID | None = None
) -> Response[Any]:
    rows, found = await studies(by=by, number=max(1, number))
    own = by.kind in ("prefecture", "union")
    return page(
        request, "support/studies.html", studies=rows, found=found, keeps=own and holds(by, Right.HEAR), at=at,
        people=await people_of_pool(by=by) if own else {}, today=today_jst(current_clock().now()), refused=refused,
        **WORDS,
    )  # fmt: skip


async def _outcome(request: PageRequest, by: Viewer, id: UUID, refused: Refused | None = None) -> Response[Any]:
    row = await assignment_row(id=id, by=by)
    need = (await needs_by_id(ids=[row.need], by=by)).get(row.need)
    outcome = await outcome_of(assignment=id, by=by)
    return page(
        request, "support/outcome.html", assignment=row, outcome=outcome, own_town=by.acts_for(row.municipality),
        version=version_shown(refused, outcome.version) if outcome else "",
        reviewable=need is not None and need.state == "filled",
        writes=holds(by, Right.LOG_SUPPORT) and may_record(by, row) is None, refused=refused, **WORDS,
    )  # fmt: skip


HANDLERS: Sequence[Any] = (list_studies, add_study, change_attendance, show_outcome, tell_outcome)
