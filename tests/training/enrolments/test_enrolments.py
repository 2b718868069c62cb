"""The life of an enrolment, who sees it, and both doors."""

from datetime import timedelta
from uuid import UUID

import pytest

from foundation.database.columns import Period
from foundation.database.paging import SIZE
from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from registry.disclosures.operations import grant
from registry.disclosures.rules import Basis
from registry.learning.operations import ask_before_posting, ask_posting_courses
from registry.learning.queries import gate_open
from tests.browser import Visit
from tests.registry.people import designer
from tests.training.conftest import TODAY, Class, session_of, study
from tests.world import World
from training.enrolments import marking, operations
from training.enrolments.queries import completed_by, enrolment_page, enrolments, national_counts, required_of
from training.enrolments.rules import LIFE
from training.enrolments.schemas import Attendance, NewRequirement, Results

pytestmark = pytest.mark.database

WHY = "4月から2町で働くため"


async def required(trained: Class, world: World, course: str = "assembly") -> UUID:
    assert trained.member.member is not None
    new = NewRequirement(member=trained.member.member, course=course, required_for=WHY)
    return (await operations.require_training(new=new, by=world.hiroshima)).id


async def test_from_required_to_completed(world: World, trained: Class) -> None:
    enrolment = await required(trained, world)
    session = await session_of(trained.school)
    await operations.take_place(id=enrolment, session=session, by=trained.member)
    await marking.note_attendance(session=session, attendance=Attendance(attended=[enrolment]), by=trained.school)
    await study(enrolment, by=trained.member)
    await marking.note_results(session=session, results=Results(completed=[enrolment]), by=trained.school)
    assert trained.member.member is not None
    assert await completed_by(trained.member.member, by=world.hiroshima) == {"assembly"}


async def test_a_completion_opens_the_gate_before_posting(world: World, trained: Class) -> None:
    member = trained.member.member
    assert member is not None
    await ask_before_posting(course="assembly", course_name="議会対応", source="県の要綱", by=world.hiroshima)
    first = TODAY + timedelta(days=30)
    asked = await ask_posting_courses(member=member, required_for=WHY, first_day=first, by=world.hiroshima)
    session = await session_of(trained.school)
    await operations.take_place(id=asked[0], session=session, by=trained.member)
    await marking.note_attendance(session=session, attendance=Attendance(attended=asked), by=trained.school)
    assert not await gate_open(member=member, by=world.hiroshima)
    await study(asked[0], by=trained.member)
    await marking.note_results(session=session, results=Results(completed=asked), by=trained.school)
    assert await gate_open(member=member, by=world.hiroshima)


async def test_who_did_not_complete_is_told_why_and_takes_another_session(world: World, trained: Class) -> None:
    enrolment = await required(trained, world)
    session = await session_of(trained.school)
    await operations.take_place(id=enrolment, session=session, by=world.hiroshima)
    with pytest.raises(RuleBroken):
        await marking.note_results(session=session, results=Results(), by=trained.school)
    await marking.note_results(session=session, results=Results(reason="欠席"), by=trained.school)
    await operations.make_up(id=enrolment, by=trained.member)
    assert (await enrolment_page(id=enrolment, by=trained.member)).session is None
    await operations.take_place(id=enrolment, session=await session_of(trained.school), by=trained.member)
    assert (await enrolment_page(id=enrolment, by=world.hiroshima)).state == "enrolled"


async def test_each_sees_their_own_part_only(world: World, trained: Class) -> None:
    enrolment = await required(trained, world)
    assert await enrolments(by=trained.school) == []
    session = await session_of(trained.school)
    await operations.take_place(id=enrolment, session=session, by=trained.member)
    for sees in (trained.member, world.hiroshima, trained.school):
        assert [row.id for row in await enrolments(by=sees)] == [enrolment]
    for outsider in (trained.stranger, trained.other_school, world.ehime, world.sera, world.ministry):
        assert await enrolments(by=outsider) == []
        with pytest.raises(NotFound):
            await enrolment_page(id=enrolment, by=outsider)


