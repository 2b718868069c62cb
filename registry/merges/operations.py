"""Proposing that two entries are one person, answering, and joining them once every pool agreed."""

from typing import Any
from uuid import UUID

from auth.inbox.operations import tell_body, tell_member
from auth.journal.operations import record
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.scope import among
from foundation.database.unit_of_work import Work, unit_of_work
from foundation.errors import Conflict, NotAllowed, RuleBroken
from registry.members.merging import absorb, pools_of_both
from registry.merges.queries import merge
from registry.merges.rules import LIFE
from registry.merges.schemas import MergeDecision, MergeRow, MergeVersion, NewMerge
from registry.merges.tables import MemberMerge, MergeAnswer

STALE = "この統合は、ほかの人が先に進めました。何も変えていません。画面を読み込み直して確かめてください。"


async def propose_merge(*, new: NewMerge, by: Viewer) -> Done:
    """Propose to join two people whom the acting body keeps. It agrees by proposing; other pools are asked.

    Nothing is joined yet. Raises `RuleBroken` where the two are proposed already.
    """
    require(by, Right.KEEP_POOL)
    async with unit_of_work(by) as work:
        pools = await pools_of_both(kept=new.member, absorbed=new.absorbed, by=by)
        id = work.new_id()
        await _refuse_twice(new)
        await MemberMerge.insert(
            MemberMerge(id=id, member=new.member, absorbed=new.absorbed, pool=by.organisation, reason=new.reason,
                        created_at=work.now)
        )  # fmt: skip
        for pool in pools:
            own = by.acts_for(pool)
            await MergeAnswer.insert(
                MergeAnswer(id=work.new_id(), merge=id, pool=pool, sender=by.organisation,
                            answer="agreed" if own else "waiting", answered_at=work.now if own else None)
            )  # fmt: skip
            if not own:
                await tell_body(
                    organisation=pool, right=Right.KEEP_POOL, key=f"merge:{id}:{pool}", link=f"/merges/{id}",
                    subject="同じ人の登録をまとめる提案が届いています", by=by,
                    body="受け持ちの人の登録が二つあるという提案です。確かめて、同意するかどうかを答えてください。",
                )  # fmt: skip
        await record(by=by, verb="propose_merge", noun="member_merge", subject=id, person=new.member,
                     after={"absorbed": new.absorbed}, purpose=new.reason)  # fmt: skip
        return Done(id)


async def answer_merge(*, id: UUID, decision: MergeDecision, by: Viewer) -> Done:
    """What the acting body says. The first refusal ends it; with the last agreement the proposing body may join."""
    async with unit_of_work(by) as work:
        asked = await merge(id=id, by=by)
        target = LIFE.target("agree" if decision.agreed else "refuse", asked.state, by=by, reason=decision.reason)
        await _next_version(asked, decision.version, {} if decision.agreed else _over(target, work))
        own = (MergeAnswer.merge == id) & among(MergeAnswer.pool, [by.organisation])
        said: dict[Any, Any] = {
            MergeAnswer.answer: "agreed" if decision.agreed else "refused", MergeAnswer.reason: decision.reason,
            MergeAnswer.answered_at: work.now,
        }  # fmt: skip
        if not await MergeAnswer.update(said).where(own).returning(MergeAnswer.id):
            raise NotAllowed("この統合について、答えを求められていません。何も変えていません。")
        await record(by=by, verb="answer_merge", noun="member_merge", subject=id, person=None,
                     after={"agreed": decision.agreed}, purpose=decision.reason)  # fmt: skip
        await tell_body(
            organisation=asked.pool, right=Right.KEEP_POOL, key=f"merge-answered:{id}:{by.organisation}",
            subject="統合の提案に答えがありました", body="答えを確かめてください。そろうと、統合できます。",
            link=f"/merges/{id}", by=by,
        )  # fmt: skip
        return Done(id, asked.version + 1)


async def join_merge(*, id: UUID, seen: MergeVersion, by: Viewer) -> Done:
    """Join the two once every pool agreed. Bookings, disclosures, papers and history follow to the kept person.

    Raises `Conflict` where the two have bookings in one town at one time, or more booked days than the kept offers.
    """
    async with unit_of_work(by):
        asked = await merge(id=id, by=by)
        LIFE.target("merge", asked.state, by=by)
        if not by.acts_for(asked.pool):
            raise NotAllowed("統合できるのは、提案した人材プールだけです。何も変えていません。")
        if not asked.agreed:
            raise RuleBroken("まだ答えていない人材プールがあります。何も変えていません。")
        await _next_version(asked, seen.version, {})
        await absorb(merge=id, kept=asked.member, absorbed=asked.absorbed, by=by)
        await tell_member(
            member=asked.member, key=f"merged:{id}", link="/me", subject="二つの登録が一つになりました",
            body="人材プールが、同じ人の二つの登録をまとめました。内容と変更の記録を確かめてください。", by=by,
        )  # fmt: skip
        return Done(id, asked.version + 1)


def _over(target: str, work: Work) -> dict[Any, Any]:
    return {MemberMerge.state: target, MemberMerge.decided_at: work.now}


async def _next_version(asked: MergeRow, seen: int, fields: dict[Any, Any]) -> None:
    columns = {**fields, MemberMerge.version: seen + 1}
    same = (MemberMerge.id == asked.id) & (MemberMerge.version == seen)
    if not await MemberMerge.update(columns).where(same).returning(MemberMerge.id):
        raise Conflict(STALE)


async def _refuse_twice(new: NewMerge) -> None:
    pair = [new.member, new.absorbed]
    same = MemberMerge.member.is_in(pair) & MemberMerge.absorbed.is_in(pair) & (MemberMerge.state == "proposed")
    if await MemberMerge.exists().where(same):
        raise RuleBroken("この二件の統合は、もう提案されています。答えを待ってください。何も変えていません。")
