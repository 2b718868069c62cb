"""Offering days, booking them, giving them back. The database refuses what would exceed the offer on any date."""

from datetime import date, timedelta
from uuid import UUID

from auth.journal.operations import record
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.database.idempotency import Done
from foundation.database.scope import Condition, among
from foundation.database.unit_of_work import Work, unit_of_work
from foundation.errors import NotAllowed, NotFound
from registry.capacity.access import may_book, may_offer
from registry.capacity.tables import CapacityBooking, CapacityOffer


async def offer_days(
    *, member: UUID, pool: UUID, period: Period, half_days: int, on_site_half_days: int | None = None, by: Viewer
) -> Done:
    """A person offers `half_days` a month during `period`; earlier offers of the same pool give way there.

    `on_site_half_days`: how many of them at most on site; None: all.

    Raises `Conflict` where another pool's offer stands in the period, or where a booking would no longer fit.
    """
    if refusal := may_offer(by, member=member, pool=pool):
        raise NotAllowed(refusal)
    async with unit_of_work(by) as work:
        await open_ledger(member=member, by=by)
        await _clear(member, pool, period, work=work)
        offer = await _write_offer(member, pool, period, half_days, on_site_half_days, work=work)
        after = {"during": [period.start, period.last], "half_days": half_days,
                 "on_site_half_days": on_site_half_days}  # fmt: skip
        await record(by=by, verb="offer_days", noun="capacity", subject=offer, person=member, after=after)
        return Done(offer)


async def open_ledger(*, member: UUID, by: Viewer) -> None:
    """The head that offers and bookings of a person stand on; where it is there, nothing happens."""
    async with unit_of_work(by) as work:
        await work.connection.execute("insert into capacity_head (member) values ($1) on conflict do nothing", member)


async def take_back_offers(*, member: UUID, pool: UUID, by: Viewer) -> Done:
    """From today on the person offers nothing through this pool. Raises `Conflict` where days are booked on it."""
    if refusal := may_offer(by, member=member, pool=pool):
        raise NotAllowed(refusal)
    async with unit_of_work(by) as work:
        await _clear(member, pool, Period(work.today, None), work=work)
        await record(by=by, verb="take_back_offers", noun="capacity", subject=member, person=member)
        return Done(member)


async def book(*, member: UUID, municipality: UUID, subject: UUID, period: Period, half_days: int, by: Viewer) -> Done:
    """Agree `half_days` a month of a person for a town, on every date of `period`. `subject` is what it is for.

    Raises `Conflict` where the person does not offer that much on some date, or the town already has them then.
    """
    if refusal := may_book(by, municipality=municipality):
        raise NotAllowed(refusal)
    async with unit_of_work(by) as work:
        booking = work.new_id()
        await CapacityBooking.insert(
            CapacityBooking(id=booking, member=member, municipality=municipality, booked_by=by.organisation,
                            subject=subject, during=period.as_range(), half_days=half_days)
        )  # fmt: skip
        after = {"subject": subject, "during": [period.start, period.last], "half_days": half_days}
        await record(by=by, verb="book", noun="capacity", subject=booking, person=member, after=after)
        return Done(booking)


async def release(*, subject: UUID, by: Viewer) -> Done:
    """Give back every booking of `subject`. Raises `NotFound` where the viewer's body made none."""
    require(by, Right.PROPOSE)
    async with unit_of_work(by):
        freed = await CapacityBooking.delete().where(_own(subject, by)).returning(CapacityBooking.member)
        await _record_freed("release", subject, [row["member"] for row in freed], by=by)
        return Done(subject)


async def shorten(*, subject: UUID, last_day: date, by: Viewer) -> Done:
    """End the bookings of `subject` with `last_day`; what starts later goes. Raises `NotFound` as `release` does."""
    require(by, Right.PROPOSE)
    async with unit_of_work(by):
        bookings = await CapacityBooking.select(
            CapacityBooking.id, CapacityBooking.member, CapacityBooking.during
        ).where(_own(subject, by))
        for booking in bookings:
            await _end(booking["id"], Period.of(booking["during"]), last_day + timedelta(days=1))
        await _record_freed("shorten", subject, [row["member"] for row in bookings], by=by)
        return Done(subject)


async def _clear(member: UUID, pool: UUID, period: Period, *, work: Work) -> None:
    """Cut the pool's earlier offers around `period`. Whether bookings still fit is checked at the commit."""
    rows = await work.connection.fetch(
        "delete from capacity_offer where member = $1 and pool = $2 and during && $3 "
        "returning during, half_days, on_site_half_days",
        member, pool, period.as_range(),
    )  # fmt: skip
    for row in rows:
        for rest in _around(Period.of(row["during"]), period):
            await _write_offer(member, pool, rest, row["half_days"], row["on_site_half_days"], work=work)


def _around(earlier: Period, cut: Period) -> list[Period]:
    """What is left of a period beside another one."""
    rest = [Period(earlier.start, cut.start)] if earlier.start < cut.start else []
    if cut.end is not None and (earlier.end is None or cut.end < earlier.end):
        rest.append(Period(cut.end, earlier.end))
    return rest


async def _write_offer(
    member: UUID, pool: UUID, period: Period, half_days: int, on_site: int | None, *, work: Work
) -> UUID:
    id = work.new_id()
    offer = CapacityOffer(id=id, member=member, pool=pool, during=period.as_range(), half_days=half_days,
                          on_site_half_days=on_site)  # fmt: skip
    await CapacityOffer.insert(offer)
    return id


def _own(subject: UUID, by: Viewer) -> Condition:
    return (CapacityBooking.subject == subject) & among(CapacityBooking.booked_by, [by.organisation])


async def _end(booking: UUID, period: Period, end: date) -> None:
    if period.start >= end:
        await CapacityBooking.delete().where(CapacityBooking.id == booking)
    elif period.end is None or period.end > end:
        during = Period(period.start, end).as_range()
        await CapacityBooking.update({CapacityBooking.during: during}).where(CapacityBooking.id == booking)


async def _record_freed(verb: str, subject: UUID, members: list[UUID], *, by: Viewer) -> None:
    if not members:
        raise NotFound("この件の予約は見つかりませんでした。何も変えていません。")
    for member in members:
        await record(by=by, verb=verb, noun="capacity", subject=subject, person=member)
