"""Drafting an agreement and approving it body by body."""

from typing import Any
from uuid import UUID

from auth.inbox.operations import tell_body
from auth.journal.operations import record
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import Work, unit_of_work
from foundation.errors import Conflict, NotAllowed, RuleBroken
from matching.agreements.articles import read, refuse_unfilled
from matching.agreements.filling import values_of
from matching.agreements.moving import move
from matching.agreements.queries import agreement_page
from matching.agreements.rules import LIFE, Bearer, ShareBasis, divided, weights_of
from matching.agreements.schemas import AgreementDraft, AgreementPage, CostDivision
from matching.agreements.tables import Agreement, AgreementBody, AgreementText, CostPart, CostPlan
from matching.agreements.text_schemas import Assent
from matching.agreements.wording import SHIPPED_NUMBER
from matching.agreements.wordings import wordings
from matching.appointments.papers import queue_paper
from registry.municipalities.queries import towns_by_id

NO_POPULATION = (
    "人口が登録されていない団体があるため、人口割で計算できません：{towns}。何も保存していません。"
    "人口を登録してから決めるか、人口割を0％にしてください。"
)
OTHER_TEXT = "文面が変わりました。合意は記録していません。いまの第{number}版を読んでから、もう一度合意してください。"
OTHER_TERMS = "負担の割り方か別紙が変わりました。決裁は記録していません。いまの内容を確かめ、もう一度決裁してください。"
GOES_ON = "変更前の協定の文面から始めています。"
ALREADY = "この団体の決裁は、もう済んでいます。"


async def draft_agreement(*, draft: AgreementDraft, by: Viewer) -> Done:
    """Draft the agreement between the towns and the body that keeps the pool; the towns bear equal shares.

    The keeper of the pool takes part without a share, unless it is one of the towns itself. The text begins with the
    body's own wording, or the shipped one; which one is kept.
    """
    require(by, Right.PROPOSE)
    assert by.organisation is not None, "an agreement is drafted for a body"
    shares = divided(dict.fromkeys(draft.towns, 1))
    bodies = list(dict.fromkeys([by.organisation, *draft.towns]))
    async with unit_of_work(by) as work:
        id = work.new_id()
        await Agreement.insert(
            Agreement(id=id, proposal=draft.proposal, owner=by.organisation, bodies=bodies, title=draft.title,
                      during=Period(draft.first_day, draft.end).as_range(), state="draft", created_at=work.now,
                      post=draft.post, amends=draft.amends, current_text=1)
        )  # fmt: skip
        for body in bodies:
            await AgreementBody.insert(
                AgreementBody(id=work.new_id(), agreement=id, owner=by.organisation, organisation=body,
                              share_basis=ShareBasis.EQUAL, share_per_million=shares.get(body, 0), **_days(draft, body))
            )  # fmt: skip
        await _first_text(id, draft, work=work, by=by)
        await record(by=by, verb="draft_agreement", noun="agreement", subject=id,
                     after={"bodies": bodies, "amends": draft.amends})  # fmt: skip
        await queue_paper(kind="agreement", subject=id, version=1, by=by)
        for body in bodies:
            await tell_body(organisation=body, right=Right.APPROVE, key=f"agreement-{id}-{body}", by=by,
                            subject="協定書の案が届きました",
                            body=f"「{draft.title}」。団体ごとの日数と負担の割合を確かめて、決裁してください。",
                            link=f"/agreements/{id}")  # fmt: skip
        return Done(id)


async def _first_text(agreement: UUID, draft: AgreementDraft, *, work: Work, by: Viewer) -> None:
    used = (await wordings(by=by))[-1]
    owner = by.organisation if used.number else None
    begun = {"text": used.text, "wording_owner": owner, "wording_number": used.number or SHIPPED_NUMBER}
    await AgreementText.insert(
        AgreementText(id=work.new_id(), agreement=agreement, owner=by.organisation, number=1,
                      proposed_by=by.organisation, created_at=work.now,
                      **(begun if draft.text is None else {"text": draft.text, "comment": GOES_ON}))
    )  # fmt: skip


def _days(draft: AgreementDraft, body: UUID) -> dict[str, Any]:
    town = draft.towns.get(body)
    return {"half_days": town.half_days, "during": town.during.as_range()} if town else {"half_days": 0, "during": None}


