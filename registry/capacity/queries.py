"""Questions about days: what is offered, what is left, who has booked."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.database.unit_of_work import reading
from registry.capacity.access import bookings_visible_to, offers_visible_to
from registry.capacity.schemas import BookingRow, OfferRow
from registry.capacity.tables import CapacityBooking, CapacityOffer

LEFT_ON: Final = "capacity_on({day})"
"""For joins: `member` and the half-days a month `remaining` on a date, for people whose card the viewer sees."""

ByMonth = dict[UUID, dict[date, int]]
"""Member -> first day of a month -> half-days a month. A month without any offer is absent."""

OFFERS: Final = "capacity_offers"
"""A view for the noun of people: id, member, pool, first and last day (inclusive), half-days, of them on site."""

# The view itself keeps to the people of the viewer's pools. A month that an offer does not cover to its end counts 0:
# whatever is planned on this number can be booked on every date (`decisions.md` 5).
BY_MONTH: Final = """
with spans as (
    select r.member, wanted.month, r.remaining, r.offered, whole.days,
           r.during * whole.days as span
    from capacity_remaining r
    cross join unnest($2::date[]) as wanted (month)
    cross join lateral (select daterange(wanted.month, (wanted.month + interval '1 month')::date) as days) whole
    where r.member = any ($1::uuid[]) and r.during && whole.days
)
select member, month, case when whole then remaining else 0 end as remaining,
    case when whole then offered else 0 end as offered
from (
    select member, month, sum(upper(span) - lower(span)) = upper(days) - lower(days) as whole,
           min(remaining) as remaining, min(offered) as offered
    from spans group by member, month, days
) months
"""

SHORT: Final = """
select lower(gap) as first_day, upper(gap) - 1 as last_day
from unnest(datemultirange($2::daterange) - coalesce((
    select range_agg(during) from capacity_remaining where member = $1 and remaining >= $3 and during && $2
), '{}')) as gap order by 1
"""
LEFT: Final = """
select member, lower(during) as first_day, upper(during) - 1 as last_day, remaining from capacity_remaining
where member = any ($1::uuid[]) order by member, during
"""
FREE: Final = """
select member from capacity_remaining where remaining >= $2 and during && $1
group by member having range_agg(during) @> $1::daterange order by member
"""


async def remaining_by_month(*, members: Collection[UUID], months: Sequence[date], by: Viewer) -> ByMonth:
    """What is left of each person's offer: the least of any date in the month. `months` are first days."""
    left: ByMonth = {}
    for member, month, remaining, _ in await _months(members, months, by):
        left.setdefault(member, {})[month] = remaining
    return left


async def offered_by_month(*, members: Collection[UUID], months: Sequence[date], by: Viewer) -> ByMonth:
    """What each person offers: the least of any date in the month. `months` are first days."""
    return (await days_by_month(members=members, months=months, by=by))[1]


async def days_by_month(*, members: Collection[UUID], months: Sequence[date], by: Viewer) -> tuple[ByMonth, ByMonth]:
    """What is left and what is offered, in one statement: the least of any date in the month."""
    left: ByMonth = {}
    offered: ByMonth = {}
    for member, month, remaining, whole in await _months(members, months, by):
        left.setdefault(member, {})[month] = remaining
        offered.setdefault(member, {})[month] = whole
    return left, offered


async def days_short(*, member: UUID, period: Period, half_days: int, by: Viewer) -> list[tuple[date, date]]:
    """First and last days, both included, on which a person has less than `half_days` a month left; in order.

    `period` has an end. Days beyond every offer are short too. What the database would refuse, told before it does.
    """
    async with reading(by) as work:
        rows = await work.connection.fetch(SHORT, member, period.as_range(), half_days)
    return [(row["first_day"], row["last_day"]) for row in rows]


async def left_of(*, members: Collection[UUID], by: Viewer) -> dict[UUID, list[tuple[date, date | None, int]]]:
    """Member -> first day, last day (both included; None: no end is known) and half-days a month left, in order."""
    left: dict[UUID, list[tuple[date, date | None, int]]] = {}
    async with reading(by) as work:
        for row in await work.connection.fetch(LEFT, list(members)):
            left.setdefault(row["member"], []).append((row["first_day"], row["last_day"], row["remaining"]))
    return left


async def free_people(*, period: Period, half_days: int, by: Viewer) -> list[UUID]:
    """People the viewer sees who have `half_days` a month left on every date of `period`."""
    async with reading(by) as work:
        rows = await work.connection.fetch(FREE, period.as_range(), half_days)
    return [row["member"] for row in rows]


async def offers_of(*, member: UUID, by: Viewer) -> list[OfferRow]:
    """A person's offers, as far as the viewer keeps them, by their first day."""
    async with reading(by):
        rows = (
            await CapacityOffer.select()
            .where(offers_visible_to(by) & (CapacityOffer.member == member))
            .order_by(CapacityOffer.during)
        )
    return [_offer(row, Period.of(row["during"])) for row in rows]


async def bookings_of(*, member: UUID, by: Viewer) -> list[BookingRow]:
    """A person's bookings, as far as the viewer sees them, by their first day."""
    async with reading(by):
        rows = (
            await CapacityBooking.select()
            .where(bookings_visible_to(by) & (CapacityBooking.member == member))
            .order_by(CapacityBooking.during)
        )
    return [
        _booking(row["id"], row["municipality"], row["subject"], Period.of(row["during"]), row["half_days"])
        for row in rows
    ]


async def _months(members: Collection[UUID], months: Sequence[date], by: Viewer) -> Sequence[Iterable[Any]]:
    """Member, month, half-days left, half-days offered: taken apart in this order, since a page has 300 of them."""
    if not members or not months:
        return ()
    async with reading(by) as work:
        rows: Sequence[Iterable[Any]] = await work.connection.fetch(BY_MONTH, list(members), list(months))
    return rows


def _offer(row: Mapping[str, Any], period: Period) -> OfferRow:
    return OfferRow(id=row["id"], pool=row["pool"], first_day=period.start, last_day=period.last,
                    half_days=row["half_days"], on_site_half_days=row["on_site_half_days"])  # fmt: skip


def _booking(id: UUID, municipality: UUID, subject: UUID, period: Period, half_days: int) -> BookingRow:
    assert period.last is not None
    return BookingRow(id=id, municipality=municipality, subject=subject, first_day=period.start,
                      last_day=period.last, half_days=half_days)  # fmt: skip
