"""Counting the fees of a year."""

from typing import Final

from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import RuleBroken
from matching.funding.operations import count_cost
from matching.funding.rules import CostKind, Measure
from matching.funding.schemas import NewCost
from reports.examinations.queries import examination_year
from training.fees.schemas import FeeRow

NOTHING_LEFT: Final = "この年度に、まだ計上していない受験料はありません。何も変えていません。"


async def count_examinations(*, fiscal_year: int, by: Viewer) -> Done:
    """Count every fee of the year that is not counted yet; those typed by hand already are left to the body.

    Returns the last cost. Raises `RuleBroken` where none is left or the year's rate has no source.
    """
    require(by, Right.KEEP_FUNDING)
    async with unit_of_work(by):
        shown = await examination_year(year=fiscal_year, by=by)
        if shown.refusal:
            raise RuleBroken(shown.refusal, field="fiscal_year")
        done = [await count_cost(new=_cost(fee), origin=fee.id, by=by) for fee in shown.left]
        if not done:
            raise RuleBroken(NOTHING_LEFT)
        return done[-1]


def _cost(fee: FeeRow) -> NewCost:
    return NewCost(
        fiscal_year=fee.fiscal_year, measure=Measure.LEADER_TRAINING, cost_kind=CostKind.EXAMINATION,
        reference=f"{fee.examination} {fee.receipt}"[:100], whose=fee.taker, amount=fee.amount,
    )  # fmt: skip
