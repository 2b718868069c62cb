"""E-learning units with saved progress, feedback without names, and what a completion leads to."""

from uuid import UUID

import pytest

from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from registry.learning.queries import completions
from registry.members.queries import kept
from tests.browser import Visit
from tests.training.conftest import Class, session_of, study
from tests.world import World
from training.courses.queries import edition_of
from training.enrolments import marking, operations, studying, tasks
from training.enrolments.queries import enrolment_page, feedback_on, units_of, units_passed
from training.enrolments.rules import valid_to
from training.enrolments.schemas import Attendance, Feedback, NewRequirement, Results, UnitAnswers

pytestmark = pytest.mark.database


async def enrolled(trained: Class, world: World, course: str = "assembly") -> tuple[UUID, UUID]:
    """An enrolment with a place, and the session."""
    assert trained.member.member
    new = NewRequirement(member=trained.member.member, course=course, required_for="仕事のため")
    id = (await operations.require_training(new=new, by=world.hiroshima)).id
    session = await session_of(trained.school, course=course)
    await operations.take_place(id=id, session=session, by=trained.member)
    return id, session


async def completed(trained: Class, world: World, course: str) -> UUID:
    id, session = await enrolled(trained, world, course)
    await marking.note_attendance(session=session, attendance=Attendance(attended=[id]), by=trained.school)
    await study(id, by=trained.member)
    await marking.note_results(session=session, results=Results(completed=[id]), by=trained.school)
    return id


async def test_half_done_answers_are_kept_and_right_ones_pass_for_good(world: World, trained: Class) -> None:
    id, _ = await enrolled(trained, world)
    right = [question.answer for question in (await edition_of(course="assembly", by=world.sera)).units[0].questions]
    half = UnitAnswers(answers=[right[0], 0])
    await studying.answer_unit(id=id, unit=1, given=half, by=trained.member)
    assert (await units_of(enrolment=id, by=trained.member))[1].answers == half.answers
    assert await units_passed(enrolments=[id], by=trained.school) == {}
    with pytest.raises(Conflict):
        await studying.answer_unit(id=id, unit=1, given=UnitAnswers(answers=right, version=7), by=trained.member)
    await studying.answer_unit(id=id, unit=1, given=UnitAnswers(answers=right, version=1), by=trained.member)
    await studying.answer_unit(id=id, unit=1, given=UnitAnswers(answers=[0, 0], version=2), by=trained.member)
    for sees in (trained.school, world.hiroshima):
        assert await units_passed(enrolments=[id], by=sees) == {id: 1}
    assert await units_passed(enrolments=[id], by=world.ehime) == {}


async def test_only_the_person_answers_and_only_what_is_asked(world: World, trained: Class) -> None:
    id, _ = await enrolled(trained, world)
    for other in (world.hiroshima, trained.school):
        with pytest.raises(NotAllowed):
            await studying.answer_unit(id=id, unit=1, given=UnitAnswers(answers=[1, 1]), by=other)
    with pytest.raises(NotFound):
        await studying.answer_unit(id=id, unit=9, given=UnitAnswers(answers=[1]), by=trained.member)
    with pytest.raises(RuleBroken):
        await studying.answer_unit(id=id, unit=1, given=UnitAnswers(answers=[1]), by=trained.member)


async def test_the_unit_page_says_what_to_look_at_again(world: World, trained: Class, visit: Visit) -> None:
    id, _ = await enrolled(trained, world)
    learner, address = await visit("learner"), f"/training/enrolments/{id}/units/1"
    wrong = {"questions": "2", "version": "0", "answer-1": "2"}
    assert (await learner.post(address, wrong)).status_code == 303
    page = (await learner.get(address)).text
    assert "問1をもう一度" in page and "手がかり" in page
    stale = await learner.post(address, wrong | {"version": "9"})
    assert stale.status_code == 409
    assert (await learner.post(address, {"questions": "x", "answer-1": "１" * 99})).status_code == 422
    shown = (await learner.get(f"/api/v1{address}")).json()
    assert "answer" not in shown["questions"][0] and shown["progress"]["answers"] == [2, 0]


async def test_a_completion_lapses_where_the_course_says_so_and_is_taken_again(world: World, trained: Class) -> None:
    id = await completed(trained, world, "personal_information")
    done = (await completions(by=world.hiroshima))[0]
    assert done.valid_to == valid_to(done.completed_on, 24)
    await operations.renew(id=id, by=trained.member)
    assert (await enrolment_page(id=id, by=trained.member)).state == "make_up"
    other = await completed(trained, world, "assembly")
    with pytest.raises(RuleBroken, match="期限がありません"):
        await operations.renew(id=other, by=trained.member)


async def test_what_a_course_teaches_joins_the_skills_with_its_proof_once(world: World, trained: Class) -> None:
    id = await completed(trained, world, "assembly")
    assert trained.member.member
    for _ in range(2):
        await tasks.prove_skills(enrolment=str(id), organisation=str(world.hiroshima.organisation))
    own = await kept(id=trained.member.member, by=world.hiroshima)
    assert [proof.evidence[:4] for proof in own.proofs] == ["研修修了"]
    assert [(held.level, held.verified_by) for held in own.held] == [(1, world.hiroshima.organisation)]


async def test_what_is_said_of_a_session_reaches_the_school_without_a_name(
    world: World, trained: Class, visit: Visit
) -> None:
    id, session = await enrolled(trained, world)
    said = Feedback(rating=4, words="具体的でよかった")
    with pytest.raises(RuleBroken):
        await studying.say(id=id, feedback=said, by=trained.member)
    await marking.note_attendance(session=session, attendance=Attendance(attended=[id]), by=trained.school)
    await studying.say(id=id, feedback=said, by=trained.member)
    with pytest.raises(Conflict):
        await studying.say(id=id, feedback=said, by=trained.member)
    assert [row.words for row in await feedback_on(session=session, by=trained.school)] == [said.words]
    assert await feedback_on(session=session, by=world.hiroshima) == []
    assert "具体的でよかった" in (await (await visit("school")).get(f"/training/sessions/{session}")).text
