"""Asking for a name, deciding on it, giving a consent and taking it back."""

from typing import Any, Final
from uuid import UUID

from auth.journal.operations import record
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import Work, unit_of_work
from foundation.errors import Conflict, NotAllowed, RuleBroken
from foundation.files.sniffing import MediaType
from foundation.files.store import store_file
from registry.consents import telling
from registry.consents.access import may_decide, may_take_back
from registry.consents.queries import request, signs_in, wording_on
from registry.consents.rules import LIFE, PURPOSES, Decision, Means, Purpose, latest_day
from registry.consents.schemas import NameDecision, NameRequest, Paper, RequestRow, Withdrawal
from registry.consents.tables import Consent, DisclosureRequest
from registry.disclosures.operations import grant
from registry.disclosures.rules import Basis
from registry.members.queries import pool_to_ask

STALE: Final = (
    "この依頼は、ほかの人が先に動かしました。書いた内容は画面に残っています。"
    "最新の内容を確かめてから、もう一度送ってください。"
)
OTHER_WORDING: Final = (
    "同意の文が新しくなりました。下の新しい文を読んでから、もう一度決めてください。まだ何も決まっていません。"
)
PAPER_MISSING: Final = "紙に署名した日と、紙の置き場所を書いてください。まだ同意は記録していません。"
LAPSED_REASON: Final = "返事がないまま、見たい期間が過ぎました。"
SCANS: Final = frozenset({MediaType.PDF, MediaType.PNG, MediaType.JPEG})


async def request_name(*, wanted: NameRequest, by: Viewer) -> Done:
    """The viewer's body asks to be told a name, for a purpose and until a day (included).

    Asked is the person, and their pool where they have no account. Raises `NotFound` where the viewer sees no card,
    `Conflict` where the same is being asked already.
    """
    require(by, Right.REQUEST_NAME)
    async with unit_of_work(by) as work:
        pool = await pool_to_ask(member=wanted.member, by=by)
        latest = latest_day(work.today, (await wording_on(work.today)).longest_months)
        if not work.today <= wanted.until <= latest:
            raise RuleBroken(f"最後の日は、きょうから{latest:%Y年%-m月%-d日}までの間にしてください。", field="until")
        id = work.new_id()
        await DisclosureRequest.insert(
            DisclosureRequest(id=id, member=wanted.member, receiver=by.organisation, pool=pool, purpose=wanted.purpose,
                              detail=wanted.detail, until=wanted.until, state="waiting", created_by=by.account,
                              created_at=work.now)
        )  # fmt: skip
        await record(by=by, verb="request_name", noun="disclosure_request", subject=id, person=wanted.member,
                     after={"until": wanted.until}, purpose=PURPOSES[wanted.purpose])  # fmt: skip
        await telling.tell_asked(await request(id=id, by=by), by=by)
        return Done(id, 1)


async def decide_request(*, id: UUID, decision: NameDecision, by: Viewer) -> Done:
    """The person decides, or their pool writes down what a person without an account decided on paper.

    Raises `Conflict` where the request moved or the wording that was read is no longer the one in use.
    """
    async with unit_of_work(by) as work:
        asked = await request(id=id, by=by)
        if refusal := may_decide(by, asked, signs_in=await signs_in(member=asked.member, by=by)):
            raise NotAllowed(refusal)
        consents = decision.decision is Decision.CONSENT
        if consents and decision.wording != (await wording_on(work.today)).number:
            raise Conflict(OTHER_WORDING)
        verb = "consent" if consents else "refuse"
        done = await _move(asked, verb, decision.version, work=work, by=by, reason=decision.reason)
        if consents:
            await _open(asked, decision, work=work, by=by)
        await telling.tell_decided(asked, consented=consents, by=by)
        return done


async def withdraw_request(*, id: UUID, withdrawal: Withdrawal, by: Viewer) -> Done:
    """The body that asked needs the name no more."""
    async with unit_of_work(by) as work:
        asked = await request(id=id, by=by)
        if refusal := may_take_back(by, asked):
            raise NotAllowed(refusal)
        return await _move(asked, "withdraw", withdrawal.version, work=work, by=by)


