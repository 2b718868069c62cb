"""The page of one assignment, also when a refused form is shown again. For the HTML door."""

from typing import Any, Final
from uuid import UUID

from litestar.response import Response

from auth.permissions import Right, holds
from auth.viewer import Viewer
from foundation.database.clock import current_clock
from foundation.database.columns import Period
from foundation.text.dates import today_jst
from foundation.web.forms import Refused
from foundation.web.rendering import PageRequest, page
from foundation.web.sending import version_shown
from matching.appointments.papers import drawn_by
from matching.assignments.access import may_ask_extension, may_end_absence, may_keep, may_record
from matching.assignments.life import assignment_page
from matching.assignments.rules import ABSENCE, ABSENCES, ABSENT, BEGUN, EXTENSION, EXTENSIONS_OF, LIFE, STEPS
from matching.assignments.schemas import AbsenceRow, AssignmentPage
from registry.capacity.queries import free_people
from registry.learning.queries import gate_of
from registry.members.queries import active_people

WORDS: Final[dict[str, Any]] = {
    "life": LIFE, "extension_words": EXTENSION.words, "absence_words": ABSENCE.words, "absence_kinds": ABSENCES,
    "steps_words": STEPS, "begun": BEGUN, "absent": ABSENT,
}  # fmt: skip
"""What the page calls things."""


async def show_assignment(request: PageRequest, by: Viewer, id: UUID, refused: Refused | None = None) -> Response[Any]:
    """The assignment, and what the viewer can do about it."""
    shown = await assignment_page(id=id, by=by)
    row, keeps = shown.assignment, not may_keep(by, shown.assignment)
    lives = row.state in EXTENSIONS_OF
    return page(
        request, "assignments/show.html", shown=shown, row=row,
        verbs={step.verb for step in LIFE.open_to(by, row.state)} if keeps else set(),
        asks=lives and not may_ask_extension(by, row) and holds(by, Right.ASK)
        and not any(one.state == "asked" for one in shown.extensions),
        decides=keeps and holds(by, Right.PROPOSE), withdraws=not may_ask_extension(by, row) and holds(by, Right.ASK),
        notes_absence=lives and not may_record(by, row) and holds(by, Right.LOG_SUPPORT),
        covers=await _covers(shown, by) if keeps and holds(by, Right.PROPOSE) else {},
        ends={one.id for one in shown.absences if one.state in ABSENT and not may_end_absence(by, one)},
        talks=may_record(by, row) is None,
        papers=drawn_by(by, "assignment", pool=row.owner, other=row.municipality),
        untrained=(await gate_of(member=row.member, by=by)).closed_because if keeps and row.state == "agreed" else None,
        version=version_shown(refused, row.version), refused=refused, **WORDS,
    )  # fmt: skip


async def _covers(shown: AssignmentPage, by: Viewer) -> dict[UUID, list[tuple[str, str]]]:
    """Absence without a cover -> people of the pool who have as many days left, by name."""
    today = today_jst(current_clock().now())
    open_ones = [one for one in shown.absences if one.state == "noted" and one.last_day >= today]
    if not open_ones:
        return {}
    people = await active_people(by=by)
    return {one.id: await _free(one, shown.assignment.half_days, people, by) for one in open_ones}


async def _free(absence: AbsenceRow, half_days: int, people: dict[UUID, str], by: Viewer) -> list[tuple[str, str]]:
    period = Period.inclusive(absence.first_day, absence.last_day)
    free = set(await free_people(period=period, half_days=half_days, by=by)) - {absence.member}
    return [(str(id), name) for id, name in people.items() if id in free]
