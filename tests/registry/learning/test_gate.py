"""The gate before posting: what closes it, what opens it, who sees it."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from foundation.text.dates import today_jst
from foundation.text.ids import uuid7
from registry.learning import operations
from registry.learning.gate import lacking
from registry.learning.queries import gate_of, gate_open, gates_of, requirements_of, untrained_if_hired
from registry.learning.schemas import CompletionRow, RequirementAsked, RequirementRow, Waiver
from tests.registry.people import designer, signed_in
from tests.world import World

DAY = date(2026, 4, 1)
WHO, POOL, SCHOOL = uuid7(), uuid7(), uuid7()
WHY = "4月から2町で働くため"


def asked_row(course: str = "assembly", waived_on: date | None = None) -> RequirementRow:
    return RequirementRow(id=uuid7(), member=WHO, pool=POOL, course=course, course_name="議会対応", required_for=WHY,
                          due_on=None, before_posting=True, required_at=datetime(2026, 1, 5, tzinfo=UTC),
                          waived_on=waived_on, waived_because="", version=1)  # fmt: skip


def done_row(completed_on: date = DAY, valid_to: date | None = None, member: UUID = WHO) -> CompletionRow:
    return CompletionRow(id=uuid7(), member=member, pool=POOL, school=SCHOOL, course="assembly", course_name="議会対応",
                         completed_on=completed_on, valid_to=valid_to, enrolment=uuid7())  # fmt: skip


@pytest.mark.parametrize(
    ("completions", "lacks"),
    [([], True), ([done_row()], False), ([done_row(completed_on=DAY + timedelta(days=1))], True),
     ([done_row(DAY - timedelta(days=9), valid_to=DAY - timedelta(days=1))], True),
     ([done_row(DAY - timedelta(days=9), valid_to=DAY)], False), ([done_row(member=uuid7())], True)],
    ids=["none", "on the day", "later", "lapsed", "last day", "somebody else's"],
)  # fmt: skip
def test_what_meets_a_requirement(completions: list[CompletionRow], lacks: bool) -> None:
    row = asked_row()
    assert lacking([row], completions, DAY) == ([row] if lacks else [])


def test_a_waived_course_is_not_waited_for() -> None:
    assert lacking([asked_row(waived_on=DAY)], [], DAY) == []


@pytest.mark.database
async def test_a_pool_asks_of_everybody_before_posting_and_lets_off(world: World) -> None:
    hall = world.hiroshima
    who = await designer(by=hall)
    assert await gate_open(member=who, by=hall)
    await operations.ask_before_posting(course="assembly", course_name="議会対応", source="県の要綱", by=hall)
    first = today_jst(datetime.now(UTC)) + timedelta(days=60)
    assert "「議会対応」" in (await untrained_if_hired(member=who, day=first, by=hall) or "")
    assert await gate_open(member=who, by=hall), "nothing was asked of them yet"
    new = await operations.ask_posting_courses(member=who, required_for=WHY, first_day=first, by=hall)
    assert await operations.ask_posting_courses(member=who, required_for=WHY, first_day=first, by=hall) == []
    gate = await gate_of(member=who, by=hall)
    assert [row.id for row in gate.missing] == new
    assert gate.missing[0].due_on == first - timedelta(days=1)
    assert gate.closed_because is not None and "「議会対応」" in gate.closed_because
    stale = Waiver(reason="町役場で10年働いた", version=9)
    with pytest.raises(Conflict):
        await operations.waive_course(id=new[0], waiver=stale, by=hall)
    await operations.waive_course(id=new[0], waiver=stale.model_copy(update={"version": 1}), by=hall)
    assert (await gate_of(member=who, by=hall)).closed_because is None
    assert await untrained_if_hired(member=who, day=first, by=hall) is None


@pytest.mark.database
async def test_only_what_is_asked_before_posting_closes_the_gate(world: World) -> None:
    who = await designer(by=world.hiroshima)
    later = RequirementAsked(member=who, course="budget", course_name="予算", required_for=WHY)
    await operations.ask_course(asked=later, by=world.hiroshima)
    assert await gate_open(member=who, by=world.hiroshima)
    with pytest.raises(Conflict):
        await operations.ask_course(asked=later, by=world.hiroshima)
    past = later.model_copy(update={"course": "assembly", "due_on": date(2020, 1, 1)})
    with pytest.raises(RuleBroken):
        await operations.ask_course(asked=past, by=world.hiroshima)


@pytest.mark.database
async def test_the_person_and_their_pool_see_it_and_nobody_else(world: World) -> None:
    who = await designer(by=world.hiroshima)
    person = await signed_in(who, by=world.hiroshima)
    asked = RequirementAsked(member=who, course="budget", course_name="予算", required_for=WHY, before_posting=True)
    id = (await operations.ask_course(asked=asked, by=world.hiroshima)).id
    for sees in (world.hiroshima, person):
        assert not (await gates_of(members=[who], by=sees))[who].open
    for outsider in (world.ehime, world.sera, world.ministry):
        assert await requirements_of(members=[who], by=outsider) == []
        with pytest.raises((NotAllowed, NotFound)):
            await operations.waive_course(id=id, waiver=Waiver(reason="x", version=1), by=outsider)
    with pytest.raises(NotFound):
        await operations.ask_course(asked=asked, by=world.ehime)
    with pytest.raises(NotAllowed):
        await operations.ask_course(asked=asked, by=person)
