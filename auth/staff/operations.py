"""Inviting people, and giving, changing, ending and reviewing roles."""

import asyncio
import secrets
from uuid import UUID

from asyncpg import Range

from auth.accounts.lasting import check_lasting
from auth.accounts.passwords import hashed
from auth.inbox.operations import tell_body
from auth.journal.operations import record
from auth.permissions import Right, require
from auth.permissions.rules import Role
from auth.staff.queries import holder, secret_hash, staff_of_body, welcome
from auth.staff.rules import LASTS, mail_to
from auth.staff.schemas import Acceptance, Decision, Holder, NewInvitation, Review, RoleChange, Welcome
from auth.viewer import Viewer
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import Work, unit_of_work
from foundation.errors import Conflict, NotFound, RuleBroken
from foundation.jobs.queue import queue_job
from foundation.notifications.outbox import put_letters

INVITE = """
insert into invitation (id, organisation, token_hash, address, display_name, division, role, member, account, sender,
                        sent_by, created_at, expires_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
"""
REPLACED = """
update invitation set ended_at = $4 where (member = $1 or account = $2) and organisation = $3 and ended_at is null
"""
WITHDRAW = """
update invitation set ended_at = $2 where id = $1 and ended_at is null and $3 in (organisation, sender) returning id
"""
END = """
update role_holding set during = daterange(lower(during), greatest(lower(during), $2))
where id = $1 and organisation = $3 and during @> $2::date
"""
GIVE = "insert into role_holding (id, account, organisation, role, during) values ($1, $2, $3, $4, $5)"
REVIEWED = """
insert into role_review (id, organisation, holding, kept, reviewed_by, reviewed_at) values ($1, $2, $3, $4, $5, $6)
"""
DECIDED = """
update role_request set decided_at = $2, decided_by = $3, granted = $4
where id = $1 and decided_at is null and organisation = $5 returning account, role
"""
HELD_BY = "select id from role_holding where account = $1 and organisation = $2 and during @> $3::date"
ONE_BY_ONE = "select pg_advisory_xact_lock(hashtextextended('managers of ' || $1::uuid, 0))"
WORKS_ELSEWHERE = "select works_elsewhere($1, $2) or (select member is not null from account where id = $1)"
ACCEPT = "select accept_invitation($1, $2, $3, $4, $5, $6, $7)"
LAST_MANAGER = "管理者が一人もいなくなるため、変えられません。先に、別の人を管理者にしてください。"
NOT_OURS_ALONE = "ほかの団体でも使われている利用者です。本人が、本人の画面で直すか、もう一方の団体に頼んでください。"
TOLD_TOWN = "{}が、あなたの団体の管理者として1人を招待しました。心当たりがなければ取り消せます。"
ONLY_MANAGERS = "ほかの団体に招待できるのは、管理者だけです。ほかの役割は、その団体の管理者が決めます。"
NO_ADDRESS = "メールアドレスがないため、招待を送れません。先に、連絡先を登録してください。"


async def invite(*, new: NewInvitation, url: str, by: Viewer) -> Done:
    """Invite somebody to a role in the viewer's body, or as manager of a town of its reach. `url` is where links lead.

    Raises `NotFound` for a body beyond reach, `RuleBroken` for another role than manager there, `NotAllowed` to whoever
    is manager for an hour.
    """
    require(by, Right.KEEP_STAFF)
    body = new.organisation or by.organisation
    assert body is not None
    async with unit_of_work(by):
        await check_lasting(by)
        if body != by.organisation:
            await _check_delegation(body, new.role, by)
        done = await send_invitation(organisation=body, address=new.address, display_name=new.display_name,
                                     division=new.division, role=new.role, url=url, by=by)  # fmt: skip
        if body != by.organisation:
            await tell_body(
                organisation=body, right=Right.KEEP_STAFF, key=f"invited {done.id}", by=by, link="/staff",
                subject=f"{by.organisation_name}が管理者を招待しました",
                body=TOLD_TOWN.format(by.organisation_name),
            )  # fmt: skip
        return done


async def send_invitation(
    *, organisation: UUID, address: str, display_name: str, url: str, by: Viewer, division: str = "",
    role: Role | None = None, member: UUID | None = None, account: UUID | None = None,
) -> Done:  # fmt: skip
    """Write the invitation and its letter; the worker sends it. Whoever calls has decided that it may be sent.

    An earlier link of the same person opens nothing any more: it may have gone to a wrong address.
    """
    secret = secrets.token_urlsafe(32)
    async with unit_of_work(by) as work:
        await work.connection.execute(REPLACED, member, account, organisation, work.now)
        id = work.new_id()
        await work.connection.execute(
            INVITE, id, organisation, secret_hash(secret), address, display_name, division, role, member, account,
            by.organisation, by.account, work.now, work.now + LASTS,
        )  # fmt: skip
        await put_letters(
            notice=id, addresses=[address], subject="【自治体DX人材プール】招待が届いています",
            body=mail_to(display_name, by.organisation_name, f"{url}/invitations/{secret}"), by=by,
        )  # fmt: skip
        await queue_job(work, "deliver_invitation", {"invitation": str(id), "organisation": str(by.organisation)})
        await record(by=by, verb="invite", noun="invitation", subject=id, person=member, after={"role": role})
        return Done(id)


async def withdraw_invitation(*, id: UUID, by: Viewer) -> Done:
    """The link is worthless from now on. Raises `NotFound`."""
    require(by, Right.KEEP_STAFF)
    async with unit_of_work(by) as work:
        if await work.connection.fetchval(WITHDRAW, id, work.now, by.organisation) is None:
            raise NotFound
        await record(by=by, verb="withdraw_invitation", noun="invitation", subject=id)
        return Done(id)


