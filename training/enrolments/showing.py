"""The pages of training as they are put together, with or without a refused form."""

from typing import Any, Final
from uuid import UUID

from litestar.response import Response

from auth.viewer import Viewer
from foundation.database.clock import current_clock
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound
from foundation.text.dates import today_jst
from foundation.web.forms import Refused
from foundation.web.rendering import PageRequest, page
from registry.learning.queries import completions, posting_courses
from registry.members.queries import active_people, keeps_pool
from training.courses.queries import courses, edition_of
from training.courses.schemas import Edition
from training.enrolments.access import may_choose, may_mark
from training.enrolments.queries import (
    enrolment_page,
    enrolments,
    feedback_on,
    national_counts,
    people_of,
    sitting_in,
    units_of,
)
from training.enrolments.rules import LIFE, RATINGS, TAGS
from training.enrolments.standing import lacking_rows
from training.enrolments.studying import wrong_answers
from training.sessions.queries import own_sessions, session_page, sessions_to_choose
from training.sessions.rules import PLACE_KINDS

WORDS: Final[dict[str, Any]] = {"life": LIFE, "tags": TAGS, "place_kinds": PLACE_KINDS, "ratings": RATINGS}


async def overview(request: PageRequest, by: Viewer, refused: Refused | None = None) -> Response[Any]:
    """What training means to this viewer."""
    kind = by.kind if by.kind in ("member", "school", "ministry") else "pool"
    async with reading(by):
        found: dict[str, Any] = {"courses": await courses(by=by)}
        if kind == "ministry":
            found["counts"] = {(row.course, row.state): row.people for row in await national_counts(by=by)}
        else:
            found["rows"] = await enrolments(by=by)
        if kind == "school":
            found["sessions"] = await own_sessions(by=by)
        if kind == "member":
            found["completed"] = await completions(by=by)
        if kind == "pool":
            found["keeps"] = keeps_pool(by)
            found["lacking"] = await lacking_rows(by=by, names={row.member: row.who for row in found["rows"]})
            found["posting_courses"] = await posting_courses(by=by)
    return page(request, f"training/{kind}.html", refused=refused, **WORDS, **found)


async def asking(
    request: PageRequest, by: Viewer, refused: Refused | None = None, *, member: UUID | None = None
) -> Response[Any]:
    """The form that asks a course of somebody, for that person where a page about them led here."""
    async with reading(by):
        people, menu = await active_people(by=by), await courses(by=by)
    return page(request, "training/asking.html", refused=refused, **WORDS, people=people, courses=menu, chosen=member)


async def session_shown(request: PageRequest, by: Viewer, id: UUID, refused: Refused | None = None) -> Response[Any]:
    """A session with those of its people the viewer sees; its school marks them from the first day on."""
    today = today_jst(current_clock().now())
    async with reading(by):
        held = await session_page(id=id, by=by)
        rows, waiting = await people_of(session=id, by=by)
        sitting = await sitting_in(session=id, by=by)
        feedback = await feedback_on(session=id, by=by)
    days = [day for day in held.days if day <= today]
    return page(
        request, "training/session.html", refused=refused, **WORDS,
        session=held, rows=rows, waiting=waiting, sitting=sitting,
        days=days, over=held.days[-1] <= today, marks=bool(days) and not may_mark(by, held.school), feedback=feedback,
    )  # fmt: skip


async def enrolment_shown(request: PageRequest, by: Viewer, id: UUID, refused: Refused | None = None) -> Response[Any]:
    """One person's one course: where they stand, their units, and what can be done next."""
    today = today_jst(current_clock().now())
    async with reading(by):
        row = await enrolment_page(id=id, by=by)
        offered = await sessions_to_choose(
            today, course=row.course, also=[id for id in (row.session, row.waiting_for) if id], by=by
        )
        found: dict[str, Any] = {"edition": await _edition(row.course, by), "progress": {}, "completed": []}
        if row.completed_on is None:
            found["progress"] = await units_of(enrolment=id, by=by)
        else:
            done = await completions(members=[row.member], by=by)
            found["completed"] = [one for one in done if one.course == row.course]
    return page(
        request, "training/enrolment.html", refused=refused, **WORDS,
        enrolment=row,
        session=next((held for held in offered if held.id in (row.session, row.waiting_for)), None),
        coming=[held for held in offered if held.held_on >= today and held.id != row.session],
        verbs={step.verb for step in LIFE.open_to(by, row.state)} if not may_choose(by, row) else set(),
        own=by.is_member(row.member), today=today, **found,
    )  # fmt: skip


async def unit_shown(
    request: PageRequest, by: Viewer, id: UUID, unit: int, refused: Refused | None = None
) -> Response[Any]:
    """A unit to read and its questions, with what was answered so far. Raises `NotFound`."""
    async with reading(by):
        row = await enrolment_page(id=id, by=by)
        edition = await edition_of(course=row.course, by=by)
        if not 1 <= unit <= len(edition.units):
            raise NotFound
        kept = (await units_of(enrolment=id, by=by)).get(unit)
    read = edition.units[unit - 1]
    return page(
        request, "training/unit.html", refused=refused, **WORDS,
        enrolment=row, unit=read, number=unit, kept=kept,
        last=len(edition.units), own=by.is_member(row.member), wrong=wrong_answers(read, kept.answers if kept else []),
    )  # fmt: skip


async def _edition(course: str, by: Viewer) -> Edition | None:
    try:
        return await edition_of(course=course, by=by)
    except NotFound:
        return None
