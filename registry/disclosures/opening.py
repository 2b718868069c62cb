"""Opening many names at once to the pool that takes the people in. Part of `operations`: in its unit of work."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from auth.journal.operations import record_many
from auth.permissions import Right, require
from auth.viewer import Viewer
from foundation.database.columns import Period
from foundation.database.unit_of_work import current_work
from registry.disclosures.rules import BASES, Basis

OPEN: Final = """
insert into disclosure (id, member, receiver, basis, purpose, granted_by, during, created_at)
select new.id, new.member, $3, 'pool_owner', $4, $3, $5, $6
from unnest($1::uuid[], $2::uuid[]) as new (id, member)
"""


async def open_to_pool(*, members: Sequence[UUID], by: Viewer) -> None:
    """The names of people the viewer's pool has just taken in, none of whom was open to it before."""
    require(by, Right.KEEP_POOL)
    work = current_work()
    ids = [work.new_id() for _ in members]
    purpose = BASES[Basis.POOL_OWNER]
    during = Period(work.today, None).as_range()
    await work.connection.execute(OPEN, ids, list(members), by.organisation, purpose, during, work.now)
    after = {"receiver": by.organisation, "basis": Basis.POOL_OWNER, "during": [work.today, None]}
    await record_many(by=by, verb="grant", noun="disclosure", persons=list(zip(ids, members, strict=True)),
                      fields=after, after=after, purpose=purpose)  # fmt: skip
