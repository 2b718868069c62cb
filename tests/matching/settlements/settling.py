"""A year of joint employment as tests settle it: an agreement in force, work logged and confirmed, costs entered."""

from datetime import date, timedelta
from uuid import UUID, uuid4

from auth.viewer import Viewer
from matching.assignments.operations import confirm_work, record_work
from matching.assignments.queries import assignments
from matching.assignments.schemas import Worked
from matching.settlements.operations import (
    agree_settlement,
    close_settlement,
    enter_cost,
    open_settlement,
    tell_settlement,
)
from matching.settlements.queries import settlement_page
from matching.settlements.rules import CostKind
from matching.settlements.schemas import Assent, NewCost, NewSettlement, Seen, SettlementPage
from tests.matching.agreements.agreeing import concluded, in_force
from tests.matching.employment import FIRST, Story, running
from tests.world import World

YEAR = 2026
DAY = FIRST + timedelta(days=20)
COST = {"incurred_on": DAY, "kind": CostKind.PAY, "source": "支出命令 架空1号", "amount": 1_000_000}


async def served(world: World) -> Story:
    """Three towns are served under an agreement in force."""
    story = await running(world)
    await in_force(story, await concluded(story))
    return story


async def worked(town: Viewer, member: Viewer, minutes: int, *, day: date = DAY, confirmed: bool = True) -> None:
    """Minutes in the ledger, confirmed by the town."""
    row = (await assignments(by=town))[0][0]
    subject = uuid4()
    await record_work(worked=Worked(subject=subject, assignment=row.id, worked_on=day, minutes=minutes), by=member)
    if confirmed:
        await confirm_work(subject=subject, by=town)


async def seen(id: UUID, by: Viewer) -> Seen:
    """The settlement as its page shows it now."""
    return Seen(version=(await settlement_page(id=id, by=by)).settlement.version)


async def opened(story: Story, agreement: UUID, *, year: int = YEAR) -> UUID:
    """The year is open."""
    return (await open_settlement(new=NewSettlement(agreement=agreement, fiscal_year=year), by=story.pool)).id


async def spent(id: UUID, amount: int, *, by: Viewer) -> None:
    """A cost of the year."""
    version = (await seen(id, by)).version
    await enter_cost(id=id, cost=NewCost.model_validate(COST | {"amount": amount, "version": version}), by=by)


async def agreed(id: UUID, *, by: Viewer) -> None:
    """The body agrees to its part."""
    page = await settlement_page(id=id, by=by)
    mine = next(share for share in page.shares if by.acts_for(share.organisation))
    assert mine.share_yen is not None
    await agree_settlement(id=id, assent=Assent(share_yen=mine.share_yen), by=by)


async def closed(id: UUID, story: Story) -> SettlementPage:
    """Told, agreed by every town, closed."""
    await tell_settlement(id=id, seen=await seen(id, story.pool), by=story.pool)
    for town in story.towns:
        await agreed(id, by=town)
    await close_settlement(id=id, seen=await seen(id, story.pool), by=story.pool)
    return await settlement_page(id=id, by=story.pool)