async def test_a_school_reads_a_name_only_once_it_is_disclosed(world: World, trained: Class) -> None:
    member = trained.member.member
    assert member is not None and trained.school.organisation is not None
    enrolment = await required(trained, world)
    await operations.take_place(id=enrolment, session=await session_of(trained.school), by=trained.member)
    assert (await enrolment_page(id=enrolment, by=trained.school)).who.startswith("人材 ")
    await grant(member=member, receiver=trained.school.organisation, basis=Basis.CONSENT, purpose="研修の名簿",
                period=Period(TODAY, None), subject=enrolment, by=trained.member)  # fmt: skip
    assert (await enrolment_page(id=enrolment, by=trained.school)).who == "髙橋 仮名"


async def test_a_pool_asks_its_own_people_once(world: World, trained: Class) -> None:
    assert trained.member.member is not None
    await required(trained, world)
    with pytest.raises(Conflict):
        await required(trained, world)
    new = NewRequirement(member=trained.member.member, course="budget", required_for=WHY)
    with pytest.raises(NotFound):
        await operations.require_training(new=new, by=world.ehime)
    with pytest.raises(NotAllowed):
        await operations.require_training(new=new, by=world.sera)
    assert [row.course for row in await required_of(trained.member.member, by=world.hiroshima)] == ["assembly"]


async def test_a_full_session_takes_nobody_more(world: World, trained: Class) -> None:
    session = await session_of(trained.school, places=1)
    first = await required(trained, world)
    assert trained.stranger.member is not None
    other = NewRequirement(member=trained.stranger.member, course="assembly", required_for=WHY)
    second = (await operations.require_training(new=other, by=world.ehime)).id
    await operations.take_place(id=first, session=session, by=trained.member)
    with pytest.raises(Conflict):
        await operations.take_place(id=second, session=session, by=trained.stranger)


async def test_a_place_is_taken_in_a_coming_session_of_the_same_course(world: World, trained: Class) -> None:
    enrolment = await required(trained, world)
    for wrong in (await session_of(trained.school, course="budget"), await session_of(trained.school, days=-1)):
        with pytest.raises(RuleBroken):
            await operations.take_place(id=enrolment, session=wrong, by=trained.member)


async def test_only_the_school_of_a_session_marks_it(world: World, trained: Class) -> None:
    session = await session_of(trained.school)
    for other in (trained.other_school, world.hiroshima, trained.member):
        with pytest.raises(NotAllowed):
            await marking.note_attendance(session=session, attendance=Attendance(), by=other)


async def test_the_nation_sees_no_small_numbers(world: World, trained: Class) -> None:
    await required(trained, world)
    assert [(row.course, row.state, row.people) for row in await national_counts(by=world.ministry)] == [
        ("assembly", "required", None)
    ]


@pytest.mark.parametrize(
    ("state", "verbs"),
    [("required", {"enrol"}), ("enrolled", {"attend", "leave", "miss"}), ("attending", {"complete", "miss", "retract"}),
     ("completed", {"renew"}), ("not_completed", {"make_up"}), ("make_up", {"enrol"})],
)  # fmt: skip
def test_the_table_of_transitions(state: str, verbs: set[str]) -> None:
    assert {row.verb for row in LIFE.transitions if state in row.sources} == verbs


