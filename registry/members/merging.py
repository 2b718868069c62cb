"""Joining two entries of one person, for the noun of merges. Part of `operations`: called inside its unit of work."""

from typing import Final
from uuid import UUID

from auth.journal.operations import record
from auth.viewer import Viewer
from foundation.database.unit_of_work import unit_of_work
from registry.capacity.operations import open_ledger
from registry.members import writing
from registry.members.changes import note_change
from registry.members.queries import CHANGE_PURPOSE, as_registered
from registry.members.rules import MemberState, state_after
from registry.members.schemas import NewMember
from registry.members.tables import MemberIdentity, MemberRole, MemberTerms, MemberWish
from registry.members.versions import kept_by_viewer, next_version

FILLED: Final = ("kana", "email", "phone", "employer_name", "side_jobs")
"""What the kept entry takes from the other where it has nothing itself."""


async def pools_of_both(*, kept: UUID, absorbed: UUID, by: Viewer) -> list[UUID]:
    """Every pool that keeps one of the two. Raises `NotFound` where the acting body does not keep both."""
    async with unit_of_work(by):
        pools = [pool for id in (kept, absorbed) for pool in (await kept_by_viewer(id, by)).kept_by]
        return sorted(set(pools))


async def absorb(*, merge: UUID, kept: UUID, absorbed: UUID, by: Viewer) -> None:
    """Join two people whom the acting body keeps, as `merge` was agreed.

    What the other entry said stays in the history of the kept one; its name goes. What others hold of it, bookings,
    disclosures, papers, assignments, follows by the database's own procedure.
    """
    async with unit_of_work(by) as work:
        (becomes, seen), (other, _) = (
            await as_registered(id=kept, by=by, purpose=CHANGE_PURPOSE),
            await as_registered(id=absorbed, by=by, purpose=CHANGE_PURPOSE),
        )
        own = await kept_by_viewer(kept, by)
        roles = [role for role in other.roles if role not in becomes.roles]
        levels = [held.level for held in (*becomes.skills, *other.skills)]
        state = state_after(MemberState(own.state), roles=[*becomes.roles, *roles], levels=levels)
        version = await next_version(kept, seen, {"state": state})
        if roles:
            await MemberRole.insert(*(MemberRole(member=kept, role=role) for role in roles))
        await _fill(kept, becomes, other)
        said = {"merged": str(absorbed)}
        await note_change(
            member=kept, verb="merge_members", version=version, before=other.model_dump(mode="json") | said,
            after=becomes.model_dump(mode="json"), by=by,
        )  # fmt: skip
        await record(by=by, verb="merge_members", noun="member", subject=absorbed, person=kept, after=said)
        await open_ledger(member=kept, by=by)
        for table in (MemberIdentity, MemberTerms, MemberWish):
            await table.delete().where(table.member == absorbed)
        await work.connection.execute("select merge_people($1, $2)", merge, work.now)


async def _fill(kept: UUID, becomes: NewMember, other: NewMember) -> None:
    given = {field: getattr(other, field) for field in FILLED if not getattr(becomes, field) and getattr(other, field)}
    if given:
        await MemberIdentity.update(writing.own_columns(given)).where(MemberIdentity.member == kept)
