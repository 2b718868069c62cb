"""From appointments and agreements to what their papers say; read as the viewer, with every name journalled."""

from uuid import UUID

from auth.organisations.queries import body
from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from foundation.text.dates import today_jst
from matching.agreements.queries import agreement_page
from matching.agreements.schemas import AgreementPage, BodyRow
from matching.appointments.queries import appointment_page
from matching.appointments.schemas import AppointmentPage
from matching.assignments.queries import assignments_under
from reports.documents.rules import TITLES, UNCONFIRMED, Kind, head_of
from reports.documents.schemas import Agreeing, Appointing, Paper, Partner, Posting


async def paper_of(*, kind: Kind, subject: UUID, by: Viewer) -> Paper:
    """What the paper about `subject` says now; `person` is empty where its name may not be read. Raises `NotFound`."""
    async with reading(by):
        if kind is Kind.AGREEMENT:
            return await _agreement_paper(await agreement_page(id=subject, by=by), by)
        return await _appointment_paper(kind, await appointment_page(id=subject, by=by), by)


async def _appointment_paper(kind: Kind, page: AppointmentPage, by: Viewer) -> Paper:
    appointed, terms = page.appointment, page.terms
    postings = await assignments_under(appointment=appointed.id, by=by)
    return Paper(
        kind=kind,
        subject=appointed.id,
        issuer=appointed.appointing_body,
        owner=appointed.owner,
        member=appointed.member,
        readers=[appointed.member] if appointed.approved_at else [],
        title=f"{TITLES[kind]}：{appointed.title}",
        approved_on=today_jst(appointed.approved_at) if appointed.approved_at else None,
        content=Appointing(
            person=page.person,
            title=appointed.title,
            body_name=appointed.appointing_body_name,
            head=await _head(appointed.appointing_body, appointed.appointing_body_name, by),
            article=None if terms.article == UNCONFIRMED else terms.article,
            first_day=appointed.first_day,
            last_day=appointed.last_day,
            postings=[Posting(row.municipality_name, row.half_days, row.first_day, row.last_day) for row in postings],
        ),
    )


async def _agreement_paper(page: AgreementPage, by: Viewer) -> Paper:
    agreed = page.agreement
    parts = {part.organisation: part for part in page.bodies}
    lead = parts.pop(agreed.owner, None) or BodyRow(agreed.owner, agreed.owner_name, 0, "use", 0, None)
    return Paper(
        kind=Kind.AGREEMENT,
        subject=agreed.id,
        issuer=agreed.owner,
        owner=agreed.owner,
        member=None,
        readers=sorted(parts),
        title=f"{TITLES[Kind.AGREEMENT]}：{agreed.title}",
        approved_on=agreed.concluded_on,
        content=Agreeing(
            title=agreed.title,
            first_day=agreed.first_day,
            last_day=agreed.last_day,
            lead=await _partner(lead, by),
            partners=[await _partner(part, by) for part in parts.values()],
            division=page.plan.words if page.plan else "",
            yearly_yen=page.plan.yearly_yen if page.plan else None,
        ),
    )


async def _partner(part: BodyRow, by: Viewer) -> Partner:
    head = await _head(part.organisation, part.organisation_name, by)
    return Partner(
        part.organisation_name, head, part.half_days, part.share_basis, part.share_per_million, part.yearly_yen,
        part.population_as_of,
    )  # fmt: skip


async def _head(id: UUID, name: str, by: Viewer) -> str:
    found = await body(id=id, by=by)
    return head_of(name, found.kind if found else "")
