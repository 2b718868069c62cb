"""Saying what one wants next; asking to get in touch, answering."""

from typing import Final
from uuid import UUID

from auth.inbox.operations import tell_body, tell_member
from auth.journal.operations import record
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import unit_of_work
from foundation.database.versions import change_over
from foundation.errors import Conflict, NotAllowed, RuleBroken
from registry.consents.operations import OTHER_WORDING, give_consent
from registry.consents.queries import wording_on
from registry.consents.rules import Purpose, latest_day
from training.careers.access import may_move
from training.careers.persons import person_contacted, person_who_wishes
from training.careers.queries import contact_page, own_wish, wish_page
from training.careers.rules import LIFE
from training.careers.schemas import ContactRow, Move, NewContact, Wish
from training.careers.tables import CareerContact, CareerWish

TOO_LATE: Final = "連絡できる日を過ぎています。何も伝えていません。必要なら、団体にもう一度申し込んでもらってください。"


async def say_wish(*, wish: Wish, by: Viewer) -> Done:
    """The person says what they want after the term. Raises `Conflict` after a change from elsewhere."""
    if by.member is None or by.organisation is not None:
        raise NotAllowed("任期のあとの希望を書くのは、人材プールの本人だけです。")
    require(by, Right.ANSWER)
    async with unit_of_work(by) as work:
        current = await own_wish(by=by)
        fields = wish.model_dump(exclude={"version"}) | {"changed_at": work.now}
        id = current.id if current else work.new_id()
        version = 1
        if current is None:
            await CareerWish.insert(CareerWish(id=id, member=by.member, version=version, **fields))
        else:
            version = await change_over(CareerWish, id=id, seen=wish.version, changes=fields)
        await record(by=by, verb="say_wish", noun="career_wish", subject=id, person=by.member,
                     after={"step": wish.step, "open_to_contact": wish.open_to_contact})  # fmt: skip
        return Done(id, version)


async def ask_to_contact(*, wish: UUID, new: NewContact, by: Viewer) -> Done:
    """Ask a person who is open to it whether the viewer's body may get in touch. No name is told before they accept."""
    require(by, Right.KEEP_POOL)
    async with unit_of_work(by) as work:
        row = await wish_page(id=wish, by=by)
        if not row.open_to_contact:
            raise RuleBroken("この人は、いま連絡を受け付けていません。何も送っていません。")
        latest = latest_day(work.today, (await wording_on(work.today)).longest_months)
        if not work.today <= new.until <= latest:
            raise RuleBroken(f"最後の日は、きょうから{latest:%Y年%-m月%-d日}までの間にしてください。", field="until")
        id, person = work.new_id(), await person_who_wishes(wish=wish, by=by)
        await CareerContact.insert(
            CareerContact(id=id, member=person, organisation=by.organisation, asked_at=work.now, **new.model_dump())
        )
        await record(by=by, verb="ask_to_contact", noun="career_contact", subject=id, person=row.member,
                     after={"until": new.until})  # fmt: skip
        await tell_member(
            member=person, key=f"career-contact-{id}", by=by, body=new.words, link=f"/careers/contacts/{id}",
            subject=f"{by.organisation_name}が、任期のあとのことで連絡したいと言っています",
        )  # fmt: skip
        return Done(id, 1)


async def accept_contact(*, id: UUID, move: Move, by: Viewer) -> Done:
    """The person accepts: their name is open to that body by consent, for getting in touch and until the day asked.

    Raises `Conflict` where the wording that was read is no longer the one in use, `RuleBroken` after the
    last day that was asked for.
    """
    async with unit_of_work(by) as work:
        row = await contact_page(id=id, by=by)
        if by.is_member(row.member) and move.wording != (await wording_on(work.today)).number:
            raise Conflict(OTHER_WORDING)
        if row.until < work.today:
            raise RuleBroken(TOO_LATE)
        done = await _move(row, "accept", move, by=by)
        assert row.member is not None, "whoever accepts is the person"
        await give_consent(
            member=row.member, receiver=row.organisation, purpose=Purpose.CONTACT, subject=id, by=by,
            period=Period.inclusive(work.today, row.until),
        )  # fmt: skip
        return done


async def decline_contact(*, id: UUID, move: Move, by: Viewer) -> Done:
    """The person does not wish it; the name stays closed."""
    async with unit_of_work(by):
        return await _move(await contact_page(id=id, by=by), "decline", move, by=by)


async def take_back_contact(*, id: UUID, move: Move, by: Viewer) -> Done:
    """The body that asked needs it no more."""
    async with unit_of_work(by):
        return await _move(await contact_page(id=id, by=by), "take_back", move, by=by)


async def _move(row: ContactRow, verb: str, move: Move, *, by: Viewer) -> Done:
    async with unit_of_work(by) as work:
        if refusal := may_move(by, row, verb):
            raise NotAllowed(refusal)
        target = LIFE.target(verb, row.state, by=by, reason=move.reason)
        changes = {"state": target, "reason": move.reason, "decided_at": work.now}
        version = await change_over(CareerContact, id=row.id, seen=move.version, changes=changes)
        await record(by=by, verb=f"{verb}_contact", noun="career_contact", subject=row.id,
                     person=row.member, before={"state": row.state}, after={"state": target})  # fmt: skip
        key, link = f"career-contact-{row.id}-{target}", f"/careers/contacts/{row.id}"
        subject = f"連絡の申し込み：{LIFE.words[target]}"
        if by.is_member(row.member):
            await tell_body(organisation=row.organisation, right=Right.KEEP_POOL, key=key, subject=subject,
                            body=move.reason, link=link, by=by)  # fmt: skip
        else:
            person = await person_contacted(contact=row.id, by=by)
            await tell_member(member=person, key=key, subject=subject, body=move.reason, link=link, by=by)
        return Done(row.id, version)
