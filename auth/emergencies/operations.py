"""Asking for an hour as manager, agreeing to it as the second person, ending it early."""

from typing import Final
from uuid import UUID

from auth.accounts.lasting import check_lasting
from auth.emergencies.queries import emergencies, emergency
from auth.emergencies.rules import ASKED, ENDED, LASTS, OPENED
from auth.emergencies.schemas import Emergency, EmergencyAsked, EmergencyDecision
from auth.inbox.operations import tell_body
from auth.journal.operations import record
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken

INSERT: Final = """
insert into emergency_access (id, organisation, sender, account, reason, asked_at) values ($1, $2, $3, $4, $5, $6)
"""
DECIDE: Final = """
update emergency_access set decided_at = $2, decided_by = $3, granted = $4, until = $5
where id = $1 and decided_at is null and ended_at is null and sender = $6 returning id
"""
END: Final = """
update emergency_access set ended_at = $2
where id = $1 and ended_at is null and $3 in (sender, organisation) returning id
"""
ONE_BY_ONE: Final = "select pg_advisory_xact_lock(hashtextextended('emergency of ' || $1::uuid, 0))"
PAGE: Final = "/emergency-access"
ONE_S_OWN: Final = "自分の求めを、自分では認められません。ほかの人に頼んでください。"
OVER: Final = (
    "この求めは、もう決まったか、時間が過ぎています。何も変えていません。画面を読み込み直して確かめてください。"
)
WAITING: Final = "同じ団体への求めが、すでに出ています。ほかの人に、認めるかを決めてもらってください。"
NOT_CONCERNED: Final = "終えられるのは、本人と、その団体の人だけです。"


async def ask_for_emergency(*, asked: EmergencyAsked, by: Viewer) -> Done:
    """Ask to act as manager for an hour in one's own body, or as a manager in one that it supervises.

    Everybody of the viewer's body who may agree is told. Raises `NotFound` beyond reach, `RuleBroken` where it waits.
    """
    require(by, Right.BREAK_GLASS)
    target = asked.organisation or by.organisation
    assert by.account is not None
    async with unit_of_work(by) as work:
        await work.connection.execute(ONE_BY_ONE, by.account)
        known = await emergencies(by=by)
        names = {town.id: town.name for town in known.towns} | {by.organisation: by.organisation_name}
        if target not in names:
            raise NotFound
        mine = [one for one in known.requests if (one.account, one.organisation) == (by.account, target)]
        if any(one.waiting or one.running for one in mine):
            raise RuleBroken(WAITING)
        id = work.new_id()
        await work.connection.execute(INSERT, id, target, by.organisation, by.account, asked.reason, work.now)
        assert by.organisation is not None
        await tell_body(
            organisation=by.organisation, right=Right.BREAK_GLASS, key=f"emergency asked {id}", link=PAGE, by=by,
            subject="緊急の権限が求められています",
            body=ASKED.format(who=by.account_name, body=names[target], reason=asked.reason),
        )  # fmt: skip
        await record(by=by, verb="ask_for_emergency", noun="emergency_access", subject=id, purpose=asked.reason)
        return Done(id)


async def decide_emergency(*, id: UUID, decision: EmergencyDecision, by: Viewer) -> Done:
    """The second person agrees, or not. Granted, the hour begins now and the body is told at once.

    Raises `NotAllowed` to whoever asked, `Conflict` where it is decided or too old, `NotFound`.
    """
    require(by, Right.BREAK_GLASS)
    async with unit_of_work(by) as work:
        one = await emergency(id=id, by=by)
        await _check_second(one, by)
        until = work.now + LASTS if decision.granted else None
        decided = (id, work.now, by.account, decision.granted, until, by.organisation)
        if not one.waiting or await work.connection.fetchval(DECIDE, *decided) is None:
            raise Conflict(OVER)
        if decision.granted:
            await _tell(one, OPENED.format(who=one.who, sender=one.sender_name, reason=one.reason,
                                           second=by.account_name), "opened", by)  # fmt: skip
        await record(by=by, verb="decide_emergency", noun="emergency_access", subject=id, purpose=one.reason,
                     after={"granted": decision.granted})  # fmt: skip
        return Done(id)


async def end_emergency(*, id: UUID, by: Viewer) -> Done:
    """End it before the hour is over, or take the request back. Raises `Conflict` where nothing runs or waits."""
    require(by, Right.BREAK_GLASS)
    async with unit_of_work(by) as work:
        one = await emergency(id=id, by=by)
        if by.account != one.account and not by.acts_for(one.organisation):
            raise NotAllowed(NOT_CONCERNED)
        if not (one.waiting or one.running):
            raise Conflict(OVER)
        if await work.connection.fetchval(END, id, work.now, by.organisation) is None:
            raise Conflict(OVER)
        if one.running:
            await _tell(one, ENDED.format(who=one.who, sender=one.sender_name), "ended", by)
        await record(by=by, verb="end_emergency", noun="emergency_access", subject=id)
        return Done(id)


async def _check_second(one: Emergency, by: Viewer) -> None:
    """Somebody else of the same body; for a body it supervises a manager, and not one for an hour."""
    if one.sender != by.organisation:
        raise NotFound
    if one.account == by.account:
        raise NotAllowed(ONE_S_OWN)
    if one.organisation != one.sender:
        require(by, Right.KEEP_STAFF)
        await check_lasting(by)


async def _tell(one: Emergency, words: str, what: str, by: Viewer) -> None:
    await tell_body(
        organisation=one.organisation, right=Right.KEEP_STAFF, key=f"emergency {what} {one.id}", link=PAGE, by=by,
        subject="緊急の権限が使われています" if what == "opened" else "緊急の権限が終わりました", body=words,
    )  # fmt: skip
