"""Places that are full, given back and moved up into; courses that want another one first."""

from datetime import timedelta
from uuid import UUID

import pytest

from foundation.errors import NotAllowed, RuleBroken
from tests.browser import Visit
from tests.matching.employment import on
from tests.training.conftest import TODAY, Class, session_of, study
from tests.world import World
from training.enrolments import marking, operations, tasks
from training.enrolments.queries import attendance_in, enrolment_page, waiting_in
from training.enrolments.schemas import Attendance, NewRequirement, Results
from training.sessions.queries import session_page

pytestmark = pytest.mark.database


async def asked(trained: Class, world: World, course: str = "assembly") -> tuple[UUID, UUID]:
    """The enrolment of the member of Hiroshima's pool and of the one of Ehime's."""
    assert trained.member.member and trained.stranger.member
    mine = NewRequirement(member=trained.member.member, course=course, required_for="仕事のため")
    theirs = NewRequirement(member=trained.stranger.member, course=course, required_for="仕事のため")
    return (
        (await operations.require_training(new=mine, by=world.hiroshima)).id,
        (await operations.require_training(new=theirs, by=world.ehime)).id,
    )


async def test_whoever_waits_moves_up_when_somebody_leaves(world: World, trained: Class) -> None:
    first, second = await asked(trained, world)
    session = await session_of(trained.school, places=1, days=5)
    with pytest.raises(RuleBroken, match="待たずに"):
        await operations.wait_for_place(id=second, session=session, by=trained.stranger)
    await operations.take_place(id=first, session=session, by=trained.member)
    await operations.wait_for_place(id=second, session=session, by=trained.stranger)
    assert [row.id for row in await waiting_in(session=session, by=trained.school)] == [second]
    assert await waiting_in(session=session, by=trained.other_school) == []
    await operations.leave_place(id=first, by=trained.member)
    for _ in range(2):
        await tasks.move_up(session=str(session), organisation=str(trained.school.organisation))
    moved = await enrolment_page(id=second, by=trained.stranger)
    assert (moved.state, moved.session, moved.waiting_for) == ("enrolled", session, None)
    assert (await session_page(id=session, by=trained.member)).taken == 1


async def test_who_stops_waiting_is_not_moved_up(world: World, trained: Class) -> None:
    first, second = await asked(trained, world)
    session = await session_of(trained.school, places=1, days=5)
    await operations.take_place(id=first, session=session, by=trained.member)
    await operations.wait_for_place(id=second, session=session, by=trained.stranger)
    with pytest.raises(NotAllowed):
        await operations.leave_place(id=second, by=trained.school)
    await operations.leave_place(id=second, by=trained.stranger)
    await operations.leave_place(id=first, by=trained.member)
    await operations.move_up(session=session, by=trained.school)
    assert (await enrolment_page(id=second, by=trained.stranger)).state == "required"


async def test_a_place_is_given_back_before_the_first_day_only(world: World, trained: Class) -> None:
    first, _ = await asked(trained, world)
    await operations.take_place(id=first, session=await session_of(trained.school), by=trained.member)
    with pytest.raises(RuleBroken, match="始まった"):
        await operations.leave_place(id=first, by=trained.member)


async def test_a_course_that_wants_another_one_first(world: World, trained: Class) -> None:
    first, _ = await asked(trained, world, course="public_records")
    session = await session_of(trained.school, course="public_records")
    with pytest.raises(RuleBroken, match="先に「個人情報」を修了"):
        await operations.take_place(id=first, session=session, by=trained.member)
    before, _ = await asked(trained, world, course="personal_information")
    earlier = await session_of(trained.school, course="personal_information")
    await operations.take_place(id=before, session=earlier, by=trained.member)
    await marking.note_attendance(session=earlier, attendance=Attendance(attended=[before]), by=trained.school)
    await study(before, by=trained.member)
    await marking.note_results(session=earlier, results=Results(completed=[before]), by=trained.school)
    await operations.take_place(id=first, session=session, by=trained.member)
    assert (await enrolment_page(id=first, by=trained.member)).state == "enrolled"


