"""Correction requests: what one side would change of what the other keeps, with both texts. Part of `operations`."""

from typing import Any, Final
from uuid import UUID

from pydantic import ValidationError

from auth.inbox.operations import tell_body, tell_member
from auth.journal.operations import record
from auth.permissions import Right
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import current_work, unit_of_work
from foundation.errors import Conflict, NotAllowed, RuleBroken
from registry.members import writing
from registry.members.changes import note_change
from registry.members.histories import correction
from registry.members.kept_schemas import Kept
from registry.members.queries import CHANGE_PURPOSE, as_registered
from registry.members.record_schemas import Correction, CorrectionDecision, NewCorrection
from registry.members.schemas import OwnContacts
from registry.members.tables import Member, MemberCorrection, MemberIdentity
from registry.members.versions import kept_by_viewer, next_version

APPLIED: Final = frozenset({"name", "kana", "email", "phone", "employer_name", "side_jobs"})
"""Fields that an accepted request changes by itself; the others the owner changes by hand and then says so."""


async def ask_correction(*, member: UUID, new: NewCorrection, by: Viewer) -> Done:
    """Ask the other side to change a field: the person asks the pool that keeps them, a pool asks the person."""
    async with unit_of_work(by) as work:
        own = await kept_by_viewer(member, by)
        asked_of = "pool" if by.is_member(member) else "member"
        pool = await _keeper(member, own) if asked_of == "pool" else by.organisation
        id = work.new_id()
        await MemberCorrection.insert(
            MemberCorrection(id=id, member=member, pool=pool, asked_of=asked_of, field=new.field,
                             text_now=new.text_now, text_wanted=new.text_wanted, reason=new.reason,
                             created_at=work.now)
        )  # fmt: skip
        await record(by=by, verb="ask_correction", noun="member", subject=id, person=member,
                     after={"field": new.field})  # fmt: skip
        await _tell(member, pool, asked_of, id, "訂正の依頼が届いています", by=by)
        return Done(id)


async def decide_correction(*, member: UUID, id: UUID, decision: CorrectionDecision, by: Viewer) -> Done:
    """The owner of the field accepts, which changes it where it is the name or a contact, or refuses with a reason.

    Raises `NotAllowed` to the side that asked, `Conflict` where it was decided already.
    """
    async with unit_of_work(by) as work:
        await kept_by_viewer(member, by)
        asked = await correction(member=member, id=id, by=by)
        if asked.asked_of != ("member" if by.is_member(member) else "pool"):
            raise NotAllowed("この依頼に答えられるのは、頼まれた側だけです。何も変えていません。")
        if not decision.accepted and not decision.answer:
            raise RuleBroken("直さない理由を書いてください。相手にそのまま伝わります。", field="answer")
        columns: dict[Any, Any] = {
            MemberCorrection.state: "accepted" if decision.accepted else "refused",
            MemberCorrection.answer: decision.answer, MemberCorrection.decided_at: work.now,
            MemberCorrection.version: decision.version + 1,
        }  # fmt: skip
        same = (MemberCorrection.id == id) & (MemberCorrection.version == decision.version)
        still_open = same & (MemberCorrection.state == "open")
        if not await MemberCorrection.update(columns).where(still_open).returning(MemberCorrection.id):
            raise Conflict("この依頼には、もう答えが出ています。画面を読み込み直して確かめてください。")
        if decision.accepted and asked.field in APPLIED:
            await _apply(member, asked, by=by)
        await record(by=by, verb="decide_correction", noun="member", subject=id, person=member,
                     after={"field": asked.field, "accepted": decision.accepted})  # fmt: skip
        other = "pool" if asked.asked_of == "member" else "member"
        await _tell(member, asked.pool, other, id, "訂正の依頼に答えがありました", by=by)
        return Done(id, decision.version + 1)


async def _apply(member: UUID, asked: Correction, *, by: Viewer) -> None:
    was, seen = await as_registered(id=member, by=by, purpose=CHANGE_PURPOSE)
    try:
        given = OwnContacts.model_validate({asked.field: asked.text_wanted, "version": seen})
    except ValidationError as error:
        raise RuleBroken(
            "依頼の文をそのまま入れることができません。形を確かめて、理由を添えて返してください。"
        ) from error
    columns = given.model_dump(include={asked.field})
    version = await next_version(member, seen, {})
    await MemberIdentity.update(writing.own_columns(columns)).where(MemberIdentity.member == member)
    before = {asked.field: getattr(was, asked.field)}
    await note_change(member=member, verb="decide_correction", version=version, before=before, after=columns, by=by)


async def _keeper(member: UUID, own: Kept) -> UUID:
    """The pool that took the person in, or the first that keeps them now."""
    if not own.kept_by:
        raise RuleBroken("いま入っている人材プールがないため、依頼の届け先がありません。何も送っていません。")
    rows = await Member.select(Member.registered_by).where(Member.id == member)
    first: UUID = rows[0]["registered_by"]
    return first if first in own.kept_by else own.kept_by[0]


async def _tell(member: UUID, pool: UUID | None, side: str, id: UUID, subject: str, *, by: Viewer) -> None:
    key = f"correction:{id}:{side}:{current_work().now.isoformat()}"
    body, link = "二つの文を並べて見て、直すかどうかを決められます。", f"/members/{member}/corrections"
    if side == "member":
        await tell_member(member=member, key=key, subject=subject, body=body, link=link, by=by)
    elif pool is not None:
        await tell_body(organisation=pool, right=Right.KEEP_POOL, key=key, subject=subject, body=body, link=link, by=by)
