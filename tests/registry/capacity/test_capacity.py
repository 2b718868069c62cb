"""The sum of what is booked never exceeds what is offered, on any date: the database says so."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from asyncpg import Range

from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import Conflict, NotAllowed, NotFound
from registry.capacity import operations
from registry.capacity.queries import bookings_of, offered_by_month, offers_of, remaining_by_month
from tests.registry.people import designer, offering, signed_in
from tests.world import EHIME, HIROSHIMA, JINSEKI, MATSUYAMA, ONOMICHI, SERA, World

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("application")]

JANUARY, FEBRUARY, MARCH, APRIL = (date(2027, month, 1) for month in (1, 2, 3, 4))
MONTHS = [JANUARY, FEBRUARY, MARCH, APRIL]
Q1 = Period.inclusive(JANUARY, date(2027, 3, 31))


async def booked(member: UUID, town: UUID, half_days: int, period: Period, *, by: Viewer) -> UUID:
    """A booking; returns what it is for."""
    subject = uuid4()
    await operations.book(member=member, municipality=town, subject=subject, period=period, half_days=half_days, by=by)
    return subject


async def left(member: UUID, *, by: Viewer) -> dict[date, int]:
    return (await remaining_by_month(members=[member], months=MONTHS, by=by)).get(member, {})


async def test_bookings_up_to_the_offer_and_not_one_half_day_more(world: World) -> None:
    member = await designer(by=world.hiroshima)
    await offering(member, 8, by=world.hiroshima)
    await booked(member, SERA, 5, Q1, by=world.hiroshima)
    await booked(member, JINSEKI, 3, Q1, by=world.hiroshima)
    with pytest.raises(Conflict, match="出せる日数を超える"):
        await booked(member, ONOMICHI, 1, Period.inclusive(date(2027, 3, 31), date(2027, 4, 30)), by=world.hiroshima)
    assert await left(member, by=world.hiroshima) == {JANUARY: 0, FEBRUARY: 0, MARCH: 0, APRIL: 8}


async def test_a_booking_over_two_offers_must_fit_into_both(world: World) -> None:
    member = await designer(by=world.hiroshima)
    await offering(member, 8, by=world.hiroshima, period=Period.inclusive(JANUARY, date(2027, 2, 14)))
    await offering(member, 4, by=world.hiroshima, period=Period.inclusive(date(2027, 2, 15), date(2027, 3, 31)))
    with pytest.raises(Conflict, match="出せる日数を超える"):
        await booked(member, SERA, 5, Q1, by=world.hiroshima)
    await booked(member, SERA, 4, Q1, by=world.hiroshima)
    assert await left(member, by=world.hiroshima) == {JANUARY: 4, FEBRUARY: 0, MARCH: 0}
    offered = await offered_by_month(members=[member], months=MONTHS, by=world.hiroshima)
    assert offered[member] == {JANUARY: 8, FEBRUARY: 4, MARCH: 4}


async def test_a_day_without_an_offer_inside_the_booking_refuses_it(world: World) -> None:
    member = await designer(by=world.hiroshima)
    await offering(member, 8, by=world.hiroshima, period=Period.inclusive(JANUARY, date(2027, 2, 9)))
    await offering(member, 8, by=world.hiroshima, period=Period.inclusive(date(2027, 2, 11), date(2027, 3, 31)))
    with pytest.raises(Conflict, match="出せる日数を超える"):
        await booked(member, SERA, 1, Q1, by=world.hiroshima)
    assert await left(member, by=world.hiroshima) == {JANUARY: 8, FEBRUARY: 0, MARCH: 8}


async def test_an_offer_is_not_reduced_below_what_is_booked(world: World) -> None:
    member = await designer(by=world.hiroshima)
    await offering(member, 8, by=world.hiroshima)
    await booked(member, SERA, 6, Q1, by=world.hiroshima)
    with pytest.raises(Conflict, match="出せる日数を超える"):
        await offering(member, 4, by=world.hiroshima, period=Period.inclusive(MARCH, date(2027, 3, 2)))
    assert [offer.half_days for offer in await offers_of(member=member, by=world.hiroshima)] == [8]
    await offering(member, 6, by=world.hiroshima, period=Period.inclusive(MARCH, date(2027, 3, 2)))
    assert [(offer.half_days, offer.last_day) for offer in await offers_of(member=member, by=world.hiroshima)] == [
        (8, date(2027, 2, 28)), (6, date(2027, 3, 2)), (8, date(2027, 6, 30)),
    ]  # fmt: skip


async def test_nobody_is_booked_without_an_offer(world: World) -> None:
    member = await designer(by=world.hiroshima)
    with pytest.raises(Conflict, match="まだ登録されていない"):
        await booked(member, SERA, 1, Q1, by=world.hiroshima)


async def test_one_town_has_a_person_once_at_a_time(world: World) -> None:
    member = await designer(by=world.hiroshima)
    await offering(member, 8, by=world.hiroshima)
    await booked(member, SERA, 1, Q1, by=world.hiroshima)
    with pytest.raises(Conflict, match="重なる期間"):
        await booked(member, SERA, 1, Period.inclusive(MARCH, date(2027, 4, 30)), by=world.hiroshima)


async def test_two_pools_share_one_person_and_see_the_days_only(world: World) -> None:
    member = await designer(by=world.hiroshima)
    await offering(member, 8, by=world.hiroshima)
    await joined_by_own_choice(member, EHIME, world)
    await booked(member, SERA, 5, Q1, by=world.hiroshima)
    await booked(member, MATSUYAMA, 3, Q1, by=world.ehime)
    assert (await left(member, by=world.ehime))[JANUARY] == 0
    with pytest.raises(Conflict, match="出せる日数を超える"):
        await booked(member, JINSEKI, 1, Q1, by=world.hiroshima)
    assert [booking.municipality for booking in await bookings_of(member=member, by=world.ehime)] == [MATSUYAMA]
    with pytest.raises(Conflict, match="ほかの人材プール"):
        await operations.offer_days(member=member, pool=EHIME, period=Q1, half_days=9, by=world.ehime)


async def joined_by_own_choice(member: UUID, pool: UUID, world: World, *, login: str = "nagi") -> None:
    person = await signed_in(member, by=world.hiroshima, login=login)
    async with unit_of_work(person) as work:
        await work.connection.execute(
            "insert into pool_membership (id, member, pool, during) values ($1, $2, $3, $4)",
            work.new_id(), member, pool, Range(work.today, None),
        )  # fmt: skip


async def test_released_and_shortened_days_come_back(world: World) -> None:
    member = await designer(by=world.hiroshima)
    await offering(member, 8, by=world.hiroshima)
    first = await booked(member, SERA, 5, Q1, by=world.hiroshima)
    second = await booked(member, JINSEKI, 3, Q1, by=world.hiroshima)
    await operations.shorten(subject=first, last_day=date(2027, 2, 28), by=world.hiroshima)
    await operations.release(subject=second, by=world.hiroshima)
    assert await left(member, by=world.hiroshima) == {JANUARY: 3, FEBRUARY: 3, MARCH: 8, APRIL: 8}
    with pytest.raises(NotFound):
        await operations.release(subject=second, by=world.hiroshima)
    with pytest.raises(NotFound):
        await operations.shorten(subject=first, last_day=JANUARY, by=world.ehime)


async def test_a_town_neither_offers_nor_books(world: World) -> None:
    member = await designer(by=world.hiroshima)
    with pytest.raises(NotAllowed):
        await operations.offer_days(member=member, pool=HIROSHIMA, period=Q1, half_days=1, by=world.sera)
    with pytest.raises(NotAllowed):
        await booked(member, SERA, 1, Q1, by=world.sera)
    with pytest.raises(NotAllowed):
        await booked(member, MATSUYAMA, 1, Q1, by=world.hiroshima)


async def test_remaining_days_stay_inside_the_pools_one_takes_part_in(world: World) -> None:
    member = await designer(by=world.hiroshima)
    await offering(member, 8, by=world.hiroshima)
    assert (await left(member, by=world.sera))[JANUARY] == 8
    for outsider in (world.ehime, world.matsuyama, world.ministry):
        assert await left(member, by=outsider) == {}
