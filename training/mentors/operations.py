"""Offering to be asked, asking, answering, ending."""

from typing import Final
from uuid import UUID

from auth.inbox.operations import tell_body, tell_member
from auth.journal.operations import record
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import unit_of_work
from foundation.database.versions import change_over
from foundation.errors import NotAllowed, RuleBroken
from training.mentors.access import may_move
from training.mentors.persons import mentor_asked, mentor_who_offers
from training.mentors.queries import mentor_offer, mentoring_page, own_offer
from training.mentors.rules import LIFE
from training.mentors.schemas import MentoringRow, Move, Offer, Request
from training.mentors.tables import Mentoring, MentorOffer

ASKER_ALONE: Final = "頼んだ人が開くと、内容を読めます。"


async def offer_mentoring(*, offer: Offer, by: Viewer) -> Done:
    """The person says what they can be asked about, or rests. Raises `Conflict` after a change from elsewhere."""
    if by.member is None or by.organisation is not None:
        raise NotAllowed("相談役を申し出るのは、人材プールの本人だけです。")
    require(by, Right.ANSWER)
    async with unit_of_work(by) as work:
        current = await own_offer(by=by)
        fields = offer.model_dump(exclude={"version"}) | {"changed_at": work.now}
        id = current.id if current else work.new_id()
        version = 1
        if current is None:
            await MentorOffer.insert(MentorOffer(id=id, member=by.member, version=version, **fields))
        else:
            version = await change_over(MentorOffer, id=id, seen=offer.version, changes=fields)
        await record(by=by, verb="offer_mentoring", noun="mentor_offer", subject=id, person=by.member,
                     after={"themes": offer.themes, "resting": offer.resting})  # fmt: skip
        return Done(id, version)


async def ask_mentor(*, offer: UUID, request: Request, by: Viewer) -> Done:
    """Ask a mentor, as a person or for one's body; the mentor reads who asks. Raises `Conflict` where asked already."""
    require(by, Right.JOIN_NETWORK)
    async with unit_of_work(by) as work:
        offered = await mentor_offer(id=offer, by=by)
        own, mentor = by.member if by.organisation is None else None, await mentor_who_offers(offer=offer, by=by)
        if own == mentor or offered.resting:
            raise RuleBroken("自分や、休んでいる相談役には頼めません。何も送っていません。")
        id = work.new_id()
        await Mentoring.insert(
            Mentoring(id=id, mentor_offer=offer, member=mentor, account=by.account, asking_member=own,
                      organisation=by.organisation, asked_by=by.account_name, asked_at=work.now, changed_at=work.now,
                      **request.model_dump())
        )  # fmt: skip
        await record(by=by, verb="ask_mentor", noun="mentoring", subject=id, person=offered.member)
        await tell_member(
            member=mentor, key=f"mentoring-asked-{id}", by=by, body=request.words, link=f"/mentorings/{id}",
            subject=f"{by.organisation_name or by.account_name}から、相談役の依頼が届きました",
        )  # fmt: skip
        return Done(id, 1)


async def accept_mentoring(*, id: UUID, move: Move, by: Viewer) -> Done:
    """The mentor accepts: the asker is told the name."""
    return await _move(id, "accept", move, by=by, also={"mentor_name": by.account_name})


async def decline_mentoring(*, id: UUID, move: Move, by: Viewer) -> Done:
    """The mentor does not: the name stays closed."""
    return await _move(id, "decline", move, by=by)


async def take_back_request(*, id: UUID, move: Move, by: Viewer) -> Done:
    """The asker needs it no more."""
    return await _move(id, "take_back", move, by=by)


async def end_mentoring(*, id: UUID, move: Move, by: Viewer) -> Done:
    """Either side ends it."""
    return await _move(id, "end", move, by=by)


async def _move(id: UUID, verb: str, move: Move, *, by: Viewer, also: dict[str, str] | None = None) -> Done:
    async with unit_of_work(by) as work:
        row = await mentoring_page(id=id, by=by)
        if refusal := may_move(by, row, verb):
            raise NotAllowed(refusal)
        target = LIFE.target(verb, row.state, by=by, reason=move.reason)
        changes = {"state": target, "reason": move.reason, "changed_at": work.now, **(also or {})}
        version = await change_over(Mentoring, id=id, seen=move.version, changes=changes)
        await record(by=by, verb=f"{verb}_mentoring", noun="mentoring", subject=id, person=row.member,
                     before={"state": row.state}, after={"state": target})  # fmt: skip
        await _tell_other_side(row, target, move.reason, by=by)
        return Done(id, version)


async def _tell_other_side(row: MentoringRow, target: str, reason: str, *, by: Viewer) -> None:
    key, link = f"mentoring-{row.id}-{target}", f"/mentorings/{row.id}"
    subject = f"相談役への依頼：{LIFE.words[target]}"
    if not by.is_member(row.member):
        mentor = await mentor_asked(mentoring=row.id, by=by)
        await tell_member(member=mentor, key=key, subject=subject, body=reason, link=link, by=by)
        return
    found = await Mentoring.select(Mentoring.organisation, Mentoring.asking_member).where(Mentoring.id == row.id)
    body, person = found[0]["organisation"], found[0]["asking_member"]
    if person is not None:
        await tell_member(member=person, key=key, subject=subject, body=reason, link=link, by=by)
    else:
        await tell_body(organisation=body, right=Right.JOIN_NETWORK, key=key, subject=subject, body=ASKER_ALONE,
                        link=link, by=by)  # fmt: skip
