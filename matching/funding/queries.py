"""Questions about costs under the fiscal measures."""

from collections.abc import Sequence
from uuid import UUID

from msgspec import convert

from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from foundation.text.dates import fiscal_year
from foundation.text.table_writing import write_csv
from matching.funding.access import costs_visible_to
from matching.funding.estimating import estimates
from matching.funding.rates import published_rates
from matching.funding.rules import COST_KINDS, MEASURES, Cost
from matching.funding.schemas import CostRow, YearPage
from matching.funding.tables import FundingCost

ROW = (
    FundingCost.id, FundingCost.fiscal_year, FundingCost.measure, FundingCost.reference, FundingCost.whose,
    FundingCost.cost_kind, FundingCost.amount, FundingCost.subsidies, FundingCost.assumes_subsidy,
    FundingCost.origin,
)  # fmt: skip
REPORT_HEADER = ("年度", "措置", "経費", "人", "種類", "経費（円）", "ほかの補助（円）", "県の補助を差し引く")
SUMMARY_HEADER = (
    "年度", "区分", "措置", "対象の人数", "基礎額（円）", "措置される額の試算（円）", "団体の負担の試算（円）",
    "計算の手順", "出典",
)  # fmt: skip
TRIAL = "試算"
"""What every amount is: nothing of it is claimed or sent (`domain.md`)."""
CSV = "text/csv; charset=utf-8"


async def year_page(*, year: int | None, by: Viewer) -> YearPage:
    """The viewer's body in a fiscal year (None: this one), with what each measure would come to."""
    async with reading(by) as work:
        shown = year or fiscal_year(work.today)
        costs = await costs_of_year(year=shown, by=by)
        years = await FundingCost.select(FundingCost.fiscal_year).where(costs_visible_to(by)).distinct()
    known = {row["fiscal_year"] for row in years} | {shown, fiscal_year(work.today)}
    return YearPage(shown, sorted(known), costs, estimates(_counted(costs), shown, rates=published_rates()))


async def costs_of_year(*, year: int, by: Viewer) -> list[CostRow]:
    """The costs of a fiscal year that the viewer's body has counted, first entered first."""
    async with reading(by):
        scope = costs_visible_to(by) & (FundingCost.fiscal_year == year)
        rows = await FundingCost.select(*ROW).where(scope).order_by(FundingCost.created_at, FundingCost.id)
    return [convert(row, CostRow) for row in rows]


async def cost(*, id: UUID, by: Viewer) -> CostRow | None:
    """One cost of the viewer's body, or None."""
    async with reading(by):
        rows = await FundingCost.select(*ROW).where(costs_visible_to(by) & (FundingCost.id == id))
    return convert(rows[0], CostRow) if rows else None


def report_rows(page: YearPage) -> list[Sequence[str | int | None]]:
    """The year's base figures by measure, as `SUMMARY_HEADER` names them; empty where a rate is not confirmed."""
    return [
        (page.fiscal_year, TRIAL, MEASURES[found.measure], found.persons, found.base, found.granted, found.own_burden,
         "／".join(found.steps), "／".join(found.sources + [f"未確認：{words}" for words in found.unconfirmed]))
        for found in page.estimates
    ]  # fmt: skip


def report_file(page: YearPage, *, costs: bool) -> tuple[str, bytes]:
    """Name and bytes of the year's report as CSV: base figures by measure, or with `costs` the costs behind them."""
    content = write_csv(REPORT_HEADER, cost_rows(page)) if costs else write_csv(SUMMARY_HEADER, report_rows(page))
    return f"funding-{'costs' if costs else 'base'}-{page.fiscal_year}.csv", content


def cost_rows(page: YearPage) -> list[Sequence[str | int | None]]:
    """The costs behind the figures, as `REPORT_HEADER` names them."""
    return [
        (row.fiscal_year, MEASURES[row.measure], row.reference, row.whose, COST_KINDS[row.cost_kind], row.amount,
         row.subsidies, "はい" if row.assumes_subsidy else "いいえ")
        for row in page.costs
    ]  # fmt: skip


def _counted(rows: Sequence[CostRow]) -> list[Cost]:
    return [
        Cost(
            measure=row.measure, reference=row.reference, whose=row.whose, kind=row.cost_kind, amount=row.amount,
            subsidies=row.subsidies, assumes_subsidy=row.assumes_subsidy,
        )
        for row in rows
    ]  # fmt: skip
