"""From the first day to the last: started under an approval, ended with a reason, days given back."""

from datetime import date, time

import pytest

from foundation.database.unit_of_work import unit_of_work
from foundation.errors import Conflict, NotAllowed, RuleBroken
from matching.appointments.operations import approve_appointment, end_appointment
from matching.appointments.personal import must_keep
from matching.appointments.queries import appointment_row, appointments, waiting_for
from matching.assignments import operations
from matching.assignments.queries import assignment_row, assignments, month_load
from matching.assignments.rules import Stretch, load_by_month
from matching.assignments.schemas import AssignmentRow, Ending
from matching.assignments.tasks import begin_employment, end_employment
from registry.capacity.queries import remaining_by_month
from registry.needs.queries import need_page
from tests.browser import Visit
from tests.matching.employment import FIRST, LAST, TODAY, Story, confirmed, on
from tests.world import World

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("application")]

FEBRUARY = date(2027, 2, 1)


async def approved(world: World) -> Story:
    """A confirmed proposal whose appointments every town has approved."""
    story = await confirmed(world)
    for post in (await appointments(by=story.pool))[0]:
        town = next(town for town in story.towns if town.organisation == post.appointing_body)
        await approve_appointment(id=post.id, by=town)
    return story


async def first_of(story: Story) -> AssignmentRow:
    return (await assignments(by=story.towns[0]))[0][0]


async def test_work_starts_on_its_first_day_under_an_approval_and_fills_the_need(world: World) -> None:
    with on(TODAY):
        story = await confirmed(world)
        one = await first_of(story)
        with pytest.raises(RuleBroken, match="まだ来ていません"):
            await operations.start_assignment(id=one.id, by=story.pool)
    with on(FIRST):
        with pytest.raises(RuleBroken, match="決裁されていません"):
            await operations.start_assignment(id=one.id, by=story.pool)
        await approve_appointment(id=one.appointment, by=story.towns[0])
        with pytest.raises(NotAllowed):
            await operations.start_assignment(id=one.id, by=story.towns[0])
        await operations.start_assignment(id=one.id, by=story.pool)
        assert (await need_page(id=one.need, by=story.towns[0])).state == "filled"


async def test_the_calendar_starts_what_is_approved_and_runs_twice_without_harm(world: World) -> None:
    with on(TODAY):
        story = await approved(world)
        await begin_employment()
        assert (await first_of(story)).state == "agreed"
    with on(FIRST):
        await begin_employment()
        await begin_employment()
        assert {one.state for one in (await assignments(by=story.pool))[0]} == {"running"}
        assert {post.state for post in (await appointments(by=story.pool))[0]} == {"in_force"}


async def test_one_that_cannot_start_does_not_stop_the_others(world: World) -> None:
    with on(TODAY):
        story = await approved(world)
        closed = (await first_of(story)).need
        async with unit_of_work(story.towns[0]) as work:
            await work.connection.execute("update need set state = 'closed' where id = $1", closed)
    with on(FIRST):
        await begin_employment()
        rows, _ = await assignments(by=story.pool)
        assert {one.need: one.state for one in rows if one.state != "running"} == {closed: "agreed"}
        assert len(rows) == 3


async def test_the_calendar_ends_what_is_over_at_midnight_in_japan(world: World) -> None:
    with on(TODAY):
        story = await approved(world)
    with on(FIRST):
        await begin_employment()
    with on(LAST, time(23, 59)):
        await end_employment()
        assert {one.state for one in (await assignments(by=story.pool))[0]} == {"running"}
    with on(date(2027, 4, 1), time(0, 0)):
        await end_employment()
        await end_employment()
        ended, _ = await assignments(by=story.pool)
        assert {(one.state, one.last_day) for one in ended} == {("ended", LAST)}
        assert {post.state for post in (await appointments(by=story.pool))[0]} == {"ended"}
        assert (await first_of(story)).person == "灰谷 凪"


async def test_what_is_over_is_not_started_any_more(world: World) -> None:
    with on(TODAY):
        story = await approved(world)
    with on(date(2027, 4, 1), time(0, 0)):
        await begin_employment()
        one = await first_of(story)
        assert one.state == "agreed"
        with pytest.raises(RuleBroken, match="最後の日が過ぎて"):
            await operations.start_assignment(id=one.id, by=story.pool)
        await end_employment()
        assert {one.state for one in (await assignments(by=story.pool))[0]} == {"ended"}


