"""Questions about agreements."""

from collections.abc import Collection, Mapping
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

from msgspec import convert
from msgspec.structs import replace

from auth.organisations.queries import names_of
from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.database.paging import SIZE, Page, page_of
from foundation.database.scope import Condition, among
from foundation.database.unit_of_work import reading
from foundation.errors import NotFound
from matching.agreements.access import agreements_visible_to, texts_visible_to
from matching.agreements.schemas import (
    AgreementPage,
    AgreementRow,
    AnnexRow,
    BodyRow,
    CostPlanRow,
    SignatureRow,
    TextRow,
)
from matching.agreements.tables import (
    Agreement,
    AgreementAnnex,
    AgreementBody,
    AgreementSignature,
    AgreementText,
    CostPart,
    CostPlan,
)

ROW = (
    Agreement.id, Agreement.proposal, Agreement.owner, Agreement.title, Agreement.during, Agreement.state,
    Agreement.concluded_on, Agreement.version, Agreement.bodies, Agreement.post, Agreement.current_text,
    Agreement.in_force_on, Agreement.amends,
)  # fmt: skip
PART = (
    AgreementBody.organisation, AgreementBody.half_days, AgreementBody.share_basis, AgreementBody.share_per_million,
    AgreementBody.approved_at, AgreementBody.during, AgreementBody.agreed_text,
)  # fmt: skip
TEXT = (
    AgreementText.number, AgreementText.text, AgreementText.comment, AgreementText.proposed_by,
    AgreementText.wording_owner, AgreementText.wording_number, AgreementText.created_at,
)  # fmt: skip
ANNEX = (AgreementAnnex.id, AgreementAnnex.title, AgreementAnnex.added_by)
SIGNATURE = (
    AgreementSignature.id, AgreementSignature.organisation, AgreementSignature.signed_on, AgreementSignature.office,
    AgreementSignature.signer, AgreementSignature.file,
)  # fmt: skip
PLAN = (CostPlan.number, CostPlan.equal, CostPlan.population, CostPlan.use, CostPlan.yearly_yen)
COST_PART = (
    CostPart.organisation, CostPart.population, CostPart.population_as_of, CostPart.share_per_million,
    CostPart.yearly_yen,
)  # fmt: skip


async def agreements(
    *, by: Viewer, states: Collection[str] = (), number: int = 1, size: int | None = SIZE
) -> tuple[list[AgreementRow], Page]:
    """A page of the agreements the viewer's body takes part in, latest first."""
    scope = agreements_visible_to(by)
    if states:
        scope = scope & Agreement.state.is_in(list(states))
    async with reading(by):
        select = Agreement.select(*ROW).where(scope).order_by(Agreement.created_at, Agreement.id, ascending=False)
        rows, found = await page_of(select, count=Agreement.count().where(scope), number=number, size=size)
        names = await names_of({row["owner"] for row in rows}, by=by)
    return [_row(row, names) for row in rows], found


async def agreements_by_id(*, ids: Collection[UUID], by: Viewer) -> list[AgreementRow]:
    """Those of these agreements in which the viewer's body takes part, by first day."""
    async with reading(by):
        scope = agreements_visible_to(by) & among(Agreement.id, ids)
        rows = await Agreement.select(*ROW).where(scope).order_by(Agreement.during, Agreement.id)
        names = await names_of({row["owner"] for row in rows}, by=by)
    return [_row(row, names) for row in rows]


