"""Several pools for one person: the person's own code lets another prefecture take them in. Part of `operations`."""

import hashlib
import secrets
from datetime import timedelta
from typing import Final
from uuid import UUID

from asyncpg import Range
from msgspec import Struct

from auth.inbox.operations import tell_member
from auth.journal.operations import record
from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from foundation.text.text_type import digits
from registry.disclosures.operations import grant
from registry.disclosures.rules import BASES, Basis
from registry.members.access import may_keep_pool
from registry.members.changes import note_change
from registry.members.queries import kept
from registry.members.record_schemas import CodeTyped
from registry.members.rules import MemberState, is_complete, state_on
from registry.members.tables import JoinCode, MemberRole, PoolMembership
from registry.members.versions import next_version, tell_the_others

LETTERS: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH: Final = 12
VALID_FOR: Final = timedelta(days=14)
UNKNOWN: Final = (
    "このコードでは加えられません。打ち間違い、期限切れ、または使用済みです。何も変えていません。"
    "本人に、自分の登録内容のページで新しいコードを作ってもらってください。"
)


class NewCode(Struct, frozen=True):
    """A code just made; its letters are shown this once."""

    id: UUID
    code: str


async def make_code(*, by: Viewer) -> NewCode:
    """A code by which one other pool may take the viewer in, within a fortnight."""
    if by.member is None:
        raise NotFound
    async with unit_of_work(by) as work:
        code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
        id = work.new_id()
        await JoinCode.insert(
            JoinCode(id=id, member=by.member, code_hash=_hash(code), created_at=work.now,
                     expires_at=work.now + VALID_FOR)
        )  # fmt: skip
        await record(by=by, verb="make_code", noun="member", subject=id, person=by.member)
        return NewCode(id, "-".join(code[at : at + 4] for at in range(0, LENGTH, 4)))


async def join_by_code(*, typed: CodeTyped, by: Viewer) -> Done:
    """Take the person who handed over a code into the acting body's pool. The other pools and the person are told.

    Raises `RuleBroken` where the code opens nothing, `Conflict` where the person is in this pool already.
    """
    if refusal := may_keep_pool(by):
        raise NotAllowed(refusal)
    assert by.organisation is not None
    async with unit_of_work(by) as work:
        member = await work.connection.fetchval("select claim_join_code($1, $2)", _hash(typed.code), work.now)
        if member is None:
            raise RuleBroken(UNKNOWN, field="code")
        await PoolMembership.insert(
            PoolMembership(id=work.new_id(), member=member, pool=by.organisation, during=Range(work.today, None))
        )
        await grant(member=member, receiver=by.organisation, basis=Basis.POOL_OWNER, purpose=BASES[Basis.POOL_OWNER],
                    period=Period(work.today, None), subject=None, by=by)  # fmt: skip
        version = await _active_again(member, by=by)
        await record(by=by, verb="join_by_code", noun="member", subject=member, person=member)
        await note_change(member=member, verb="join_by_code", version=version, before={},
                          after={"pool": by.organisation}, by=by)  # fmt: skip
        await tell_member(member=member, key=f"joined:{member}:{by.organisation}:{work.today}",
                          subject=f"{by.organisation_name}の人材プールに入りました",
                          body="渡したコードが使われました。心当たりがないときは、すぐに人材プールへ知らせてください。",
                          link="/me", by=by)  # fmt: skip
        await tell_the_others(member, "入っている人材プール", by=by)
        return Done(member, version)


async def withdraw_code(*, id: UUID, by: Viewer) -> Done:
    """Take a code back that nobody used yet. Raises `Conflict` where somebody has."""
    if by.member is None:
        raise NotFound
    async with unit_of_work(by):
        mine = (JoinCode.id == id) & (JoinCode.member == by.member)
        if not await JoinCode.delete().where(mine & JoinCode.claimed_at.is_null()).returning(JoinCode.id):
            raise Conflict("このコードは、もう使われたか、期限が切れています。何も変えていません。")
        await record(by=by, verb="withdraw_code", noun="member", subject=id, person=by.member)
        return Done(id)


async def _active_again(member: UUID, *, by: Viewer) -> int:
    """Who had left every pool is matched again once one takes them in."""
    own = await kept(id=member, by=by)
    if own.state != MemberState.ENDED:
        return own.version
    rows = await MemberRole.select(MemberRole.role).where(MemberRole.member == member)
    complete = is_complete(roles=[row["role"] for row in rows], levels=[held.level for held in own.held])
    state = state_on(MemberState.ACTIVE, pausing=False, complete=complete)
    return await next_version(member, own.version, {"state": state})


def _hash(code: str) -> bytes:
    """Hyphens, blanks and width do not matter, nor does the case."""
    return hashlib.sha256("".join(sign for sign in digits(code).upper() if sign.isalnum()).encode()).digest()
