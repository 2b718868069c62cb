"""Opening a name to a body, and closing it again."""

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from auth.inbox.operations import tell_body
from auth.journal.operations import record
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.database.idempotency import Done
from foundation.database.unit_of_work import unit_of_work
from foundation.errors import NotAllowed, NotFound
from registry.disclosures.access import may_grant, may_withdraw
from registry.disclosures.queries import disclosed, disclosure
from registry.disclosures.rules import Basis

# A disclosure is never lengthened: the one that stands gives way to a new one, so that each keeps its own date.
GIVE_WAY = """
update disclosure set during = daterange(lower(during), greatest(lower(during), $4))
where member = $1 and receiver = $2 and basis = $3 and subject is not distinct from $5::uuid
    and (basis <> 'consent' or purpose = $6) and not isempty(during) and coalesce(upper(during) > $4, true)
"""
GRANT = """
insert into disclosure (id, member, receiver, basis, purpose, granted_by, during, subject, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
"""
END = """
update disclosure set during = daterange(lower(during), greatest(lower(during), $2))
where subject = $1 and granted_by = $3 and not isempty(during) and coalesce(upper(during) > $2, true)
returning member
"""
END_BASIS = """
update disclosure set during = daterange(lower(during), greatest(lower(during), $4))
where member = $1 and receiver = $2 and basis = $3 and subject is null and granted_by = $5 and not isempty(during)
"""
CLOSE_CONSENT = """
update disclosure set during = daterange(lower(during), greatest(lower(during), $2))
where subject = any ($1::uuid[]) and basis = 'consent' and not isempty(during) and coalesce(upper(during) > $2, true)
    and (member = $3 or exists (
        select 1 from pool_membership kept where kept.member = disclosure.member and kept.pool = $4))
returning member, subject
"""
WITHDRAW = """
update disclosure set during = daterange(lower(during), greatest(lower(during), $4))
where member = $1 and receiver = $2 and basis = $3 and purpose = $5 and not isempty(during)
    and coalesce(upper(during) > $4, true)
"""
CLOSE_ALL = """
update disclosure set during = daterange(lower(during), greatest(lower(during), $2))
where member = $1 and not isempty(during) and coalesce(upper(during) > $2, true)
"""


async def grant(
    *, member: UUID, receiver: UUID, basis: Basis, purpose: str, period: Period, subject: UUID | None, by: Viewer
) -> Done:
    """Open a name to a body. Granting the same basis and subject again replaces period and purpose.

    A consent is given for one purpose: one for another purpose stands beside it.
    """
    if not by.is_member(member):
        require(by, Right.KEEP_POOL)
    async with unit_of_work(by) as work:
        held = (await disclosed(ids=[member], by=by)).get(member, [])
        begins_with_pool = basis is Basis.POOL_OWNER and by.acts_for(receiver)
        refusal = may_grant(by, member=member, held=[row.basis for row in held])
        if refusal and not begins_with_pool:
            raise NotAllowed(refusal)
        id, granted_by = work.new_id(), by.organisation or by.member
        await work.connection.execute(GIVE_WAY, member, receiver, basis, period.start, subject, purpose)
        await work.connection.execute(
            GRANT, id, member, receiver, basis, purpose, granted_by, period.as_range(), subject, work.now
        )
        after = {"receiver": receiver, "basis": basis, "during": [period.start, period.last]}
        await record(by=by, verb="grant", noun="disclosure", subject=id, person=member, after=after, purpose=purpose)
        return Done(id)


async def end(*, subject: UUID, by: Viewer, last_day: date | None = None) -> Done:
    """Close what the viewer's body opened for `subject`, after `last_day` or from now on. May be repeated."""
    require(by, Right.KEEP_POOL)
    async with unit_of_work(by) as work:
        closed = work.today if last_day is None else last_day + timedelta(days=1)
        rows = await work.connection.fetch(END, subject, closed, by.organisation)
        for row in rows:
            await record(by=by, verb="end", noun="disclosure", subject=subject, person=row["member"])
        return Done(subject)


async def end_basis(*, member: UUID, receiver: UUID, basis: Basis, by: Viewer) -> Done:
    """Close from now on what the viewer's body opened to `receiver` on a basis of no subject: a former employer."""
    require(by, Right.KEEP_POOL)
    async with unit_of_work(by) as work:
        await work.connection.execute(END_BASIS, member, receiver, basis, work.today, by.organisation)
        await record(by=by, verb="end_basis", noun="disclosure", subject=receiver, person=member)
        return Done(member)


async def close_consent(*, subjects: Collection[UUID], by: Viewer) -> None:
    """Close from now on what people consented to for these subjects, as the person or the pool that keeps them.

    What somebody else's consent opened stays open. May be repeated.
    """
    async with unit_of_work(by) as work:
        rows = await work.connection.fetch(CLOSE_CONSENT, list(subjects), work.today, by.member, by.organisation)
        for row in rows:
            await record(by=by, verb="close_consent", noun="disclosure", subject=row["subject"], person=row["member"])


async def withdraw_consent(*, id: UUID, by: Viewer) -> Done:
    """A consent for one purpose is taken back, by the person or, where it was on paper, by the pool that recorded it.

    The name is closed from the next statement on, and the body that read it is told.
    """
    async with unit_of_work(by) as work:
        given = await disclosure(id=id, by=by)
        if refusal := may_withdraw(by, given):
            raise NotAllowed(refusal)
        if given.last_day is not None and given.last_day < work.today:
            raise NotFound("この同意は、すでに終わっています。")
        await work.connection.execute(WITHDRAW, given.member, given.receiver, given.basis, work.today, given.purpose)
        await record(by=by, verb="withdraw_consent", noun="disclosure", subject=id, person=given.member,
                     purpose=given.purpose)  # fmt: skip
        await tell_body(
            organisation=given.receiver, right=Right.READ_CONSENTS, key=f"consent-withdrawn-{id}", by=by,
            subject="名前を見る同意が、取り消されました",
            body=f"目的「{given.purpose}」の同意が取り消され、名前は見られなくなりました。控えや印刷があれば処分してください。",
            link="/consents",
        )  # fmt: skip
        return Done(id)


async def close_all(*, member: UUID, by: Viewer) -> None:
    """Every basis on which this person's name is read ends now: they are being forgotten. May be repeated."""
    async with unit_of_work(by) as work:
        await work.connection.execute(CLOSE_ALL, member, work.today)
