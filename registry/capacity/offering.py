"""The offers of many people at once: writing the first ones, in the unit of work of an import, and reading them."""

from collections.abc import Collection, Mapping
from typing import Final
from uuid import UUID

from auth.journal.operations import record_many
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.database.scope import among
from foundation.database.unit_of_work import current_work, reading
from registry.capacity.access import offers_visible_to
from registry.capacity.schemas import DaysOffered
from registry.capacity.tables import CapacityOffer

HEADS: Final = "insert into capacity_head (member) select unnest($1::uuid[])"
OFFERS: Final = """
insert into capacity_offer (id, member, pool, during, half_days)
select new.id, new.member, $3, daterange(new.first_day, new.last_day, '[]'), new.half_days
from unnest($1::uuid[], $2::uuid[], $4::date[], $5::date[], $6::integer[])
    as new (id, member, first_day, last_day, half_days)
"""


async def offer_first_days(*, offers: Mapping[UUID, DaysOffered], by: Viewer) -> None:
    """What people offer whom the viewer's pool has just taken in: nothing earlier can give way."""
    require(by, Right.KEEP_POOL)
    if not offers:
        return
    work, members = current_work(), list(offers)
    ids = [work.new_id() for _ in members]
    days = list(offers.values())
    await work.connection.execute(HEADS, members)
    await work.connection.execute(
        OFFERS, ids, members, by.organisation, [row.first_day for row in days], [row.last_day for row in days],
        [row.half_days for row in days],
    )  # fmt: skip
    await record_many(by=by, verb="offer_days", noun="capacity", persons=list(zip(ids, members, strict=True)),
                      fields=("during", "half_days"), after={"offers": len(days)})  # fmt: skip


async def present_offers(*, members: Collection[UUID], by: Viewer) -> dict[UUID, DaysOffered]:
    """Member -> the offer of today or the next to come, of those the viewer sees; one without an end is left out."""
    async with reading(by) as work:
        rows = (
            await CapacityOffer.select(CapacityOffer.member, CapacityOffer.during, CapacityOffer.half_days)
            .where(offers_visible_to(by) & among(CapacityOffer.member, members))
            .order_by(CapacityOffer.during, ascending=False)
        )
        found = {}
        for row in rows:
            period = Period.of(row["during"])
            if period.last is not None and period.last >= work.today:
                found[row["member"]] = DaysOffered(
                    half_days=row["half_days"], first_day=period.start, last_day=period.last
                )
        return found
