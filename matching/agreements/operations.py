"""Drafting an agreement and approving it body by body."""

from uuid import UUID

from auth.inbox.operations import tell_body
from auth.journal.operations import record
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import Work, unit_of_work
from foundation.errors import Conflict, RuleBroken
from matching.agreements.queries import agreement_page
from matching.agreements.rules import LIFE, ShareBasis, divided
from matching.agreements.schemas import AgreementDraft, AgreementPage
from matching.agreements.tables import Agreement, AgreementBody
from matching.appointments.papers import queue_paper

STALE = "この協定は、ほかの団体が先に動かしました。何も変えていません。画面を読み込み直して確かめてください。"
ALREADY = "この団体の決裁は、もう済んでいます。"


async def draft_agreement(*, draft: AgreementDraft, by: Viewer) -> Done:
    """Draft the agreement between the towns and the body that keeps the pool; the towns bear equal shares.

    The keeper of the pool takes part without a share, unless it is one of the towns itself.
    """
    require(by, Right.PROPOSE)
    assert by.organisation is not None, "an agreement is drafted for a body"
    shares = divided(dict.fromkeys(draft.towns, 1))
    bodies = list(dict.fromkeys([by.organisation, *draft.towns]))
    async with unit_of_work(by) as work:
        id = work.new_id()
        await Agreement.insert(
            Agreement(id=id, proposal=draft.proposal, owner=by.organisation, bodies=bodies, title=draft.title,
                      during=Period(draft.first_day, draft.end).as_range(), state="draft", created_at=work.now)
        )  # fmt: skip
        for body in bodies:
            await AgreementBody.insert(
                AgreementBody(id=work.new_id(), agreement=id, owner=by.organisation, organisation=body,
                              half_days=draft.towns.get(body, 0), share_basis=ShareBasis.EQUAL,
                              share_per_million=shares.get(body, 0))
            )  # fmt: skip
        await record(by=by, verb="draft_agreement", noun="agreement", subject=id, after={"bodies": bodies})
        await queue_paper(kind="agreement", subject=id, version=1, by=by)
        for body in bodies:
            await tell_body(organisation=body, right=Right.APPROVE, key=f"agreement-{id}-{body}", by=by,
                            subject="協定書の案が届きました",
                            body=f"「{draft.title}」。団体ごとの日数と負担の割合を確かめて、決裁してください。",
                            link=f"/agreements/{id}")  # fmt: skip
        return Done(id)


async def approve_agreement(*, id: UUID, by: Viewer) -> Done:
    """The viewer's body approves its part; with the last approval the agreement is concluded and printed again.

    Raises `RuleBroken` where it has approved already.
    """
    async with unit_of_work(by) as work:
        seen = (await agreement_page(id=id, by=by)).agreement
        LIFE.target("approve", seen.state, by=by)
        version = await _locked(id)
        mine = (AgreementBody.agreement == id) & (AgreementBody.organisation == by.organisation)
        waiting = mine & AgreementBody.approved_at.is_null()
        if (
            not await AgreementBody.update({AgreementBody.approved_at: work.now})
            .where(waiting)
            .returning(AgreementBody.id)
        ):
            raise RuleBroken(ALREADY)
        await record(by=by, verb="approve_agreement", noun="agreement", subject=id, after={"body": by.organisation})
        page = await agreement_page(id=id, by=by)
        if all(body.approved_at is not None for body in page.bodies):
            await _conclude(page, work=work, by=by)
        return Done(id, version)


async def _locked(id: UUID) -> int:
    """Raise the version first: of two last approvals the second waits here, and then sees the first."""
    rows = (
        await Agreement.update({Agreement.version: Agreement.version + 1})
        .where((Agreement.id == id) & (Agreement.state == "draft"))
        .returning(Agreement.version)
    )
    if not rows:
        raise Conflict(STALE)
    version: int = rows[0]["version"]
    return version


async def _conclude(page: AgreementPage, *, work: Work, by: Viewer) -> None:
    agreement = page.agreement
    target = LIFE.target("conclude", agreement.state, by=by)
    await Agreement.update({Agreement.state: target, Agreement.concluded_on: work.today}).where(
        Agreement.id == agreement.id
    )
    await record(by=by, verb="conclude", noun="agreement", subject=agreement.id,
                 before={"state": agreement.state}, after={"state": target})  # fmt: skip
    await queue_paper(kind="agreement", subject=agreement.id, version=agreement.version, by=by)
    for body in page.bodies:
        await tell_body(organisation=body.organisation, right=Right.READ_EMPLOYMENT, by=by,
                        key=f"agreement-{agreement.id}-concluded-{body.organisation}",
                        subject="協定が締結されました", body=f"「{agreement.title}」。すべての団体の決裁が済みました。",
                        link=f"/agreements/{agreement.id}")  # fmt: skip
