"""Pauses: said for a period, begun and ended by the calendar; and leaving a pool. Part of `operations`."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from asyncpg import Range

from auth.journal.operations import record
from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.database.idempotency import Done
from foundation.database.scope import among
from foundation.database.unit_of_work import current_work, unit_of_work
from foundation.errors import NotFound
from registry.capacity.operations import take_back_offers
from registry.disclosures.operations import end_basis
from registry.disclosures.rules import Basis
from registry.members.access import members_kept_by
from registry.members.careers import show_certificates
from registry.members.changes import note_change
from registry.members.kept_schemas import Kept
from registry.members.record_schemas import Ending, NewPause
from registry.members.rules import LIFE, MemberState, is_complete, state_on
from registry.members.tables import Member, MemberPause, PoolMembership
from registry.members.versions import kept_by_viewer, next_version, tell_the_others

# A person whose state, or whose card's certificates, are not what the calendar says.
DUE: Final = """
select m.id from ({scope}) m
where m.state in ('active', 'paused')
    and (m.state = 'paused') <> exists (
        select 1 from member_pause p where p.member = m.id and p.during @> app_today())
    or exists (select 1 from member_certification c
               where c.member = m.id and c.valid_to < app_today() and c.code = any (m.certificates))
"""


async def pause_member(*, member: UUID, new: NewPause, by: Viewer) -> Done:
    """The person takes no work in a period. Work already agreed goes on; nothing new is matched into the days."""
    async with unit_of_work(by) as work:
        own = await kept_by_viewer(member, by)
        id = work.new_id()
        registered_by = None if by.is_member(member) else by.organisation
        await MemberPause.insert(
            MemberPause(id=id, member=member, during=new.period.as_range(), reason=new.reason,
                        registered_by=registered_by)
        )  # fmt: skip
        after = {"pause": f"{new.first_day.isoformat()}〜{new.last_day.isoformat() if new.last_day else ''}"}
        await record(by=by, verb="pause_member", noun="member", subject=id, person=member, after=after)
        await note_change(member=member, verb="pause_member", version=own.version, before={}, after=after, by=by)
        version = await _hear_calendar(member, by=by)
        await tell_the_others(member, "お休みの期間", by=by)
        return Done(id, version)


async def resume_member(*, member: UUID, pause: UUID, by: Viewer) -> Done:
    """A pause ends today at the latest: from now on the person is matched again. One to come is taken back."""
    async with unit_of_work(by) as work:
        own = await kept_by_viewer(member, by)
        found = next((row for row in own.pauses if row.id == pause), None)
        if found is None or (found.last_day is not None and found.last_day < work.today):
            raise NotFound("このお休みは、すでに終わっています。何も変えていません。")
        row = MemberPause.id == pause
        if found.first_day >= work.today:
            await MemberPause.delete().where(row)
        else:
            await MemberPause.update({MemberPause.during: Period(found.first_day, work.today).as_range()}).where(row)
        before = {"pause": f"{found.first_day.isoformat()}〜{found.last_day.isoformat() if found.last_day else ''}"}
        await record(by=by, verb="resume_member", noun="member", subject=pause, person=member, before=before)
        await note_change(member=member, verb="resume_member", version=own.version, before=before, after={}, by=by)
        return Done(pause, await _hear_calendar(member, by=by))


async def end_membership(*, member: UUID, ending: Ending, by: Viewer) -> Done:
    """The person leaves the acting body's pool today; who is in no other pool is no longer matched at all.

    The name closes to this body with the membership, and the days offered through it are taken back. Raises `Conflict`
    where towns have booked such days, or where the person changed meanwhile.
    """
    async with unit_of_work(by):
        own = await kept_by_viewer(member, by)
        target = LIFE.target("end", own.state, by=by, reason=ending.reason)
        state = target if own.kept_by == [by.organisation] else own.state
        version = await next_version(member, ending.version, {"state": state})
        after = {"state": state, "pool": None}
        await note_change(member=member, verb="end_membership", version=version,
                          before={"state": own.state, "pool": by.organisation}, after=after, by=by)  # fmt: skip
        await record(by=by, verb="end_membership", noun="member", subject=member, person=member, after=after,
                     purpose=ending.reason)  # fmt: skip
        await tell_the_others(member, "入っている人材プール", by=by)
        assert by.organisation is not None
        await take_back_offers(member=member, pool=by.organisation, by=by)
        await end_basis(member=member, receiver=by.organisation, basis=Basis.POOL_OWNER, by=by)
        await _close_membership(member, by=by)
        return Done(member, version)


async def hear_calendar(*, by: Viewer) -> int:
    """Begin and end pauses, and take lapsed certificates off cards, in the acting body's pool; returns how many."""
    async with unit_of_work(by) as work:
        columns = (Member.id, Member.state, Member.certificates)
        query, arguments = Member.select(*columns).where(members_kept_by(by)).querystrings[0].compile_string()
        rows = await work.connection.fetch(DUE.format(scope=query), *arguments)
        for row in rows:
            await _hear_calendar(row["id"], by=by)
            await show_certificates(row["id"])
        return len(rows)


async def _hear_calendar(member: UUID, *, by: Viewer) -> int:
    """Bring the state in step with the pauses as of today; the person's version."""
    own, work = await kept_by_viewer(member, by), current_work()
    pausing = any(Period(row.first_day, row.last_day and row.last_day + timedelta(days=1)).covers(work.today)
                  for row in own.pauses)  # fmt: skip
    state = state_on(MemberState(own.state), pausing=pausing, complete=await _complete(member, own))
    if {state, own.state} != {MemberState.ACTIVE, MemberState.PAUSED}:
        return own.version
    verb = "pause" if pausing else "resume"
    version = await next_version(member, own.version, {"state": LIFE.target(verb, own.state, by=by)})
    await record(by=by, verb=verb, noun="member", subject=member, person=member, after={"state": state})
    changed = {"state": own.state}, {"state": state}
    await note_change(member=member, verb=verb, version=version, before=changed[0], after=changed[1], by=by)
    return version


async def _complete(member: UUID, own: Kept) -> bool:
    roles = await current_work().connection.fetch("select role from member_role where member = $1", member)
    return is_complete(roles=[row["role"] for row in roles], levels=[held.level for held in own.held])


async def _close_membership(member: UUID, *, by: Viewer) -> None:
    today = current_work().today
    own = (PoolMembership.member == member) & among(PoolMembership.pool, [by.organisation])
    rows = await PoolMembership.select(PoolMembership.id, PoolMembership.during).where(own)
    for row in rows:
        start = row["during"].lower
        if row["during"].upper is None or row["during"].upper > today:
            closed = Range(min(start, today - timedelta(days=1)), today)
            await PoolMembership.update({PoolMembership.during: closed}).where(PoolMembership.id == row["id"])