async def test_attendance_noted_again_is_the_one_that_counts(world: World, trained: Class) -> None:
    first, second = await asked(trained, world)
    session = await session_of(trained.school)
    await operations.take_place(id=first, session=session, by=trained.member)
    await operations.take_place(id=second, session=session, by=trained.stranger)
    for came in ([first, second], [second]):
        await marking.note_attendance(session=session, attendance=Attendance(attended=came), by=trained.school)
    noted = await attendance_in(session=session, by=trained.school)
    assert [(row.enrolment, row.day) for row in noted] == [(second, TODAY)]
    states = [(await enrolment_page(id=id, by=trained.school)).state for id in (first, second)]
    assert states == ["enrolled", "attending"], "who was noted by mistake cannot be completed"
    other = Attendance(day=TODAY - timedelta(days=365), attended=[])
    with pytest.raises(RuleBroken, match="この回の日ではありません"):
        await marking.note_attendance(session=session, attendance=other, by=trained.school)


async def test_nobody_completes_before_the_last_day(world: World, trained: Class) -> None:
    first, _ = await asked(trained, world)
    session = await session_of(trained.school, lasts=2)
    await operations.take_place(id=first, session=session, by=trained.member)
    await marking.note_attendance(session=session, attendance=Attendance(attended=[first]), by=trained.school)
    await study(first, by=trained.member)
    with pytest.raises(RuleBroken, match="まで続く回です"):
        await marking.note_results(session=session, results=Results(completed=[first]), by=trained.school)
    assert (await enrolment_page(id=first, by=trained.member)).state == "attending"


async def test_nobody_is_moved_up_into_a_session_that_has_begun(world: World, trained: Class) -> None:
    first, second = await asked(trained, world)
    session = await session_of(trained.school, places=1, days=1)
    await operations.take_place(id=first, session=session, by=trained.member)
    await operations.wait_for_place(id=second, session=session, by=trained.stranger)
    await operations.leave_place(id=first, by=trained.member)
    with on(TODAY + timedelta(days=1)):
        await operations.move_up(session=session, by=trained.school)
    assert (await enrolment_page(id=second, by=trained.stranger)).state == "required"


async def test_a_session_to_which_nobody_came_is_noted_on_its_page(world: World, trained: Class, visit: Visit) -> None:
    first, _ = await asked(trained, world)
    session = await session_of(trained.school)
    await operations.take_place(id=first, session=session, by=trained.member)
    school, address = await visit("school"), f"/training/sessions/{session}"
    assert "全員が未修了になります" in (await school.get(address)).text
    assert (await school.post(f"{address}/results", {"reason": "欠席"})).status_code == 303
    assert (await enrolment_page(id=first, by=trained.member)).state == "not_completed"


async def test_the_pages_of_a_full_session(world: World, trained: Class, visit: Visit) -> None:
    first, second = await asked(trained, world)
    session = await session_of(trained.school, places=1, days=5)
    learner, other, school = await visit("learner"), await visit("stranger"), await visit("school")
    mine, theirs = f"/training/enrolments/{first}", f"/training/enrolments/{second}"
    assert (await learner.post(f"{mine}/place", {"session": str(session)})).status_code == 303
    assert "満席" in (await other.get(theirs)).text
    assert (await other.post(f"{theirs}/waiting", {"session": str(session)})).status_code == 303
    assert "空きを待つ人" in (await school.get(f"/training/sessions/{session}")).text
    file = await learner.get(f"/training/sessions/{session}/calendar")
    assert file.headers["content-type"].startswith("text/calendar") and b"BEGIN:VEVENT" in file.content
    assert (await learner.send(f"{mine}/leaving", {})).status_code == 201
    assert (await other.post(f"{theirs}/leaving")).status_code == 303
