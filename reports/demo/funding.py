"""The demo's costs under fiscal measures, in the last year whose rates are published."""

from typing import Any, Final

from matching.funding.operations import count_cost
from matching.funding.schemas import NewCost
from reports.demo.cast import HIROSHIMA, Cast
from reports.demo.timeline import Timeline

YEAR: Final = 2025
COSTS: Final[tuple[tuple[str, dict[str, Any]], ...]] = (
    ("344621", {"measure": "cio_aide", "reference": "業務委託 架空第1号", "whose": "1人目", "cost_kind": "contract",
                "amount": 1_000_000, "assumes_subsidy": True}),
    ("344621", {"measure": "leader_training", "reference": "DX推進リーダー講座", "whose": "1人目",
                "cost_kind": "course", "amount": 165_000}),
    (HIROSHIMA, {"measure": "supporting_staff_special", "reference": "辞令 架空第3号", "whose": "1人目",
                 "cost_kind": "pay", "amount": 7_200_000}),
)  # fmt: skip
"""Code of the body and the cost as its office counted it."""


async def count_costs(cast: Cast, timeline: Timeline) -> None:
    """Each body counts its own, a month ago."""
    timeline.days_ago(30)
    for code, cost in COSTS:
        await count_cost(new=NewCost.model_validate(cost | {"fiscal_year": YEAR}), by=cast.bodies[code])
