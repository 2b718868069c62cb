"""Questions about settlements."""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from msgspec import convert

from auth.organisations.queries import names_of
from auth.viewer import Viewer
from foundation.database.paging import SIZE, Page, page_of
from foundation.database.scope import Condition, among
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound, RuleBroken
from foundation.text.dates import fiscal_year_period
from matching.agreements.queries import agreements_by_id
from matching.assignments.queries import ids_under, worked_between
from matching.assignments.schemas import WorkedMonth
from matching.settlements.access import settlements_visible_to
from matching.settlements.rules import Measured, shares_of
from matching.settlements.schemas import CostRow, SettlementPage, SettlementRow, ShareRow
from matching.settlements.tables import Settlement, SettlementCost, SettlementShare

ROW: Final = (
    Settlement.id, Settlement.agreement, Settlement.proposal, Settlement.owner, Settlement.fiscal_year,
    Settlement.corrects, Settlement.reason, Settlement.equal, Settlement.population, Settlement.use,
    Settlement.total_yen, Settlement.state, Settlement.told_on, Settlement.closed_on, Settlement.version,
)  # fmt: skip
COST: Final = (
    SettlementCost.id, SettlementCost.incurred_on, SettlementCost.kind, SettlementCost.source, SettlementCost.amount,
)  # fmt: skip
SHARE: Final = (
    SettlementShare.id, SettlementShare.organisation, SettlementShare.inhabitants, SettlementShare.inhabitants_as_of,
    SettlementShare.half_days, SettlementShare.paid_yen, SettlementShare.share_yen, SettlementShare.agreed_at,
)  # fmt: skip
NO_COSTS: Final = "費用がまだ書かれていません。"


async def settlements(
    *, by: Viewer, states: Collection[str] = (), number: int = 1, size: int | None = SIZE
) -> tuple[list[SettlementRow], Page]:
    """A page of the settlements the viewer reads, latest year first."""
    scope = settlements_visible_to(by)
    if states:
        scope = scope & Settlement.state.is_in(list(states))
    async with reading(by):
        select = Settlement.select(*ROW).where(scope).order_by(
            Settlement.fiscal_year, Settlement.created_at, Settlement.id, ascending=False
        )  # fmt: skip
        rows, found = await page_of(select, count=Settlement.count().where(scope), number=number, size=size)
        return await _rows(rows, by), found


async def settlements_of(*, agreement: UUID, by: Viewer) -> list[SettlementRow]:
    """Those of an agreement, first year first, corrections after what they correct."""
    return await _found((Settlement.agreement == agreement), by)


async def settlement_row(*, id: UUID, by: Viewer) -> SettlementRow:
    """One settlement. Raises `NotFound`."""
    found = await _found(Settlement.id == id, by)
    if not found:
        raise NotFound
    return found[0]


async def settlement_page(*, id: UUID, by: Viewer) -> SettlementPage:
    """One settlement with its costs and parts; while it is drafted with what the parts come to now. Raises
    `NotFound`."""
    async with reading(by):
        row = await settlement_row(id=id, by=by)
        costs = await SettlementCost.select(*COST).where(SettlementCost.settlement == id).order_by(
            SettlementCost.incurred_on, SettlementCost.created_at, SettlementCost.id
        )  # fmt: skip
        page = SettlementPage(row, [convert(cost, CostRow) for cost in costs], await _shares(id, by))
        return await _as_it_comes(page, by) if row.state == "draft" else page


async def share_of(*, id: UUID, by: Viewer) -> tuple[SettlementPage, ShareRow]:
    """One body's part with the settlement it belongs to. Raises `NotFound`."""
    async with reading(by):
        rows = await SettlementShare.select(SettlementShare.settlement).where(SettlementShare.id == id)
        if not rows:
            raise NotFound
        page = await settlement_page(id=rows[0]["settlement"], by=by)
        return page, next(share for share in page.shares if share.id == id)


async def _as_it_comes(page: SettlementPage, by: Viewer) -> SettlementPage:
    worked = await _worked(page.settlement, by)
    days: dict[UUID, int] = {}
    for month in worked:
        days[month.municipality] = days.get(month.municipality, 0) + month.confirmed_half_days
    open_work = {month.municipality for month in worked if month.minutes > month.confirmed_minutes}
    bodies = {share.organisation: Measured(days.get(share.organisation, 0), share.inhabitants) for share in page.shares}
    shares: dict[UUID, int] = {}
    obstacle = "" if page.costs else NO_COSTS
    try:
        shares = shares_of(page.total, page.settlement.mix, bodies) if page.costs else {}
    except RuleBroken as refusal:
        obstacle = refusal.sentence
    shown = [
        ShareRow(one.id, one.organisation, one.organisation_name, one.inhabitants, one.inhabitants_as_of,
                 bodies[one.organisation].half_days, one.paid_yen, shares.get(one.organisation), None)
        for one in page.shares
    ]  # fmt: skip
    names = await names_of(open_work, by=by)
    return SettlementPage(page.settlement, page.costs, shown, sorted(names.values()), obstacle)


async def _worked(settlement: SettlementRow, by: Viewer) -> Sequence[WorkedMonth]:
    first, after = fiscal_year_period(settlement.fiscal_year)
    work = await ids_under(proposal=settlement.proposal, by=by)
    return await worked_between(first=first, last=after - timedelta(days=1), assignments=work, by=by)


async def _shares(settlement: UUID, by: Viewer) -> list[ShareRow]:
    rows = (
        await SettlementShare.select(*SHARE)
        .where(SettlementShare.settlement == settlement)
        .order_by(SettlementShare.id)
    )
    names = await names_of({row["organisation"] for row in rows}, by=by)
    return [convert({**row, "organisation_name": names[row["organisation"]]}, ShareRow) for row in rows]


async def _found(which: Condition, by: Viewer) -> list[SettlementRow]:
    async with reading(by):
        scope = settlements_visible_to(by) & which
        rows = await Settlement.select(*ROW).where(scope).order_by(
            Settlement.fiscal_year, Settlement.created_at, Settlement.id
        )  # fmt: skip
        return await _rows(rows, by)


async def _rows(rows: Sequence[Mapping[str, Any]], by: Viewer) -> list[SettlementRow]:
    names = await names_of({row["owner"] for row in rows}, by=by)
    titles = {one.id: one.title for one in await agreements_by_id(ids={row["agreement"] for row in rows}, by=by)}
    scope = settlements_visible_to(by) & among(Settlement.corrects, [row["id"] for row in rows])
    later = await Settlement.select(Settlement.id, Settlement.corrects).where(scope)
    corrected = {row["corrects"]: row["id"] for row in later}
    return [
        convert(
            {**row, "owner_name": names[row["owner"]], "agreement_title": titles.get(row["agreement"], ""),
             "corrected_by": corrected.get(row["id"])},
            SettlementRow,
        )
        for row in rows
    ]  # fmt: skip
