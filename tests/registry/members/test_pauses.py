"""Pauses: nobody is matched into one, and the calendar ends it; leaving a pool."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from auth.viewer import Viewer
from foundation.database.clock import Clock, clock_set_to
from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from foundation.text.ids import uuid7
from registry.capacity.operations import book
from registry.members.matching import matching_facts
from registry.members.pauses import end_membership, pause_member, resume_member
from registry.members.queries import cards, kept
from registry.members.record_schemas import Ending, NewPause
from registry.members.tasks import begin_and_end_pauses
from tests.registry.people import SPRING, designer, offering, signed_in
from tests.world import SERA, World

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("application")]

WINTER = NewPause(first_day=date(2026, 12, 1), last_day=date(2027, 1, 31), reason="本業の繁忙")


def on(day: date) -> Clock:
    """The clock at noon of a day in Japan."""
    return Clock(now=lambda: datetime(day.year, day.month, day.day, 3, tzinfo=UTC), new_id=uuid7)


async def state(member: UUID, by: Viewer) -> str:
    return (await kept(id=member, by=by)).state


async def test_the_calendar_begins_and_ends_a_pause(world: World) -> None:
    with clock_set_to(on(date(2026, 11, 22))):
        member = await designer(by=world.hiroshima)
        nagi = await signed_in(member, by=world.hiroshima)
        await pause_member(member=member, new=WINTER, by=nagi)
        assert await state(member, nagi) == "active"
    with clock_set_to(on(date(2026, 12, 1))):
        await begin_and_end_pauses()
        assert await state(member, nagi) == "paused" and (await cards(by=world.sera))[0] == []
        await begin_and_end_pauses()
    with clock_set_to(on(date(2027, 2, 1))):
        await begin_and_end_pauses()
        assert await state(member, nagi) == "active" and len((await cards(by=world.sera))[0]) == 1


async def test_who_pauses_stays_known_to_matching_with_the_days(world: World) -> None:
    with clock_set_to(on(date(2026, 12, 10))):
        member = await designer(by=world.hiroshima)
        await pause_member(member=member, new=WINTER, by=world.hiroshima)
        assert await state(member, world.hiroshima) == "paused"
        (facts,) = await matching_facts(by=world.hiroshima)
    assert facts.pauses_between(date(2027, 1, 31), date(2027, 3, 31))
    assert not facts.pauses_between(date(2027, 2, 1), date(2027, 3, 31))


async def test_a_pause_can_be_ended_early_and_two_do_not_overlap(world: World) -> None:
    with clock_set_to(on(date(2026, 12, 10))):
        member = await designer(by=world.hiroshima)
        pause = (await pause_member(member=member, new=WINTER, by=world.hiroshima)).id
        with pytest.raises(Conflict):
            await pause_member(member=member, new=WINTER, by=world.hiroshima)
        await resume_member(member=member, pause=pause, by=world.hiroshima)
        assert await state(member, world.hiroshima) == "active"
        with pytest.raises(NotFound, match="終わっています"):
            await resume_member(member=member, pause=pause, by=world.hiroshima)


async def test_a_reader_and_a_town_pause_nobody(world: World) -> None:
    member = await designer(by=world.hiroshima)
    for by, refusal in ((world.hiroshima_reader, NotAllowed), (world.sera, NotFound)):
        with pytest.raises(refusal):
            await pause_member(member=member, new=WINTER, by=by)


async def test_who_leaves_the_only_pool_is_over_and_out_of_sight(world: World) -> None:
    member = await designer(by=world.hiroshima)
    nagi = await signed_in(member, by=world.hiroshima)
    with pytest.raises(RuleBroken, match="理由"):
        await end_membership(member=member, ending=Ending.model_construct(reason="", version=1), by=world.hiroshima)
    await end_membership(member=member, ending=Ending(reason="転居のため", version=1), by=world.hiroshima)
    assert await state(member, nagi) == "ended"
    with pytest.raises(NotFound):
        await kept(id=member, by=world.hiroshima)
    assert await matching_facts(by=world.hiroshima) == []


async def test_nobody_leaves_while_towns_have_booked_their_days(world: World) -> None:
    with clock_set_to(on(date(2026, 11, 22))):
        member = await designer(by=world.hiroshima)
        await offering(member, 8, by=world.hiroshima)
        await book(member=member, municipality=SERA, subject=member, period=SPRING, half_days=4, by=world.hiroshima)
        with pytest.raises(Conflict, match="日数を超える"):
            await end_membership(member=member, ending=Ending(reason="転居", version=1), by=world.hiroshima)
        assert await state(member, world.hiroshima) == "active"
