"""Who lacks what before when: the page, the file, the to-do, the reminders; the courses asked before posting."""

from datetime import timedelta
from uuid import UUID

import pytest

from auth.inbox.queries import latest_notices
from registry.learning.queries import WAITS, gate_open
from tests.browser import Visit
from tests.reports.homes.test_homes import cost
from tests.training.conftest import TODAY, Class, session_of
from tests.world import World
from training.enrolments import operations
from training.enrolments.reminding import remind
from training.enrolments.schemas import NewRequirement
from training.enrolments.standing import lacking_rows, matrix

pytestmark = pytest.mark.database

SOON = TODAY + timedelta(days=5)


async def asked(trained: Class, world: World) -> UUID:
    assert trained.member.member
    new = NewRequirement(member=trained.member.member, course="assembly", required_for="=仕事", due_on=SOON,
                         before_posting=True)  # fmt: skip
    return (await operations.require_training(new=new, by=world.hiroshima)).id


async def test_who_lacks_what_is_listed_and_waits_as_a_to_do(world: World, trained: Class) -> None:
    await asked(trained, world)
    rows = await lacking_rows(by=world.hiroshima)
    assert [(row.who, row.requirement.due_on) for row in rows] == [("髙橋 仮名", SOON)]
    assert [(row.due_on, row.people) for row in await WAITS.of(world.hiroshima)] == [(SOON, 1)]
    for other in (world.ehime, world.sera, trained.school):
        assert await lacking_rows(by=other) == [] and await WAITS.of(other) == []


async def test_reminders_come_once(world: World, trained: Class) -> None:
    id = await asked(trained, world)
    await operations.take_place(id=id, session=await session_of(trained.school, days=1), by=trained.member)
    before = len(await latest_notices(by=trained.member, limit=50))
    for _ in range(2):
        await remind(by=world.hiroshima)
    subjects = [notice.subject for notice in await latest_notices(by=trained.member, limit=50)]
    assert len(subjects) - before == 2
    assert any("期限は" in subject for subject in subjects)


async def test_the_prefecture_asks_lets_off_and_takes_the_table_home(
    world: World, trained: Class, visit: Visit
) -> None:
    id, hall = await asked(trained, world), await visit("hiroshima")
    assert trained.member.member
    page = (await hall.get("/training")).text
    assert "まだ修了していない人" in page and "配属前" in page
    refused = await hall.post(f"/training/requirements/{id}/waiver", {"version": "1"})
    assert refused.status_code == 422 and "入力してください" in refused.text
    waived = await hall.post(f"/training/requirements/{id}/waiver", {"version": "1", "reason": "町で10年働いた"})
    assert waived.status_code == 303 and await gate_open(member=trained.member.member, by=world.hiroshima)
    assert "町で10年働いた" in (await hall.get(f"/training/people/{trained.member.member}")).text
    gate = {"course": "budget", "source": "県の要綱"}
    assert (await hall.post("/training/posting-courses", gate)).status_code == 303
    again = await hall.post("/training/posting-courses", gate)
    assert again.status_code == 409 and "すでに配属前の研修" in again.text
    sheet = (await hall.get("/training/matrix/csv")).content.decode("utf-8-sig").splitlines()
    assert sheet[0].startswith("人材,議会対応") and sheet[1].startswith("髙橋 仮名,申し込み前")
    assert (await hall.get("/training/matrix/xlsx")).content[:2] == b"PK"
    assert (await hall.get("/training/matrix/pdf")).status_code == 404
    assert (await (await visit("sera")).get("/training/matrix/csv")).status_code == 403


async def test_the_matrix_holds_every_course(world: World, trained: Class) -> None:
    await asked(trained, world)
    heading, rows = await matrix(by=world.hiroshima)
    assert len(heading) == len(rows[0]) == 7


async def test_pages_stay_within_eight_statements(world: World, trained: Class, visit: Visit) -> None:
    id = await asked(trained, world)
    session = await session_of(trained.school)
    await operations.take_place(id=id, session=session, by=trained.member)
    heard: dict[tuple[str, str], int] = {}
    for login, path in (
        ("hiroshima", "/training"), ("hiroshima", "/training/requirements/new"),
        ("learner", "/training"), ("school", "/training"), ("ministry", "/training"),
        ("school", f"/training/sessions/{session}"), ("learner", f"/training/enrolments/{id}"),
        ("hiroshima", f"/training/enrolments/{id}"),
        ("hiroshima", f"/training/people/{trained.member.member}"), ("learner", f"/training/enrolments/{id}/units/1"),
    ):  # fmt: skip
        heard[login, path], _ = await cost(await visit(login), path)
    assert max(heard.values()) <= 8, heard