async def approve_agreement(*, id: UUID, by: Viewer, assent: Assent | None = None) -> Done:
    """The viewer's body agrees to the text that stands; with the last one the agreement is concluded and printed again.

    Raises `Conflict` where `assent` names another version of the text or other terms, `RuleBroken` where the body has
    agreed already or a place of the text has nothing to be filled with yet.
    """
    async with unit_of_work(by) as work:
        page = await agreement_page(id=id, by=by)
        LIFE.target("approve", page.agreement.state, by=by)
        version = await move(page.agreement)
        page = await agreement_page(id=id, by=by)
        number = page.agreement.current_text
        if assent is not None and assent.text not in (None, number):
            raise Conflict(OTHER_TEXT.format(number=number))
        if assent is not None and assent.terms not in (None, page.terms):
            raise Conflict(OTHER_TERMS)
        if page.text is not None:
            refuse_unfilled(read(page.text.text), values_of(page))
        if any(body.approved_at and by.acts_for(body.organisation) for body in page.bodies):
            raise RuleBroken(ALREADY)
        mine = (AgreementBody.agreement == id) & (AgreementBody.organisation == by.organisation)
        await AgreementBody.update(
            {AgreementBody.approved_at: work.now, AgreementBody.agreed_text: number or None}
        ).where(mine)
        await record(by=by, verb="approve_agreement", noun="agreement", subject=id,
                     after={"body": by.organisation, "text": number})  # fmt: skip
        page = await agreement_page(id=id, by=by)
        if all(body.approved_at is not None for body in page.bodies):
            await _conclude(page, work=work, by=by)
        return Done(id, version)


async def divide_cost(*, id: UUID, division: CostDivision, by: Viewer) -> Done:
    """Decide how the cost is divided: a new numbered version, yen by largest remainder, populations with their date.

    Only the body that drafted it, and only before anybody has approved. Raises `Conflict` where the agreement moved
    since the page was shown, `RuleBroken` where a body's population is not registered.
    """
    require(by, Right.PROPOSE)
    async with unit_of_work(by) as work:
        page = await agreement_page(id=id, by=by)
        if not by.acts_for(page.agreement.owner):
            raise NotAllowed("負担の決め方を変えられるのは、協定書の案をつくった団体だけです。")
        if not page.untouched:
            raise RuleBroken("もう決裁した団体があるため、負担の決め方は変えられません。何も変えていません。")
        version = await move(page.agreement, seen=division.version)
        await _write_plan(page, division, work=work, by=by)
        await record(by=by, verb="divide_cost", noun="agreement", subject=id, after=division.model_dump())
        await queue_paper(kind="agreement", subject=id, version=version, by=by)
        return Done(id, version)


async def _write_plan(page: AgreementPage, division: CostDivision, *, work: Work, by: Viewer) -> None:
    bearing = [body for body in page.bodies if body.half_days]
    towns = await towns_by_id(ids=[body.organisation for body in bearing], by=by)
    people = {id: (town.population, town.population_as_of) for id, town in towns.items()}
    bearers = {
        body.organisation: Bearer(body.half_days, people.get(body.organisation, (None, None))[0]) for body in bearing
    }
    try:
        weights = weights_of(division.mix, bearers)
    except ValueError as error:
        unknown = "、".join(body.organisation_name for body in bearing if not people.get(body.organisation, (None,))[0])
        raise RuleBroken(NO_POPULATION.format(towns=unknown), field="population") from error
    shares, yen = divided(weights), divided(weights, whole=division.yearly_yen)
    plan = work.new_id()
    number = page.plan.number + 1 if page.plan else 1
    await CostPlan.insert(
        CostPlan(id=plan, agreement=page.agreement.id, owner=by.organisation, number=number, created_at=work.now,
                 **division.model_dump(exclude={"version"}))
    )  # fmt: skip
    for body in bearing:
        population, as_of = people.get(body.organisation, (None, None))
        await CostPart.insert(
            CostPart(id=work.new_id(), plan=plan, organisation=body.organisation, population=population,
                     population_as_of=as_of, share_per_million=shares[body.organisation],
                     yearly_yen=yen[body.organisation])
        )  # fmt: skip


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
