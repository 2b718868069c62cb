"""Counting a cost under a measure, and taking it out again."""

from uuid import UUID

from auth.journal.operations import record
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import NotFound, RuleBroken
from foundation.text.wareki import fiscal_year_name
from matching.funding.access import costs_visible_to
from matching.funding.estimating import rate_of
from matching.funding.queries import cost
from matching.funding.rates import published_rates
from matching.funding.rules import COST_KINDS, MEASURES, MEASURES_OF_BODY, Measure
from matching.funding.schemas import NewCost
from matching.funding.tables import FundingCost


async def count_cost(*, new: NewCost, by: Viewer, origin: UUID | None = None) -> Done:
    """Count a cost of the viewer's own body; `origin` is the record elsewhere that it comes from, counted once.

    Raises `RuleBroken` where the year has no source, the measure is not for this kind of body or does not cover this
    kind of cost, and `Conflict` where the cost is counted already under a measure that excludes this one.
    """
    require(by, Right.KEEP_FUNDING)
    _refuse_unlawful(new, by)
    async with unit_of_work(by) as work:
        id = work.new_id()
        await FundingCost.insert(
            FundingCost(id=id, organisation=by.organisation, created_at=work.now, origin=origin, **new.model_dump())
        )
        await record(by=by, verb="count_cost", noun="funding_cost", subject=id, after=new.model_dump())
        return Done(id)


async def remove_cost(*, id: UUID, by: Viewer) -> Done:
    """Take a cost out of the calculation; the journal keeps that it was there."""
    require(by, Right.KEEP_FUNDING)
    async with unit_of_work(by):
        row = await cost(id=id, by=by)
        if row is None:
            raise NotFound
        await FundingCost.delete().where(costs_visible_to(by) & (FundingCost.id == id))
        await record(by=by, verb="remove_cost", noun="funding_cost", subject=id,
                     before={"fiscal_year": row.fiscal_year, "measure": row.measure, "amount": row.amount})  # fmt: skip
        return Done(id)


def _refuse_unlawful(new: NewCost, by: Viewer) -> None:
    if new.measure not in MEASURES_OF_BODY.get(by.kind, ()):
        raise RuleBroken("この措置は、この種類の団体には使えません。何も保存していません。", field="measure")
    rate = rate_of(new.measure, new.fiscal_year, rates=published_rates())
    if new.cost_kind not in rate.costs:
        kinds = "、".join(words for kind, words in COST_KINDS.items() if kind in rate.costs)
        raise RuleBroken(
            f"{fiscal_year_name(new.fiscal_year)}の「{MEASURES[new.measure]}」に数えられるのは、{kinds}です。何も保存していません。",
            field="cost_kind",
        )
    if new.assumes_subsidy:
        rate_of(Measure.PREFECTURAL_SUBSIDY, new.fiscal_year, rates=published_rates())