async def agreement_page(*, id: UUID, by: Viewer) -> AgreementPage:
    """One agreement with everybody's part. Raises `NotFound` where the viewer's body takes no part."""
    async with reading(by):
        rows = await Agreement.select(*ROW).where(agreements_visible_to(by) & (Agreement.id == id))
        if not rows:
            raise NotFound
        parts = await AgreementBody.select(*PART).where(AgreementBody.agreement == id).order_by(AgreementBody.id)
        bodies = {rows[0]["owner"], *rows[0]["bodies"]} | {part["organisation"] for part in parts}
        names = await names_of(bodies, by=by)
        plan, divided = await _plan_of(id)
        texts = await texts_of(agreement=id, number=rows[0]["current_text"], by=by)
        annexes = await _annexes(id, by)
        return AgreementPage(
            await _with_neighbours(_row(rows[0], names), by),
            [_body(part, divided.get(part["organisation"], {}), rows[0]["current_text"], names) for part in parts],
            plan, texts[0] if texts else None, annexes, await _signatures(id, by),
            _mark(rows[0]["current_text"], plan.number if plan else 0, *sorted(str(annex.id) for annex in annexes)),
        )  # fmt: skip


def _mark(*terms: object) -> str:
    return sha256(repr(terms).encode()).hexdigest()


def _body(part: Mapping[str, Any], share: Mapping[str, Any], current_text: int, names: Mapping[UUID, str]) -> BodyRow:
    agreed = (part["agreed_text"] or 0) == current_text
    shown = {"organisation_name": names[part["organisation"]],
             "approved_at": part["approved_at"] if agreed else None}  # fmt: skip
    return convert({**part, **shown, **_days_of(part), **share}, BodyRow)


async def _with_neighbours(row: AgreementRow, by: Viewer) -> AgreementRow:
    """With what it replaces and what replaces it; both have the same bodies, who read both."""
    seen = agreements_visible_to(by)
    later = await Agreement.select(Agreement.id).where(seen & (Agreement.amends == row.id))
    earlier = await Agreement.select(Agreement.concluded_on).where(seen & among(Agreement.id, [row.amends]))
    return replace(
        row,
        amended_by=later[0]["id"] if later else None,
        amends_concluded_on=earlier[0]["concluded_on"] if earlier else None,
    )


async def texts_of(*, agreement: UUID, by: Viewer, number: int | None = None) -> list[TextRow]:
    """The versions of the text, first to last, or one of them; empty where the viewer takes no part."""
    scope: Condition = texts_visible_to(by) & (AgreementText.agreement == agreement)
    if number is not None:
        scope = scope & (AgreementText.number == number)
    async with reading(by):
        rows = await AgreementText.select(*TEXT).where(scope).order_by(AgreementText.number)
        names = await names_of({row[who] for row in rows for who in ("proposed_by", "wording_owner")} - {None}, by=by)
    return [
        convert({**row, "proposed_by_name": names[row["proposed_by"]],
                 "wording_owner_name": names.get(row["wording_owner"], "")}, TextRow)
        for row in rows
    ]  # fmt: skip


async def _annexes(agreement: UUID, by: Viewer) -> list[AnnexRow]:
    rows = (
        await AgreementAnnex.select(*ANNEX)
        .where(AgreementAnnex.agreement == agreement)
        .order_by(AgreementAnnex.created_at, AgreementAnnex.id)
    )
    names = await names_of({row["added_by"] for row in rows}, by=by)
    return [convert({**row, "added_by_name": names[row["added_by"]]}, AnnexRow) for row in rows]


async def _signatures(agreement: UUID, by: Viewer) -> list[SignatureRow]:
    rows = (
        await AgreementSignature.select(*SIGNATURE)
        .where(AgreementSignature.agreement == agreement)
        .order_by(AgreementSignature.created_at, AgreementSignature.id)
    )
    names = await names_of({row["organisation"] for row in rows}, by=by)
    return [
        convert({**row, "organisation_name": names[row["organisation"]], "scanned": row["file"] is not None},
                SignatureRow)
        for row in rows
    ]  # fmt: skip


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
    """The agreement that confirming a proposal drafted, or the latest that amended it, where the viewer's body takes
    part."""
    async with reading(by):
        scope = agreements_visible_to(by) & (Agreement.proposal == proposal)
        found = await Agreement.select(Agreement.id, Agreement.amends).where(scope)
    replaced = {row["amends"] for row in found}
    return next((row["id"] for row in found if row["id"] not in replaced), None)


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