async def accept(*, secret: str, acceptance: Acceptance | None, by: Viewer) -> tuple[UUID, Welcome]:
    """Make the account that the invitation is for, or give it a new way in; returns it with the invitation.

    Without `acceptance` the person signs in through a provider. Raises `NotFound` for a link that is worthless.
    """
    async with unit_of_work(by) as work:
        told = await welcome(secret=secret)
        fresh = work.new_id()
        login = acceptance.login.strip() if acceptance else f"via-{fresh}"
        if told.account is None and not login:
            raise RuleBroken("利用者名を入れてください。", field="login")
        account: UUID | None = await work.connection.fetchval(
            ACCEPT, secret_hash(secret), fresh, work.new_id(), login,
            await asyncio.to_thread(hashed, acceptance.password) if acceptance else None, work.now, work.today,
        )  # fmt: skip
        if account is None:
            raise Conflict("この招待は、いま使われたところです。サインインの画面から入ってください。")
        await record(by=by, verb="accept_invitation", noun="invitation", subject=told.id, person=told.member)
        return account, told


async def change_role(*, id: UUID, change: RoleChange, by: Viewer) -> Done:
    """Another role from today; it holds at the person's next request.

    Raises `RuleBroken` for the last manager, `NotAllowed` to whoever is manager for an hour.
    """
    require(by, Right.KEEP_STAFF)
    async with unit_of_work(by) as work:
        await check_lasting(by)
        held = await holder(id=id, by=by)
        await _end(work, held, by, still_manager=change.role is Role.MANAGER)
        await _give(work, held.account, change.role, by)
        await record(by=by, verb="change_role", noun="role_holding", subject=held.account,
                     before={"role": held.role}, after={"role": change.role})  # fmt: skip
        return Done(id)


async def end_role(*, id: UUID, by: Viewer) -> Done:
    """The person does not work for the body any more. Raises `RuleBroken` for the last manager."""
    require(by, Right.KEEP_STAFF)
    async with unit_of_work(by) as work:
        held = await holder(id=id, by=by)
        await _end(work, held, by)
        await record(by=by, verb="end_role", noun="role_holding", subject=held.account, before={"role": held.role})
        return Done(id)


async def review_role(*, id: UUID, review: Review, by: Viewer) -> Done:
    """Look at a role again: it stays, or it ends."""
    require(by, Right.KEEP_STAFF)
    async with unit_of_work(by) as work:
        held = await holder(id=id, by=by)
        await work.connection.execute(
            REVIEWED, work.new_id(), by.organisation, id, review.kept, by.account, work.now
        )  # fmt: skip
        if not review.kept:
            await _end(work, held, by)
        await record(by=by, verb="review_role", noun="role_holding", subject=held.account, after={"kept": review.kept})
        return Done(id)


async def send_new_way_in(*, id: UUID, url: str, by: Viewer) -> Done:
    """Mail somebody of the viewer's body a link to a new password. Raises `RuleBroken` for an account of others too."""
    require(by, Right.KEEP_STAFF)
    async with unit_of_work(by) as work:
        held = await holder(id=id, by=by)
        if await work.connection.fetchval(WORKS_ELSEWHERE, held.account, by.organisation):
            raise RuleBroken(NOT_OURS_ALONE)
        address = await work.connection.fetchval("select email from account where id = $1", held.account)
        if not address:
            raise RuleBroken(NO_ADDRESS)
        assert by.organisation is not None
        return await send_invitation(organisation=by.organisation, address=address, display_name=held.display_name,
                                     account=held.account, url=url, by=by)  # fmt: skip


async def decide_request(*, id: UUID, decision: Decision, by: Viewer) -> Done:
    """Give the role that a provider's groups speak for, or not. Raises as `change_role`, and `NotFound`."""
    require(by, Right.KEEP_STAFF)
    async with unit_of_work(by) as work:
        row = await work.connection.fetchrow(DECIDED, id, work.now, by.account, decision.granted, by.organisation)
        if row is None:
            raise NotFound
        if decision.granted:
            await check_lasting(by)
            role = Role(row["role"])
            held = await work.connection.fetchval(HELD_BY, row["account"], by.organisation, work.today)
            if held is not None:
                await _end(work, await holder(id=held, by=by), by, still_manager=role is Role.MANAGER)
            await _give(work, row["account"], role, by)
        await record(by=by, verb="decide_request", noun="role_holding", subject=row["account"],
                     after={"role": row["role"], "granted": decision.granted})  # fmt: skip
        return Done(id)


async def _check_delegation(body: UUID, role: Role, by: Viewer) -> None:
    if body not in {town.id for town in (await staff_of_body(by=by)).towns}:
        raise NotFound
    if role is not Role.MANAGER:
        raise RuleBroken(ONLY_MANAGERS, field="role")


async def _give(work: Work, account: UUID, role: Role, by: Viewer) -> None:
    period = Range(work.today, None)
    await work.connection.execute(GIVE, work.new_id(), account, by.organisation, role, period)


async def _end(work: Work, held: Holder, by: Viewer, *, still_manager: bool = False) -> None:
    """One after the other: two managers who end each other's role at once would leave nobody."""
    await work.connection.execute(ONE_BY_ONE, by.organisation)
    managers = [one for one in (await staff_of_body(by=by)).holders if one.role == Role.MANAGER]
    if held.role == Role.MANAGER and len(managers) == 1 and not still_manager:
        raise RuleBroken(LAST_MANAGER)
    await work.connection.execute(END, held.holding, work.today, by.organisation)
