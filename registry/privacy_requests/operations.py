"""Asking about one's own data, prolonging, deciding, withdrawing."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from auth.inbox.operations import tell_body, tell_member
from auth.journal.operations import record
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken
from foundation.text.wareki import wareki
from registry.members.queries import ever_kept, pools_of
from registry.privacy_requests.access import may_withdraw
from registry.privacy_requests.queries import request_of
from registry.privacy_requests.rules import KINDS, LIFE, STATES, VERBS, due
from registry.privacy_requests.schemas import Extension, NewRequest, RequestRow, Seen, Verdict
from registry.privacy_requests.tables import PrivacyRequest

STALE: Final = "この請求は、ほかの人が先に進めました。何も変えていません。画面を読み込み直して確かめてください。"


async def ask(*, new: NewRequest, by: Viewer) -> Done:
    """A person asks the body that keeps them; or a body notes what reached it on paper.

    Raises `NotFound` for a person the body never kept, `RuleBroken` for a day that has not come.
    """
    require(by, Right.EXPORT_PERSON)
    async with unit_of_work(by) as work:
        member, pool = await _between(new, by)
        received = new.received_on if by.organisation and new.received_on else work.today
        if received > work.today:
            raise RuleBroken("受け付けた日が、まだ来ていません。日を確かめてください。", field="received_on")
        id = work.new_id()
        await PrivacyRequest.insert(
            PrivacyRequest(id=id, member=member, pool=pool, kind=new.kind, detail=new.detail, received_on=received,
                           due_on=due(received), by_person=by.organisation is None, created_at=work.now)
        )  # fmt: skip
        words = KINDS[new.kind].words
        await tell_body(
            organisation=pool, right=Right.ERASE_PERSON, key=f"privacy-request:{id}", link=f"/privacy-requests/{id}",
            subject=f"個人の情報の{words}の請求", by=by, body=f"{wareki(due(received))}までに決定が要ります。",
        )  # fmt: skip
        await record(by=by, verb="ask", noun="privacy_request", subject=id, person=member, after={"kind": new.kind})
        return Done(id)


async def extend(*, id: UUID, extension: Extension, by: Viewer) -> Done:
    """Thirty days more, once; the person is told why (第83条第2項, 第94条第2項, 第102条第2項)."""
    async with unit_of_work(by):
        asked = await request_of(id=id, by=by)
        state = LIFE.target("extend", asked.state, by=by, reason=extension.reason)
        last = due(asked.received_on, extended=True)
        await _move(asked, extension.version, state, {
            PrivacyRequest.due_on: last, PrivacyRequest.extension_reason: extension.reason,
        }, verb="extend", by=by)  # fmt: skip
        await _tell(asked, "期限を延ばしました", f"{wareki(last)}までに決定します。理由：{extension.reason}", by)
        return Done(id, asked.version + 1)


async def decide(*, id: UUID, verdict: Verdict, by: Viewer) -> Done:
    """Decide; the person is told, with the reason where it is not all that was asked for."""
    async with unit_of_work(by) as work:
        asked = await request_of(id=id, by=by)
        state = LIFE.target(VERBS[verdict.verdict], asked.state, by=by, reason=verdict.reason)
        await _move(asked, verdict.version, state, {
            PrivacyRequest.answer: verdict.reason, PrivacyRequest.decided_on: work.today,
        }, verb="decide", by=by)  # fmt: skip
        await _tell(asked, STATES[state], verdict.reason or "決定の内容を確かめてください。", by)
        return Done(id, asked.version + 1)


async def withdraw(*, id: UUID, seen: Seen, by: Viewer) -> Done:
    """Whoever asked takes it back; a body notes that for what came on paper."""
    async with unit_of_work(by) as work:
        asked = await request_of(id=id, by=by)
        if reason := may_withdraw(by, member=asked.member):
            raise NotAllowed(reason)
        state = LIFE.target("withdraw", asked.state, by=by)
        await _move(asked, seen.version, state, {PrivacyRequest.decided_on: work.today}, verb="withdraw", by=by)
        return Done(id, asked.version + 1)


async def _between(new: NewRequest, by: Viewer) -> tuple[UUID, UUID]:
    if by.organisation is None:
        assert by.member is not None
        return by.member, _chosen(new.pool, await pools_of(by=by))
    if new.member is None:
        raise RuleBroken("だれの請求かを選んでください。", field="member")
    if not await ever_kept(id=new.member, by=by):
        raise NotFound
    return new.member, by.organisation


def _chosen(wanted: UUID | None, pools: Sequence[UUID]) -> UUID:
    if not pools:
        raise RuleBroken("いま登録している人材プールがありません。登録していた団体に直接お伝えください。")
    if wanted is None and len(pools) == 1:
        return pools[0]
    if wanted is None or wanted not in pools:
        raise RuleBroken("どの団体への請求かを選んでください。", field="pool")
    return wanted


async def _move(asked: RequestRow, version: int, state: str, values: dict[Any, Any], *, verb: str, by: Viewer) -> None:
    fits = (PrivacyRequest.id == asked.id) & (PrivacyRequest.version == version)
    changed = {PrivacyRequest.state: state, PrivacyRequest.version: version + 1, **values}
    if not await PrivacyRequest.update(changed).where(fits).returning(PrivacyRequest.id):
        raise Conflict(STALE)
    await record(by=by, verb=verb, noun="privacy_request", subject=asked.id, person=asked.member,
                 before={"state": asked.state}, after={"state": state})  # fmt: skip


async def _tell(asked: RequestRow, subject: str, body: str, by: Viewer) -> None:
    await tell_member(
        member=asked.member, key=f"privacy-request:{asked.id}:{asked.version}", link=f"/privacy-requests/{asked.id}",
        subject=f"個人の情報の{KINDS[asked.kind].words}の請求：{subject}", body=body, by=by,
    )  # fmt: skip
