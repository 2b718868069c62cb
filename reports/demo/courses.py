"""Training in the demo: sessions held and to come, people at every stage of them."""

from datetime import time, timedelta
from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.columns import Period
from registry.consents.operations import give_consent
from registry.consents.rules import Purpose
from reports.demo.cast import Cast, Person
from reports.demo.timeline import Timeline
from training.courses.queries import edition_of
from training.enrolments import marking
from training.enrolments import operations as enrolments
from training.enrolments.queries import enrolment_page
from training.enrolments.schemas import Attendance, NewRequirement, Results, UnitAnswers
from training.enrolments.studying import answer_unit
from training.sessions.operations import hold_session
from training.sessions.schemas import NewSession

COURSES: Final = ("assembly", "budget", "procurement", "personal_information", "public_records")
HELD: Final = 40
"""Days ago at which the first round was held."""
DUE_IN: Final = 45
"""Days until what was asked is to be completed: the sessions to come are held by then."""
MISSED: Final = 5
"""Every fifth of those at work has not been to a course yet; the first of the courses is asked before they begin."""


async def train(people: list[Person], cast: Cast, timeline: Timeline) -> int:
    """Ask training of those who are at work; most have completed the first round, some missed it."""
    timeline.days_ago(120)
    past = {course: await _session(course, HELD, cast, timeline) for course in COURSES[:3]}
    coming = [await _session(course, -14 - 7 * n, cast, timeline) for n, course in enumerate(COURSES)]
    asked: dict[str, list[tuple[Person, UUID]]] = {course: [] for course in past}
    for position, person in enumerate(people):
        for course in COURSES[: 2 + position % 4]:
            came = position % MISSED != MISSED - 1 and person is not cast.newcomer
            first = course == COURSES[0]
            enrolment = await _require(person, course, cast, timeline, before_posting=first and not came)
            if course in past and came:
                asked[course].append((person, enrolment))
    for course, rows in asked.items():
        await _hold(past[course], rows, cast, timeline)
    return len(past) + len(coming)


async def _session(course: str, days_ago: int, cast: Cast, timeline: Timeline) -> UUID:
    new = NewSession(
        course=course, held_on=timeline.as_of - timedelta(days=days_ago), begins_at=time(13, 30),
        place="オンライン（案内は前日に届きます）", online=True, places=40,
    )  # fmt: skip
    return (await hold_session(new=new, by=cast.school)).id


async def _require(person: Person, course: str, cast: Cast, timeline: Timeline, *, before_posting: bool) -> UUID:
    timeline.days_ago(90)
    new = NewRequirement(member=person.id, course=course, required_for="配属が決まったため",
                         due_on=timeline.as_of + timedelta(days=DUE_IN), before_posting=before_posting)  # fmt: skip
    return (await enrolments.require_training(new=new, by=cast.bodies[person.pool])).id


async def _hold(session: UUID, rows: list[tuple[Person, UUID]], cast: Cast, timeline: Timeline) -> None:
    """Everybody takes a place; all but the last come and complete. Two in three let the school read their name."""
    timeline.days_ago(70)
    for position, (person, enrolment) in enumerate(rows):
        viewer = await cast.member(person)
        await enrolments.take_place(id=enrolment, session=session, by=viewer)
        if position % 3:
            await _disclose(person, enrolment, cast, timeline)
    came = [enrolment for _, enrolment in rows[:-1]]
    timeline.days_ago(HELD)
    await marking.note_attendance(session=session, attendance=Attendance(attended=came), by=cast.school)
    for person, enrolment in rows[:-1]:
        await _study(enrolment, await cast.member(person))
    timeline.days_ago(HELD - 3)
    results = Results(completed=came, reason="当日は欠席でした。次の回で受けられます。")
    await marking.note_results(session=session, results=results, by=cast.school)


async def _study(enrolment: UUID, by: Viewer) -> None:
    """Read every unit and answer it rightly."""
    row = await enrolment_page(id=enrolment, by=by)
    for number, unit in enumerate((await edition_of(course=row.course, by=by)).units, start=1):
        given = UnitAnswers(answers=[question.answer for question in unit.questions])
        await answer_unit(id=enrolment, unit=number, given=given, by=by)


async def _disclose(person: Person, enrolment: UUID, cast: Cast, timeline: Timeline) -> None:
    school = cast.school.organisation
    assert school is not None
    period = Period(timeline.today, timeline.as_of + timedelta(days=270))
    await give_consent(member=person.id, receiver=school, purpose=Purpose.TRAINING, period=period, subject=enrolment,
                       by=await cast.member(person))  # fmt: skip