async def test_pages_from_request_to_completion(world: World, trained: Class, visit: Visit) -> None:
    hall, learner, school, nobody = (
        await visit("hiroshima"), await visit("learner"), await visit("school"), await visit(),
    )  # fmt: skip
    assert (await nobody.get("/training")).headers["location"] == "/sign-in?next=/training"
    asked = {"member": str(trained.member.member), "course": "assembly"}
    refused = await hall.post("/training/requirements", asked)
    assert refused.status_code == 422 and "入力してください" in refused.text
    assert (await hall.post("/training/requirements", asked | {"required_for": WHY})).status_code == 303
    announced = {"course": "assembly", "held_on": TODAY.isoformat(), "begins_at": "13:30",
                 "place": "県庁", "places": "２０"}  # fmt: skip
    place = (await school.post("/training/sessions", announced)).headers["location"]
    row = (await enrolments(by=trained.member))[0]
    assert WHY in (await learner.get("/training")).text
    mine = f"/training/enrolments/{row.id}"
    placed = await learner.post(f"{mine}/place", {"session": place.rsplit("/", 1)[1]})
    assert placed.headers.get("location") == mine, placed.text
    assert (await school.post(f"{place}/attendance", {"attended": [str(row.id)]})).status_code == 303
    unfinished = await school.post(f"{place}/results", {"completed": [str(row.id)]})
    assert unfinished.status_code == 422 and "単元が終わっていない" in unfinished.text
    await study(row.id, by=trained.member)
    assert (await school.post(f"{place}/results", {"completed": [str(row.id)]})).headers["location"] == place
    assert "修了" in (await learner.get(mine)).text
    for page in ("/training", place, mine):
        assert (await hall.get(page)).status_code == 200
    for other in (await visit("sera"), await visit("stranger"), await visit("ministry")):
        assert (await other.get(mine)).status_code in (403, 404)


async def test_the_json_door_does_the_same(world: World, trained: Class, visit: Visit) -> None:
    hall, learner, school = await visit("hiroshima"), await visit("learner"), await visit("school")
    asked = {"member": str(trained.member.member), "course": "budget", "required_for": WHY}
    enrolment = (await hall.send("/training/requirements", asked, key="a")).json()["id"]
    assert (await hall.send("/training/requirements", asked, key="a")).json()["id"] == enrolment
    session = str(await session_of(trained.school, course="budget"))
    placed = await learner.send(f"/training/enrolments/{enrolment}/place", {"session": session})
    assert placed.json() == {"id": enrolment, "version": 2}
    missed = await school.send(f"/training/sessions/{session}/results", {"completed": [], "reason": "欠席"})
    assert missed.status_code == 201
    assert (await learner.send(f"/training/enrolments/{enrolment}/make-up", {})).status_code == 201
    seen = (await learner.get("/api/v1/training")).json()
    assert [row["state"] for row in seen["enrolments"]] == ["make_up"]
    assert len(seen["courses"]) == 6
    assert (await school.get(f"/api/v1/training/sessions/{session}")).json()["enrolments"] == []


async def test_nothing_is_marked_before_the_day_of_the_session(world: World, trained: Class) -> None:
    enrolment = await required(trained, world)
    session = await session_of(trained.school, days=1)
    await operations.take_place(id=enrolment, session=session, by=trained.member)
    came, done = Attendance(attended=[enrolment]), Results(completed=[enrolment])
    with pytest.raises(RuleBroken, match="まだ開かれていません"):
        await marking.note_attendance(session=session, attendance=came, by=trained.school)
    with pytest.raises(RuleBroken, match="まだ開かれていません"):
        await marking.note_results(session=session, results=done, by=trained.school)
    assert (await enrolment_page(id=enrolment, by=trained.school)).state == "enrolled"


async def test_everybody_active_can_be_asked_not_only_the_first_page(world: World, visit: Visit) -> None:
    ids = [await designer(by=world.hiroshima, name=f"架空 {number:03}") for number in range(SIZE + 1)]
    page = await (await visit("hiroshima")).get("/training/requirements/new")
    missing = [id for id in ids if f'value="{id}"' not in page.text]
    assert not missing


async def test_the_nation_reads_no_total_beside_a_withheld_count(world: World, trained: Class, visit: Visit) -> None:
    await required(trained, world)
    page = (await (await visit("ministry")).get("/training")).text
    assert "3人未満" in page
    assert "合計" not in page and "<tfoot" not in page