async def test_an_early_end_gives_the_days_back_and_an_appointment_outlives_its_assignments(world: World) -> None:
    with on(TODAY):
        story = await approved(world)
    with on(FIRST):
        await begin_employment()
        one = await first_of(story)
        with pytest.raises(Conflict, match="先に配属を終えて"):
            await end_appointment(id=one.appointment, by=story.pool)
        ending = Ending(last_day=date(2027, 1, 31), reason="業務が終わりました。")
        await operations.wind_up(appointment=one.appointment, ending=ending, by=story.pool)
        assert (await assignment_row(id=one.id, by=story.pool)).last_day == date(2027, 1, 31)
        assert (await appointment_row(id=one.appointment, by=story.pool)).state == "ended"
        left = await remaining_by_month(members=[one.member], months=[FIRST, FEBRUARY], by=story.pool)
        assert left[one.member] == {FIRST: 0, FEBRUARY: 4}


async def test_what_never_started_gives_all_its_days_back(world: World) -> None:
    with on(TODAY):
        story = await confirmed(world)
        one = await first_of(story)
        ending = Ending(last_day=one.last_day, reason="事情が変わりました。")
        await operations.end_assignment(id=one.id, ending=ending, by=story.pool)
        left = await remaining_by_month(members=[one.member], months=[FIRST], by=story.pool)
        assert left[one.member] == {FIRST: 4}
        assert (await first_of(story)).person == ""


async def test_a_draft_is_called_off_with_the_last_work_under_it(world: World) -> None:
    with on(TODAY):
        story = await confirmed(world, form="fixed_term")
        works, _ = await assignments(by=story.pool)
        for left, one in enumerate(reversed(works), start=1):
            ending = Ending(last_day=one.last_day, reason="事情が変わりました。")
            await operations.end_assignment(id=one.id, ending=ending, by=story.pool)
            draft = await appointment_row(id=one.appointment, by=story.pool)
            assert draft.state == ("drafted" if left < len(works) else "called_off")
        assert "任用の案を決裁する" not in [todo.act for todo in await waiting_for(by=story.pool)]
        assert await must_keep(member=works[0].member, by=story.pool) == []
        with pytest.raises(RuleBroken, match="取りやめ"):
            await approve_appointment(id=works[0].appointment, by=story.pool)


async def test_days_by_month_and_town(world: World) -> None:
    with on(TODAY):
        story = await confirmed(world)
    with on(date(2027, 2, 10)):
        load = await month_load(member=(await first_of(story)).member, by=story.member, months=3)
        assert load.months == [FEBRUARY, date(2027, 3, 1), date(2027, 4, 1)]
        assert set(load.towns) == {"世羅町", "神石高原町", "安芸太田町"}
        assert load.towns["世羅町"] == [4, 4, 0]


def test_a_month_counts_as_soon_as_one_of_its_days_is_used() -> None:
    stretch = Stretch("世羅町", 3, date(2027, 1, 31), date(2027, 2, 1))
    assert load_by_month([stretch], [date(2027, 1, 1), FEBRUARY]) == {"世羅町": [3, 0]}


async def test_what_must_not_be_cut_is_one_page_however_long(world: World) -> None:
    with on(TODAY):
        story = await approved(world)
        first, page = await assignments(by=story.pool, size=1)
        assert (len(first), page.total, page.last) == (1, 3, 3)
        every, page = await assignments(by=story.pool, size=None)
        assert (len(every), page.total, page.last) == (3, 3, 1)
        nothing, page = await assignments(by=world.ehime, size=None)
        assert (nothing, page.total, page.last) == ([], 0, 1)


async def test_pages_start_and_end(world: World, visit: Visit) -> None:
    with on(TODAY):
        story = await approved(world)
    with on(FIRST):
        one, pool = await first_of(story), await visit("hiroshima")
        assert "支援を始める" not in (await (await visit("sera")).get("/assignments")).text
        assert (await pool.post(f"/assignments/{one.id}/start")).status_code == 303
        refused = await pool.post(f"/assignments/{one.id}/end", {"last_day_year": "2027", "last_day_month": "1",
                                                                 "last_day_day": "31"})  # fmt: skip
        assert refused.status_code == 422 and 'value="31"' in refused.text
        done = await pool.send(f"/assignments/{one.id}/end", {"last_day": "2027-01-31", "reason": "終わりました。"})
        assert done.status_code == 201
        shown = await (await visit("nagi")).get(f"/assignments/{one.id}")
        assert "終わりました。" in shown.text and "支援中" in shown.text
