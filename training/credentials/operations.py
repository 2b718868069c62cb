"""Making a badge, showing it to others, taking it back; changing the key."""

import secrets
from typing import Any, Final
from uuid import UUID

from auth.inbox.operations import tell_member
from auth.journal.operations import record
from auth.organisations.queries import names_of
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from registry.accelerators.queries import registration
from registry.accelerators.rules import IN_FORCE
from registry.learning.queries import completions
from registry.members.queries import member_names
from registry.municipalities.loading import MINISTRY
from training.credentials.access import may_revoke
from training.credentials.badge import Achievement, Issuer, credential_of, sign
from training.credentials.keyring import base_address, make_key, signing_address, signing_key
from training.credentials.queries import badge
from training.credentials.rules import KINDS, STATUS_PLACES
from training.credentials.schemas import BadgeAsked, BadgeRow, Revocation, Sharing
from training.credentials.tables import Badge

PURPOSE: Final = "本人のバッジをつくるため"
STALE: Final = (
    "このバッジは、ほかの画面で先に変えられました。何も変えていません。画面を読み込み直して確かめてください。"
)


async def make_badge(*, asked: BadgeAsked, by: Viewer) -> Done:
    """A signed badge of one's own registration in force, or of one's own completion. Raises `NotFound` for others'."""
    async with unit_of_work(by) as work:
        if by.member is None:
            raise NotAllowed("バッジをつくれるのは、登録または修了した本人だけです。")
        achievement, body = await _achieved(asked, by=by)
        holder = (await member_names(ids=[by.member], by=by, purpose=PURPOSE))[by.member]
        issuer = Issuer(base_address(), body, (await names_of({body}, by=by))[body])
        id, place = work.new_id(), secrets.randbelow(STATUS_PLACES)
        key_id, key = await signing_key(work)
        credential = credential_of(
            achievement, issuer, id=id, place=place, holder=holder, salt=secrets.token_hex(16)
        )  # fmt: skip
        await Badge.insert(
            Badge(id=id, member=by.member, kind=asked.kind, subject=asked.subject, issuer=body, name=achievement.name,
                  signed=sign(credential, key=key, address=signing_address(key_id)), signing_key=key_id,
                  status_index=place, created_at=work.now, valid_until=achievement.valid_until, revoked_on=None)
        )  # fmt: skip
        await record(by=by, verb="make_badge", noun="badge", subject=id, person=by.member, after={"kind": asked.kind})
        return Done(id, 1)


async def share_badge(*, id: UUID, sharing: Sharing, by: Viewer) -> Done:
    """Let anybody with the link read the badge, or no longer. The holder's own."""
    async with unit_of_work(by):
        row = await badge(id=id, by=by)
        if not by.is_member(row.member):
            raise NotAllowed("公開するかを決められるのは本人だけです。")
        return await _change(row, sharing.version, {Badge.shared: sharing.shared}, "share_badge", by=by)


async def revoke_badge(*, id: UUID, revocation: Revocation, by: Viewer) -> Done:
    """Take a badge back for good; the published status list says so from now on, and the holder is told why."""
    async with unit_of_work(by) as work:
        row = await badge(id=id, by=by)
        if refusal := may_revoke(by, row):
            raise NotAllowed(refusal)
        if row.revoked_on is not None:
            raise RuleBroken("このバッジは、すでに取り消されています。何も変えていません。")
        changes: dict[Any, Any] = {Badge.revoked_on: work.today, Badge.revoked_because: revocation.reason}
        done = await _change(row, revocation.version, changes, "revoke_badge", by=by)
        await tell_member(
            member=row.member, key=f"badge-revoked-{id}", by=by, subject=f"バッジ「{row.name}」が取り消されました",
            body=revocation.reason, link=f"/credentials/{id}",
        )  # fmt: skip
        return done


async def rotate_key(*, by: Viewer) -> str:
    """Sign with a new key from now on; badges signed before stay valid, their key stays published. Returns its id."""
    require(by, Right.REGISTER)
    async with unit_of_work(by) as work:
        id, _ = await make_key(work)
        await record(by=by, verb="rotate_key", noun="badge_key", subject=None, after={"key": id})
        return id


async def _achieved(asked: BadgeAsked, *, by: Viewer) -> tuple[Achievement, UUID]:
    """What the badge will say, and the body that stands behind it."""
    if asked.kind == "registration":
        row = await registration(id=asked.subject, by=by)
        if not by.is_member(row.member) or row.first_day is None:
            raise NotFound
        if row.state not in IN_FORCE:
            raise RuleBroken("登録が有効な間だけ、バッジをつくれます。", field="subject")
        return Achievement(
            row.id, asked.kind, f"{KINDS['registration']}（{row.number}）",
            "国に登録された、自治体のデジタル化を支える人材です。",
            f"{row.recommended_by_name}の推薦を受け、国が登録しました。",
            row.first_day, row.last_day,
        ), MINISTRY  # fmt: skip
    found = [row for row in await completions(by=by) if row.id == asked.subject and by.is_member(row.member)]
    if not found:
        raise NotFound
    done = found[0]
    return Achievement(
        done.id, asked.kind, f"研修修了：{done.course_name}", "自治体で働くための行政実務研修を修了しました。",
        "eラーニングのすべての単元を終え、研修に出席し、研修機関が修了を認めました。", done.completed_on, done.valid_to,
    ), done.school  # fmt: skip


async def _change(row: BadgeRow, seen: int, changes: dict[Any, Any], verb: str, *, by: Viewer) -> Done:
    same = (Badge.id == row.id) & (Badge.version == seen)
    if not await Badge.update(changes | {Badge.version: seen + 1}).where(same).returning(Badge.id):
        raise Conflict(STALE)
    after = {column._meta.name: value for column, value in changes.items()}
    await record(by=by, verb=verb, noun="badge", subject=row.id, person=row.member, after=after)
    return Done(row.id, seen + 1)
