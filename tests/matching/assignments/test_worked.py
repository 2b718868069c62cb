"""The man-day ledger: who writes what was worked, who confirms it, and how minutes become half-days."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from auth.viewer import Viewer
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from matching.assignments.operations import confirm_work, end_assignment, record_work
from matching.assignments.queries import assignments, worked_between
from matching.assignments.rules import half_days_worked
from matching.assignments.schemas import AssignmentRow, Ending, Worked
from tests.matching.employment import FIRST, LAST, TODAY, Story, on, running
from tests.world import World

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("application")]

DAY = FIRST + timedelta(days=20)


@pytest.fixture
async def story(world: World) -> AsyncIterator[Story]:
    """Three towns served, on the twenty-first day."""
    with on(TODAY):
        told = await running(world)
    with on(DAY):
        yield told


async def work_for(town: Viewer) -> AssignmentRow:
    return (await assignments(by=town))[0][0]


async def wrote(row: AssignmentRow, minutes: int, *, by: Viewer, day: date = DAY, subject: UUID | None = None) -> UUID:
    subject = subject or uuid4()
    worked = Worked(subject=subject, assignment=row.id, worked_on=day, minutes=minutes)
    await record_work(worked=worked, by=by)
    return subject


@pytest.mark.parametrize(
    ("minutes", "half_days"), [(0, 0), (1, 1), (232, 1), (348, 1), (349, 2), (465, 2), (581, 2), (582, 3), (930, 4)]
)
def test_a_months_minutes_make_half_days(minutes: int, half_days: int) -> None:
    assert half_days_worked(minutes) == half_days


async def test_minutes_of_a_month_are_counted_together_and_by_town(story: Story) -> None:
    sera, jinseki = [await work_for(town) for town in story.towns[:2]]
    await wrote(sera, 120, by=story.member, day=FIRST)
    await wrote(sera, 120, by=story.member)
    await wrote(jinseki, 465, by=story.towns[1])
    rows = await worked_between(first=FIRST, last=LAST, by=story.pool)
    found = {row.municipality: (row.minutes, row.half_days, row.confirmed_half_days) for row in rows}
    assert found == {sera.municipality: (240, 1, 0), jinseki.municipality: (465, 2, 2)}
    assert not await worked_between(first=FIRST, last=LAST, by=story.towns[2])
    assert not await worked_between(first=FIRST, last=LAST, by=story.pool, assignments=[])


async def test_an_assignment_does_not_end_before_a_day_on_which_somebody_worked(story: Story) -> None:
    sera = await work_for(story.towns[0])
    await wrote(sera, 120, by=story.member)
    await wrote(await work_for(story.towns[1]), 120, by=story.towns[1], day=FIRST)
    early = Ending(last_day=DAY - timedelta(days=1), reason="予定より早く済みました。")
    with pytest.raises(RuleBroken, match=r"令和9年1月21日.*支援の記録"):
        await end_assignment(id=sera.id, ending=early, by=story.pool)
    await end_assignment(id=sera.id, ending=early.model_copy(update={"last_day": DAY}), by=story.pool)
    await end_assignment(id=(await work_for(story.towns[1])).id, ending=early, by=story.pool)


async def test_a_correction_replaces_and_waits_for_the_town_again(story: Story) -> None:
    sera = await work_for(story.towns[0])
    subject = await wrote(sera, 120, by=story.member)
    with pytest.raises(NotAllowed):
        await confirm_work(subject=subject, by=story.pool)
    with pytest.raises(NotFound):
        await confirm_work(subject=subject, by=story.towns[1])
    await confirm_work(subject=subject, by=story.towns[0])
    assert [row.confirmed_minutes for row in await worked_between(first=FIRST, last=LAST, by=story.member)] == [120]
    await wrote(sera, 180, by=story.member, subject=subject)
    month = (await worked_between(first=FIRST, last=LAST, by=story.pool))[0]
    assert (month.minutes, month.confirmed_minutes) == (180, 0)


async def test_the_database_lets_nobody_else_confirm(story: Story) -> None:
    subject = await wrote(await work_for(story.towns[0]), 120, by=story.member)
    with pytest.raises(Conflict, match="町だけ"):
        async with unit_of_work(story.member) as work:
            await work.connection.execute("update worked_time set confirmed_at = now() where subject = $1", subject)


async def test_days_outside_the_assignment_are_refused(story: Story) -> None:
    sera = await work_for(story.towns[0])
    for day, words in ((FIRST - timedelta(days=1), "期間の中"), (DAY + timedelta(days=1), "きょうより後")):
        with pytest.raises(RuleBroken, match=words):
            await wrote(sera, 60, by=story.member, day=day)
    with pytest.raises(NotFound):
        await wrote(sera, 60, by=story.towns[1])
