"""From appointments, agreements and job descriptions to what their papers say; read as the viewer, names journalled."""

from uuid import UUID

from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from foundation.text.dates import today_jst
from foundation.text.wareki import wareki_kanji
from matching.agreements.filling import filled_text
from matching.agreements.queries import agreement_page
from matching.agreements.schemas import AgreementPage, BodyRow
from matching.appointments.queries import appointment_page, step_row
from matching.appointments.rules import DECISIONS
from matching.appointments.schemas import AppointmentPage, StepRow
from matching.assignments.queries import assignments_under
from registry.job_descriptions.queries import description_page
from registry.job_descriptions.schemas import DescriptionPage
from registry.job_descriptions.wording import parts_of
from reports.drafts.queries import drawn_paper
from reports.drafts.rules import DRAWABLE
from reports.issuing.registrations import registration_paper
from reports.issuing.settlement_sheets import invoice_paper
from reports.papers.heads import head_for
from reports.papers.rules import DEEDS, TITLES, Kind
from reports.papers.schemas import Agreeing, Appointing, Clause, Describing, Ordering, Paper, Partner, Posting, Told


async def paper_of(*, kind: Kind, subject: UUID, by: Viewer, version: int = 1) -> Paper:
    """What the paper about `subject` says now; `person` is empty where its name may not be read. Raises `NotFound`.

    A paper that somebody drew up says what it said then: `version` is its edition.
    """
    async with reading(by):
        if kind in DRAWABLE:
            return await drawn_paper(kind=kind, about=subject, edition=version, by=by)
        if kind is Kind.AGREEMENT:
            return await _agreement_paper(await agreement_page(id=subject, by=by), by)
        if kind is Kind.INVOICE:
            return await invoice_paper(subject, by)
        if kind in (Kind.CERTIFICATE, Kind.CARDS):
            return await registration_paper(kind, subject, by)
        if kind is Kind.JOB_DESCRIPTION:
            return _description_paper(await description_page(id=subject, by=by))
        if kind is Kind.ORDER:
            step = await step_row(id=subject, by=by)
            return await _order_paper(step, await appointment_page(id=step.appointment, by=by), by)
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
            head=await head_for(appointed.appointing_body, appointed.appointing_body_name, by),
            article=None if terms.unconfirmed else terms.article,
            first_day=appointed.first_day,
            last_day=appointed.last_day,
            postings=[Posting(row.municipality_name, row.half_days, row.first_day, row.last_day) for row in postings],
        ),
    )


async def _order_paper(step: StepRow, page: AppointmentPage, by: Viewer) -> Paper:
    appointed, terms = page.appointment, page.terms
    return Paper(
        kind=Kind.ORDER,
        subject=step.id,
        issuer=appointed.appointing_body,
        owner=appointed.owner,
        member=appointed.member,
        readers=[appointed.member],
        title=f"{TITLES[Kind.ORDER]}：{DECISIONS[step.verb]}・{appointed.title}",
        approved_on=today_jst(step.created_at),
        content=Ordering(
            person=page.person,
            title=step.title_before,
            body_name=appointed.appointing_body_name,
            head=await head_for(appointed.appointing_body, appointed.appointing_body_name, by),
            article=None if terms.unconfirmed else terms.article,
            deed=DEEDS[step.verb].format(last=wareki_kanji(step.last_day_after), title=step.title_after),
            effective_on=step.effective_on,
        ),
    )


async def _agreement_paper(page: AgreementPage, by: Viewer) -> Paper:
    agreed = page.agreement
    parts = {part.organisation: part for part in page.bodies}
    lead = parts.pop(agreed.owner, None) or BodyRow(agreed.owner, agreed.owner_name, 0, "use", 0, None)
    text = filled_text(page)
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
            preamble=text.preamble if text else [],
            clauses=[Clause(one.title, one.paragraphs) for one in text.articles] if text else [],
            annexes=[annex.title for annex in page.annexes],
        ),
    )


def _description_paper(page: DescriptionPage) -> Paper:
    """The latest version: 案 until it is fixed, then issued with the day of its fixing."""
    described, version = page.description, page.latest
    fixed_at = next((step.done_at for step in reversed(page.steps)
                     if (step.verb, step.number) == ("fix", version.number)), None)  # fmt: skip
    content = version.content
    return Paper(
        kind=Kind.JOB_DESCRIPTION,
        subject=described.id,
        issuer=described.owner,
        owner=described.owner,
        member=None,
        readers=sorted({described.municipality, *(town.id for town in content.towns)}),
        title=f"{TITLES[Kind.JOB_DESCRIPTION]}：{content.title}",
        approved_on=today_jst(fixed_at) if fixed_at else None,
        content=Describing(
            title=content.title,
            body_name=described.owner_name,
            edition=described.edition if fixed_at else 0,
            parts=[Told(part.title, part.lines) for part in parts_of(content)],
        ),
    )


async def _partner(part: BodyRow, by: Viewer) -> Partner:
    head = await head_for(part.organisation, part.organisation_name, by)
    return Partner(
        part.organisation_name, head, part.half_days, part.share_basis, part.share_per_million, part.yearly_yen,
        part.population_as_of,
    )  # fmt: skip
