"""Which fees of a year are counted under the measure, and which are not yet."""

from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from foundation.errors import RuleBroken
from foundation.text.dates import fiscal_year
from foundation.text.wareki import fiscal_year_name
from matching.funding.estimating import rate_of
from matching.funding.queries import costs_of_year
from matching.funding.rates import published_rates
from matching.funding.rules import CostKind, Measure
from reports.examinations.access import bore
from reports.examinations.schemas import ExaminationYear
from training.fees.queries import fees


async def examination_year(*, year: int | None, by: Viewer) -> ExaminationYear:
    """The fees that the viewer's body bore in a fiscal year (None: this one)."""
    async with reading(by) as work:
        shown = year or fiscal_year(work.today)
        borne = [fee for fee in await fees(year=shown, by=by) if bore(by, fee)]
        costs = [cost for cost in await costs_of_year(year=shown, by=by) if cost.cost_kind is CostKind.EXAMINATION]
    known = {cost.origin for cost in costs}
    by_hand = {(cost.whose, cost.amount) for cost in costs if cost.origin is None}
    left = [fee for fee in borne if fee.id not in known]
    return ExaminationYear(
        fiscal_year=shown,
        left=[fee for fee in left if (fee.taker, fee.amount) not in by_hand],
        typed=[fee for fee in left if (fee.taker, fee.amount) in by_hand],
        counted=[fee for fee in borne if fee.id in known],
        struck=[cost for cost in costs if cost.origin and cost.origin not in {fee.id for fee in borne}],
        refusal=_why_not(shown),
    )


def _why_not(year: int) -> str:
    """Empty where the measure covers examinations in that year, else the sentence why not."""
    try:
        rate = rate_of(Measure.LEADER_TRAINING, year, rates=published_rates())
    except RuleBroken as refusal:
        return str(refusal)
    return (
        ""
        if CostKind.EXAMINATION in rate.costs
        else f"{fiscal_year_name(year)}の受験料は、この措置の対象ではありません。"
    )