async def lapse_request(*, id: UUID, by: Viewer) -> Done:
    """Nobody decided until the last day that was asked for; the clock calls this for the pool the day after."""
    async with unit_of_work(by) as work:
        asked = await request(id=id, by=by)
        if work.today <= asked.until:
            raise RuleBroken("まだ期間が過ぎていません。何も変えていません。")
        done = await _move(asked, "lapse", asked.version, work=work, by=by, reason=LAPSED_REASON)
        await telling.tell_lapsed(asked, by=by)
        return done


async def give_consent(
    *,
    member: UUID,
    receiver: UUID,
    purpose: Purpose,
    period: Period,
    by: Viewer,
    subject: UUID | None = None,
    request: UUID | None = None,
    paper: Paper | None = None,
) -> Done:
    """Open a name by consent, with the wording in use today; returns the disclosure.

    The person gives it in their own account; without one, their pool records the `paper`. Raises `RuleBroken` where
    the pool has no paper to show, or the period is longer than the wording allows.
    """  # fmt: skip
    if not by.is_member(member) and paper is None:
        raise RuleBroken(PAPER_MISSING, field="signed_on")
    async with unit_of_work(by) as work:
        wording = await wording_on(work.today)
        latest = latest_day(work.today, wording.longest_months)
        if period.last is None or period.last > latest:
            raise RuleBroken(f"同意できるのは、{latest:%Y年%-m月%-d日}までです。", field="until")
        done = await grant(member=member, receiver=receiver, basis=Basis.CONSENT, purpose=PURPOSES[purpose],
                           period=period, subject=subject, by=by)  # fmt: skip
        await Consent.insert(
            Consent(disclosure=done.id, member=member, request=request, wording=wording.number, created_at=work.now,
                    **await _how(member, paper, work=work, by=by))
        )  # fmt: skip
        return done


async def _open(asked: RequestRow, decision: NameDecision, *, work: Work, by: Viewer) -> None:
    until = decision.until or asked.until
    if not work.today <= until <= asked.until:
        raise RuleBroken("最後の日は、きょうから、依頼された日までの間にしてください。", field="until")
    await give_consent(
        member=asked.member, receiver=asked.receiver, purpose=Purpose(asked.purpose), subject=asked.id,
        period=Period.inclusive(work.today, until), request=asked.id, paper=decision.paper, by=by,
    )  # fmt: skip


async def _how(member: UUID, paper: Paper | None, *, work: Work, by: Viewer) -> dict[str, Any]:
    if by.is_member(member) or paper is None:
        return {"means": Means.ACCOUNT, "given_on": work.today, "evidence_note": ""}
    if paper.signed_on > work.today:
        raise RuleBroken("署名した日が、きょうより後になっています。", field="signed_on")
    name = paper.scan_name or "同意書"
    scan = (
        await store_file(name=name, content=paper.scan, by=by, readers=[member], allowed=SCANS) if paper.scan else None
    )
    return {"means": Means.PAPER, "given_on": paper.signed_on, "recorded_by": by.organisation, "evidence": scan,
            "evidence_note": paper.evidence_note}  # fmt: skip


async def _move(asked: RequestRow, verb: str, version: int, *, work: Work, by: Viewer, reason: str = "") -> Done:
    target = LIFE.target(verb, asked.state, by=by, reason=reason)
    changes: dict[Any, Any] = {
        DisclosureRequest.state: target, DisclosureRequest.reason: reason, DisclosureRequest.decided_at: work.now,
        DisclosureRequest.version: version + 1,
    }  # fmt: skip
    same = (DisclosureRequest.id == asked.id) & (DisclosureRequest.version == version)
    if not await DisclosureRequest.update(changes).where(same).returning(DisclosureRequest.id):
        raise Conflict(STALE)
    await record(by=by, verb=verb, noun="disclosure_request", subject=asked.id, person=asked.member,
                 before={"state": asked.state}, after={"state": target}, purpose=asked.purpose_words)  # fmt: skip
    return Done(asked.id, version + 1)
