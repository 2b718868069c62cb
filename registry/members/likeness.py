"""Which people of a pool may be one person. Part of `queries`: pairs of ids, never a name."""

from typing import Final
from uuid import UUID

from auth.viewer import Viewer
from foundation.database.unit_of_work import reading
from registry.members.access import members_kept_by
from registry.members.tables import Member

ALIKE: Final = """
with own as (select i.member, i.search_key, i.kana_key from member_identity i where i.member in ({scope})),
pair as (
    select a.member as one, b.member as two, 'name' as why from own a join own b using (search_key)
    where a.member < b.member
    union all select a.member, b.member, 'kana' from own a join own b using (kana_key)
    where a.member < b.member and kana_key <> ''
)
select one, two, case when count(*) = 2 then 'both' else min(why) end as why
from pair group by one, two order by why, one, two limit 200
"""


async def alike(*, by: Viewer) -> list[tuple[UUID, UUID, str]]:
    """Pairs of the viewer's own pool with the same name or kana: the two, and `name`, `kana` or `both`. No names."""
    scope = Member.select(Member.id).where(members_kept_by(by))
    query, arguments = scope.querystrings[0].compile_string()
    async with reading(by) as work:
        rows = await work.connection.fetch(ALIKE.format(scope=query), *arguments)
        return [(row["one"], row["two"], row["why"]) for row in rows]
