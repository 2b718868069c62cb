"""Questions about agreements."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from msgspec import Struct, convert

from auth.organisations.queries import names_of
from auth.permissions import Right, holds
from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.database.together import Asked, Waits
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound
from matching.agreements.access import agreements_visible_to
from matching.agreements.schemas import AgreementPage, AgreementRow, BodyRow, CostPlanRow
from matching.agreements.tables import Agreement, AgreementBody, CostPart, CostPlan
from matching.appointments.schemas import ToDo

ROW = (
    Agreement.id, Agreement.proposal, Agreement.owner, Agreement.title, Agreement.during, Agreement.state,
    Agreement.concluded_on, Agreement.version,
)  # fmt: skip
PART = (
    AgreementBody.organisation, AgreementBody.half_days, AgreementBody.share_basis, AgreementBody.share_per_million,
    AgreementBody.approved_at, AgreementBody.during,
)  # fmt: skip
PLAN = (CostPlan.number, CostPlan.equal, CostPlan.population, CostPlan.use, CostPlan.yearly_yen)
COST_PART = (
    CostPart.organisation, CostPart.population, CostPart.population_as_of, CostPart.share_per_million,
    CostPart.yearly_yen,
)  # fmt: skip
WAITING = """
select a.id, a.title, lower(a.during) as first_day
from agreement a join agreement_body mine on mine.agreement = a.id
where a.state = 'draft' and $1 = any (a.bodies) and mine.organisation = $1 and mine.approved_at is null
order by lower(a.during), a.id
"""


async def agreement_page(*, id: UUID, by: Viewer) -> AgreementPage:
    """One agreement with everybody's part. Raises `NotFound` where the viewer's body takes no part."""
    async with reading(by):
        rows = await Agreement.select(*ROW).where(agreements_visible_to(by) & (Agreement.id == id))
        if not rows:
            raise NotFound
        parts = await AgreementBody.select(*PART).where(AgreementBody.agreement == id).order_by(AgreementBody.id)
        bodies = {rows[0]["owner"]} | {part["organisation"] for part in parts}
        names = await names_of(bodies, by=by)
        plan, divided = await _plan_of(id)
    shown = [
        convert(
            part | {"organisation_name": names[part["organisation"]]} | _days_of(part)
            | divided.get(part["organisation"], {}),
            BodyRow,
        )
        for part in parts
    ]  # fmt: skip
    return AgreementPage(_row(rows[0], names), shown, plan)


async def _plan_of(agreement: UUID) -> tuple[CostPlanRow | None, dict[UUID, dict[str, Any]]]:
    """The version that holds, and what it says of each body; read after the agreement itself was seen."""
    plans = (
        await CostPlan.select(CostPlan.id, *PLAN)
        .where(CostPlan.agreement == agreement)
        .order_by(CostPlan.number, ascending=False)
        .limit(1)
    )
    if not plans:
        return None, {}
    plan = convert(plans[0], CostPlanRow)
    parts = await CostPart.select(*COST_PART).where(CostPart.plan == plans[0]["id"])
    return plan, {part.pop("organisation"): part | {"share_basis": plan.basis} for part in parts}


async def agreement_of(*, proposal: UUID, by: Viewer) -> UUID | None:
    """The agreement that confirming a proposal drafted, where the viewer's body takes part."""
    async with reading(by):
        scope = agreements_visible_to(by) & (Agreement.proposal == proposal)
        found = await Agreement.select(Agreement.id).where(scope)
        return found[0]["id"] if found else None


class _WaitingRow(Struct, frozen=True):
    id: UUID
    title: str
    first_day: date


def _ask_waiting(by: Viewer) -> Asked[_WaitingRow] | None:
    return Asked(WAITING, (by.organisation,), _WaitingRow) if by.organisation and holds(by, Right.APPROVE) else None


def _tell_waiting(_: Viewer, rows: list[_WaitingRow]) -> list[ToDo]:
    return [ToDo("協定書の案を決裁する", row.title, f"/agreements/{row.id}", row.first_day) for row in rows]


WAITS: Final = Waits(_ask_waiting, _tell_waiting)


async def waiting_for(*, by: Viewer) -> list[ToDo]:
    """The drafts that wait for the approval of the viewer's own body."""
    return await WAITS.of(by)


def _days_of(part: Mapping[str, Any]) -> dict[str, date | None]:
    if part["during"] is None:
        return {}
    period = Period.of(part["during"])
    return {"first_day": period.start, "last_day": period.last}


def _row(row: Mapping[str, Any], names: Mapping[UUID, str]) -> AgreementRow:
    period = Period.of(row["during"])
    return convert(
        {**row, "owner_name": names[row["owner"]], "first_day": period.start, "last_day": period.last}, AgreementRow
    )
